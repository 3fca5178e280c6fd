"""Limits of a week: what is counted, from where on it is too much, and what is told of it."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.calendar import DAY, WEEK, WorkingWeek, days_of
from bot.duty.domain import Role, Stretch
from bot.load.blocks.limits import leads_limits, person_limits
from bot.load.domain import (
    Doubt,
    Doubted,
    Found,
    Limit,
    LimitNote,
    NotedLimits,
    PersonsWeek,
    Pile,
    Reached,
    days_on_duty,
    knows_hours,
    limit_notes,
    limits_reached,
    to_tell,
    urgent_in_hand,
    urgent_taken,
)
from bot.load.domain.limits import CHECKS, OF_HOURS
from bot.people.domain import TeamId, UserId
from bot.slack.limits import message_problems
from bot.triage.domain import CaseId, HandledCase, Priority, State
from tests.people.builders import ANA, BEN, a_person, a_team
from tests.triage.builders import taken

MONDAY = date(2026, 11, 16)
BERLIN = ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = WorkingWeek(frozenset(range(5)), time(9), time(17), BERLIN)
TEAM_DAYS = tuple(on for on in days_of(MONDAY - 11 * WEEK, MONDAY + WEEK - DAY) if on.weekday() < 5)
WEEK_OF = PersonsWeek(MONDAY, NINE_TO_FIVE, team_days=TEAM_DAYS)


def at(day: int, clock: str) -> datetime:
    """So many days after that Monday, on Berlin's clock."""
    return datetime.combine(MONDAY + day * DAY, time.fromisoformat(clock), BERLIN).astimezone(UTC)


def urgent(*days: int, clock: str = "10:00") -> list[HandledCase]:
    moments = [at(day, clock) + timedelta(minutes=number) for number, day in enumerate(days)]
    return [
        HandledCase(CaseId(number), BEN, moment, None, moment, Priority.P1, None, None, 1, dismissed=False)
        for number, moment in enumerate(moments, 1)
    ]


def weeks_on(*agos: int) -> frozenset[date]:
    return frozenset(on for ago in agos for on in days_of(MONDAY - ago * WEEK, MONDAY - ago * WEEK + 6 * DAY))


def counts(found: Reached | None) -> tuple[int, ...] | None:
    return (found.count, found.most, found.of) if found else None


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ((), None),
        ((1, 1), None),
        ((1, 1, 1), (3, 2, 1)),
        ((1, 1, 1, 3, 3, 3, 3), (4, 2, 2)),
        # Of the week before, or of the one that has begun.
        ((-1, -1, -1), None),
        ((7, 7, 7), None),
    ],
)
def test_two_urgent_requests_a_day_are_fine(days: Sequence[int], found: tuple[int, ...] | None) -> None:
    assert counts(CHECKS[Limit.URGENT_DAY](replace(WEEK_OF, taken=urgent(*days)))) == found


def test_a_day_is_one_of_the_persons_calendar() -> None:
    """Half past eleven and half past midnight are two days in Berlin, and one in London."""
    cases = [*urgent(1, 1, clock="23:30"), *urgent(2, clock="00:30")]
    assert CHECKS[Limit.URGENT_DAY](replace(WEEK_OF, taken=cases)) is None
    london = replace(NINE_TO_FIVE, zone=ZoneInfo("Europe/London"))
    found = CHECKS[Limit.URGENT_DAY](replace(WEEK_OF, week=london, taken=cases))
    assert found is not None
    assert found.days == (MONDAY + DAY,)


@pytest.mark.parametrize(
    ("days", "away", "found"),
    [
        (range(4), (), None),
        (range(5), (), (5, 4, 0)),
        ((-4, -3, 0, 1, 2), (), (5, 4, 0)),
        # A day off does not break it, one without an urgent request does.
        ((-4, -3, 1, 2, 3), (0,), (5, 4, 0)),
        ((-4, -3, 1, 2, 3), (), None),
        # What is taken on a free day neither breaks nor lengthens it.
        ((-4, -3, -2, 0, 1), (), None),
        # It was over before this week.
        (range(-7, -2), (), None),
    ],
)
def test_five_working_days_running_are_too_many(
    days: Sequence[int], away: Sequence[int], found: tuple[int, ...] | None
) -> None:
    off = frozenset(MONDAY + day * DAY for day in away)
    assert counts(CHECKS[Limit.URGENT_RUN](replace(WEEK_OF, taken=urgent(*days), away=off))) == found


