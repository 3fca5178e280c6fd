"""The states of a fire, the steps between them, and who may take which."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.people.domain import Person, Team, may_lead

# "Not a request" said this soon takes a fire out of all counts; later it was work.
SLIP = timedelta(hours=1)


class State(StrEnum):
    NEW = "new"
    CLAIMED = "claimed"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    DONE = "done"
    DECLINED = "declined"
    MERGED = "merged"

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


CLOSED = frozenset({State.DONE, State.DECLINED, State.MERGED})
OPEN = frozenset(State) - CLOSED


class Step(StrEnum):
    """What moves a fire from one state to another; most are words people type."""

    CLAIM = "claim"
    ASSIGN = "assign"
    RELEASE = "release"
    START = "start"
    WAIT = "wait"
    ANSWER = "answer"
    RESOLVE = "resolve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    SNOOZE = "snooze"
    WAKE = "wake"
    MERGE = "merge"
    REOPEN = "reopen"

    @property
    def verb(self) -> str:
        """What one does to a fire by it."""
        return "put on hold" if self == Step.WAIT else self.value


_ENDS = {
    Step.RESOLVE: State.DONE,
    Step.DECLINE: State.DECLINED,
    Step.WITHDRAW: State.DECLINED,
    Step.MERGE: State.MERGED,
}

LEGAL: Mapping[State, Mapping[Step, State]] = {
    State.NEW: {
        Step.CLAIM: State.CLAIMED,
        Step.ASSIGN: State.CLAIMED,
        Step.SNOOZE: State.SNOOZED,
        Step.DECLINE: State.DECLINED,
        Step.WITHDRAW: State.DECLINED,
        Step.MERGE: State.MERGED,
    },
    State.CLAIMED: {
        Step.START: State.IN_PROGRESS,
        Step.WAIT: State.WAITING,
        Step.SNOOZE: State.SNOOZED,
        Step.ASSIGN: State.CLAIMED,
        Step.RELEASE: State.NEW,
        **_ENDS,
    },
    State.IN_PROGRESS: {
        Step.WAIT: State.WAITING,
        Step.SNOOZE: State.SNOOZED,
        Step.ASSIGN: State.CLAIMED,
        Step.RELEASE: State.NEW,
        **_ENDS,
    },
    # Who is given a fire that waits for its requester goes on waiting.
    State.WAITING: {
        Step.ANSWER: State.IN_PROGRESS,
        Step.START: State.IN_PROGRESS,
        Step.ASSIGN: State.WAITING,
        Step.RELEASE: State.NEW,
        Step.SNOOZE: State.SNOOZED,
        **_ENDS,
    },
    # One that somebody has wakes into the queue and is given back to them at once, as a reopened one is.
    State.SNOOZED: {
        Step.WAKE: State.NEW,
        Step.CLAIM: State.CLAIMED,
        Step.START: State.IN_PROGRESS,
        Step.ASSIGN: State.CLAIMED,
        Step.RELEASE: State.NEW,
        Step.SNOOZE: State.SNOOZED,
        **_ENDS,
    },
    State.DONE: {Step.REOPEN: State.NEW},
    State.DECLINED: {Step.REOPEN: State.NEW},
    State.MERGED: {Step.REOPEN: State.NEW},
}


def next_state(state: State, step: Step) -> State | None:
    """Where that step leads; None when it cannot be taken from here."""
    return LEGAL[state].get(step)


class Act(StrEnum):
    """What may be done to a fire without moving it."""

    EDIT = "edit"
    SET_PRIORITY = "set the priority of"
    SEE = "see"
    NOTE = "write notes about"
    SPLIT = "split"
    HIDE = "make private or not"
    RATE = "say how it went with"

    @property
    def verb(self) -> str:
        """What one does to a fire by it."""
        return self.value


class Part(StrEnum):
    """What somebody is to one fire; one person may be several of these."""

    ASKED = "the requester"
    OWNER = "its owner"
    MEMBER = "members of the team"
    LEAD = "leads of the team"


_EVERY_PART = frozenset(Part)
_TEAM = _EVERY_PART - {Part.ASKED}
MAY: Mapping[Step | Act, frozenset[Part]] = {
    Step.CLAIM: frozenset({Part.MEMBER, Part.LEAD}),
    Step.ASSIGN: frozenset({Part.OWNER, Part.LEAD}),
    Step.RELEASE: frozenset({Part.OWNER, Part.LEAD}),
    Step.START: frozenset({Part.OWNER, Part.LEAD}),
    Step.WAIT: frozenset({Part.OWNER, Part.LEAD}),
    Step.ANSWER: frozenset({Part.ASKED, Part.OWNER, Part.LEAD}),
    Step.RESOLVE: _TEAM,
    Step.DECLINE: _TEAM,
    Step.WITHDRAW: frozenset({Part.ASKED}),
    Step.SNOOZE: frozenset({Part.OWNER, Part.LEAD}),
    Step.WAKE: _TEAM,
    Step.MERGE: frozenset({Part.OWNER, Part.LEAD}),
    Step.REOPEN: _EVERY_PART,
    Act.EDIT: _EVERY_PART,
    Act.SET_PRIORITY: frozenset({Part.LEAD}),
    # Of a private fire; every other one may be seen by everybody.
    Act.SEE: frozenset({Part.ASKED, Part.OWNER, Part.LEAD}),
    Act.NOTE: _TEAM,
    Act.SPLIT: frozenset({Part.OWNER, Part.LEAD}),
    Act.HIDE: frozenset({Part.ASKED, Part.OWNER, Part.LEAD}),
    Act.RATE: frozenset({Part.ASKED}),
}


def may(parts: frozenset[Part], what: Step | Act) -> bool:
    """The one place that decides it."""
    return bool(parts & MAY[what])


def parts_of(
    team: Team, user_id: str, person: Person | None, *, asked: frozenset[str], owner_id: str | None
) -> frozenset[Part]:
    """Everything somebody is to a fire. `person` is None for those in no team, whom we do not know."""
    parts = {
        Part.ASKED: user_id in asked,
        Part.OWNER: user_id == owner_id,
        Part.MEMBER: team.member(user_id) is not None,
        Part.LEAD: person is not None and may_lead(team, person),
    }
    return frozenset(part for part, is_so in parts.items() if is_so)


def is_dismissal(step: Step, *, not_a_request: bool, age: timedelta, taken: datetime | None) -> bool:
    """It never was a request: somebody said so at once, or it was taken back before anybody took it."""
    if step == Step.WITHDRAW:
        return taken is None
    return step == Step.DECLINE and not_a_request and age <= SLIP
