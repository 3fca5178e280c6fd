"""Which open fires are proposed to go to whom."""

from datetime import timedelta

import pytest

from bot.load.domain import Move, Room, by_load, hand_overs
from bot.people.domain import UserId
from bot.triage.domain import Fire, State
from tests.people.builders import ANA, CHITRA, DAN
from tests.triage.builders import LAST_MONDAY, a_fire, taken


def a_room(user_id: str, handled: int = 4, minutes: int = 9600, in_hand: int = 1) -> Room:
    return Room(UserId(user_id), user_id, handled, minutes, in_hand)


def fires(count: int, state: State = State.CLAIMED, first: int = 1) -> list[Fire]:
    """Each taken an hour after the one before."""
    return [
        taken(state, number=number, claimed_at=LAST_MONDAY + timedelta(hours=number))
        for number in range(first, first + count)
    ]


def numbers(moves: tuple[Move, ...]) -> list[int]:
    return [move.number for move in moves]


@pytest.mark.parametrize(
    ("own", "others", "moved"),
    [
        (6, [1, 1], 3),  # eight in all, three each at most
        (9, [0, 0], 5),  # never more than five at once
        (3, [3, 3], 1),  # already even: one, because the load is not
        (1, [0, 0], 0),
        (0, [0, 0], 0),
    ],
)
def test_what_is_above_an_even_share_of_open_fires_goes(own: int, others: list[int], moved: int) -> None:
    rooms = [a_room(f"U{at}", in_hand=each) for at, each in enumerate(others)]
    assert len(hand_overs(fires(own), rooms)) == moved


def test_fires_not_begun_go_first_and_of_those_the_last_taken() -> None:
    mixed = [*fires(2, State.IN_PROGRESS), *fires(4, first=3)]
    assert numbers(hand_overs(mixed, [a_room(CHITRA, in_hand=0), a_room(DAN, in_hand=0)])) == [6, 5, 4, 3]


def test_what_waits_for_its_requester_stays() -> None:
    mixed = [*fires(4, State.WAITING), *fires(1, first=5)]
    assert numbers(hand_overs(mixed, [a_room(CHITRA, in_hand=0)])) == [5]


def test_each_goes_to_who_has_most_room_then() -> None:
    rooms = [a_room(CHITRA, handled=2, in_hand=0), a_room(DAN, handled=4, in_hand=0)]
    moves = hand_overs(fires(9), rooms)
    assert [move.to for move in moves] == [CHITRA, CHITRA, DAN, CHITRA, DAN]


def test_room_is_measured_by_working_time() -> None:
    part_time, full_time = a_room(CHITRA, handled=3, minutes=4800), a_room(DAN, handled=5)
    assert by_load([part_time, full_time]) == [full_time, part_time]


def test_of_equals_who_has_less_in_hand_comes_first_and_then_the_name() -> None:
    assert by_load([a_room(DAN), a_room(CHITRA, in_hand=0), a_room(ANA)]) == [
        a_room(CHITRA, in_hand=0),
        a_room(ANA),
        a_room(DAN),
    ]


def test_without_anybody_else_nothing_is_proposed() -> None:
    assert hand_overs([a_fire(), *fires(5)], []) == ()
