"""Who is suggested for a fire: always somebody who is here, by room, knowledge and turn, with reasons."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.calendar import WorkingWeek
from bot.people.domain import Absence, UserId
from bot.triage.domain import (
    Bar,
    Candidate,
    Effort,
    Level,
    Priority,
    Reason,
    State,
    TopicPerson,
    available_time,
    end_of_days_ahead,
    suggest,
    weight_of,
)
from bot.triage.domain import Desk as DeskSettings
from bot.triage.repository import Desks, TopicPeople
from bot.triage.use_cases import claim_fire, set_priority
from bot.triage.use_cases.stepping import Refusal
from bot.triage.use_cases.suggesting import suggest_for
from tests.people.builders import ANA, BEN, CHITRA
from tests.triage.builders import GRACE, Desk, a_fire, taken

LONDON = ZoneInfo("Europe/London")
WEEK = WorkingWeek(frozenset(range(5)), time(9), time(17), LONDON)
WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def somebody(name: str, **facts: object) -> Candidate:
    return Candidate(UserId(f"U{name.upper()}"), name, **{"available": timedelta(hours=40)} | facts)  # type: ignore[arg-type]


def names(*people: Candidate, priority: Priority = Priority.P3) -> str | None:
    best = suggest(people, priority).best
    return best.name if best else None


def test_the_one_with_the_most_room_is_suggested_and_the_next_one_named_with_the_reason() -> None:
    found = suggest([somebody("ben", weight=4, fires=2), somebody("dan", weight=2, fires=1)], Priority.P3)
    assert found.best is not None
    assert found.next is not None
    assert (found.best.name, found.reasons) == ("dan", (Reason.LEAST,))
    assert (found.next.name, found.against) == ("ben", Reason.LEAST)


def test_room_is_measured_by_the_hours_somebody_works() -> None:
    """Two cases in ten hours are more than three in forty."""
    part_time = somebody("ben", weight=4, available=timedelta(hours=10))
    assert names(part_time, somebody("dan", weight=6)) == "dan"


@pytest.mark.parametrize(
    ("priority", "expected"),
    [(Priority.P1, "expert"), (Priority.P2, "expert"), (Priority.P3, "learner"), (Priority.P4, "learner")],
)
def test_an_expert_takes_what_is_urgent_and_a_learner_what_is_not(priority: Priority, expected: str) -> None:
    people = [
        somebody("expert", level=Level.EXPERT, weight=9),
        somebody("learner", level=Level.LEARNER, weight=8),
        somebody("other"),
    ]
    found = suggest(people, priority)
    assert found.best is not None
    assert found.best.name == expected
    assert (found.behind is not None) == (expected == "learner")


def test_a_learner_alone_is_not_preferred_while_no_expert_is_here() -> None:
    learner = somebody("learner", level=Level.LEARNER, weight=8)
    expert = somebody("expert", level=Level.EXPERT, bar=Bar.AWAY)
    assert names(learner, expert, somebody("other")) == "other"


def test_of_equals_who_was_given_nothing_for_longest_comes_first_and_then_the_id_decides() -> None:
    lately, long_ago = somebody("ann", last_at=WEDNESDAY), somebody("zoe", last_at=WEDNESDAY - timedelta(days=3))
    assert names(lately, long_ago) == "zoe"
    assert suggest([lately, long_ago], Priority.P3).reasons == (Reason.IDLE,)
    assert names(lately, long_ago, somebody("yan")) == "yan", "who never took anything waits longest"
    assert names(somebody("b"), somebody("a")) == "a"
    assert suggest([somebody("a"), somebody("b")], Priority.P3).against == Reason.EQUAL


def test_nobody_here_is_said_with_who_is_back_first() -> None:
    found = suggest(
        [
            somebody("ben", bar=Bar.AWAY, back_on=date(2026, 11, 30)),
            somebody("dan", bar=Bar.FREE_DAY, back_on=date(2026, 11, 26)),
            somebody("gus", bar=Bar.GUEST),
        ],
        Priority.P1,
    )
    assert found.best is None
    assert found.soonest is not None
    assert found.soonest.name == "dan"


@given(
    st.lists(
        st.builds(
            Candidate,
            user_id=st.sampled_from([UserId(f"U{number}") for number in range(8)]),
            name=st.just("x"),
            available=st.timedeltas(timedelta(0), timedelta(hours=40)),
            weight=st.integers(0, 20),
            level=st.sampled_from([None, *Level]),
            bar=st.sampled_from([None, *Bar]),
        ),
        unique_by=lambda each: each.user_id,
    ),
    st.sampled_from(list(Priority)),
    st.randoms(),
)
def test_never_somebody_who_cannot_and_the_same_whatever_the_order(
    people: list[Candidate], priority: Priority, luck: object
) -> None:
    found = suggest(people, priority)
    assert (found.best is None) == all(each.bar for each in people)
    assert found.best is None or found.best.bar is None
    shuffled = list(people)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    assert suggest(shuffled, priority) == found


def test_a_case_weighs_what_its_largest_fire_does_and_what_sleeps_weighs_nothing() -> None:
    fires = [
        taken(number=1, effort=Effort.SMALL),
        taken(number=2, case_id=1, effort=Effort.LARGE),
        taken(State.WAITING, number=3),
        taken(State.SNOOZED, number=4, effort=Effort.LARGE),
    ]
    assert weight_of(fires) == 4 + 2
    assert weight_of([a_fire(state=State.DONE)]) == 0


def test_hours_ahead_leave_out_leave_and_overlapping_parts_of_days_once() -> None:
    until = end_of_days_ahead(WEEK, WEDNESDAY)
    assert until == datetime(2026, 12, 2, 0, 0, tzinfo=UTC)

    def hours(*absences: Absence) -> float:
        return available_time(WEEK, absences, BEN, WEDNESDAY, until) / timedelta(hours=1)

    thursday, friday = date(2026, 11, 26), date(2026, 11, 27)
    assert hours() == 7 + 4 * 8
    assert hours(Absence(1, BEN, thursday, friday, BEN)) == 7 + 2 * 8
    morning = Absence(2, BEN, thursday, thursday, BEN, starts=time(9), ends=time(12))
    noon = Absence(3, BEN, thursday, thursday, BEN, starts=time(11), ends=time(13))
    assert hours(morning, noon) == 7 + 4 * 8 - 4
    assert hours(Absence(4, CHITRA, thursday, friday, CHITRA)) == 7 + 4 * 8


async def test_somebody_away_off_full_or_a_guest_is_never_suggested(desk: Desk) -> None:
    fire = await desk.file()
    await desk.is_away(BEN, date(2026, 11, 25), date(2026, 11, 27))
    async with desk.work() as work:
        await Desks(work).put(DeskSettings(desk.team.id, cap=1))
    await desk.do(claim_fire, await desk.file("Another"), CHITRA)
    async with desk.work() as work:
        found = (await suggest_for(work, fire.number, ANA)).suggestion
    assert found.best is not None
    assert found.best.user_id == ANA
    assert {each.user_id: each.bar for each in found.barred} == {BEN: Bar.AWAY, CHITRA: Bar.FULL}
    assert next(each.back_on for each in found.barred if each.user_id == BEN) == date(2026, 11, 30)


async def test_a_topic_is_known_by_those_a_lead_named(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(set_priority, fire, ANA, Priority.P1, "billing")
    async with desk.work() as work:
        await TopicPeople(work).replace(desk.team.id, "billing", [TopicPerson("billing", CHITRA, Level.EXPERT)])
    async with desk.work() as work:
        found = (await suggest_for(work, fire.number, BEN)).suggestion
    assert found.best is not None
    assert found.best.user_id == CHITRA
    assert Reason.EXPERT in found.reasons


async def test_only_the_team_hears_who_has_room(desk: Desk) -> None:
    fire = await desk.file()
    async with desk.work() as work:
        with pytest.raises(Refusal, match="Only members and leads of Data"):
            await suggest_for(work, fire.number, GRACE)
