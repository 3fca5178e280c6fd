"""What a new reading of a calendar changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.ics import Event
from bot.people.domain import Add, Calendar, CallOff, Change, Known, Rename, UserId, next_night, said_by, steps
from tests.people.builders import an_absence

TODAY = date(2026, 11, 25)
LEAVE = Event("leave", date(2026, 12, 24), date(2026, 12, 27), "Leave")


def known(event: Event = LEAVE, *, stands: bool = True, **changes: Any) -> Known:
    absence = an_absence(event.first_on, event.last_on, reason=event.title)
    return Known(event.key, replace(absence, **changes), said_by(event), stands)


def test_a_new_event_is_added_and_a_known_one_is_not() -> None:
    assert list(steps([], [LEAVE], TODAY)) == [Add(LEAVE)]
    assert list(steps([known()], [LEAVE], TODAY)) == []


@pytest.mark.parametrize("changes", [{"first_on": date(2026, 12, 23)}, {"last_on": date(2026, 12, 30)}])
def test_a_changed_event_changes_its_absence(changes: dict[str, Any]) -> None:
    moved = replace(LEAVE, **changes)
    assert list(steps([known()], [moved], TODAY)) == [Change(known(), moved)]


def test_another_name_is_taken_over() -> None:
    renamed = replace(LEAVE, title="Wedding")
    assert list(steps([known()], [renamed], TODAY)) == [Rename(known(), renamed)]


@pytest.mark.parametrize("changes", [{"stands": False}, {"last_on": date(2026, 12, 25)}])
def test_what_somebody_called_off_or_shortened_stays_so_until_the_calendar_changes(changes: dict[str, Any]) -> None:
    theirs = known(**changes)
    assert list(steps([theirs], [LEAVE], TODAY)) == []
    moved = replace(LEAVE, first_on=date(2026, 12, 22))
    assert list(steps([theirs], [moved], TODAY)) == [Change(theirs, moved)]


@pytest.mark.parametrize(
    ("first", "last", "until"),
    [
        ("2026-11-26", "2026-11-27", None),
        ("2026-11-25", "2026-11-27", None),
        # While it lasts, it ends yesterday.
        ("2026-11-24", "2026-11-27", "2026-11-24"),
        ("2026-11-24", "2026-11-25", "2026-11-24"),
    ],
)
def test_a_vanished_event_is_called_off_from_today_on(first: str, last: str, until: str | None) -> None:
    gone = known(replace(LEAVE, first_on=date.fromisoformat(first), last_on=date.fromisoformat(last)))
    assert list(steps([gone], [], TODAY)) == [CallOff(gone, date.fromisoformat(until) if until else None)]


def test_what_is_over_stays_when_its_event_is_gone() -> None:
    over = known(replace(LEAVE, first_on=date(2026, 11, 20), last_on=date(2026, 11, 24)))
    assert list(steps([over], [], TODAY)) == []


def test_an_event_that_comes_back_counts_again() -> None:
    gone = replace(known(stands=False), as_read=None)
    assert list(steps([gone], [], TODAY)) == [], "it is called off once"
    assert list(steps([gone], [LEAVE], TODAY)) == [Change(gone, LEAVE)]


def test_calendars_are_read_at_night_by_their_owners_clock() -> None:
    """And not twice in a night, nor all in one minute."""
    tokyo, london = ZoneInfo("Asia/Tokyo"), ZoneInfo("Europe/London")
    now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    assert next_night(now, tokyo, 0) == datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
    assert next_night(now, london, 7) == datetime(2026, 11, 26, 3, 7, tzinfo=UTC)
    at_night = datetime(2026, 11, 26, 3, 7, tzinfo=UTC)
    assert next_night(at_night, london, 7) == at_night + timedelta(days=1)


def test_the_address_is_in_no_repr() -> None:
    calendar = Calendar(
        1, UserId("UANA"), None, "calendar.example", TODAY_AT, address="https://calendar.example/secret"
    )
    assert "secret" not in repr(calendar)


@pytest.mark.parametrize(("days", "etag"), [(13, '"one"'), (14, None)])
def test_an_unchanged_calendar_is_read_whole_every_two_weeks(days: int, etag: str | None) -> None:
    """What repeats reaches further by then."""
    calendar = Calendar(1, UserId("UANA"), None, "calendar.example", TODAY_AT, etag='"one"')
    assert calendar.known_etag(TODAY_AT + timedelta(days=days)) == etag


TODAY_AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
