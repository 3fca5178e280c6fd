"""What the team owns since a fire is asked about after 30, 90 and 180 days: still wanted, still ours?"""

from dataclasses import dataclass

from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Team, UserId
from bot.people.repository import Teams
from bot.triage.domain import Act, Fire, FireEvent, Note, Recurrence
from bot.triage.domain.owning import ASKED_AFTER, Answer, Owned, asks_at, still_owned
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases.stepping import Refusal, grip

OWNED = "triage.owned"


@dataclass(frozen=True)
class Answered:
    """What somebody answered; `ended` is how the fire ended."""

    fire: Fire
    ended: FireEvent
    event: FireEvent
    answer: Answer


async def promise_questions(work: Work, fire: Fire, team: Team) -> None:
    """After a fire is done: promises the questions if it is owned now, and takes back those of an earlier end."""
    for days in ASKED_AFTER:
        if fire.recurrence == Recurrence.OURS_NOW:
            at = asks_at(fire.closed_at or work.now, days, team.week)
            await Timers(work).renew(_key(fire, days), OWNED, ref=fire.id, at=at)
        else:
            await Timers(work).cancel(_key(fire, days))


async def owned_to_ask(work: Work, fire_id: int, days: int) -> Owned | None:
    """None when it was opened again, is not owned after all, or somebody has said no."""
    fire = await Fires(work).by_id(fire_id)
    ended = still_owned(fire, await FireEvents(work).of(fire.id)) if fire else None
    return Owned(fire, ended, days) if fire and ended else None


async def whom_to_ask(work: Work, fire: Fire) -> list[UserId]:
    """Who closed it; the leads once that one has left the team."""
    team = await Teams(work).get(fire.team_id)
    closer = team.member(fire.closed_by or "")
    return [closer.user_id] if closer else [each.user_id for each in team.leads]


async def answer_owned(work: Work, number: int, by: str, answer: Answer) -> Answered:
    """Kept in its history; anything but yes ends the asking. Raises Refusal when there is nothing to answer."""
    fire = (await grip(work, number, by, Act.NOTE)).fire
    ended = still_owned(fire, await FireEvents(work).of(fire.id))
    if ended is None:
        raise Refusal(fire, f"{fire.name} is not asked about any more. `/triage show {fire.name}` says what happened.")
    event = await FireEvents(work).add(fire.id, by, Note.OWNED, after=answer, text=answer.words)
    if answer != Answer.STILL:
        await Timers(work).cancel(*(_key(fire, days) for days in ASKED_AFTER))
    return Answered(fire, ended, event, answer)


def _key(fire: Fire, days: int) -> str:
    return f"fire:{fire.id}:owned:{days}"
