"""Shifts lie over each other: the one that was put last counts, so cover and swaps need nothing to be erased."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NewType
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, local_date, moment_of
from bot.core.calendar import days_of as every_day
from bot.people.domain import TeamId, UserId

ShiftId = NewType("ShiftId", int)

# A team's shifts are others from now on.
SHIFTS_CHANGED = "duty.shifts_changed"
LONGEST = timedelta(days=91)
MOST_AHEAD = timedelta(days=366)
NOON = time(12)


class Role(StrEnum):
    """`backup` is called when the primary does not take a fire in time."""

    PRIMARY = "primary"
    BACKUP = "backup"


@dataclass(frozen=True)
class Shift:
    """Somebody is on duty from `starts` until before `ends`. Of two for the same role the one put later counts."""

    id: ShiftId
    team_id: TeamId
    user_id: UserId
    role: Role
    starts: datetime
    ends: datetime
    put_by: UserId


@dataclass(frozen=True)
class Stretch:
    """Who is on duty for how long, once every shift that lies under another one is covered."""

    role: Role
    user_id: UserId
    starts: datetime
    ends: datetime


def stretches(shifts: Iterable[Shift], first: datetime, last: datetime) -> list[Stretch]:
    """What holds from `first` until before `last`, by role and then in the order of time. One who follows themselves
    has one stretch.
    """
    every = list(shifts)
    return [each for role in Role for each in _of_role([one for one in every if one.role == role], first, last)]


def primary_of_days(held: Iterable[Stretch], zone: ZoneInfo) -> dict[date, UserId]:
    """Each day is of the primary of its noon, so that a shift that begins in the morning has the whole of it. Days
    without one are left out.
    """
    return {
        on: each.user_id
        for each in held
        if each.role == Role.PRIMARY
        for on in every_day(*days_of(each, zone))
        if each.starts <= moment_of(on, NOON, zone) < each.ends
    }


def _of_role(shifts: list[Shift], first: datetime, last: datetime) -> list[Stretch]:
    edges = {first, last, *(edge for each in shifts for edge in (each.starts, each.ends) if first < edge < last)}
    found: list[Stretch] = []
    for starts, ends in pairwise(sorted(edges)):
        on = [each for each in shifts if each.starts <= starts < each.ends]
        if not on:
            continue
        top = max(on, key=lambda each: each.id)
        before = found[-1] if found else None
        if before is not None and (before.user_id, before.ends) == (top.user_id, starts):
            found[-1] = replace(before, ends=ends)
        else:
            found.append(Stretch(top.role, top.user_id, starts, ends))
    return found


def span_of(first_on: date, last_on: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From midnight to midnight, both days included."""
    return moment_of(first_on, time.min, zone), moment_of(last_on + DAY, time.min, zone)


def days_of(stretch: Stretch | Shift, zone: ZoneInfo) -> tuple[date, date]:
    """Its first and its last day."""
    return local_date(stretch.starts, zone), local_date(stretch.ends - timedelta(microseconds=1), zone)
