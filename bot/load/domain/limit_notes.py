"""What is noted of limits that were reached: what of it is told to whom, and how it is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.load.domain.limits import OF_ROTA, Limit, Reached
from bot.people.domain import Member, Team, TeamId, UserId

TOLD_AGAIN_AFTER = timedelta(weeks=4)


@dataclass(frozen=True)
class LimitNote:
    """The limits that somebody reached in a week of a team; `to_tell` are those they were not told of lately."""

    id: int
    team_id: TeamId
    user_id: UserId
    monday: date
    reached: tuple[Reached, ...]
    to_tell: frozenset[Limit]
    person_told_at: datetime | None
    lead_due_at: datetime | None
    lead_told_at: datetime | None
    told_leads: tuple[UserId, ...]

    @property
    def waits_for_person(self) -> bool:
        return bool(self.to_tell) and self.person_told_at is None

    @property
    def waits_for_leads(self) -> bool:
        return self.lead_due_at is not None and self.lead_told_at is None

    @property
    def told(self) -> tuple[Reached, ...]:
        return tuple(each for each in self.reached if each.limit in self.to_tell)

    @property
    def of_rota(self) -> tuple[Reached, ...]:
        """What leads may hear."""
        return tuple(each for each in self.told if each.limit in OF_ROTA)


@dataclass(frozen=True)
class NotedLimits:
    """A note as its message tells it; `leads` are whoever leads the person, never the person."""

    note: LimitNote
    team: Team
    member: Member
    leads: tuple[Member, ...]


@dataclass(frozen=True)
class OwnLimits:
    """What a person sees of their own limits: those of the last week that was counted. Without `hours_known` nothing
    is said of what was outside their hours.
    """

    monday: date
    reached: tuple[Reached, ...]
    cap: int
    hours_known: bool


def to_tell(reached: Iterable[Reached], told: Iterable[LimitNote], monday: date) -> frozenset[Limit]:
    """`told` are earlier notes of that person and team; what was told lately is not told again."""
    lately = {
        limit
        for note in told
        if note.person_told_at is not None and monday - note.monday < TOLD_AGAIN_AFTER
        for limit in note.to_tell
    }
    return frozenset(each.limit for each in reached) - lately


def to_plain(reached: Reached) -> dict[str, Any]:
    """As it is stored; what is empty is left out."""
    plain = {
        "limit": reached.limit.value,
        "count": reached.count,
        "most": reached.most,
        "of": reached.of,
        "days": [each.isoformat() for each in reached.days],
        "moments": [each.isoformat() for each in reached.moments],
        "fires": list(reached.fires),
    }
    return {name: value for name, value in plain.items() if value}


def from_plain(plain: Mapping[str, Any]) -> Reached:
    """What `to_plain` wrote."""
    return Reached(
        limit=Limit(plain["limit"]),
        count=plain.get("count", 0),
        most=plain.get("most", 0),
        of=plain.get("of", 0),
        days=tuple(date.fromisoformat(each) for each in plain.get("days", ())),
        moments=tuple(datetime.fromisoformat(each) for each in plain.get("moments", ())),
        fires=tuple(plain.get("fires", ())),
    )
