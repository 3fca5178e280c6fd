"""Own answers are watched for who asked, once a week; they hear of a dip once, and no other door opens."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.core.calendar import WEEK
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.announcements import own as announcements
from bot.load.home import home_section
from bot.load.repository import Dips
from bot.load.tables.own import LoadDipRow, LoadOwnRow
from bot.load.use_cases import concentration, own_choices
from bot.load.use_cases.watching import share, stop_watching, watch
from bot.people.domain import Role, UserId
from bot.people.repository import Teams
from bot.standups.domain import Kind, NewQuestion, PromptState, Schedule, StandupSettings
from bot.standups.repository import Answers, Prompts, Runs, Standups
from tests.load.office import MONDAY, Office
from tests.people.builders import ANA, BEN, CHITRA, DAN
from tests.people.builders import settings as office_settings

DIP = (4, 4, 5, 4, 4, 4, 5, 4, 2, 2, 1)
FURTHER_DOWN = (4, 5, 4, 4, 4, 5, 4, 3, 2, 1, 1)
# The week before the story begins is judged on its first morning.
NEWEST = MONDAY.date() - WEEK
TOLD_AT = datetime(2026, 10, 26, 9, 0, tzinfo=UTC)
BOT = Path(__file__).parents[2] / "bot"


async def answered(
    office: Office, user_id: UserId, values: Sequence[int], last: date = NEWEST, *, anonymous: bool = False
) -> None:
    """A new standup with a mood question, which they answered once a week, the last time in the week of `last`."""
    first = last - (len(values) - 1) * WEEK
    async with office.work() as work:
        settings = StandupSettings(f"Mood of {user_id} {last}", Schedule(time(9), frozenset({0}), first), "C0DATA")
        made = await Standups(work).add(office.team.id, ANA, settings)
        version = await Standups(work).ask(made, [NewQuestion("How was the week?", Kind.MOOD, key="mood")])
        [question] = await Standups(work).questions(made.id, version)
        standup = await Standups(work).get(made.id)
        for number, value in enumerate(values):
            at = datetime.combine(first + number * WEEK, time(9), UTC)
            run = await Runs(work).open(standup, at.date(), at + timedelta(hours=8))
            assert run is not None, "nothing was open before"
            prompt = await Prompts(work).add(run.id, user_id, "Europe/London", at, at + timedelta(hours=8))
            await Prompts(work).change(prompt, state=PromptState.ANSWERED, answered_at=at)
            if anonymous:
                await Answers(work).put_anonymous(run.id, {question.id: float(value)})
            else:
                await Answers(work).put(prompt.id, {question.id: float(value)})


async def watched(office: Office, *user_ids: str) -> None:
    async with office.work() as work:
        for each in user_ids:
            await watch(work, each)


async def rows(work: Work) -> list[object]:
    """Everything that is stored of somebody's own."""
    kept: list[object] = []
    for table in (LoadOwnRow, LoadDipRow):
        kept += await work.session.scalars(select(table).where(table.workspace_id == work.workspace_id))
    return kept


@pytest.fixture
async def told(office: Office) -> Office:
    """Ben asked, had a dip, and was told when his work began."""
    await answered(office, BEN, DIP)
    await watched(office, BEN)
    await office.until(TOLD_AT)
    assert len(await office.said_to(BEN)) == 1
    return office


async def the_dip(office: Office, user_id: str = BEN) -> int:
    async with office.work() as work:
        dip = await Dips(work).of(user_id)
    assert dip is not None
    return dip.id


async def test_the_person_hears_it_when_their_work_begins_and_nobody_else_does(office: Office) -> None:
    await answered(office, BEN, DIP)
    await watched(office, BEN)
    await office.until(TOLD_AT - timedelta(minutes=1))
    assert await office.said_to(BEN) == []
    await office.until(TOLD_AT)
    [notice] = await office.said_to(BEN)
    assert "were 1.7 of 5 on average" in notice["text"]
    for somebody in (ANA, CHITRA, DAN, "C0DATA"):
        assert await office.said_to(somebody, about="") == []
    async with office.work() as work:
        assert await concentration(work, office.team.id) is None
        assert "1.7" not in str(await home_section(work, ANA))


