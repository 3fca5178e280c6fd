"""Histories of plain teams: requests come by Poisson and are split by working hours, unless a plot says otherwise."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from zoneinfo import ZoneInfo

from bot.load.detector.history import History, Member, Span, Ticket

MONDAY = date(2026, 1, 5)
CATEGORIES = ("access", "dashboard", "pipeline")
ARRIVALS = (0.235, 0.205, 0.20, 0.19, 0.17)
FULL, SHORT = frozenset(range(5)), frozenset(range(3))


@dataclass(frozen=True)
class Plot:
    """What happens. From week `since` on the first member, M0, takes `times` their share, requests `bigger` than those
    of others, `evenings` of their requests after work, and `only` of what is about access. `rota` gives 45 % to whoever
    is on duty; the last `short` members work from Monday to Wednesday.
    """

    people: int = 5
    rate: float = 16.0
    weeks: int = 20
    since: int = 8
    times: float = 1.0
    bigger: float = 1.0
    evenings: float = 0.0
    only: float = 0.0
    surge: float = 1.0
    rota: bool = False
    short: int = 0
    holidays: bool = True
    zone: str = "Europe/Berlin"


def a_history(plot: Plot, seed: int) -> History:
    return _Teller(plot, Random(seed)).history()


class _Teller:
    def __init__(self, plot: Plot, random: Random) -> None:
        self.plot, self.random, self.zone = plot, random, ZoneInfo(plot.zone)
        self.days = [SHORT if row >= plot.people - plot.short else FULL for row in range(plot.people)]
        weeks = range(1, plot.weeks - 1) if plot.holidays else ()
        self.away = {(random.randrange(plot.people), week) for week in weeks if random.random() < 0.4}

    def history(self) -> History:
        plot = self.plot
        weeks = range(plot.weeks)
        return History(
            team="T",
            zone=self.zone,
            start=MONDAY,
            weeks=plot.weeks,
            categories=CATEGORIES,
            adhoc=0.5,
            members=tuple(
                Member(f"M{row}", self.zone, days, time(9), time(17), None, frozenset(CATEGORIES))
                for row, days in enumerate(self.days)
            ),
            absences=tuple(Span(f"M{row}", *_span(week)) for row, week in sorted(self.away)),
            duty=tuple(Span(f"M{week % plot.people}", *_span(week)) for week in weeks) if plot.rota else (),
            tickets=tuple(ticket for week in weeks for ticket in self._tickets(week)),
        )

    def _tickets(self, week: int) -> list[Ticket]:
        rate = self.plot.rate * (self.plot.surge if week >= self.plot.since else 1)
        return [self._ticket(week) for _ in range(_poisson(self.random, rate))]

    def _ticket(self, week: int) -> Ticket:
        plot, random = self.plot, self.random
        day = random.choices(range(5), ARRIVALS)[0]
        changed, category = week >= plot.since, random.choice(CATEGORIES)
        who = random.choices(range(plot.people), self._weights(week, day))[0]
        if changed and category == "access" and random.random() < plot.only and (0, week) not in self.away:
            who = 0
        first = changed and who == 0
        while day not in self.days[who]:
            day = (day + 1) % 7
        created = datetime.combine(MONDAY + timedelta(weeks=week, days=day), time(9), tzinfo=self.zone)
        created += timedelta(minutes=random.randrange(8 * 60 - 45))
        claimed = created + timedelta(minutes=random.randrange(2, 40))
        if first and random.random() < plot.evenings:
            claimed = claimed.replace(hour=19) + timedelta(minutes=random.randrange(120))
        effort = random.lognormvariate(0.5, 0.6) * (plot.bigger if first else 1)
        priority = random.choices((1, 2, 3, 4), (0.06, 0.2, 0.5, 0.24))[0]
        # What is bigger takes longer.
        solved = claimed + timedelta(hours=random.randrange(1, 40) * (plot.bigger if first else 1))
        return Ticket(
            created.astimezone(UTC),
            claimed.astimezone(UTC),
            solved.astimezone(UTC),
            f"M{who}",
            priority,
            category,
            effort,
        )

    def _weights(self, week: int, day: int) -> list[float]:
        """Who gets a request of that day: by hours, then duty, then what the plot does to the first."""
        plot = self.plot
        there = [float(day in days and (row, week) not in self.away) for row, days in enumerate(self.days)]
        if not any(there):
            there = [1.0] * plot.people
        shares = [each / sum(there) for each in there]
        if plot.rota and there[week % plot.people]:
            shares = [0.55 * share + 0.45 * (row == week % plot.people) for row, share in enumerate(shares)]
        if week >= plot.since and plot.times != 1 and there[0]:
            most = min(0.9, plot.times * shares[0])
            shares = [most, *(share * (1 - most) / (1 - shares[0]) for share in shares[1:])]
        return shares


def _span(week: int) -> tuple[date, date]:
    return MONDAY + timedelta(weeks=week), MONDAY + timedelta(weeks=week, days=6)


def _poisson(random: Random, rate: float) -> int:
    left, count = random.random(), 0
    while left > exp(-rate):
        left *= random.random()
        count += 1
    return count
