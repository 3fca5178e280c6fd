"""Who is in a run as what, who is away or off, and how the four counts come of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek
from bot.core.dates import read_span
from bot.core.holidays import Place
from bot.people.domain import WEEKDAYS, Absence, DaysOff, Member, Person, Role, Team, TeamId, UserId
from bot.standups.domain import Participation, Prompt, PromptState, Schedule, Standup, count_participation
from bot.standups.domain.roster import Exemption, Participant, Roll, part_of, reminders_of
from bot.standups.domain.schedule import Part, Rules
from bot.standups.forms.orders import Order, read_hour, read_number, read_order

ANA, BEN = UserId("UANA"), UserId("UBEN")
LONDON = ZoneInfo("Europe/London")
# A Thursday, and Thanksgiving in the United States.
ON = date(2026, 11, 26)
WEEK = WorkingWeek(WEEKDAYS, time(9), time(17), LONDON)


def a_roll(week: WorkingWeek = WEEK, rules: Rules | None = None, **about: Any) -> Roll:
    """Ana alone, who works `week`, in a daily standup at 09:30 with eight hours to answer."""
    member = Member(Person(ANA, "Ana", "Europe/London"), Role.LEAD, week)
    team = Team(TeamId(1), "Data", "C1", False, "Europe/London", WEEKDAYS, time(9), time(17), 4, time(15), (member,))
    schedule = Schedule(time(9, 30), WEEKDAYS, date(2026, 1, 1))
    standup = Standup(1, team.id, "Daily", schedule, "C1", 1, ANA, True, None, rules=rules or Rules())
    return Roll(standup, team, **about)


def away(first: int, last: int, **part: Any) -> Absence:
    return Absence(1, ANA, date(2026, 11, first), date(2026, 11, last), ANA, **part)


@pytest.mark.parametrize(
    ("picked", "part", "stands_for"),
    [
        (False, None, Part.EXPECTED),
        (True, None, Part.OUT),
        (True, Part.EXPECTED, Part.EXPECTED),
        (True, Part.OPTIONAL, Part.OPTIONAL),
        (False, Part.OBSERVER, Part.OBSERVER),
        (False, Part.OUT, Part.OUT),
    ],
)
def test_what_somebody_is_to_a_standup(picked: bool, part: Part | None, stands_for: Part) -> None:
    own = Participant(ANA, part)
    assert part_of(Rules(picked=picked), own) == stands_for
    asked = stands_for in (Part.EXPECTED, Part.OPTIONAL)
    seats = a_roll(rules=Rules(picked=picked), own={ANA: own}).seats(ON)
    assert [each.part for each in seats] == ([stands_for] if asked else [])


@pytest.mark.parametrize(
    ("about", "state", "reason"),
    [
        ({}, PromptState.WAITING, None),
        ({"absences": [away(26, 26)]}, PromptState.AWAY, None),
        ({"absences": [away(25, 27)]}, PromptState.AWAY, "until Fri 27 Nov"),
        # Of part of a day only what takes all of the work in the window counts.
        ({"absences": [away(26, 26, starts=time(9), ends=time(17, 30))]}, PromptState.AWAY, None),
        ({"absences": [away(26, 26, starts=time(13), ends=time(17))]}, PromptState.WAITING, None),
        ({"exemptions": [Exemption(1, 1, ANA, ON, date(2026, 12, 4), BEN)]}, PromptState.AWAY, "until Fri 4 Dec"),
        ({"exemptions": [Exemption(1, 1, BEN, ON, date(2026, 12, 4), BEN)]}, PromptState.WAITING, None),
        ({"week": replace(WEEK, off=DaysOff(Place("US")))}, PromptState.HOLIDAY, "Thanksgiving Day"),
        # A holiday is nobody's absence.
        ({"week": replace(WEEK, off=DaysOff(Place("US"))), "absences": [away(25, 27)]}, PromptState.HOLIDAY, None),
    ],
)
def test_why_somebody_is_not_asked(about: dict[str, Any], state: PromptState, reason: str | None) -> None:
    (seat,) = a_roll(**about).seats(ON)
    assert seat.state == state
    assert reason is None or seat.reason == reason


def test_a_day_on_which_somebody_never_works_is_no_day_of_theirs() -> None:
    assert a_roll(replace(WEEK, days=frozenset({0, 1, 2}))).seats(ON) == []


@pytest.mark.parametrize(
    ("whole", "part", "own", "most"),
    [
        (3, Part.EXPECTED, None, 3),
        (3, Part.EXPECTED, 1, 1),
        (1, Part.EXPECTED, 3, 1),
        (3, Part.OPTIONAL, None, 1),
        (3, Part.OPTIONAL, 0, 0),
        (0, Part.OPTIONAL, None, 0),
    ],
)
def test_a_member_may_have_fewer_reminders_and_never_more(whole: int, part: Part, own: int | None, most: int) -> None:
    assert reminders_of(whole, part, Participant(ANA, reminders=own)) == most


def prompt(state: PromptState, part: Part = Part.EXPECTED, deleted_at: datetime | None = None) -> Prompt:
    at = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
    return Prompt(1, 1, ANA, "UTC", at, at + timedelta(hours=8), state, part=part, deleted_at=deleted_at)


def test_the_four_counts_leave_out_whoever_nobody_waits_for() -> None:
    """Rate = answered of (expected without away, holiday and left); skipping and deleting are choices."""
    states = [
        *(PromptState.ANSWERED, PromptState.ANSWERED, PromptState.ASKED, PromptState.SKIPPED, PromptState.WAITING),
        *(PromptState.AWAY, PromptState.HOLIDAY, PromptState.HOLIDAY, PromptState.LEFT, PromptState.UNASKED),
    ]
    prompts = [
        *(prompt(each) for each in states),
        prompt(PromptState.ANSWERED, Part.OPTIONAL),
        prompt(PromptState.ASKED, Part.OPTIONAL),
        prompt(PromptState.ASKED, deleted_at=datetime(2026, 11, 26, 10, tzinfo=UTC)),
    ]
    assert count_participation(prompts) == Participation(answered=2, expected=6, away=1, holiday=2, left=1)


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("", Order("", None, "")),
        ("Daily standup", Order("Daily standup", None, "")),
        ("Daily standup until 4 Jan", Order("Daily standup", None, "until 4 Jan")),
        ("Daily standup <@UDAN|dan> until 4 Jan", Order("Daily standup", "UDAN", "until 4 Jan")),
        ("<@UDAN> Daily tomorrow", Order("Daily", "UDAN", "tomorrow")),
        ("until Friday", Order("", None, "until Friday")),
        ("Friday mood 24 Dec to 1 Jan", Order("Friday mood", None, "24 Dec to 1 Jan")),
        ("Daily until whenever", Order("Daily", None, "until whenever")),
        ("Daily standup on 24 Dec", Order("Daily standup", None, "24 Dec")),
        ("Q&amp;A next week", Order("Q&A", None, "next week")),
    ],
)
def test_an_order_names_a_standup_a_person_and_days(typed: str, order: Order) -> None:
    assert read_order(typed, partial(read_span, today=ON)) == order


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Daily 10:15", ("Daily", time(10, 15))),
        ("Daily at 9.05", ("Daily", time(9, 5))),
        ("Daily", ("Daily", None)),
        ("10:15", ("", time(10, 15))),
    ],
)
def test_an_hour_is_typed_last(typed: str, read: tuple[str, time | None]) -> None:
    assert read_hour(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("Daily 2", ("Daily", 2)), ("2", ("", 2)), ("Top 5", ("Top", 5)), ("Daily", ("Daily", None))]
)
def test_a_number_is_typed_last(typed: str, read: tuple[str, int | None]) -> None:
    assert read_number(typed) == read
