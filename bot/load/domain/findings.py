"""What the weeks of a team together say after one more of them: who may carry too much, and what is doubtful."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from bot.load.domain.reasons import Reason
from bot.people.domain import TeamId, UserId

# As long as this nobody is asked the same again.
ASKED_AGAIN_AFTER = timedelta(weeks=8)


class Doubt(StrEnum):
    """What cannot be right of what a team said of itself."""

    ZONE = "zone"
    HOURS = "hours"
    DAYS_OFF = "days_off"
    ABSENCES = "absences"
    ROTA = "rota"


@dataclass(frozen=True)
class Suspected:
    """Somebody with too much, and in which ways; `topic` is what only they are asked about."""

    user_id: UserId
    reasons: tuple[Reason, ...]
    topic: str | None


@dataclass(frozen=True)
class Doubted:
    """`user_id` is None for a doubt about the team."""

    user_id: UserId | None
    doubt: Doubt


@dataclass(frozen=True)
class Asked:
    """A doubt somebody was asked about; `right_by` says that what was entered is right."""

    id: int
    team_id: TeamId
    doubted: Doubted
    told: tuple[UserId, ...]
    asked_at: datetime
    right_by: UserId | None

    def rests(self, now: datetime) -> bool:
        """Nobody is asked about it now."""
        return self.right_by is not None or now - self.asked_at < ASKED_AGAIN_AFTER


@dataclass(frozen=True)
class Pile:
    """The team's requests: waiting or in hand at the end of the week, closed in the last three weeks and come in them,
    and how many came in three usual weeks.
    """

    waiting: int
    closed: int
    came: int
    usual: int


@dataclass(frozen=True)
class Overload:
    """A time in which the whole team has too much, from the week of `opened_on`; `told` are the leads who know."""

    id: int
    team_id: TeamId
    opened_on: date
    pile: Pile
    told: tuple[UserId, ...]
    closed_at: datetime | None


@dataclass(frozen=True)
class Found:
    """Of one week. It holds no probability: whoever needs one reads the beliefs.

    `speaks` is False while the first weeks are being learnt. `fair` are the parts of the week's requests that hours,
    day by day, and duty made everybody's; None in older weeks, in which nobody was on duty.
    """

    monday: date
    speaks: bool
    suspected: tuple[Suspected, ...]
    doubted: tuple[Doubted, ...]
    team_over: bool
    pile: Pile
    fair: Mapping[UserId, Fraction] | None

    @property
    def doubts_everybody(self) -> bool:
        """The shares of all are doubtful."""
        return any(each.user_id is None for each in self.doubted)

    def doubts(self, user_id: str) -> bool:
        return any(each.user_id == user_id for each in self.doubted)


def to_plain(found: Found) -> dict[str, Any]:
    """Numbers, texts, lists and mappings, as it is stored; ids are values, never names of fields."""
    return {
        "speaks": found.speaks,
        "suspected": [
            {"user_id": each.user_id, "reasons": list(each.reasons), "topic": each.topic} for each in found.suspected
        ],
        "doubted": [{"user_id": each.user_id, "doubt": each.doubt} for each in found.doubted],
        "team_over": found.team_over,
        "pile": asdict(found.pile),
        "fair": None if found.fair is None else [[user_id, str(part)] for user_id, part in found.fair.items()],
    }


def from_plain(monday: date, plain: Mapping[str, Any]) -> Found:
    """What `to_plain` wrote."""
    return Found(
        monday=monday,
        speaks=plain["speaks"],
        suspected=tuple(
            Suspected(UserId(each["user_id"]), tuple(Reason(one) for one in each["reasons"]), each["topic"])
            for each in plain["suspected"]
        ),
        doubted=tuple(
            Doubted(UserId(each["user_id"]) if each["user_id"] else None, Doubt(each["doubt"]))
            for each in plain["doubted"]
        ),
        team_over=plain["team_over"],
        pile=Pile(**plain["pile"]),
        fair=None if plain["fair"] is None else {UserId(who): Fraction(part) for who, part in plain["fair"]},
    )