@pytest.mark.parametrize(("many", "cap", "found"), [(3, 3, None), (4, 3, (4, 3, 0)), (2, 1, (2, 1, 0)), (0, 0, None)])
def test_more_urgent_ones_in_hand_than_the_cap_are_too_many(many: int, cap: int, found: tuple[int, ...] | None) -> None:
    assert counts(CHECKS[Limit.URGENT_OPEN](replace(WEEK_OF, in_hand=range(1, many + 1), cap=cap))) == found


def test_in_hand_is_what_is_theirs_urgent_and_neither_asleep_nor_over() -> None:
    fires = [
        taken(number=1, priority=Priority.P1),
        taken(number=2, priority=Priority.P2, state=State.WAITING),
        taken(number=3, priority=Priority.P3),
        taken(number=4, priority=Priority.P1, state=State.SNOOZED),
        taken(number=5, priority=Priority.P1, owner=ANA),
    ]
    assert urgent_in_hand(fires, BEN) == (1, 2)


def test_what_never_was_a_request_or_is_not_urgent_is_not_counted() -> None:
    [case] = urgent(1)
    others = [replace(case, dismissed=True), replace(case, priority=Priority.P3), replace(case, handler=ANA)]
    assert urgent_taken([case, *others], BEN) == [case]


@pytest.mark.parametrize(
    ("touches", "found"),
    [
        ([(1, "20:00"), (2, "20:00")], None),
        ([(1, "20:00"), (2, "20:00"), (5, "12:00")], (3, 2, 7)),
        # The same hour of the same day is one; the same hour of another day is another.
        ([(1, "20:00"), (1, "20:20"), (1, "20:59")], None),
        ([(1, "20:59"), (1, "21:01"), (2, "20:30")], (3, 2, 7)),
        # A quarter of an hour before or after work is work.
        ([(1, "08:46"), (2, "17:14"), (3, "20:00")], None),
        ([(-20, "20:00"), (-19, "20:00"), (-13, "20:00"), (-12, "20:00"), (-6, "20:00"), (1, "20:00")], None),
        (
            [(-20, "20:00"), (-19, "20:00"), (-13, "20:00"), (-12, "20:00"), (-6, "20:00"), (1, "20:00"), (2, "20:00")],
            (7, 6, 28),
        ),
        # Five weeks ago is too long ago.
        ([(day, "20:00") for day in (-22, -23, -24, -25, -26, 1, 2)], None),
    ],
)
def test_three_hours_outside_in_a_week_or_seven_in_four_are_too_many(
    touches: Sequence[tuple[int, str]], found: tuple[int, ...] | None
) -> None:
    of = replace(WEEK_OF, touches=[at(*each) for each in touches])
    assert counts(CHECKS[Limit.OFF_HOURS](of)) == found


@pytest.mark.parametrize(
    ("touches", "minutes"),
    [
        ([(1, "21:59")], None),
        ([(1, "22:00")], None),
        ([(1, "22:01")], 659),
        ([(1, "23:30"), (2, "23:45")], 555),
        ([(2, "01:30")], 450),
        # An early start after a night of eleven hours is no short night; one after an hour at midnight is.
        ([(2, "05:00")], None),
        ([(2, "07:30"), (2, "08:10")], None),
        ([(1, "23:00"), (2, "05:00")], 240),
        # Late on Sunday, before Monday; Saturday night is long enough ago.
        ([(6, "23:30")], 570),
        ([(5, "23:30")], None),
        # Of the week before.
        ([(-1, "23:30")], None),
    ],
)
def test_eleven_hours_lie_between_a_late_request_and_work(
    touches: Sequence[tuple[int, str]], minutes: int | None
) -> None:
    found = CHECKS[Limit.REST](replace(WEEK_OF, touches=[at(*each) for each in touches]))
    assert (found.count if found else None) == minutes


def test_who_is_away_on_the_next_day_has_time_to_rest() -> None:
    late = replace(WEEK_OF, touches=[at(1, "23:30")])
    assert CHECKS[Limit.REST](late) is not None
    assert CHECKS[Limit.REST](replace(late, away=frozenset({MONDAY + 2 * DAY}))) is None


@pytest.mark.parametrize(
    ("agos", "found"), [((3, 6, 9), None), ((2, 4, 6, 8), (20, 15, 60)), ((), None), ((12, 13, 14, 15), None)]
)
def test_a_quarter_of_twelve_weeks_on_duty_is_fine(agos: Sequence[int], found: tuple[int, ...] | None) -> None:
    assert counts(CHECKS[Limit.DUTY_PART](replace(WEEK_OF, duty=weeks_on(*agos)))) == found


