"""The clocks of a fire: working time over clock changes, holidays and pauses; pausing never shortens, dues go on."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import WorkingWeek
from bot.people.domain import UserId
from bot.triage.domain import Clock, FireEvent, Mark, Note, State, Step, Target, due_at, is_late, time_on, whom_to_call
from tests.people.builders import ANA, BEN, CHITRA
from tests.triage.builders import a_fire, an_event

LONDON = WorkingWeek(frozenset(range(5)), time(9), time(17), ZoneInfo("Europe/London"))
NEW_YORK = WorkingWeek(frozenset(range(5)), time(9), time(17), ZoneInfo("America/New_York"))
NIGHTS = WorkingWeek(frozenset(range(7)), time(22), time(6), ZoneInfo("Europe/London"))
CHRISTMAS = WorkingWeek(LONDON.days, time(9), time(17), LONDON.zone, {date(2026, 12, 25), date(2026, 12, 28)})
SHORT = WorkingWeek(frozenset({0, 2}), time(9), time(12, 30), LONDON.zone)
KINDS = {
    State.CLAIMED: Step.CLAIM,
    State.IN_PROGRESS: Step.START,
    State.WAITING: Step.WAIT,
    State.SNOOZED: Step.SNOOZE,
    State.DONE: Step.RESOLVE,
    State.DECLINED: Step.DECLINE,
    State.MERGED: Step.MERGE,
}


def at(text: str, week: WorkingWeek = LONDON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=week.zone).astimezone(UTC)


def story(*told: tuple[str, State], week: WorkingWeek = LONDON) -> list[FireEvent]:
    """(when on the team's clock, the state from then on); the first is when it was filed."""
    (filed, _), *rest = told
    events = [an_event(Note.FILED, at=at(filed, week), after=State.NEW)]
    return events + [
        an_event(KINDS.get(state, Step.RELEASE), at=at(when, week), before="?", after=state) for when, state in rest
    ]


def resolution(hours: float, history: list[FireEvent], week: WorkingWeek = LONDON) -> datetime | None:
    target = Target(None, timedelta(hours=hours))
    return due_at(Clock.RESOLUTION, Mark.BREACH, history, target, week)


def response(hours: float, history: list[FireEvent], week: WorkingWeek = LONDON) -> datetime | None:
    target = Target(timedelta(hours=hours), None)
    return due_at(Clock.RESPONSE, Mark.BREACH, history, target, week)


@pytest.mark.parametrize(
    ("week", "filed", "hours", "due"),
    [
        (LONDON, "2026-11-25 10:00", 0.5, "2026-11-25 10:30"),
        (LONDON, "2026-11-25 16:45", 0.5, "2026-11-26 09:15"),
        # Friday afternoon goes on on Monday; what is filed at night begins in the morning.
        (LONDON, "2026-11-27 16:45", 0.5, "2026-11-30 09:15"),
        (LONDON, "2026-11-28 03:00", 4, "2026-11-30 13:00"),
        (LONDON, "2026-11-25 10:00", 8, "2026-11-26 10:00"),
        (LONDON, "2026-11-25 10:00", 40, "2026-12-02 10:00"),
        # The clocks go forward in London on 29 March and back on 25 October, in New York on 8 March and 1 November.
        (LONDON, "2026-03-27 16:00", 2, "2026-03-30 10:00"),
        (LONDON, "2026-10-23 16:00", 2, "2026-10-26 10:00"),
        (NEW_YORK, "2026-03-06 16:00", 2, "2026-03-09 10:00"),
        (NEW_YORK, "2026-10-30 16:00", 2, "2026-11-02 10:00"),
        # A night shift over the change is seven hours long in spring and nine in autumn.
        (NIGHTS, "2026-03-28 22:00", 7, "2026-03-29 06:00"),
        (NIGHTS, "2026-03-28 22:00", 8, "2026-03-29 23:00"),
        (NIGHTS, "2026-10-24 22:00", 9, "2026-10-25 06:00"),
        (NIGHTS, "2026-10-24 22:00", 10, "2026-10-25 23:00"),
        # Christmas Day is a Friday, and the Monday after is off too.
        (CHRISTMAS, "2026-12-24 16:00", 2, "2026-12-29 10:00"),
        # Two mornings a week.
        (SHORT, "2026-11-23 11:30", 4.5, "2026-11-25 12:30"),
        (SHORT, "2026-11-23 11:30", 5, "2026-11-30 09:30"),
    ],
)
def test_a_clock_runs_in_the_working_time_of_the_team(week: WorkingWeek, filed: str, hours: float, due: str) -> None:
    history = story((filed, State.NEW), week=week)
    assert resolution(hours, history, week) == at(due, week)
    assert response(hours, history, week) == at(due, week)


def test_no_target_is_never_due() -> None:
    history = story(("2026-11-25 10:00", State.NEW))
    for clock in Clock:
        assert due_at(clock, Mark.BREACH, history, Target(None, None), LONDON) is None


def test_who_never_works_is_never_late() -> None:
    nobody = WorkingWeek(frozenset(), time(9), time(17), LONDON.zone)
    assert resolution(1, story(("2026-11-25 10:00", State.NEW)), nobody) is None


def test_the_warning_comes_when_three_quarters_of_the_time_are_gone() -> None:
    history = story(("2026-11-25 10:00", State.NEW))
    target = Target(timedelta(minutes=30), timedelta(hours=8))
    assert due_at(Clock.RESPONSE, Mark.WARNING, history, target, LONDON) == at("2026-11-25 10:22:30")
    assert due_at(Clock.RESOLUTION, Mark.WARNING, history, target, LONDON) == at("2026-11-25 16:00")


PAUSED_TWICE = (
    ("2026-11-25 10:00", State.NEW),
    ("2026-11-25 11:00", State.CLAIMED),
    ("2026-11-25 12:00", State.WAITING),
    ("2026-11-26 12:00", State.IN_PROGRESS),
    ("2026-11-26 13:00", State.SNOOZED),
    ("2026-12-01 09:00", State.NEW),
)


def test_several_pauses_sum_up() -> None:
    # One hour new, one claimed, one in progress: of four, one is left when it wakes.
    assert resolution(4, story(*PAUSED_TWICE)) == at("2026-12-01 10:00")
    # Of eight hours new, one is gone.
    assert response(8, story(*PAUSED_TWICE)) == at("2026-12-01 16:00")
    assert time_on(Clock.RESOLUTION, story(*PAUSED_TWICE), LONDON, at("2026-12-01 09:30")) == timedelta(hours=3.5)


def test_a_pause_over_a_clock_change_takes_no_working_time() -> None:
    history = story(
        ("2026-03-27 15:00", State.NEW),
        ("2026-03-27 16:00", State.CLAIMED),
        ("2026-03-27 16:30", State.WAITING),
        ("2026-03-30 09:30", State.IN_PROGRESS),
    )
    assert resolution(4, history) == at("2026-03-30 12:00")


@pytest.mark.parametrize("state", [State.WAITING, State.SNOOZED, State.DONE, State.DECLINED, State.MERGED])
def test_a_clock_that_stands_still_is_never_due(state: State) -> None:
    history = story(("2026-11-25 10:00", State.NEW), ("2026-11-25 11:00", State.CLAIMED), ("2026-11-27 11:00", state))
    assert resolution(4, history) is None
    assert resolution(40, history) is None
    assert response(0.5, history) is None


def test_taking_it_for_a_moment_gains_no_time() -> None:
    history = story(
        ("2026-11-25 10:00", State.NEW), ("2026-11-25 10:20", State.CLAIMED), ("2026-11-25 10:40", State.NEW)
    )
    assert response(0.5, history) == at("2026-11-25 10:50")


def test_a_reopened_fire_goes_on_where_its_clock_stood() -> None:
    history = story(
        ("2026-11-25 10:00", State.NEW),
        ("2026-11-25 11:00", State.CLAIMED),
        ("2026-11-25 13:00", State.DONE),
        ("2026-12-07 09:00", State.CLAIMED),
    )
    assert resolution(4, history) == at("2026-12-07 10:00")
    assert resolution(2, history) == at("2026-11-25 12:00"), "late before, late again"


@pytest.mark.parametrize(("moment", "late"), [("2026-11-25 09:59", False), ("2026-11-25 10:00", True)])
def test_a_fire_is_late_from_the_moment_it_is_due(moment: str, late: bool) -> None:
    assert is_late(a_fire(resolution_due_at=at("2026-11-25 10:00")), at(moment)) is late
    assert not is_late(a_fire(), at(moment))


@pytest.mark.parametrize(
    ("mark", "duty", "private", "called"),
    [
        (Mark.WARNING, [BEN, CHITRA], False, [BEN]),
        (Mark.BREACH, [BEN, CHITRA], False, [CHITRA, ANA]),
        (Mark.BREACH, [BEN, ANA], False, [ANA]),
        (Mark.WARNING, [], False, [ANA]),
        (Mark.BREACH, [], False, [ANA]),
        (Mark.WARNING, [BEN], True, [ANA]),
    ],
)
def test_who_is_on_duty_is_called_first_then_their_backup_and_the_leads(
    mark: Mark, duty: list[UserId], private: bool, called: list[UserId]
) -> None:
    assert whom_to_call(a_fire(private=private), mark, duty, [ANA]) == called


RUNNING = [State.NEW, State.CLAIMED, State.IN_PROGRESS]
LENGTHS = st.integers(1, 4000).map(lambda minutes: timedelta(minutes=minutes))
START = at("2026-03-20 10:00")


@st.composite
def lives(draw: st.DrawFn) -> list[tuple[timedelta, State]]:
    """How long each state lasted; the last one goes on and runs."""
    middle = draw(st.lists(st.tuples(LENGTHS, st.sampled_from([*RUNNING, State.WAITING, State.SNOOZED])), max_size=6))
    return [(draw(LENGTHS), State.NEW), *middle, (timedelta(0), draw(st.sampled_from(RUNNING)))]


def lived(spans: list[tuple[timedelta, State]], start: datetime = START) -> list[FireEvent]:
    events, moment = [], start
    for number, (length, state) in enumerate(spans):
        kind = Note.FILED if number == 0 else KINDS.get(state, Step.RELEASE)
        events.append(an_event(kind, at=moment, after=state))
        moment += length
    return events


@given(lives(), st.integers(0, 6), st.tuples(st.floats(0, 1), st.floats(0, 1)), LENGTHS, st.integers(1, 60))
def test_a_pause_never_brings_the_due_moment_nearer(
    spans: list[tuple[timedelta, State]], place: int, pause: tuple[float, float], last: timedelta, hours: int
) -> None:
    """A part of any one state is spent waiting instead; all else happens when it happened."""
    place = min(place, len(spans) - 1)
    length, state = spans[place]
    length = length or last
    ran = pause[0] * length
    waited = pause[1] * (length - ran)
    rest = (length - ran - waited, state)
    paused = [*spans[:place], (ran, state), (waited, State.WAITING), rest, *spans[place + 1 :]]
    before, after = resolution(hours, lived(spans)), resolution(hours, lived(paused))
    assert before is not None
    assert after is not None
    assert after >= before


@given(lives(), st.integers(1, 60), st.integers(0, 60), st.integers(0, 5000))
def test_a_longer_target_and_a_later_start_are_never_due_earlier(
    spans: list[tuple[timedelta, State]], hours: int, more: int, minutes: int
) -> None:
    due = resolution(hours, lived(spans))
    longer = resolution(hours + more, lived(spans))
    later = resolution(hours, lived([*spans[:1], (timedelta(0), State.CLAIMED)], START + timedelta(minutes=minutes)))
    first = resolution(hours, lived([*spans[:1], (timedelta(0), State.CLAIMED)]))
    assert due is not None
    assert longer is not None
    assert longer >= due
    assert first is not None
    assert later is not None
    assert later >= first


@given(lives(), st.integers(1, 60))
def test_the_time_on_the_clock_when_it_is_due_is_the_target(spans: list[tuple[timedelta, State]], hours: int) -> None:
    """The two ways to read the clock agree, while the due moment lies ahead of all pauses."""
    history = lived(spans)
    due = resolution(hours, history)
    assert due is not None
    if due >= history[-1].at:
        assert time_on(Clock.RESOLUTION, history, LONDON, due) == timedelta(hours=hours)
