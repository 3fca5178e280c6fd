"""What will go wrong with duty as it is planned: people who are away in their shift, and days without anybody."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.calendar import WEEK, WorkingWeek, days_of
from bot.duty.domain.shifts import Role, Stretch
from bot.duty.domain.shifts import days_of as days_of_stretch
from bot.people.domain import Absence, Member, Team

AHEAD, LOOKS_BACK = 8 * WEEK, 4 * WEEK
# Where nobody is named for later yet, there is time to do it; two weeks before is what people need to plan by.
OPEN_END_AHEAD = timedelta(days=21)


@dataclass(frozen=True)
class Clash:
    """Somebody is on duty in a stretch, and away on some of its days, `first_on` to `last_on`."""

    stretch: Stretch
    absence_id: int
    first_on: date
    last_on: date

    def key(self, team: Team) -> str:
        """The same however much of it is over."""
        begins, _ = days_of_stretch(self.stretch, team.week.zone)
        return f"clash:{team.id}:{self.absence_id}:{self.stretch.role}:{begins}"


@dataclass(frozen=True)
class Gap:
    """Working days of the team on which nobody is on duty; without `last_on` nobody is named from then on."""

    first_on: date
    last_on: date | None

    def key(self, team: Team) -> str:
        return f"gap:{team.id}:{self.first_on}"


def clash_of(stretch: Stretch, absence: Absence, member: Member, week: WorkingWeek, today: date) -> Clash | None:
    """Where they would work on at least one of the days, from today on."""
    if not absence.is_whole or absence.user_id != stretch.user_id:
        return None
    begins, ends = days_of_stretch(stretch, week.zone)
    first, last = max(begins, absence.first_on, today), min(ends, absence.last_on)
    missed = [on for on in days_of(first, last) if member.week.works_on(on)]
    return Clash(stretch, absence.id, missed[0], missed[-1]) if missed else None


def gaps_between(found: Iterable[Stretch], week: WorkingWeek, first: date, today: date, last: date) -> list[Gap]:
    """Those that are not over, of the days from `first` to `last`. Before the first shift among them there is no gap:
    duty began later.
    """
    taken = {
        on
        for each in found
        if each.role == Role.PRIMARY
        for on in days_of(*days_of_stretch(each, week.zone))
        if first <= on <= last
    }
    if not taken:
        return []
    working = [on for on in days_of(min(taken), last) if week.works_on(on)]
    gaps = [Gap(run[0], run[-1] if max(taken) > run[-1] else None) for run in _runs(working, taken)]
    return [each for each in gaps if each.last_on is None or each.last_on >= today]


def is_worth_telling(gap: Gap, today: date) -> bool:
    """A hole at once, and that nobody is named any more three weeks before."""
    return gap.last_on is not None or gap.first_on <= today + OPEN_END_AHEAD


def _runs(working: Iterable[date], taken: Collection[date]) -> list[list[date]]:
    """Working days in a row that nobody has taken."""
    runs: list[list[date]] = [[]]
    for on in working:
        if on in taken:
            runs.append([])
        else:
            runs[-1].append(on)
    return [each for each in runs if each]
