"""Fires as values: one request, what happened to it, and how a team's fires are counted."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.people.domain import TeamId, UserId
from bot.triage.domain.steps import OPEN, State, Step

FireId = NewType("FireId", int)
# The number of the first fire of the case.
CaseId = NewType("CaseId", int)

SHOWN_TITLE = 150
# What one field of a Slack form holds; a longer message is cut when it is made a fire.
LONGEST_TEXT = 3000
LONGEST_TOPIC = 40


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


MEANINGS = {
    Priority.P1: "Wrong or down now, and people are stuck",
    Priority.P2: "Needed today, somebody waits for it",
    Priority.P3: "Needed this week",
    Priority.P4: "When there is time",
}
DEFAULT_PRIORITY = Priority.P3

AGED = timedelta(days=7)


class Source(StrEnum):
    """Which front door a fire came through."""

    COMMAND = "command"
    FORM = "form"
    SHORTCUT = "shortcut"
    HOME = "home"
    BLOCKER = "blocker"
    EMOJI = "emoji"
    MENTION = "mention"
    CHANNEL = "channel"
    SPLIT = "split"
    EMAIL = "email"
    API = "api"


class Effort(StrEnum):
    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class Recurrence(StrEnum):
    """What becomes of the thing behind a fire once the fire is out."""

    ONE_OFF = "one_off"
    LIKELY_AGAIN = "likely_again"
    OURS_NOW = "ours_now"


class Note(StrEnum):
    """What happens to a fire without moving it."""

    FILED = "filed"
    EDITED = "edited"
    PRIORITY = "priority"
    REMARK = "remark"
    INTERNAL = "internal"
    FOLLOW_UP = "follow_up"
    SPLIT = "split"
    TOOK_IN = "took_in"
    HIDDEN = "hidden"
    OWNED = "owned"


Kind = Step | Note


class Mark(StrEnum):
    """How far people were told of a clock of a fire; of each once, whatever happens to it afterwards."""

    WARNING = "warning"
    BREACH = "breach"


@dataclass(frozen=True)
class Readiness:
    """What a good backlog asks before work begins; each in the requester's words, or None where they said nothing."""

    value: str | None = None
    waiting: str | None = None
    use: str | None = None
    data: str | None = None

    @property
    def answered(self) -> int:
        return sum(each is not None for each in (self.value, self.waiting, self.use, self.data))

    @property
    def as_stored(self) -> dict[str, str | None] | None:
        """By name; None where nothing was said."""
        return asdict(self) if self.answered else None


@dataclass(frozen=True)
class FileReference:
    """A file somebody added in Slack; we keep where it is, not what is in it."""

    file_id: str
    name: str
    permalink: str


@dataclass(frozen=True)
class Fire:
    """One ad-hoc request.

    `queued_at` is since when nobody has it; `claimed_at` when its owner took it, or the last one did; an owner stays
    the owner when it is done. `closed_by` is who resolved or declined it, not who took it back. `fields` are what its
    type asked for, by label. The `due` moments are when its clocks run out: None where they stand still or have none.
    `case_before` is the case of a merged fire, for when it is taken apart again.
    """

    id: FireId
    number: int
    team_id: TeamId
    case_id: CaseId
    title: str
    description: str
    permalink: str | None
    source: Source
    source_channel: str | None
    source_ts: str | None
    requester_id: UserId
    filer_id: UserId
    priority_proposed: Priority
    priority: Priority
    state: State
    owner_id: UserId | None
    last_owner_id: UserId | None
    topic: str | None
    effort: Effort | None
    recurrence: Recurrence | None
    needed_by: date | None
    created_at: datetime
    queued_at: datetime
    claimed_at: datetime | None
    started_at: datetime | None
    closed_at: datetime | None
    closed_by: UserId | None
    outcome: str | None
    dismissed: bool
    type: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    decision: str | None = None
    readiness: Readiness = field(default_factory=Readiness)
    private: bool = False
    snoozed_until: datetime | None = None
    merged_into: FireId | None = None
    responded_at: datetime | None = None
    response_due_at: datetime | None = None
    resolution_due_at: datetime | None = None
    response_told: Mark | None = None
    resolution_told: Mark | None = None
    case_before: CaseId | None = None

    @property
    def name(self) -> str:
        """`F-12`, as people say it."""
        return f"F-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def handler(self) -> UserId | None:
        """Whose work it counts as; None while nobody ever had it."""
        return self.closed_by or self.owner_id or self.last_owner_id

    @property
    def taken_at(self) -> datetime | None:
        """Since when it counts as somebody's work."""
        return self.claimed_at or (self.closed_at if self.closed_by else None)


@dataclass(frozen=True)
class FireEvent:
    """One thing that happened to a fire: never changed, never deleted. `text` is the cause in people's words,
    `about_id` whom it concerns besides the actor: who was given the fire, or who lost it.
    """

    id: int
    fire_id: FireId
    at: datetime
    actor_id: UserId
    kind: Kind
    before: str | None
    after: str | None
    text: str | None
    about_id: UserId | None


@dataclass(frozen=True)
class HandledCase:
    """Fires that belong together, counted once, as somebody's work. `taken_at` decides the week it counts in.
    `direct`: somebody asked the handler, who filed it for them.
    """

    case_id: CaseId
    handler: UserId
    taken_at: datetime
    closed_at: datetime | None
    created_at: datetime
    priority: Priority
    topic: str | None
    effort: Effort | None
    fires: int
    dismissed: bool
    private: bool = False
    direct: bool = False


@dataclass(frozen=True)
class FireCounts:
    """A team's fires of a span, and as they stood at its end. What never was a request is in no count."""

    arrived: int
    done: int
    declined: int
    open: int
    unclaimed: int
    aged: int


def in_order(fires: Iterable[Fire]) -> list[Fire]:
    """As a lead goes through them: what nobody has first, then by priority, the oldest first."""
    return sorted(fires, key=lambda fire: (fire.state != State.NEW, fire.priority, fire.created_at, fire.number))


def oldest_first(fires: Iterable[Fire]) -> list[Fire]:
    return sorted(fires, key=lambda fire: (fire.created_at, fire.number))


def as_cases(fires: Iterable[Fire]) -> list[HandledCase]:
    """What somebody took of these, case by case. Of several fires the one taken last says who handled the case,
    the one taken first in which week; it is closed once all are.
    """
    cases: dict[CaseId, list[Fire]] = {}
    for fire in fires:
        cases.setdefault(fire.case_id, []).append(fire)
    handled = (_as_case(sorted(each, key=lambda fire: fire.created_at)) for each in cases.values())
    return sorted((each for each in handled if each), key=lambda case: (case.taken_at, case.case_id))


def _as_case(fires: list[Fire]) -> HandledCase | None:
    taken = sorted(
        ((fire.taken_at, fire.handler, fire) for fire in fires if fire.taken_at and fire.handler),
        key=lambda each: each[0],
    )
    if not taken:
        return None
    closings = [fire.closed_at for fire in fires]
    _, handler, last = taken[-1]
    return HandledCase(
        case_id=last.case_id,
        handler=handler,
        taken_at=taken[0][0],
        closed_at=None if None in closings else max(each for each in closings if each),
        created_at=fires[0].created_at,
        priority=min(fire.priority for fire in fires),
        topic=last.topic,
        effort=max((fire.effort for fire in fires if fire.effort), key=list(Effort).index, default=None),
        fires=len(fires),
        dismissed=all(fire.dismissed for fire in fires),
        private=any(fire.private for fire in fires),
        direct=fires[0].filer_id == handler != fires[0].requester_id,
    )
