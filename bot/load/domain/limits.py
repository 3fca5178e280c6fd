"""Limits for everybody: counts of a person's week beside what is agreed to be too much, without statistics.

Sources: two urgent requests a day and a quarter of the time on duty are of Google's book on site reliability; eleven
hours of rest are of the Working Time Directive, 2003/88/EC, article 3. The others are our own choice.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, WEEK, WorkingWeek, days_of, local_date, moment_of, spans_of_work
from bot.duty.domain import Stretch, primary_of_days
from bot.load.domain.findings import Doubt, Found
from bot.load.domain.reasons import is_outside
from bot.triage.domain import IN_HAND, URGENT, Fire, HandledCase, Kind, Note, Step

URGENT_A_DAY = 2
# Where the team has no cap of its own for what one person has in hand.
URGENT_IN_HAND = 3
URGENT_DAYS = 5
LEAST_REST = timedelta(hours=11)
DUTY_WEEKS = 12
# One in so many working days.
DUTY_PART = 4
HOURS_A_WEEK, HOURS_A_MONTH = 3, 7
WEEKS_OF_TOUCHES = 4
# What is done before it belongs to the evening before.
NIGHT_ENDS = time(4)
# What somebody does to a request of others. Waking is the clock's.
TOUCHES: frozenset[Kind] = (frozenset(Step) - {Step.WAKE}) | {Note.REMARK, Note.INTERNAL}
DOUBTS_HOURS = frozenset({Doubt.ZONE, Doubt.HOURS, Doubt.DAYS_OFF})


class Limit(StrEnum):
    """In the order in which they are told."""

    URGENT_DAY = "urgent_day"
    URGENT_RUN = "urgent_run"
    URGENT_OPEN = "urgent_open"
    OFF_HOURS = "off_hours"
    REST = "rest"
    DUTY_PART = "duty_part"
    DUTY_ROW = "duty_row"


# What the plan of duty decides, and so the only limits that leads hear of.
OF_ROTA = frozenset({Limit.DUTY_PART, Limit.DUTY_ROW})
OF_HOURS = frozenset({Limit.OFF_HOURS, Limit.REST})


@dataclass(frozen=True)
class Reached:
    """A limit with what can be checked by hand: `count` where at most `most` is fine.

    urgent_day: requests taken on the fullest day, `of` such days in the week. urgent_run: working days. urgent_open:
    requests in hand. off_hours: clock hours in the last `of` days. rest: minutes, where `most` is the least; `moments`
    are the last touch and when work began. duty_part: working days of `of`. duty_row: weeks.
    """

    limit: Limit
    count: int
    most: int
    of: int = 0
    days: tuple[date, ...] = ()
    moments: tuple[datetime, ...] = ()
    fires: tuple[int, ...] = ()


@dataclass(frozen=True)
class PersonsWeek:
    """What is known of one member when the week of `monday` is over.

    `taken` are urgent cases they took in the last four weeks, `in_hand` the numbers of urgent fires they have, `cap`
    how many of these are fine. `touches` is None where their hours are not known well enough to say what is outside
    them. `duty` are days on which they were called first, `team_days` the team's working days of the last twelve weeks.
    """

    monday: date
    week: WorkingWeek
    away: frozenset[date] = frozenset()
    taken: Sequence[HandledCase] = ()
    in_hand: Sequence[int] = ()
    cap: int = URGENT_IN_HAND
    touches: Sequence[datetime] | None = ()
    duty: Container[date] = ()
    team_days: Sequence[date] = ()

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(days_of(self.monday, self.monday + WEEK - DAY))

    def is_of(self, on: date) -> bool:
        return self.monday <= on < self.monday + WEEK


def limits_reached(of: PersonsWeek) -> tuple[Reached, ...]:
    found = ((limit, CHECKS[limit](of)) for limit in Limit if of.touches is not None or limit not in OF_HOURS)
    return tuple(each for _, each in found if each is not None)


def knows_hours(found: Found | None, user_id: str) -> bool:
    """In the first weeks nothing can be doubted yet, so hours are not believed either."""
    if found is None or not found.speaks:
        return False
    doubted = {each.doubt for each in found.doubted if each.user_id == user_id}
    return not doubted & DOUBTS_HOURS and not any(
        each.user_id is None and each.doubt == Doubt.ZONE for each in found.doubted
    )


def days_on_duty(stretches: Iterable[Stretch], user_id: str, zone: ZoneInfo) -> frozenset[date]:
    """Days on which they were the first to be called; backup is not counted."""
    return frozenset(on for on, primary in primary_of_days(stretches, zone).items() if primary == user_id)


def urgent_in_hand(fires: Iterable[Fire], user_id: str) -> tuple[int, ...]:
    """Their numbers."""
    own = [each for each in fires if each.owner_id == user_id and each.state in IN_HAND]
    return tuple(sorted(each.number for each in own if each.priority in URGENT))


def urgent_taken(cases: Iterable[HandledCase], user_id: str) -> list[HandledCase]:
    return [each for each in cases if each.handler == user_id and each.priority in URGENT and not each.dismissed]


def urgent_day(of: PersonsWeek) -> Reached | None:
    by_day = Counter(local_date(case.taken_at, of.week.zone) for case in of.taken)
    over = [on for on in of.days if by_day[on] > URGENT_A_DAY]
    if not over:
        return None
    fullest = max(over, key=lambda on: (by_day[on], on))
    fires = tuple(case.case_id for case in of.taken if local_date(case.taken_at, of.week.zone) == fullest)
    return Reached(Limit.URGENT_DAY, len(fires), URGENT_A_DAY, len(over), days=(fullest,), fires=fires)


def urgent_run(of: PersonsWeek) -> Reached | None:
    """The longest run of their working days that reaches into the week; what they take on free days changes nothing."""
    taken_on = {local_date(case.taken_at, of.week.zone) for case in of.taken}
    first = of.monday - (WEEKS_OF_TOUCHES - 1) * WEEK
    runs: list[tuple[date, ...]] = []
    run: tuple[date, ...] = ()
    for on in days_of(first, of.monday + WEEK - DAY):
        if of.week.works_on(on, of.away):
            run = (*run, on) if on in taken_on else ()
        if run and of.is_of(run[-1]):
            runs.append(run)
    longest = max(runs, key=len, default=())
    if len(longest) < URGENT_DAYS:
        return None
    return Reached(Limit.URGENT_RUN, len(longest), URGENT_DAYS - 1, days=(longest[0], longest[-1]))


def urgent_open(of: PersonsWeek) -> Reached | None:
    if len(of.in_hand) <= of.cap:
        return None
    return Reached(Limit.URGENT_OPEN, len(of.in_hand), of.cap, fires=tuple(of.in_hand))


def off_hours(of: PersonsWeek) -> Reached | None:
    hours = _hours(of, _outside(of))
    lately = tuple(each for each in hours if of.is_of(local_date(each, of.week.zone)))
    if len(lately) >= HOURS_A_WEEK:
        return Reached(Limit.OFF_HOURS, len(lately), HOURS_A_WEEK - 1, 7, moments=lately)
    if len(hours) >= HOURS_A_MONTH:
        return Reached(Limit.OFF_HOURS, len(hours), HOURS_A_MONTH - 1, 28, moments=hours)
    return None


def short_rest(of: PersonsWeek) -> Reached | None:
    """The shortest night of the week. To begin early after a rest that was long enough is no short night."""
    ends = moment_of(of.monday + WEEK, time.min, of.week.zone)
    spans = takewhile(lambda span: span[0] < ends + WEEK, spans_of_work(of.week, ends - 2 * WEEK, of.away))
    outside = _outside(of)
    nights = []
    before: datetime | None = None
    for starts, until in spans:
        between = [each for each in outside if (before is None or before < each) and each < starts]
        late = _of_the_night(between, before, starts, of.week.zone)
        if late and starts - late[-1] < LEAST_REST and of.is_of(local_date(late[-1], of.week.zone)):
            nights.append((starts - late[-1], late[-1], starts))
        before = until
    if not nights:
        return None
    rest, last, starts = min(nights)
    minutes, least = (int(each.total_seconds() // 60) for each in (rest, LEAST_REST))
    return Reached(Limit.REST, minutes, least, moments=(last, starts))


def duty_part(of: PersonsWeek) -> Reached | None:
    on = sum(each in of.duty for each in of.team_days)
    if on * DUTY_PART <= len(of.team_days):
        return None
    return Reached(Limit.DUTY_PART, on, len(of.team_days) // DUTY_PART, len(of.team_days))


def duty_row(of: PersonsWeek) -> Reached | None:
    """Weeks with duty on at least half of the team's working days."""
    row = 0
    monday = of.monday
    while (days := [on for on in of.team_days if monday <= on < monday + WEEK]) and _at_least_half(days, of.duty):
        row, monday = row + 1, monday - WEEK
    if row < 2:
        return None
    return Reached(Limit.DUTY_ROW, row, 1, days=(monday + WEEK, of.monday + WEEK - DAY))


