"""The instants of a run: when it is planned, when each member is asked and reminded, and when their answer is late."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import (
    DAY,
    WorkingWeek,
    find_zone,
    instant_of,
    next_working_moment,
    working_time_between,
)
from bot.standups.domain.schedule import MORNING, Schedule

# No zone on earth has reached a date 15 hours before it begins in UTC.
BEFORE_ANY_ZONE = timedelta(hours=15)
# A last working day further back than this is no evening before.
FARTHEST_EVE = 7
NOTHING = timedelta(0)


@dataclass(frozen=True)
class Window:
    """From when a member is asked until an answer is late."""

    asks_at: datetime
    closes_at: datetime


def plan_moment(schedule: Schedule, on: date) -> datetime:
    """When the run of that date is planned: before anybody in any zone can be asked."""
    first = on - FARTHEST_EVE * DAY if schedule.evening_before else on
    return datetime.combine(first, time(0), tzinfo=UTC) - BEFORE_ANY_ZONE


def may_choose_hour(schedule: Schedule) -> bool:
    return schedule.follows_member and not schedule.hour_locked


def window_on(
    schedule: Schedule, on: date, week: WorkingWeek, *, at: time | None = None, away: Container[date] = ()
) -> Window | None:
    """When somebody who works `week` is asked for the run of that date; `at` is their own hour.

    Answered the evening before, they are asked on their last working day; where they are away then, at the start of
    their work on the date itself. None on a date their clock never showed, and when the deadline comes before that.
    """
    zone = clock_of(schedule, week)
    hour = at if at is not None and may_choose_hour(schedule) else schedule.at
    if not schedule.evening_before:
        asks_at = instant_of(on, hour, zone)
        return None if asks_at is None else Window(asks_at, _close_of(schedule, on, asks_at, hour, zone))
    closes_at = instant_of(on, schedule.deadline or MORNING, zone)
    eve = eve_of(on, week)
    begins = None if eve is None or eve in away else instant_of(eve, hour, zone)
    begins = begins or instant_of(on, week.starts, week.zone)
    return Window(begins, closes_at) if begins and closes_at and begins < closes_at else None


def clock_of(schedule: Schedule, week: WorkingWeek) -> ZoneInfo:
    """On whose wall clock they are asked."""
    return week.zone if schedule.follows_member else find_zone(schedule.zone)


def eve_of(on: date, week: WorkingWeek) -> date | None:
    """The last working day before that date; None when it is more than a week back."""
    return next((on - number * DAY for number in range(1, FARTHEST_EVE + 1) if week.works_on(on - number * DAY)), None)


def close_when_asked_at(schedule: Schedule, on: date, week: WorkingWeek, asked_at: datetime) -> datetime:
    """When an answer is late of somebody who is asked at another moment than the schedule's; a deadline holds while it
    is still to come.
    """
    deadline = schedule.deadline or (MORNING if schedule.evening_before else None)
    closes_at = instant_of(on, deadline, clock_of(schedule, week)) if deadline else None
    return closes_at if closes_at is not None and closes_at > asked_at else asked_at + schedule.window


def reminders_in(schedule: Schedule, window: Window, week: WorkingWeek, most: int | None = None) -> list[datetime]:
    """When they are reminded: inside their window, and inside their work where any of it lies in the window.

    What would come outside their work comes when it begins again, and once only.
    """
    works = working_time_between(window.asks_at, window.closes_at, week) > NOTHING
    found: list[datetime] = []
    for after in schedule.reminders[:most]:
        at = window.asks_at + after
        moment = next_working_moment(at, week) if works else at
        if moment is not None and moment < window.closes_at and moment not in found:
            found.append(moment)
    return found


def _close_of(schedule: Schedule, on: date, asks_at: datetime, hour: time, zone: ZoneInfo) -> datetime:
    if schedule.deadline is None:
        return asks_at + schedule.window
    closes_at = instant_of(on, schedule.deadline, zone)
    if closes_at is not None and closes_at > asks_at:
        return closes_at
    # A gap swallowed the time between, or somebody's own hour is later than the deadline.
    length = datetime.combine(on, schedule.deadline) - datetime.combine(on, hour)
    return asks_at + (length if length > NOTHING else schedule.window)
