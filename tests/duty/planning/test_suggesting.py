"""Whom the next ticket goes to, how big a ticket is, and who takes which week of duty."""

import math
from datetime import timedelta

import pytest

from bot.duty.planning.efforts import combined, learn, times_in_hand
from bot.duty.planning.suggesting import can_take, sit_down
from bot.duty.planning.turns import duty_share, duty_turns
from tests.duty.planning.histories import START, Json, a_person, a_ticket, off, read, the_ticket, the_time_off

NEXT_MONDAY = 28
ANA, BEN, CEM = (a_person(name) for name in ("ana", "ben", "cem"))


def test_the_ticket_goes_to_whoever_carried_least_for_their_hours() -> None:
    half = a_person("ben", work_end="13:00")
    tickets = [a_ticket(number, "ana") for number in range(4)] + [a_ticket(9, "ben"), a_ticket(10, "ben")]
    desk = sit_down(read([ANA, half], [*tickets, a_ticket(11, "ben")]), look_back=4, horizon=6)
    assert desk.suggest(the_ticket(a_ticket(20, day=NEXT_MONDAY))) == "ana", "three in half the hours are more"


def test_what_somebody_else_took_instead_counts_for_them() -> None:
    desk = sit_down(read([ANA, BEN], []), look_back=4, horizon=6)
    ticket = the_ticket(a_ticket(1, day=NEXT_MONDAY))
    assert desk.suggest(ticket) == "ana"
    assert desk.after(ticket, "ana").suggest(ticket) == "ben"
    assert desk.after(ticket, "somebody from elsewhere").suggest(ticket) == "ana"


def test_planned_leave_makes_less_room_and_a_sick_day_keeps_tickets_away() -> None:
    history = read([ANA, BEN], [a_ticket(1, "ana"), a_ticket(2, "ben")], absences=[off("ana", 35, 60)])
    desk = sit_down(history, look_back=4, horizon=6)
    ticket = the_ticket(a_ticket(3, day=NEXT_MONDAY))
    assert desk.suggest(ticket) == "ben"
    assert desk.without(the_time_off(off("ben", NEXT_MONDAY, NEXT_MONDAY))).suggest(ticket) == "ana"


@pytest.mark.parametrize(
    ("day", "away", "able"),
    [
        (NEXT_MONDAY, [], {"ana", "ben"}),
        # On a Saturday, whoever works first: on Monday.
        (NEXT_MONDAY + 5, [off("ana", NEXT_MONDAY + 7, NEXT_MONDAY + 7)], {"ben"}),
        # Nobody who knows it within a week: whoever is there.
        (NEXT_MONDAY, [off("ana", 28, 40), off("ben", 28, 40)], {"cem"}),
        # Nobody at all within two weeks: everybody may be asked.
        (NEXT_MONDAY, [off("ana", 28, 60), off("ben", 28, 60), off("cem", 28, 60)], {"ana", "ben", "cem"}),
    ],
)
def test_only_skilled_people_who_are_there_are_asked(day: int, away: list[Json], able: set[str]) -> None:
    history = read([ANA, BEN, a_person("cem", skills=["access"])], [], absences=away)
    assert {each.id for each in can_take(history, the_ticket(a_ticket(1, day=day)))} == able


def test_a_newcomer_is_not_asked_before_the_first_day() -> None:
    soon = a_person("ben", joined_on=str(START + timedelta(days=NEXT_MONDAY + 1)))
    able = can_take(read([ANA, soon], []), the_ticket(a_ticket(1, day=NEXT_MONDAY)))
    assert [each.id for each in able] == ["ana"]


def test_an_estimate_is_believed_in_part() -> None:
    tickets = [a_ticket(number, "ana", effort_hours=2) for number in range(20)]
    efforts = learn(read([ANA], tickets))
    usual, big = (efforts.strain(the_ticket(a_ticket(99, effort_hours=hours))) for hours in (2, 8))
    assert 1.5 * usual < big < 4 * usual


def test_with_few_estimates_they_are_left_out() -> None:
    tickets = [a_ticket(number, "ana", effort_hours=2) for number in range(9)]
    efforts = learn(read([ANA], tickets))
    assert efforts.strain(the_ticket(a_ticket(99, effort_hours=40))) == efforts.strain(the_ticket(a_ticket(98)))


def test_a_category_that_takes_longer_is_expected_to() -> None:
    people = [a_person("ana", skills=["sql", "pipeline"])]
    small = [a_ticket(number, "ana", effort_hours=1) for number in range(20)]
    big = [a_ticket(number + 20, "ana", category="pipeline", effort_hours=4) for number in range(20)]
    efforts = learn(read(people, small + big))
    sizes = [efforts.strain(the_ticket(a_ticket(99, category=each))) for each in ("sql", "pipeline")]
    assert sizes[1] > 2 * sizes[0]


def test_time_in_hand_begins_where_the_last_thing_ended_and_leaves_nights_out() -> None:
    overnight = a_ticket(3, "ana", day=1, resolved_at=f"{START + timedelta(days=2)}T10:00Z")
    history = read([ANA], [a_ticket(1, "ana", done="12:00"), a_ticket(2, "ana", done="16:00"), overnight])
    in_hand = times_in_hand(history)
    at_leisure, at_once = ({each.id: math.exp(value) for each, value in in_hand[key].items()} for key in (False, True))
    assert at_leisure == pytest.approx({"k1": 2, "k3": 8}), "seven hours of Tuesday, one of Wednesday"
    assert at_once == pytest.approx({"k2": 4}), "claimed at ten, but begun at twelve"


def test_two_sources_are_weighed_by_how_sure_they_are() -> None:
    assert combined([(0.0, 1.0), (1.0, 0.5)]) == pytest.approx((2 / 3, 1 / 3))


def test_duty_goes_to_those_who_carried_least_and_not_to_who_is_away() -> None:
    busy = [a_ticket(number, "ana", day=21) for number in range(12)]
    history = read([ANA, BEN, CEM], busy, absences=[off("cem", 28, 29)])
    turns = duty_turns(history, [4, 5], look_back=4)
    assert turns[0] == "ben", "two of Cem's five days are two fifths of the week"
    assert turns[1] == "cem"


def test_where_everybody_is_away_somebody_is_named_all_the_same() -> None:
    everybody = [off("ana", 28, 34), off("ben", 28, 34)]
    assert duty_turns(read([ANA, BEN], [], absences=everybody), [4], look_back=4) in (["ana"], ["ben"])


def test_what_duty_brings_is_learnt_from_past_duty() -> None:
    duty = [{"member": "ana", "from": str(START), "to": str(START + timedelta(days=6))}]
    heavy = [a_ticket(number, "ana") for number in range(90)] + [a_ticket(number + 90, "ben") for number in range(10)]
    assert duty_share(read([ANA, BEN], [])) == pytest.approx(0.4)
    assert duty_share(read([ANA, BEN], heavy, rota=duty)) == pytest.approx((10 + 40) / (25 + 50))
