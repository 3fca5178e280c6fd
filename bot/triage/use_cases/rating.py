"""How it went, in one tap of who asked. It is counted by team and topic; who did the work never learns who said so."""

from dataclasses import dataclass

from bot.core.work import Work
from bot.triage.domain import Act, Fire, FireEvent, State, Step
from bot.triage.repository import FireEvents, Ratings
from bot.triage.use_cases.stepping import Refusal, grip


@dataclass(frozen=True)
class Rated:
    """`event` is how the fire ended."""

    fire: Fire
    event: FireEvent
    good: bool


async def rate_fire(work: Work, number: int, by: str, *, good: bool) -> Rated:
    """A second thought replaces the first. It is no event of the fire: its history is read by the team."""
    fire = (await grip(work, number, by, Act.RATE)).fire
    event = await FireEvents(work).last(fire.id, [Step.RESOLVE])
    if fire.state != State.DONE or event is None:
        raise Refusal(fire, f"{fire.name} is {fire.state.words}. You can say how it went once it is done.")
    await Ratings(work).put(fire.id, good=good)
    return Rated(fire, event, good)
