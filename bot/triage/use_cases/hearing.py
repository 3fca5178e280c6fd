"""Words written about a fire, wherever they were written: whether they move it is decided here."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.work import Work
from bot.people.repository import Teams
from bot.triage.domain import Fire, Note, State, Step
from bot.triage.repository import FireEvents
from bot.triage.use_cases.merging import goes_on_as
from bot.triage.use_cases.stepping import Change, Grip, take_step


class Outcome(StrEnum):
    """What words did: the fire goes on with them, they are kept with it, it was over already, or they are nobody's
    answer.
    """

    GOES_ON = "goes_on"
    KEPT = "kept"
    LATE = "late"
    NOT_THEIRS = "not_theirs"


@dataclass(frozen=True)
class Hearing:
    """`change` is what was recorded, to be told; None where nothing was. `fire` is the one they wrote about."""

    outcome: Outcome
    fire: Fire
    change: Change | None


async def hear(work: Work, fire: Fire, user_id: str, text: str) -> Hearing:
    """What the requester writes lets a waiting fire go on, and is kept with any other. "Thanks" after the end opens
    nothing: the outcome is LATE, and whoever asked may be offered to reopen it. Of a merged fire it goes to the one
    it is part of. What others write is conversation.
    """
    if not _is_theirs(fire, user_id):
        return Hearing(Outcome.NOT_THEIRS, fire, None)
    other = await goes_on_as(work, fire)
    if not other.is_open:
        return Hearing(Outcome.LATE, fire, await _keep(work, fire, user_id, text))
    if fire.state != State.WAITING:
        return Hearing(Outcome.KEPT, fire, await _keep(work, other, user_id, text))
    held = Grip(fire, await Teams(work).get(fire.team_id), user_id, frozenset())
    started_at = fire.started_at or work.now
    change = await take_step(work, held, Step.ANSWER, text=text.strip(), started_at=started_at)
    return Hearing(Outcome.GOES_ON, fire, change)


def _is_theirs(fire: Fire, user_id: str) -> bool:
    """The requester, or who asked for them, unless that one works on it now and talks to the requester."""
    return user_id == fire.requester_id or user_id == fire.filer_id != fire.owner_id


async def _keep(work: Work, fire: Fire, user_id: str, text: str) -> Change:
    event = await FireEvents(work).add(fire.id, user_id, Note.REMARK, text=text.strip() or None)
    return Change(fire, fire, event)
