"""What is said of a flag can be counted by hand; what cannot is not said."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek
from bot.load.domain import Because, Cover, Flag, HolmStep, Reason, coverage
from bot.load.domain.reasons import is_outside, of_contact, of_evenings, of_rota, of_weight
from bot.people.domain import UserId
from bot.triage.domain import CaseId, Effort, HandledCase, Priority
from tests.load.builders import a_standing
from tests.people.builders import ANA, BEN, CHITRA, DAN

NEW_YORK = ZoneInfo("America/New_York")
WEEK = WorkingWeek(frozenset(range(4)), time(9), time(17), NEW_YORK)
SINCE = datetime(2026, 10, 26, tzinfo=UTC)
NOON = datetime(2026, 11, 3, 17, 0, tzinfo=UTC)


def a_case(
    handler: UserId = BEN,
    at: datetime = NOON,
    topic: str | None = "access",
    priority: Priority = Priority.P3,
    effort: Effort | None = None,
    *,
    private: bool = False,
) -> HandledCase:
    return HandledCase(CaseId(1), handler, at, at, at, priority, topic, effort, 1, dismissed=False, private=private)


def test_the_only_contact_is_counted_beside_the_weeks_before() -> None:
    early = [a_case(each, SINCE - timedelta(days=9)) for each in (ANA, BEN, CHITRA, DAN)]
    late = [a_case()] * 5 + [a_case(ANA)]
    assert of_contact([*early, *late], BEN, "access", SINCE) == Because(
        Reason.CONTACT, 4, own=5, of=6, usual_own=1, usual_of=4, topic="access"
    )


@pytest.mark.parametrize(
    "cases",
    [
        [a_case()] * 7,
        [a_case()] * 4 + [a_case(ANA)] * 5,
        [a_case(private=True)] * 9,
        [a_case(at=SINCE - timedelta(days=2))] * 9,
    ],
    ids=["too few", "not most of them", "private ones", "none lately"],
)
def test_what_shows_no_only_contact_is_not_said(cases: list[HandledCase]) -> None:
    assert of_contact(cases, BEN, "access", SINCE) is None


def test_weight_is_sizes_and_urgency_beside_those_of_the_others() -> None:
    own = [a_case(effort=Effort.LARGE, priority=Priority.P1)] * 5
    others = [a_case(ANA, effort=Effort.MEDIUM)] * 9 + [a_case(ANA, priority=Priority.P2)]
    assert of_weight([*own, *others], BEN) == Because(Reason.WEIGHT, 4, 5, 5, 1, 10, times=3.3)
    assert of_weight([a_case()] * 5 + [a_case(ANA)] * 5, BEN) is None
    assert of_weight([a_case()], BEN) is None


@pytest.mark.parametrize(
    ("at", "outside"),
    [
        (datetime(2026, 11, 3, 14, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 3, 13, 46, tzinfo=UTC), False),
        (datetime(2026, 11, 3, 13, 44, tzinfo=UTC), True),
        (datetime(2026, 11, 3, 22, 15, tzinfo=UTC), False),
        (datetime(2026, 11, 3, 22, 16, tzinfo=UTC), True),
        (datetime(2026, 11, 6, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 4, 17, 0, tzinfo=UTC), True),
    ],
    ids=["at nine", "a bit before", "before", "a bit after", "after", "on a free Friday", "on leave"],
)
def test_outside_is_beside_the_own_hours_and_on_days_off(at: datetime, outside: bool) -> None:
    assert is_outside(at, WEEK, {date(2026, 11, 4)}) is outside


def test_work_over_midnight_is_not_outside() -> None:
    night = WorkingWeek(frozenset({0}), time(22), time(6), NEW_YORK)
    assert not is_outside(datetime(2026, 11, 3, 10, 0, tzinfo=UTC), night, ())


def test_less_than_one_evening_a_week_is_nothing() -> None:
    late = a_case(at=datetime(2026, 11, 4, 1, 0, tzinfo=UTC))
    assert of_evenings([late] * 3 + [a_case()], BEN, WEEK, ()) is None
    assert of_evenings([late] * 4 + [a_case()], BEN, WEEK, ()) == Because(Reason.AFTER_HOURS, 4, own=4, of=5)


def test_duty_is_counted_beside_an_even_rota() -> None:
    weeks = [BEN, ANA, BEN, BEN, None, CHITRA, BEN, BEN, BEN]
    assert of_rota(weeks, BEN, 5) == Because(Reason.ROTA, 9, own=6, of=9, usual_own=2, usual_of=9)
    assert of_rota(weeks, ANA, 5) is None
    assert of_rota([BEN, ANA] * 4, BEN, 2) is None


@pytest.mark.parametrize(
    ("own", "because", "reaches"),
    [
        ((4, 4, 4, 4), (Because(Reason.SHARE, 4),), True),
        ((3, 3, 3, 2), (Because(Reason.SHARE, 4),), False),
        ((2, 2, 2, 2), (Because(Reason.ROTA, 9, 6, 9, 2, 9),), True),
        ((4, 4, 4, 4), (), True),
    ],
    ids=["far above", "a little above", "another reason", "the exact test"],
)
def test_a_lead_hears_only_what_can_be_written_down(
    own: tuple[int, ...], because: tuple[Because, ...], reaches: bool
) -> None:
    flag = Flag(a_standing(own=own), 0.2, None if because else HolmStep(1, 5, 0.004), because)
    assert flag.may_reach_leads is reaches


def test_topics_show_who_takes_what_where_there_is_enough_to_see() -> None:
    cases = [a_case()] * 8 + [a_case(ANA)] * 2
    cases += [a_case(ANA, topic="billing")] * 4 + [a_case(topic="billing")] * 4
    cases += [a_case(each, topic="pipeline") for each in (ANA, BEN, CHITRA, DAN)] * 2
    cases += [a_case(topic="rare")] * 7 + [a_case(topic=None)] * 9 + [a_case(topic="secret", private=True)] * 9
    shown = coverage(cases, [ANA, BEN, CHITRA])
    assert [(each.topic, each.cover) for each in shown.topics] == [
        ("access", Cover.ONE),
        ("billing", Cover.TWO),
        ("pipeline", Cover.MORE),
    ]
    assert shown.topics[0].taken == ((ANA, 2), (BEN, 8))
    assert shown.topics[2].others == 2, "Dan has left"
    assert shown.too_few == 1
    assert coverage(cases, [ANA, BEN]).topics == ()
    assert coverage(cases, [ANA, BEN]).too_small
