"""Counts of a history as arrays: hours, shares, requests by person and week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.load.detector.history import History, Member, Ticket

Floats = NDArray[np.float64]

# How requests spread over Monday to Friday; days on which nobody works are left out.
ARRIVALS = np.array([0.235, 0.205, 0.20, 0.19, 0.17, 0.0, 0.0])
SLACK = timedelta(minutes=15)
EFFORT = {1: 1.6, 2: 1.2, 3: 1.0, 4: 0.6}
STRAIN = {1: 1.5, 2: 1.2, 3: 1.0, 4: 1.0}


@dataclass(frozen=True)
class Taken:
    """One claimed request: whose, in which week, and whether outside their hours. `solved` is the week it ended in."""

    who: int
    week: int
    category: int
    priority: int
    effort: float | None
    off: bool
    solved: int | None


class Evidence:
    """Arrays are [member, week] unless they say otherwise; weeks end at midnight of the team's zone."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.members, self.weeks = len(history.members), history.weeks
        self._index = {member.id: number for number, member in enumerate(history.members)}
        self._category = {name: number for number, name in enumerate(history.categories)}
        self._edges = [self._midnight(week) for week in range(history.weeks + 1)]
        self._away: set[tuple[int, date]] = set()
        self.daily = self._daily()
        self.hours = self.daily.reshape(self.members, self.weeks, 7).sum(2)
        self.nominal = np.array([len(each.days) * each.hours_a_day for each in history.members])
        self.share = self._share()
        self.duty = self._duty()

    @cached_property
    def taken(self) -> list[Taken]:
        """In the order of claiming."""
        found = []
        for ticket in sorted(self.history.tickets, key=lambda each: each.claimed_at or each.created_at):
            if ticket.claimed_at is None or ticket.assignee not in self._index:
                continue
            week = self._week(ticket.claimed_at)
            if 0 <= week < self.weeks:
                found.append(self._one(ticket, ticket.claimed_at, self._index[ticket.assignee], week))
        return found

    @cached_property
    def count(self) -> Floats:
        return self._counted(lambda each: True)

    @cached_property
    def off(self) -> Floats:
        """Claimed outside the own hours or days, or while away."""
        return self._counted(lambda each: each.off)

    @cached_property
    def arrived(self) -> Floats:
        """[week] created, whether anybody claimed it or not."""
        arrived = np.zeros(self.weeks)
        for ticket in self.history.tickets:
            week = self._week(ticket.created_at)
            if 0 <= week < self.weeks:
                arrived[week] += 1
        return arrived

    @cached_property
    def open(self) -> Floats:
        """Claimed and not solved at the end of the week."""
        opened = np.zeros((self.members, self.weeks))
        for each in self.taken:
            opened[each.who, each.week : self.weeks if each.solved is None else each.solved] += 1
        return opened

    @cached_property
    def closed(self) -> Floats:
        closed = np.zeros((self.members, self.weeks))
        for each in self.taken:
            if each.solved is not None:
                closed[each.who, each.solved] += 1
        return closed

    @cached_property
    def by_category(self) -> Floats:
        """[member, category, week]"""
        counted = np.zeros((self.members, max(1, len(self._category)), self.weeks))
        for each in self.taken:
            counted[each.who, each.category, each.week] += 1
        return counted

    def here(self, week: int) -> NDArray[np.bool_]:
        """[member] who had joined before the week was over."""
        end = self.history.start + timedelta(weeks=week + 1)
        return np.array([each.joined_on is None or each.joined_on < end for each in self.history.members])

    def _counted(self, counts: Callable[[Taken], bool]) -> Floats:
        counted = np.zeros((self.members, self.weeks))
        for each in self.taken:
            counted[each.who, each.week] += counts(each)
        return counted

    def _midnight(self, week: int) -> datetime:
        on = self.history.start + timedelta(weeks=week)
        return datetime.combine(on, time(), tzinfo=self.history.zone).astimezone(UTC)

    def _week(self, at: datetime) -> int:
        return int(np.searchsorted(np.array([each.timestamp() for each in self._edges]), at.timestamp(), "right")) - 1

    def _days(self, first: date, last: date) -> range:
        start = self.history.start
        return range(max(0, (first - start).days), min(self.weeks * 7 - 1, (last - start).days) + 1)

    def _daily(self) -> Floats:
        daily = np.zeros((self.members, self.weeks * 7))
        for number, member in enumerate(self.history.members):
            since = 0 if member.joined_on is None else max(0, (member.joined_on - self.history.start).days)
            for day in range(since, self.weeks * 7):
                daily[number, day] = member.hours_a_day if day % 7 in member.days else 0.0
        for span in self.history.absences:
            number = self._index.get(span.member, -1)
            for day in self._days(span.first, span.last) if number >= 0 else ():
                daily[number, day] = 0.0
                self._away.add((number, self.history.start + timedelta(days=day)))
        return daily

    def _share(self) -> Floats:
        """What would come to each if requests went by hours, day by day; equal shares while nobody works."""
        total = self.daily.sum(0)
        by_day = np.divide(self.daily, total, out=np.zeros_like(self.daily), where=total > 0)
        weights = ARRIVALS * (total.reshape(self.weeks, 7) > 0)
        sums = weights.sum(1)
        share = (by_day.reshape(self.members, self.weeks, 7) * weights).sum(2)
        week_hours = self.hours.sum(0)
        plain = np.divide(self.hours, week_hours, out=np.full_like(self.hours, 1 / self.members), where=week_hours > 0)
        return np.where(sums > 0, share / np.where(sums > 0, sums, 1), plain)

    def _duty(self) -> Floats:
        duty = np.zeros((self.members, self.weeks))
        for span in self.history.duty:
            number = self._index.get(span.member, -1)
            for day in self._days(span.first, span.last) if number >= 0 else ():
                duty[number, day // 7] += 1 / 7
        return duty

    def _one(self, ticket: Ticket, claimed_at: datetime, who: int, week: int) -> Taken:
        solved = self._week(ticket.resolved_at) if ticket.resolved_at else None
        return Taken(
            who=who,
            week=week,
            category=self._category.get(ticket.category, 0),
            priority=ticket.priority,
            effort=ticket.effort,
            off=self._is_off(who, self.history.members[who], claimed_at),
            solved=solved if solved is not None and solved < self.weeks else None,
        )

    def _is_off(self, number: int, member: Member, at: datetime) -> bool:
        local = at.astimezone(member.zone).replace(tzinfo=None)
        starts = datetime.combine(local.date(), member.starts) - SLACK
        ends = datetime.combine(local.date(), member.ends) + SLACK
        return local.weekday() not in member.days or not starts <= local <= ends or (number, local.date()) in self._away
