"""What a team owns since a fire: asked about again, until an answer is no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.calendar import WorkingWeek, next_working_moment
from bot.triage.domain.fires import Fire, FireEvent, Note, Recurrence
from bot.triage.domain.steps import State, Step

# After how many days it is asked about.
ASKED_AFTER = (30, 90, 180)


class Answer(StrEnum):
    """Stored in `after` of the event, which holds twenty characters."""

    STILL = "still"
    UNWANTED = "unwanted"
    NOT_OURS = "not_ours"

    @property
    def words(self) -> str:
        return {
            Answer.STILL: "still wanted, and still ours",
            Answer.UNWANTED: "not wanted any more",
            Answer.NOT_OURS: "not ours",
        }[self]


@dataclass(frozen=True)
class Owned:
    """Something the team owns since that fire, to be asked about; `event` is its end, `days` how long ago."""

    fire: Fire
    event: FireEvent
    days: int


def asks_at(closed_at: datetime, days: int, week: WorkingWeek) -> datetime:
    """When the team works, that many days later."""
    at = closed_at + timedelta(days=days)
    return next_working_moment(at, week) or at


def still_owned(fire: Fire, history: Sequence[FireEvent]) -> FireEvent | None:
    """How it ended, if the team owns it since then and nobody has said no; None where there is nothing to ask."""
    if fire.state != State.DONE or fire.recurrence != Recurrence.OURS_NOW:
        return None
    ended = next((each for each in reversed(history) if each.kind == Step.RESOLVE), None)
    if ended is None:
        return None
    since = [each for each in history if each.kind == Note.OWNED and each.id > ended.id]
    return None if any(each.after != Answer.STILL for each in since) else ended