@pytest.mark.parametrize(
    ("agos", "found"), [((0,), None), ((0, 1), (2, 1, 0)), ((0, 1, 2), (3, 1, 0)), ((1, 2), None), ((0, 2), None)]
)
def test_two_weeks_of_duty_in_a_row_are_too_many(agos: Sequence[int], found: tuple[int, ...] | None) -> None:
    assert counts(CHECKS[Limit.DUTY_ROW](replace(WEEK_OF, duty=weeks_on(*agos)))) == found


def test_a_team_that_takes_turns_by_the_day_has_no_weeks_of_duty() -> None:
    every_fifth = frozenset(TEAM_DAYS[::5])
    assert limits_reached(replace(WEEK_OF, duty=every_fifth)) == ()


def test_duty_is_to_be_called_first_at_noon() -> None:
    primary = Stretch(Role.PRIMARY, BEN, at(0, "13:00"), at(2, "13:00"))
    backup = Stretch(Role.BACKUP, BEN, at(3, "00:00"), at(5, "00:00"))
    other = Stretch(Role.PRIMARY, ANA, at(2, "13:00"), at(7, "00:00"))
    found = days_on_duty([primary, backup, other], BEN, BERLIN)
    assert found == {MONDAY + DAY, MONDAY + 2 * DAY}


def test_without_hours_that_can_be_believed_nothing_is_said_of_what_was_outside_them() -> None:
    nightly = [at(day, "23:30") for day in range(5)]
    assert {each.limit for each in limits_reached(replace(WEEK_OF, touches=nightly))} == OF_HOURS
    assert limits_reached(replace(WEEK_OF, touches=None)) == ()


FOUND = Found(MONDAY, True, (), (), False, Pile(0, 0, 0, 0), None)


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (FOUND, True),
        (None, False),
        (replace(FOUND, speaks=False), False),
        (replace(FOUND, doubted=(Doubted(BEN, Doubt.ZONE),)), False),
        (replace(FOUND, doubted=(Doubted(BEN, Doubt.HOURS), Doubted(None, Doubt.HOURS))), False),
        (replace(FOUND, doubted=(Doubted(None, Doubt.ZONE),)), False),
        # What is doubtful of somebody else, or of other things.
        (replace(FOUND, doubted=(Doubted(ANA, Doubt.ZONE), Doubted(None, Doubt.ROTA))), True),
    ],
)
def test_hours_are_believed_once_they_could_be_doubted_and_are_not(found: Found | None, known: bool) -> None:
    assert knows_hours(found, BEN) is known


def a_note(weeks_ago: int, *limits: Limit, told: bool = True) -> LimitNote:
    reached = tuple(Reached(each, 3, 2) for each in limits)
    moment = at(-7 * weeks_ago, "09:00") if told else None
    return LimitNote(
        1, TeamId(1), UserId(BEN), MONDAY - weeks_ago * WEEK, reached, frozenset(limits), moment, None, None, ()
    )


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (a_note(1, Limit.URGENT_DAY), False),
        (a_note(3, Limit.URGENT_DAY), False),
        (a_note(4, Limit.URGENT_DAY), True),
        (a_note(1, Limit.REST), True),
        # Nobody heard of it, because they were away.
        (a_note(1, Limit.URGENT_DAY, told=False), True),
    ],
)
def test_the_same_limit_is_told_again_after_four_weeks(note: LimitNote, told: bool) -> None:
    reached = [Reached(Limit.URGENT_DAY, 3, 2)]
    assert to_tell(reached, [note], MONDAY) == ({Limit.URGENT_DAY} if told else frozenset())


days = st.integers(-30, 12)
clocks = st.times().map(lambda each: each.replace(microsecond=0).isoformat())
moments = st.lists(st.builds(at, days, clocks), max_size=30)
weeks = st.builds(
    PersonsWeek,
    monday=st.just(MONDAY),
    week=st.just(NINE_TO_FIVE),
    away=st.frozensets(st.builds(lambda day: MONDAY + day * DAY, days), max_size=5),
    taken=st.lists(days, max_size=25).map(lambda each: urgent(*each)),
    in_hand=st.lists(st.integers(1, 99), max_size=6),
    cap=st.integers(0, 5),
    touches=st.one_of(st.none(), moments),
    duty=st.frozensets(st.sampled_from(TEAM_DAYS)),
    team_days=st.just(TEAM_DAYS),
)


