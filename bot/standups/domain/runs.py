"""Runs and prompts: where they stand, and how a rate is counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.people.domain import UserId
from bot.standups.domain.drafts import Draft
from bot.standups.domain.schedule import Part

# A prompt that could not be sent for longer than this is not sent at all.
LATEST_PROMPT = timedelta(hours=2)
# Why a prompt was not sent, and why a run of such prompts was not held.
BOT_WAS_DOWN = "not asked: the bot was down"
RUN_MISSED = "the bot was down"
LEFT_OUT = "left out by a lead"


class RunState(StrEnum):
    """`skipped`: a lead left it out, or it could not be held; it counts for nobody."""

    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"


class PromptState(StrEnum):
    """`unasked`: we were down when it was due; nobody is counted missing for that. `left`: not in the team any more."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    AWAY = "away"
    HOLIDAY = "holiday"
    UNASKED = "unasked"
    LEFT = "left"


OPEN_PROMPTS = frozenset({PromptState.WAITING, PromptState.ASKED})
# As long as a run has no other prompts, it has not begun, and follows every change.
NOT_BEGUN = frozenset({PromptState.WAITING, PromptState.AWAY, PromptState.HOLIDAY, PromptState.LEFT})


@dataclass(frozen=True)
class Run:
    """One standup on one local date, with the version of the questions it was opened with."""

    id: int
    standup_id: int
    on: date
    version: int
    state: RunState
    close_at: datetime
    reason: str | None = None
    cleared_on: date | None = None


@dataclass(frozen=True)
class Prompt:
    """A run for one member. `asking` is the question of a typed conversation that waits for its answer.

    `part` is what they were to the standup when the run began. `reason` says why they were left out. `draft` is what
    they wrote and did not send. `deleted_at`: they answered, and took it back. `follow_up_on` is the question they were
    asked more about.
    """

    id: int
    run_id: int
    user_id: UserId
    zone: str
    prompt_at: datetime
    close_at: datetime
    state: PromptState
    answered_at: datetime | None = None
    edited_at: datetime | None = None
    late: bool = False
    reason: str | None = None
    asking: int | None = None
    chat_step: int = 0
    part: Part = Part.EXPECTED
    draft: Draft | None = None
    snoozed_until: datetime | None = None
    deleted_at: datetime | None = None
    follow_up_on: int | None = None

    def is_missing(self, now: datetime) -> bool:
        """Was asked, and their own time is over."""
        return self.state == PromptState.ASKED and now >= self.close_at

    @property
    def latest_at(self) -> datetime:
        """A prompt that is later than this is not worth sending."""
        return min(self.prompt_at + LATEST_PROMPT, self.close_at)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_PROMPTS


@dataclass(frozen=True)
class Participation:
    """Rate = answered of expected. `expected` leaves out who was away, on holiday, had left or was never asked."""

    answered: int
    expected: int
    away: int = 0
    holiday: int = 0
    left: int = 0


def count_participation(prompts: Iterable[Prompt]) -> Participation:
    """The counts of any number of prompts of runs that were held. Optional members are in none of them.

    Skipping is a choice, and so is taking an answer back: both stay expected.
    """
    counted = [each for each in prompts if each.part == Part.EXPECTED]
    states = Counter(each.state for each in counted)
    answered = sum(each.state == PromptState.ANSWERED and each.deleted_at is None for each in counted)
    away, holiday, left = (states[each] for each in (PromptState.AWAY, PromptState.HOLIDAY, PromptState.LEFT))
    out = away + holiday + left + states[PromptState.UNASKED]
    return Participation(answered, len(counted) - out, away, holiday, left)
