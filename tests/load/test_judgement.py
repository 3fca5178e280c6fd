"""Who is flagged, who is not, and about whom nothing can be said."""

from datetime import date, time
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek
from bot.load.domain import CountedWeek, HolmStep, Lack, Tally, judge, minutes_in
from bot.people.domain import UserId
from tests.load.builders import FULL_TIME, LAST, judged
from tests.people.builders import ANA, BEN, CHITRA, DAN, IRIS

FIVE = (ANA, BEN, CHITRA, DAN, IRIS)
LONDON = ZoneInfo("Europe/London")


def split(ben: int, of: int) -> dict[UserId, int]:
    """Ben's part, and the rest as evenly as it goes among the four others."""
    rest = of - ben
    return {ANA: rest - 3 * (rest // 4), BEN: ben, CHITRA: rest // 4, DAN: rest // 4, IRIS: rest // 4}


NOTHING = dict.fromkeys(FIVE, 0)


@pytest.mark.parametrize(("flagged", "of"), [(7, 10), (10, 20), (16, 40), (22, 60), (27, 80)])
def test_in_a_team_of_five_the_first_flag_comes_at(flagged: int, of: int) -> None:
    below = judged(NOTHING, NOTHING, NOTHING, split(flagged - 1, of))
    assert [flag.user_id for flag in below.flags] == []
    at = judged(NOTHING, NOTHING, NOTHING, split(flagged, of))
    assert [(flag.user_id, flag.step and flag.step.limit) for flag in at.flags] == [(BEN, 0.004)]


def test_a_flag_carries_every_number_it_rests_on() -> None:
    [flag] = judged(split(4, 10), split(5, 10), split(3, 10), split(4, 10)).flags
    assert (flag.standing.handled, flag.standing.team) == (16, 40)
    assert flag.standing.expected == 8
    assert [(each.own, each.team, each.share) for each in flag.standing.weeks] == [
        (own, 10, Fraction(1, 5)) for own in (4, 5, 3, 4)
    ]
    assert round(flag.chance, 4) == 0.0029
    assert flag.step == HolmStep(1, 5, 0.004)


@pytest.mark.parametrize(
    ("ben", "of", "is_flagged"),
    [
        # 1.45 and 1.5 times expected of a fifth: both are next to impossible by chance.
        (290, 1000, False),
        (300, 1000, True),
    ],
)
def test_what_is_unlikely_must_also_be_much(ben: int, of: int, is_flagged: bool) -> None:
    assert bool(judged(split(ben, of), NOTHING, NOTHING, NOTHING).flags) == is_flagged


@pytest.mark.parametrize(("own", "is_flagged"), [(4, False), (5, True)])
def test_four_above_expected_is_the_least(own: int, is_flagged: bool) -> None:
    # Somebody in for two hours a week, beside four full-timers: 0.24 to 0.6 of these cases were to be expected.
    minutes = {DAN: [120] * 4}
    week = {ANA: 8, BEN: 8, CHITRA: 8, DAN: own}
    assert bool(judged(week, {}, {}, {}, minutes=minutes).flags) == is_flagged


def test_days_off_lower_what_is_expected() -> None:
    away = {BEN: [FULL_TIME, FULL_TIME, 0, 0], ANA: [FULL_TIME] * 4}
    judgement = judged({ANA: 5, BEN: 5}, {ANA: 5, BEN: 5}, {ANA: 10}, {ANA: 10}, minutes=away)
    ana, ben = judgement.standings[:2]
    assert ana.handled == ana.expected == 30
    assert ben.handled == ben.expected == 10
    assert judgement.flags == ()


def test_what_somebody_handles_in_a_week_off_counts_nowhere() -> None:
    minutes = {BEN: [0, FULL_TIME, FULL_TIME, FULL_TIME]}
    judgement = judged({ANA: 4, BEN: 9, CHITRA: 4}, {}, {}, {ANA: 2}, minutes=minutes)
    ben = judgement.standing(BEN)
    assert ben is not None
    assert (ben.handled, ben.while_away) == (0, 9)
    assert judgement.weeks[0].cases == 8


@pytest.mark.parametrize(("cases", "lack"), [(7, Lack.CASES), (8, None)])
def test_fewer_than_eight_cases_say_nothing(cases: int, lack: Lack | None) -> None:
    judgement = judged(NOTHING, NOTHING, NOTHING, {ANA: 0, BEN: cases, CHITRA: 0, DAN: 0, IRIS: 0})
    assert judgement.lack == lack
    assert bool(judgement.flags) == (lack is None)


def test_one_person_at_work_is_no_split() -> None:
    alone = judged({ANA: 20, BEN: 0}, {}, {}, {}, minutes={BEN: [0] * 4})
    assert alone.lack == Lack.PEOPLE
    assert alone.flags == ()


def test_two_people_are_enough() -> None:
    assert [flag.user_id for flag in judged({ANA: 19, BEN: 3}, {}, {}, {}).flags] == [ANA]


@pytest.mark.parametrize(("weeks_here", "lack"), [(1, Lack.TIME), (2, None)])
def test_who_was_here_for_less_than_half_of_the_weeks_is_not_judged(weeks_here: int, lack: Lack | None) -> None:
    minutes = {BEN: [0] * (4 - weeks_here) + [FULL_TIME] * weeks_here}
    judgement = judged(NOTHING, NOTHING, {ANA: 0}, split(30, 40), minutes=minutes)
    ben = judgement.standing(BEN)
    assert ben is not None
    assert judgement.lack_for(ben) == lack
    assert bool(judgement.flags) == (lack is None)


def test_a_newcomer_makes_the_test_of_the_others_no_harder() -> None:
    minutes = {IRIS: [0, 0, 0, FULL_TIME]}
    [flag] = judged(split(12, 20), NOTHING, NOTHING, NOTHING, minutes=minutes).flags
    assert flag.step is not None
    assert flag.step.of == 4


def test_who_has_left_counts_in_what_was_and_is_not_flagged() -> None:
    week = CountedWeek(LAST, tuple(Tally(each, FULL_TIME, 16 if each == BEN else 2) for each in FIVE))
    empty = CountedWeek(LAST, tuple(Tally(each, FULL_TIME, 0) for each in FIVE))
    everybody = judge([empty, empty, empty, week], FIVE)
    assert [flag.user_id for flag in everybody.flags] == [BEN]
    stayed = judge([empty, empty, empty, week], [each for each in FIVE if each != BEN])
    assert stayed.flags == ()
    assert [each.team for each in stayed.standings] == [24] * 4


@pytest.mark.parametrize(
    ("week", "away", "teams", "minutes"),
    [
        (WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON), (), 1, 2400),
        (WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON), (date(2026, 11, 24),), 1, 1920),
        # A Saturday off takes nothing from somebody who does not work then.
        (WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON), (date(2026, 11, 28),), 1, 2400),
        (WorkingWeek(frozenset({0, 1, 2}), time(9), time(17), LONDON), (), 1, 1440),
        (WorkingWeek(frozenset(range(5)), time(22), time(6), LONDON), (), 1, 2400),
        (WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON), (), 2, 1200),
        (WorkingWeek(frozenset(), time(9), time(17), LONDON), (), 1, 0),
    ],
)
def test_working_time_is_what_was_declared_without_days_off(
    week: WorkingWeek, away: tuple[date, ...], teams: int, minutes: int
) -> None:
    assert minutes_in(week, date(2026, 11, 23), away, teams=teams) == minutes