@settings(deadline=None)
@given(weeks)
def test_a_limit_that_is_reached_shows_more_than_is_fine_and_is_kept_as_it_is(of: PersonsWeek) -> None:
    reached = limits_reached(of)
    assert [each.limit for each in reached] == [limit for limit in Limit if limit in {each.limit for each in reached}]
    for each in reached:
        assert each.count < each.most if each.limit == Limit.REST else each.count > each.most
        assert limit_notes.from_plain(json.loads(json.dumps(limit_notes.to_plain(each)))) == each
    assert of.touches is not None or not {each.limit for each in reached} & OF_HOURS


@settings(deadline=None)
@given(weeks, moments, st.frozensets(st.sampled_from(TEAM_DAYS)))
def test_more_work_and_more_duty_never_bring_somebody_back_below_a_limit(
    of: PersonsWeek, more: list[datetime], duty: frozenset[date]
) -> None:
    before = {each.limit for each in limits_reached(of)} - {Limit.REST}
    on = frozenset(each for each in TEAM_DAYS if each in of.duty) | duty
    touches = None if of.touches is None else [*of.touches, *more]
    assert before <= {each.limit for each in limits_reached(replace(of, touches=touches, duty=on))}


@settings(deadline=None)
@given(weeks)
def test_the_order_of_what_happened_does_not_matter(of: PersonsWeek) -> None:
    turned = replace(of, touches=None if of.touches is None else of.touches[::-1])
    assert limits_reached(turned) == limits_reached(of)


def every_limit() -> NotedLimits:
    """Of Ben, whose clock is London's."""
    zone = ZoneInfo("Europe/London")
    of = replace(
        WEEK_OF,
        week=replace(NINE_TO_FIVE, zone=zone),
        taken=urgent(-4, -3, 0, 1, 1, 1, 2, 3, 3, 3, 4),
        in_hand=[1, 2, 3, 4],
        touches=[at(1, "23:30"), at(2, "20:00"), at(3, "21:00"), at(6, "12:00")],
        duty=weeks_on(0, 1, 4, 7),
    )
    team = a_team(*(a_person(each) for each in (ANA, BEN)))
    member = team.member(BEN)
    assert member is not None
    note = replace(a_note(0), reached=limits_reached(of), to_tell=frozenset(Limit), lead_due_at=at(8, "09:00"))
    return NotedLimits(note, team, member, team.leads)


NEVER_SAID = re.compile(r"score|\brank|diagnos|burned|burnt|exhaust|worst|significan|p-value", re.IGNORECASE)


def test_every_limit_is_told_with_its_counts_and_one_next_step() -> None:
    noted = every_limit()
    assert {each.limit for each in noted.note.told} == set(Limit)
    message = person_limits([noted])
    assert message_problems(message.to_dict()) == []
    text = str(message.to_dict())
    assert text.count("limit reached:") == text.count("→") == len(Limit)
    assert "on Thu 19 Nov you took 3 (F-8, F-9 and F-10); 2 a day is the limit. It was passed on 2 days." in text
    assert "9 h 30 min between" not in text, "London's evening is an hour earlier"
    assert "10 h 30 min between 22:30 on Tue 17 Nov and the start of your work at 09:00; 11 h is the least." in text
    assert "on duty on 20 of the team's 60 working days of the last 12 weeks; the limit is a quarter, 15." in text
    assert not NEVER_SAID.search(text)


def test_of_many_moments_the_newest_are_named_in_the_order_of_time() -> None:
    noted = every_limit()
    touches = [at(day, clock) for day in range(5) for clock in ("20:00", "21:00")]
    reached = limits_reached(replace(WEEK_OF, touches=touches))
    text = str(person_limits([replace(noted, note=replace(noted.note, reached=reached))]).to_dict())
    assert "(Tue 17 Nov 19:00, Tue 17 Nov 20:00, " in text
    assert "Fri 20 Nov 19:00, Fri 20 Nov 20:00 and 2 more)" in text


def test_leads_read_nothing_but_duty_whatever_was_reached() -> None:
    noted = every_limit()
    message = leads_limits([noted])
    assert message_problems(message.to_dict()) == []
    text = str(message.to_dict())
    assert "Ben was on duty on 20 of the team's 60 working days" in text
    assert "Ben was on duty 2 weeks in a row, Mon 9 Nov to Sun 22 Nov" in text
    assert not re.search(r"urgent|F-\d|outside|rest before|hours", text, re.IGNORECASE)
    assert not NEVER_SAID.search(text)
