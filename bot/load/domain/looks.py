"""Pages of load: a team's and one's own, and who looked at whose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.load.domain.coverage import Coverage
from bot.load.domain.judgement import CountedWeek, Judgement, Standing
from bot.load.domain.limit_notes import OwnLimits
from bot.load.domain.mixes import NOTHING_CHOSEN, Own
from bot.people.domain import Team, UserId


class Place(StrEnum):
    """Where it was shown."""

    NOTICE = "notice"
    TEAM = "team"


@dataclass(frozen=True)
class Look:
    """Somebody was shown another's load, who can see that."""

    viewer_id: UserId
    place: Place
    at: datetime


@dataclass(frozen=True)
class TeamLoad:
    """The last complete weeks of a team; `running` has begun. With `person_only` no lead hears of flags."""

    team: Team
    judgement: Judgement
    running: CountedWeek
    coverage: Coverage | None = None
    person_only: bool = False


@dataclass(frozen=True)
class OwnLoad:
    """What a person sees of themselves, and who looked at it."""

    team: Team
    judgement: Judgement
    standing: Standing
    running: CountedWeek
    looks: tuple[Look, ...]
    names: Mapping[UserId, str]
    limits: OwnLimits | None = None
    """None while no week was counted."""
    own: Own = NOTHING_CHOSEN