CHECKS: Mapping[Limit, Callable[[PersonsWeek], Reached | None]] = {
    Limit.URGENT_DAY: urgent_day,
    Limit.URGENT_RUN: urgent_run,
    Limit.URGENT_OPEN: urgent_open,
    Limit.OFF_HOURS: off_hours,
    Limit.REST: short_rest,
    Limit.DUTY_PART: duty_part,
    Limit.DUTY_ROW: duty_row,
}


def _outside(of: PersonsWeek) -> list[datetime]:
    """Touches outside their hours in the last four weeks, in order."""
    first = of.monday - (WEEKS_OF_TOUCHES - 1) * WEEK
    return sorted(
        each
        for each in of.touches or ()
        if first <= local_date(each, of.week.zone) < of.monday + WEEK and is_outside(each, of.week, of.away)
    )


def _hours(of: PersonsWeek, touches: Sequence[datetime]) -> tuple[datetime, ...]:
    """The first touch of each hour on their clock."""
    first: dict[tuple[date, int], datetime] = {}
    for each in touches:
        local = each.astimezone(of.week.zone)
        first.setdefault((local.date(), local.hour), each)
    return tuple(first.values())


def _of_the_night(
    touches: Sequence[datetime], before: datetime | None, starts: datetime, zone: ZoneInfo
) -> Sequence[datetime]:
    """Without those of a morning on which somebody who had rested for eleven hours began early."""
    dawn = moment_of(local_date(starts, zone), NIGHT_ENDS, zone)
    night, morning = ([each for each in touches if (each < dawn) == is_night] for is_night in (True, False))
    since = night[-1] if night else before
    rested = bool(morning) and (since is None or morning[0] - since >= LEAST_REST)
    return night if rested else touches


def _at_least_half(days: Sequence[date], duty: Container[date]) -> bool:
    return 2 * sum(on in duty for on in days) >= len(days)
