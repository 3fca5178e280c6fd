"""Episodes: runs of flags about one person, told once, and what came of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.load.domain.easing import Even
from bot.load.domain.judgement import Flag
from bot.load.domain.proposals import Move, Steps
from bot.people.domain import Member, Team, TeamId, UserId

# Flags this close together belong to one episode.
RECURS_WITHIN = timedelta(weeks=4)


class Response(StrEnum):
    """What the person says to it."""

    PLANNED = "planned"
    WRONG_DATA = "wrong_data"
    TALK = "talk"


# What keeps it between the person and the bot.
STAYS_PRIVATE = frozenset({Response.PLANNED, Response.WRONG_DATA})


class Settled(StrEnum):
    """What a lead did with the proposal."""

    APPLIED = "applied"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Episode:
    """`opened_on` and `flagged_on` are Mondays of flagged weeks, the first and the last so far."""

    id: int
    team_id: TeamId
    user_id: UserId
    opened_on: date
    flagged_on: date
    person_told_at: datetime | None
    lead_due_at: datetime | None
    lead_told_at: datetime | None
    told_leads: tuple[UserId, ...]
    response: Response | None
    moves: tuple[Move, ...]
    room: tuple[UserId, ...]
    settled: Settled | None
    settled_by: UserId | None
    closed_at: datetime | None
    steps: Steps = field(default_factory=Steps)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def stays_private(self) -> bool:
        return self.response in STAYS_PRIVATE

    @property
    def waits_for_lead(self) -> bool:
        """The person knows, nothing keeps it private, and no lead has been told."""
        return self.person_told_at is not None and self.lead_told_at is None and not self.stays_private


@dataclass(frozen=True)
class Sources:
    """Where one person's requests came from, private ones left out: the topics of most of them, with how many, and how
    many were asked of the person, who filed them, rather than of the team.
    """

    topics: tuple[tuple[str, int], ...] = ()
    direct: int = 0


@dataclass(frozen=True)
class Told:
    """An episode as its messages tell it. `flag` is the newest one from before it was told."""

    episode: Episode
    team: Team
    member: Member
    flag: Flag
    leads: tuple[Member, ...]
    """Who leads the person: never the person."""
    team_over: bool = False
    """The whole team has too much now, so one person's part is not the cause of it."""
    even: Even | None = None
    """What they handled since, where that is about what was expected."""
    sources: Sources = Sources()

    @property
    def is_mostly_direct(self) -> bool:
        """Half of their requests went past the front door."""
        return 0 < self.flag.standing.handled <= 2 * self.sources.direct


class Concentration(StrEnum):
    """What the whole team may know: requests are concentrated, and whether a lead has yet to decide."""

    PROPOSED = "proposed"
    SETTLED = "settled"


def recurs(flagged_on: date, monday: date) -> bool:
    """A flag of that week goes on with an episode last flagged in the other."""
    return monday - flagged_on <= RECURS_WITHIN


def has_ended(flagged_on: date, monday: date) -> bool:
    """Nothing was flagged for so long, that week included, that the next flag would be a new episode."""
    return monday - flagged_on >= RECURS_WITHIN
