"""Who hears of limits, when, and what becomes of it when people are away or Slack shows nothing."""

from datetime import UTC, date, datetime

import pytest

from bot.core.calendar import WEEK
from bot.duty.domain import Role
from bot.duty.repository import Shifts
from bot.load.domain import Limit, OwnLoad, Place
from bot.load.repository import LimitNotes, Looks
from bot.load.use_cases import evaluate_week, look_at_load
from bot.people.repository import Teams
from tests.load.office import MONDAY, Office
from tests.people.builders import ANA, BEN, CHITRA, DAN

# The week that is judged when the office opens, on Monday 26 October. All begin in London at nine.
JUDGED = date(2026, 10, 19)
PERSON_TOLD = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
LEAD_TOLD = datetime(2026, 10, 27, 9, 0, tzinfo=UTC)
LIMITS = "load:limits:"


@pytest.fixture
async def turns(office: Office) -> Office:
    """Ben and Chitra have taken turns for twelve weeks, and nobody else has."""
    async with office.work() as work:
        for ago in range(13):
            who, starts = (BEN, CHITRA)[ago % 2], MONDAY - ago * WEEK
            await Shifts(work).add(office.team.id, who, Role.PRIMARY, starts=starts, ends=starts + WEEK, put_by=ANA)
    return office


async def to_lead(office: Office) -> list[str]:
    return [str(each) for each in await office.said_to(ANA, LIMITS)]


async def test_leads_read_of_everybody_in_one_message(turns: Office) -> None:
    await turns.until(PERSON_TOLD)
    for who in (BEN, CHITRA):
        [told] = await turns.said_to(who, LIMITS)
        assert "of the team's 60 working days" in str(told)
    await turns.until(LEAD_TOLD)
    [card] = await to_lead(turns)
    assert "Ben was on duty on" in card
    assert "Chitra was on duty on" in card
    assert await turns.said_to(DAN, LIMITS) == []
    async with turns.work() as work:
        for who in (BEN, CHITRA):
            assert [(look.viewer_id, look.place) for look in await Looks(work).at(who, 9)] == [(ANA, Place.NOTICE)]


async def test_who_is_away_is_told_when_they_are_back_and_the_lead_of_them_after_that(turns: Office) -> None:
    await turns.is_away(CHITRA, PERSON_TOLD.date(), LEAD_TOLD.date())
    await turns.until(LEAD_TOLD)
    [card] = await to_lead(turns)
    assert "Chitra" not in card
    assert await turns.said_to(CHITRA, LIMITS) == []
    await turns.until(datetime(2026, 10, 29, 9, 0, tzinfo=UTC))
    assert len(await turns.said_to(CHITRA, LIMITS)) == 1
    first, second = await to_lead(turns)
    assert first == card
    assert "Chitra was on duty on" in second
    assert "Ben" not in second


async def test_no_lead_hears_what_slack_has_not_shown_to_the_person(turns: Office) -> None:
    turns.slack_works = False
    await turns.until(LEAD_TOLD)
    assert await to_lead(turns) == []
    turns.slack_works = True
    await turns.beat()
    await turns.until(datetime(2026, 10, 28, 9, 0, tzinfo=UTC))
    told = " ".join(await to_lead(turns))
    assert "Ben was on duty on" in told
    assert "Chitra was on duty on" in told


async def test_who_has_left_is_not_talked_about(turns: Office) -> None:
    await turns.until(PERSON_TOLD)
    async with turns.work() as work:
        await Teams(work).remove_member(turns.team.id, BEN)
    await turns.until(LEAD_TOLD)
    [card] = await to_lead(turns)
    assert "Ben" not in card


async def test_judging_a_week_again_notes_and_tells_nothing_again(turns: Office) -> None:
    await turns.until(LEAD_TOLD)
    async with turns.work() as work:
        assert await evaluate_week(work, turns.team.id, JUDGED) is None
    await turns.until(datetime(2026, 10, 30, 17, 0, tzinfo=UTC))
    assert len(await to_lead(turns)) == len(await turns.said_to(BEN, LIMITS)) == 1


async def test_weeks_that_are_made_up_for_reach_no_limit(turns: Office) -> None:
    """Only the newest week is told of, so only of it is anything noted."""
    turns.clock.move_to(datetime(2026, 11, 16, 6, 0, tzinfo=UTC))
    await turns.until(datetime(2026, 11, 16, 10, 0, tzinfo=UTC))
    async with turns.work() as work:
        noted = await LimitNotes(work).of_person(BEN, date(2026, 8, 1), date(2026, 12, 1))
    assert [each.monday for each in noted] == [date(2026, 11, 9)]


async def test_what_was_reached_stands_on_the_own_page_also_when_it_is_not_told_again(turns: Office) -> None:
    await turns.until(datetime(2026, 11, 2, 9, 0, tzinfo=UTC))
    assert len(await turns.said_to(BEN, LIMITS)) == 1
    async with turns.work() as work:
        load = await look_at_load(work, BEN, turns.team.channel_id, own=False)
        again = await LimitNotes(work).of_person(BEN, JUDGED + WEEK, JUDGED + WEEK)
    assert [each.to_tell for each in again] == [frozenset()]
    assert isinstance(load, OwnLoad)
    assert load.limits is not None
    assert [each.limit for each in load.limits.reached] == [Limit.DUTY_PART]


async def test_neighbours_see_nothing_of_it(turns: Office) -> None:
    await turns.until(PERSON_TOLD)
    async with turns.work() as work:
        [note] = await LimitNotes(work).of_person(BEN, JUDGED, JUDGED)
    async with turns.work(next_door=True) as work:
        assert await LimitNotes(work).get(note.id) is None
        assert await LimitNotes(work).of_team(turns.team.id, note.monday) == []