async def test_nobody_is_watched_who_did_not_ask(office: Office) -> None:
    await answered(office, BEN, DIP)
    await answered(office, CHITRA, DIP)
    await watched(office, BEN)
    await office.goes_on(days=1)
    assert len(await office.said_to(BEN)) == 1
    assert await office.said_to(CHITRA, about="") == []


@pytest.mark.parametrize(
    ("values", "last", "anonymous"),
    [
        ((4, 4, 5, 4, 4, 4, 5, 2, 2, 2, 1), NEWEST, False),
        (DIP[1:], NEWEST, False),
        (DIP, NEWEST - WEEK, False),
        (DIP, NEWEST, True),
    ],
    ids=["not the lowest", "too few weeks", "no answer that week", "without a name"],
)
async def test_what_is_no_dip_is_not_told(office: Office, values: Sequence[int], last: date, anonymous: bool) -> None:
    await answered(office, BEN, values, last, anonymous=anonymous)
    await watched(office, BEN)
    await office.goes_on(days=1)
    assert await office.said_to(BEN, about="") == []


async def test_a_dip_that_goes_on_is_told_once(told: Office) -> None:
    await answered(told, BEN, FURTHER_DOWN, NEWEST + WEEK)
    await told.goes_on(weeks=1)
    async with told.work() as work:
        dip = await Dips(work).of(BEN)
    assert dip is not None
    assert (dip.opened_on, dip.seen_on) == (NEWEST, NEWEST + WEEK)
    assert len(await told.said_to(BEN)) == 1


async def test_it_is_told_again_only_once_it_was_over_for_four_weeks(told: Office) -> None:
    await told.goes_on(weeks=3, days=6)
    assert "1.7 of 5" in str(await told.said_to(BEN))
    await told.goes_on(days=1)
    [notice] = await told.said_to(BEN)
    assert "not seen that any more" in notice["text"]
    assert "of 5" not in str(notice)
    async with told.work() as work:
        assert await Dips(work).of(BEN) is None
    await answered(told, BEN, DIP, NEWEST + 5 * WEEK)
    await told.goes_on(weeks=1)
    assert ["of 5" in str(each) for each in await told.said_to(BEN)] == [False, True]


async def test_of_who_left_the_team_nothing_stays_either(told: Office) -> None:
    async with told.work() as work:
        await Teams(work).remove_member(told.team.id, BEN)
    await told.goes_on(weeks=6)
    async with told.work() as work:
        assert await Dips(work).of(BEN) is None
    assert "of 5" not in str(await told.said_to(BEN))


async def test_who_is_in_two_teams_hears_it_once(office: Office) -> None:
    async with office.work() as work:
        other = await Teams(work).create(
            office_settings(name="Other", channel_id="C0OTHER", zone="America/New_York"),
            {UserId(CHITRA): Role.LEAD, UserId(BEN): Role.MEMBER},
        )
    await answered(office, BEN, DIP)
    await watched(office, BEN)
    await office.goes_on(weeks=1)
    assert other.id != office.team.id
    [notice] = await office.said_to(BEN)
    assert "to Ana and Chitra" in str(notice)


async def test_by_their_click_the_leads_get_the_same_numbers(told: Office) -> None:
    dip_id = await the_dip(told)
    async with told.work() as work:
        await announcements.share(work, await share(work, dip_id, BEN))
    [card], [notice] = await told.said_to(ANA), await told.said_to(BEN)
    assert [each for each in card["blocks"] if "of 5" in str(each)] == [
        each for each in notice["blocks"] if "of 5" in str(each)
    ]
    assert "You shared this with Ana" in str(notice)
    for somebody in (CHITRA, DAN, "C0DATA"):
        assert await told.said_to(somebody, about="") == []
    async with told.work() as work:
        with pytest.raises(BotError, match="shared it already"):
            await share(work, dip_id, BEN)


