"""From a history to its weeks: hours, shares, and requests by person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from math import log

import numpy as np

from bot.duty.planning.efforts import USUAL
from bot.load.detector.history import History, Member, Ticket
from bot.load.detector.week import DAYS, HOURS, PRIORITIES, Floats, Tally, Week

# How requests spread over Monday to Friday; days on which nobody works are left out.
ARRIVALS = np.array([0.235, 0.205, 0.20, 0.19, 0.17, 0.0, 0.0])
SLACK = timedelta(minutes=15)
# What a request usually takes beside one of P3, P1 first.
EFFORT = tuple(USUAL.values())


@dataclass(frozen=True)
class _Claim:
    """`solved` is the week it ended in."""

    who: int
    week: int
    category: int
    ticket: Ticket
    at: datetime
    solved: int | None


def weeks_of(history: History, first: int = 0) -> Iterator[Week]:
    """What was known when each week from `first` on ended. Who joined later is not among a week's members."""
    return _Counter(history).weeks(first)


class _Counter:
    def __init__(self, history: History) -> None:
        self._history = history
        self._index = {member.id: number for number, member in enumerate(history.members)}
        self._category = {name: number for number, name in enumerate(history.categories)}
        edges = [self._midnight(week) for week in range(history.weeks + 1)]
        self._edges = np.array([each.timestamp() for each in edges])
        self._away: set[tuple[int, date]] = set()
        self._daily = self._working_hours()
        self._duty = self._on_duty()
        self._workday = np.array([_workday(member) for member in history.members])
        self._claims = self._claimed()
        self._arrived = np.bincount(
            [week for each in history.tickets if 0 <= (week := self._week(each.created_at)) < history.weeks],
            minlength=max(1, history.weeks),
        )

    def weeks(self, first: int) -> Iterator[Week]:
        by_week = {
            week: list(claims)
            for week, claims in groupby(sorted(self._claims, key=lambda each: each.week), lambda each: each.week)
        }
        for week in range(first, self._history.weeks):
            yield self._one(week, by_week.get(week, []))

    def _one(self, week: int, claims: list[_Claim]) -> Week:
        told = self._history
        end = told.start + timedelta(weeks=week + 1)
        rows = [row for row, each in enumerate(told.members) if each.joined_on is None or each.joined_on < end]
        clock, late = self._clocks(claims)
        return Week(
            members=tuple(told.members[row].id for row in rows),
            categories=told.categories,
            knows=np.array(
                [[float(name in told.members[row].skills) for name in told.categories] for row in rows]
            ).reshape(len(rows), len(told.categories)),
            tally=self._tally(week, claims, len(rows)).seated(rows),
            adhoc=told.adhoc,
            clock=clock[rows],
            workday=self._workday[rows],
            late=late[rows],
        )

    def _tally(self, week: int, claims: list[_Claim], here: int) -> Tally:
        members, categories = len(self._history.members), len(self._category)
        handled = np.zeros((members, categories, PRIORITIES))
        estimated, effort, squared = (np.zeros((members, categories)) for _ in range(3))
        off = np.zeros(members)
        for each in claims:
            handled[each.who, each.category, each.ticket.priority - 1] += 1
            off[each.who] += self._is_off(each.who, each.at)
            if each.ticket.effort:
                beyond = log(each.ticket.effort / EFFORT[each.ticket.priority - 1])
                estimated[each.who, each.category] += 1
                effort[each.who, each.category] += beyond
                squared[each.who, each.category] += beyond * beyond
        waiting, closed, done = np.zeros(members), np.zeros(members), np.zeros(members)
        alive: list[list[_Claim]] = [[] for _ in range(members)]
        for each in self._claims:
            if each.week > week or (each.solved is not None and each.solved < week):
                continue
            alive[each.who].append(each)
            if each.solved == week:
                closed[each.who] += 1
                done[each.who] += EFFORT[each.ticket.priority - 1]
            else:
                waiting[each.who] += 1
        daily = self._daily[:, week * DAYS : (week + 1) * DAYS]
        nominal = np.array([len(each.days) * each.hours_a_day * each.part for each in self._history.members])
        share, on = _shares(daily, here), (self._duty[:, week] >= 0.5).astype(float)
        hours = float(sum(each.ticket.effort or 0.0 for each in claims))
        return Tally(
            hours=daily.sum(1),
            nominal=nominal,
            share=share,
            on=on,
            handled=handled,
            estimated=estimated,
            effort=effort,
            effort_squared=squared,
            off=off,
            open=waiting,
            closed=closed,
            done=done,
            busy=np.array([self._busy(number, week, of) for number, of in enumerate(alive)]),
            arrived=float(self._arrived[week]),
            hours_estimated=hours,
        )

    def _busy(self, number: int, week: int, alive: Sequence[_Claim]) -> float:
        """Own working hours of that week in which at least one request waited or was worked on."""
        member, end, hours = self._history.members[number], self._edges[week + 1], 0.0
        spans = sorted((each.at.timestamp(), _solved_at(each.ticket, end)) for each in alive)
        for day in range(week * DAYS, (week + 1) * DAYS):
            if self._daily[number, day] == 0:
                continue
            on = self._history.start + timedelta(days=day)
            until = datetime.combine(on, member.starts, tzinfo=member.zone).timestamp()
            ends = until + member.hours_a_day * 3600
            for first, last in spans:
                begins = max(first, until)
                if begins < min(last, ends):
                    hours += (min(last, ends) - begins) / 3600
                    until = min(last, ends)
        return hours * member.part

    def _clocks(self, claims: list[_Claim]) -> tuple[Floats, Floats]:
        members = self._history.members
        clock, late = np.zeros((len(members), DAYS, HOURS)), np.zeros((len(members), 2))
        for each in claims:
            member = members[each.who]
            local = each.at.astimezone(member.zone)
            clock[each.who, local.weekday(), local.hour] += 1
            came = each.ticket.created_at.astimezone(member.zone).replace(tzinfo=None)
            middle = datetime.combine(came.date(), member.starts) + timedelta(hours=member.hours_a_day / 2)
            ends = datetime.combine(came.date(), member.ends)
            if came.weekday() in member.days and middle <= came < ends - timedelta(hours=1):
                late[each.who] += (1, local.replace(tzinfo=None) <= ends + SLACK)
        return clock, late

    def _claimed(self) -> list[_Claim]:
        found = []
        for ticket in self._history.tickets:
            if ticket.claimed_at is None or ticket.assignee not in self._index:
                continue
            week = self._week(ticket.claimed_at)
            if week < self._history.weeks:
                who, category = self._index[ticket.assignee], self._category.get(ticket.category, 0)
                solved = self._week(ticket.resolved_at) if ticket.resolved_at else None
                found.append(_Claim(who, week, category, ticket, ticket.claimed_at, solved))
        return found

    def _midnight(self, week: int) -> datetime:
        on = self._history.start + timedelta(weeks=week)
        return datetime.combine(on, time(), tzinfo=self._history.zone).astimezone(UTC)

    def _week(self, at: datetime) -> int:
        return int(np.searchsorted(self._edges, at.timestamp(), "right")) - 1

    def _days(self, first: date, last: date) -> range:
        start = self._history.start
        return range(max(0, (first - start).days), min(self._history.weeks * DAYS - 1, (last - start).days) + 1)

    def _working_hours(self) -> Floats:
        """[member, day]"""
        history = self._history
        daily = np.zeros((len(history.members), history.weeks * DAYS))
        for number, member in enumerate(history.members):
            since = 0 if member.joined_on is None else max(0, (member.joined_on - history.start).days)
            for day in range(since, history.weeks * DAYS):
                daily[number, day] = member.hours_a_day * member.part if day % DAYS in member.days else 0.0
        for span in history.absences:
            number = self._index.get(span.member, -1)
            for day in self._days(span.first, span.last) if number >= 0 else ():
                daily[number, day] = 0.0
                self._away.add((number, history.start + timedelta(days=day)))
        return daily

    def _on_duty(self) -> Floats:
        """[member, week] the part of the week."""
        duty = np.zeros((len(self._history.members), self._history.weeks))
        for span in self._history.duty:
            number = self._index.get(span.member, -1)
            for day in self._days(span.first, span.last) if number >= 0 else ():
                duty[number, day // DAYS] += 1 / DAYS
        return duty

    def _is_off(self, number: int, at: datetime) -> bool:
        member = self._history.members[number]
        local = at.astimezone(member.zone).replace(tzinfo=None)
        starts = datetime.combine(local.date(), member.starts) - SLACK
        ends = datetime.combine(local.date(), member.ends) + SLACK
        return local.weekday() not in member.days or not starts <= local <= ends or (number, local.date()) in self._away


def _solved_at(ticket: Ticket, end: float) -> float:
    return min(end, ticket.resolved_at.timestamp()) if ticket.resolved_at else end


def _shares(daily: Floats, here: int) -> Floats:
    """What would come to each if requests went by hours, day by day; equal shares while nobody works."""
    total = daily.sum(0)
    weights = ARRIVALS * (total > 0)
    if weights.sum() > 0:
        by_day = np.divide(daily, total, out=np.zeros_like(daily), where=total > 0)
        share: Floats = (by_day * weights).sum(1) / weights.sum()
        return share
    hours = daily.sum(1)
    return hours / hours.sum() if hours.sum() > 0 else np.full(len(daily), 1 / max(1, here))


def _workday(member: Member) -> Floats:
    """[day, hour] 1 where any part of the hour is worked."""
    worked = np.zeros((DAYS, HOURS))
    first, length = member.starts.hour, member.hours_a_day + member.starts.minute / 60
    hours = [(first + step) % HOURS for step in range(int(np.ceil(length)))]
    for day in member.days:
        worked[day, hours] = 1
    return worked
