"""How leads write down how their team takes fires; who may do what with a desk; rows that no spreadsheet runs."""

import csv
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import WorkingWeek
from bot.core.errors import BotError
from bot.people.domain import Standing
from bot.triage.domain import (
    DESK_MAY,
    Choice,
    DeskAct,
    Field,
    FireType,
    Priority,
    State,
    Target,
    by_topic,
    is_chosen,
    may_at_desk,
    options,
    read_choice,
    spread,
    times_of,
)
from bot.triage.domain.desk_words import read_emoji, read_target, read_topics, read_types, say_target, say_types
from bot.triage.domain.rows import csv_line, safe_cell
from tests.people.builders import ANA, BEN, IRIS, a_person, a_team
from tests.triage.builders import GRACE, LAST_MONDAY, a_fire, taken

HOUR = timedelta(hours=1)
LONDON = WorkingWeek(frozenset(range(5)), time(9), time(17), ZoneInfo("Europe/London"))

# Who may do it: a stranger to the team, a member, a lead, a workspace admin outside the team, an admin inside it.
ALLOWED = """
                 stranger member lead admin inside
see_desk         -        x      x    x     x
change_desk      -        -      x    x     x
learn            -        x      x    -     x
see_load         -        x      x    x     x
see_statistics   -        x      x    x     x
bulk             -        -      x    x     x
hand_over        -        -      x    x     x
export           -        -      x    x     x
"""


def cells() -> list[tuple[str, str, bool]]:
    header, *rows = [line.split() for line in ALLOWED.strip().splitlines()]
    return [(row[0], column, cell == "x") for row in rows for column, cell in zip(header, row[1:], strict=True)]


@pytest.mark.parametrize(("act", "who", "expected"), cells())
def test_who_may_do_what_with_a_desk(act: str, who: str, expected: bool) -> None:
    team = a_team(a_person(ANA), a_person(BEN))
    person = {
        "stranger": a_person(GRACE),
        "member": a_person(BEN),
        "lead": a_person(ANA),
        "admin": a_person(IRIS, is_admin=True),
        "inside": a_person(BEN, is_admin=True),
    }[who]
    assert may_at_desk(team, person, DeskAct[act.upper()]) is expected


def test_the_table_has_every_act_and_nobody_else_may_anything() -> None:
    assert {row.upper() for row, _, _ in cells()} == {each.name for each in DeskAct} == {each.name for each in DESK_MAY}
    assert not may_at_desk(a_team(), None, DeskAct.SEE_DESK)
    assert not may_at_desk(a_team(), a_person(ANA, deleted=True), DeskAct.SEE_DESK)
    assert Standing.GUEST not in {each for standings in DESK_MAY.values() for each in standings}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("30 min / 4 h", Target(HOUR / 2, 4 * HOUR)),
        ("30m/4h", Target(HOUR / 2, 4 * HOUR)),
        ("1 day / 5 days", Target(8 * HOUR, 40 * HOUR)),
        ("1.5 hours, 1 week", Target(1.5 * HOUR, 40 * HOUR)),
        ("- / 2d", Target(None, 16 * HOUR)),
        ("-", Target(None, None)),
        ("", Target(None, None)),
        ("none / none", Target(None, None)),
    ],
)
def test_targets_are_read_as_people_write_them_and_back(text: str, target: Target) -> None:
    assert read_target(text) == target
    assert read_target(say_target(target)) == target


@pytest.mark.parametrize("text", ["soon", "4 h", "4 h / 30 min", "0 min / 1 h", "1 h / 2 h / 3 h", "999 weeks / -"])
def test_a_target_that_cannot_be_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BotError, match="`30 min"):
        read_target(text)