@pytest.mark.parametrize("somebody", [ANA, CHITRA])
async def test_nobody_else_can_share_it_not_even_a_lead(told: Office, somebody: str) -> None:
    dip_id = await the_dip(told)
    async with told.work() as work:
        with pytest.raises(BotError, match="not there any more, or was to somebody else"):
            await share(work, dip_id, somebody)
    async with told.work(next_door=True) as work:
        with pytest.raises(BotError, match="not there any more"):
            await share(work, dip_id, BEN)


async def test_who_became_a_lead_since_gets_nothing_by_an_older_click(told: Office) -> None:
    dip_id = await the_dip(told)
    async with told.work() as work:
        await Teams(work).add_member(told.team.id, CHITRA, Role.LEAD)
        await announcements.share(work, await share(work, dip_id, BEN))
    assert len(await told.said_to(ANA)) == 1
    assert await told.said_to(CHITRA) == []


async def test_a_lead_without_another_lead_has_nobody_to_share_with(office: Office) -> None:
    await answered(office, ANA, DIP)
    await watched(office, ANA)
    await office.until(TOLD_AT)
    [notice] = await office.said_to(ANA)
    assert "Share with my lead" not in str(notice)


async def test_who_wants_no_more_of_it_leaves_nothing_behind(told: Office) -> None:
    async with told.work() as work:
        assert len(await rows(work)) == 2
        dip = await stop_watching(work, BEN)
        assert dip is not None
        await announcements.forget(work, dip)
    async with told.work() as work:
        assert await rows(work) == []
        assert (await own_choices(work, told.team, BEN)).watched is False
    [notice] = await told.said_to(BEN)
    assert "kept nothing of what I found" in str(notice)
    assert "of 5" not in str(notice)
    await answered(told, BEN, FURTHER_DOWN, NEWEST + WEEK)
    await told.goes_on(weeks=1)
    assert len(await told.said_to(BEN)) == 1


async def test_who_stops_before_it_was_told_hears_nothing(office: Office) -> None:
    await answered(office, BEN, DIP)
    await watched(office, BEN)
    await office.until(TOLD_AT - timedelta(minutes=30))
    async with office.work() as work:
        await stop_watching(work, BEN)
    await office.goes_on(days=1)
    assert await office.said_to(BEN, about="") == []


async def test_what_could_not_be_told_in_its_week_is_no_news_any_more(office: Office) -> None:
    await answered(office, BEN, DIP)
    await watched(office, BEN)
    await office.is_away(BEN, MONDAY.date(), MONDAY.date() + timedelta(days=9))
    await office.goes_on(weeks=2)
    assert await office.said_to(BEN, about="") == []
    async with office.work() as work:
        assert await Dips(work).of(BEN) is None


async def test_who_is_in_no_team_cannot_be_watched(office: Office) -> None:
    async with office.work() as work:
        with pytest.raises(BotError, match="in no team"):
            await watch(work, "UGRACE")
        assert await rows(work) == []


def test_no_other_room_reads_what_is_somebodys_own() -> None:
    """Exports, the API, digests and records know neither the tables nor who asks them; load itself has one way in."""
    named = re.compile(r"\b(OwnMoods|OwnChoices|Dips|LoadDipRow|LoadOwnRow|load_dips|load_own|domain\.dips)\b")
    readers = {
        str(path.relative_to(BOT))
        for path in BOT.rglob("*.py")
        if named.search(path.read_text(encoding="utf-8")) and "load" not in path.relative_to(BOT).parts[:1]
    }
    assert readers == {"standups/repository/moods.py"}
    inside = {
        str(path.relative_to(BOT / "load"))
        for path in (BOT / "load").rglob("*.py")
        if re.search(r"\b(OwnMoods|OwnChoices|Dips)\(work\)", path.read_text(encoding="utf-8"))
    }
    assert inside == {"use_cases/watching.py", "use_cases/mixing.py", "listeners/own.py"}
