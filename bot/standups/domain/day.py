"""A member's day: their prompt with all that its message tells, and how long it may be put off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.standups.domain.blockers import ShownBlocker
from bot.standups.domain.plans import PlanItem
from bot.standups.domain.questions import Question
from bot.standups.domain.runs import Prompt, PromptState, Run, RunState
from bot.standups.domain.schedule import Standup

# Who put it off still has this long before it closes.
LAST_CALL = timedelta(minutes=15)


class Standing(StrEnum):
    """What a member's message says: where they are with it, and so what they can do."""

    OPEN = "open"
    SNOOZED = "snoozed"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    AWAY = "away"
    HOLIDAY = "holiday"
    OVER = "over"
    UNASKED = "unasked"
    CALLED_OFF = "called_off"
    LEFT = "left"


@dataclass(frozen=True)
class Day:
    """A prompt with what belongs to it, at one moment. `questions` are those due, in their words; `items` and
    `blockers` come back. `repeats`: there is a last answer to give again. `is_over`: their own time is.
    """

    standup: Standup
    run: Run
    prompt: Prompt
    standing: Standing
    is_over: bool = False
    is_ahead: bool = False
    questions: Sequence[Question] = ()
    items: Sequence[PlanItem] = ()
    blockers: Sequence[ShownBlocker] = ()
    repeats: bool = False


ALIKE = {
    PromptState.ANSWERED: Standing.ANSWERED,
    PromptState.SKIPPED: Standing.SKIPPED,
    PromptState.AWAY: Standing.AWAY,
    PromptState.HOLIDAY: Standing.HOLIDAY,
    PromptState.UNASKED: Standing.UNASKED,
    PromptState.LEFT: Standing.LEFT,
}


def standing_of(prompt: Prompt, run: Run, now: datetime) -> Standing:
    if run.state == RunState.SKIPPED and prompt.state != PromptState.ANSWERED:
        return Standing.CALLED_OFF
    if prompt.state in ALIKE:
        return ALIKE[prompt.state]
    if now >= prompt.close_at:
        return Standing.OVER
    return Standing.SNOOZED if prompt.snoozed_until is not None and prompt.snoozed_until > now else Standing.OPEN


def put_off(prompt: Prompt, until: datetime, now: datetime) -> datetime | None:
    """When it comes back: as asked, or a little before it closes; None when that leaves nothing to put off."""
    latest = prompt.close_at - LAST_CALL
    moment = min(until, latest)
    return moment if moment > now else None
