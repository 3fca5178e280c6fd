"""A note from whoever was on duty to who is next, and what is known to stand in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.duty.domain.changeovers import Changeover
from bot.people.domain import Team, UserId
from bot.triage.domain import Fire


@dataclass(frozen=True)
class DutyNote:
    """What is known when duty goes on to somebody else: the team's open fires, without private ones, and names."""

    team: Team
    change: Changeover
    today: date
    fires: tuple[Fire, ...]
    names: Mapping[UserId, str]

    @property
    def key(self) -> str:
        return f"note:{self.team.id}:{self.change.second}"