def test_types_are_a_line_each_and_an_asterisk_requires() -> None:
    types = (
        FireType("Dashboard is wrong", (Field("Which one?", True), Field("Since when?", False))),
        FireType("Question"),
    )
    assert read_types("Dashboard is wrong: Which one?*, Since when?\n\nQuestion\n") == types
    assert read_types(say_types(types)) == types


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (": What?", "needs a name"),
        ("Bug\nbug", "there twice"),
        ("Bug: What?, what?*", "there twice"),
        ("Bug: " + ", ".join(f"q{number}*" for number in range(6)), "5 of them required"),
        ("x" * 81, "at most 75"),
    ],
)
def test_types_that_cannot_be_are_refused(text: str, said: str) -> None:
    with pytest.raises(BotError, match=said):
        read_types(text)


def test_topics_have_one_spelling() -> None:
    assert read_topics("Billing\n  web   traffic , billing") == ("billing", "web traffic")
    with pytest.raises(BotError, match="too long"):
        read_topics("x" * 41)


def test_an_emoji_is_named_with_or_without_colons() -> None:
    assert (read_emoji(":Fire:"), read_emoji("fire"), read_emoji(" ")) == ("fire", "fire", None)
    with pytest.raises(BotError, match=":fire:"):
        read_emoji("two words")


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_every_row_is_one_line(cells: list[str]) -> None:
    (row,) = csv.reader([csv_line(cells)])
    assert row == [safe_cell(each) for each in cells]
    assert not any(each.lstrip().startswith(("=", "+", "-", "@")) for each in row)
    assert "\n" not in csv_line(cells)


def test_what_was_chosen_travels_in_a_button() -> None:
    choice = Choice(priority="P1", state="in_progress", topic="ab12", type="cd34", owner="ef56", late="y")
    assert read_choice(str(choice)) == choice
    assert read_choice("") == Choice()
    assert len(f"not_a_request:123456:queue:123:12:{choice}") <= 75, "an option holds no more"


def test_a_queue_is_narrowed_to_what_it_offers_with_true_counts() -> None:
    team, now = a_team(), LAST_MONDAY + HOUR
    fires = [
        a_fire(number=1, priority=Priority.P1, topic="billing"),
        taken(number=2, topic="billing", resolution_due_at=LAST_MONDAY),
        taken(State.WAITING, number=3, type="Bug"),
    ]
    found = {each.label: each for each in options(fires, team, now)}
    assert "With: nobody yet" in found
    assert found["Late only"].count == 1
    for each in found.values():
        choice = Choice(**{each.part: each.value})
        assert sum(is_chosen(fire, choice, team, now) for fire in fires) == each.count
    both = Choice(topic=found["Topic: billing"].value, late="y")
    assert [fire.number for fire in fires if is_chosen(fire, both, team, now)] == [2]


def test_figures_are_lengths_that_were_and_none_of_fewer_than_five() -> None:
    hours = [number * HOUR for number in range(1, 11)]
    found = spread(reversed(hours))
    assert found is not None
    assert (found.half, found.most, found.count) == (5 * HOUR, 9 * HOUR, 10)
    assert spread(hours[:4]) is None
    five = spread(hours[:5])
    assert five is not None
    assert (five.half, five.most) == (3 * HOUR, 5 * HOUR)


def test_response_and_cycle_are_working_time() -> None:
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    fires = [
        taken(State.DONE, number=number, created_at=friday, claimed_at=monday, closed_at=monday + HOUR)
        for number in range(1, 6)
    ]
    times = times_of(fires, friday - HOUR, monday + 2 * HOUR, LONDON)
    assert times.response is not None
    assert times.response.half == 2 * HOUR
    assert times.cycle is not None
    assert times.cycle.half == 3 * HOUR


def test_the_topic_of_a_private_fire_is_in_no_statistic() -> None:
    fires = [a_fire(number=1, topic="billing"), a_fire(number=2, topic="takeover", private=True)]
    found = by_topic(fires, LAST_MONDAY - HOUR, LAST_MONDAY + HOUR, LONDON)
    assert [(topic, times.arrived) for topic, times in found] == [("billing", 1)]
