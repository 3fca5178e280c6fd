"""Every week is judged once, on the Monday after it; episodes open, go on and close."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select, update

from bot.load.domain import Lack
from bot.load.repository import Flags, LoadWeeks
from bot.load.tables import LoadFlagRow, LoadWeekRow
from bot.load.use_cases import EVALUATE, ensure_timers, evaluate_week
from bot.outbox.repository import Timers
from bot.people.repository import Teams
from bot.people.tables import TeamRow
from tests.load.office import MONDAY, Office
from tests.people.builders import BEN, CHITRA, settings

FIRST = date(2026, 10, 26)
UNEVEN = {"ana": 1, "ben": 6, "chitra": 1, "dan": 1}
EVEN = {"ana": 2, "ben": 2, "chitra": 2, "dan": 2}


async def weeks(office: Office) -> list[tuple[date, str | None]]:
    """Those judged since the team was set up."""
    async with office.work() as work:
        rows = await work.session.scalars(
            select(LoadWeekRow)
            .where(LoadWeekRow.workspace_id == office.ours, LoadWeekRow.monday >= FIRST)
            .order_by(LoadWeekRow.id)
        )
        return [(row.monday, row.lack) for row in rows]


async def promised(office: Office) -> dict[str, datetime]:
    async with office.work() as work:
        return await Timers(work).pending(EVALUATE)


async def test_on_monday_morning_the_week_before_is_still_to_be_judged(office: Office) -> None:
    """A team with a past, set up early on a Monday, need not wait a week for a word about it."""
    assert (await promised(office))[f"load:{office.team.id}:2026-W43"] == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)


async def test_a_week_is_judged_on_monday_at_eight_on_the_teams_clock(office: Office) -> None:
    key = f"load:{office.team.id}:2026-W44"
    await office.until(datetime(2026, 11, 2, 7, 59, tzinfo=UTC))
    assert await promised(office) == {key: datetime(2026, 11, 2, 8, 0, tzinfo=UTC)}
    assert await weeks(office) == []
    await office.until(datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
    assert await weeks(office) == [(FIRST, Lack.CASES)]
    assert list(await promised(office)) == [f"load:{office.team.id}:2026-W45"]


async def test_promising_again_changes_nothing_until_the_team_moves(office: Office) -> None:
    await office.goes_on(days=1)
    before = await promised(office)
    assert len(before) == 1
    async with office.work() as work:
        await ensure_timers(work)
    assert await promised(office) == before
    async with office.work() as work:
        await work.session.execute(
            update(TeamRow).where(TeamRow.workspace_id == office.ours).values(zone="America/New_York")
        )
        await ensure_timers(work)
    assert list((await promised(office)).values()) == [datetime(2026, 11, 2, 13, 0, tzinfo=UTC)]


async def test_a_team_set_up_later_is_judged_too(office: Office) -> None:
    async with office.work() as work:
        other = await Teams(work).create(settings(name="Other", channel_id="C0OTHER", zone="Asia/Tokyo"), {})
        await ensure_timers(work)
    assert (await promised(office))[f"load:{other.id}:2026-W44"] == datetime(2026, 11, 1, 23, 0, tzinfo=UTC)


async def test_a_week_is_counted_once_and_stays_as_it_was(office: Office) -> None:
    await office.lives_a_month(**EVEN)
    await office.goes_on(hours=3)
    async with office.work() as work:
        counted = await LoadWeeks(work).between(office.team.id, FIRST, FIRST + timedelta(weeks=3))
        assert [week.cases for week in counted.values()] == [8] * 4
        assert await evaluate_week(work, office.team.id, FIRST) is None
        await Teams(work).remove_member(office.team.id, CHITRA)
    async with office.work() as work:
        assert await LoadWeeks(work).between(office.team.id, FIRST, FIRST + timedelta(weeks=3)) == counted


async def test_a_week_that_is_not_over_is_not_judged(office: Office) -> None:
    async with office.work() as work:
        assert await evaluate_week(work, office.team.id, FIRST) is None
    assert await weeks(office) == []


async def test_an_even_split_opens_no_episode(office: Office) -> None:
    await office.lives_a_month(**EVEN)
    await office.goes_on(days=2)
    assert [lack for _, lack in await weeks(office)] == [None] * 4
    assert await office.episodes() == []


async def test_a_flag_opens_an_episode_and_those_after_it_go_on_with_it(office: Office) -> None:
    await office.lives_a_month(**UNEVEN)
    await office.lives_a_month(**UNEVEN)
    episode = await office.episode()
    assert episode.user_id == BEN
    assert episode.opened_on < episode.flagged_on
    async with office.work() as work:
        flags = await Flags(work).of(episode.id)
    assert [flag.standing.weeks[-1].monday for flag in flags] == [
        episode.opened_on + timedelta(weeks=number) for number in range(len(flags))
    ]
    assert len(flags) > 3
    [notice] = await office.said_to(BEN)
    assert "you handled" in notice["text"]


async def test_a_stored_flag_is_the_flag_that_was_raised(office: Office) -> None:
    await office.lives_a_month(**UNEVEN)
    async with office.work() as work:
        evaluated = await evaluate_week(work, office.team.id, FIRST + timedelta(weeks=3))
    assert evaluated is not None
    [flag] = evaluated.flags
    episode = await office.episode()
    async with office.work() as work:
        assert (await Flags(work).of(episode.id))[-1] == flag


async def test_four_quiet_weeks_close_an_episode_and_its_messages_lose_their_counts(office: Office) -> None:
    await office.lives_a_month(**UNEVEN)
    await office.lives_a_week(**UNEVEN)
    await office.goes_on(days=2)
    opened = await office.episode()
    assert opened.is_open
    assert opened.lead_told_at is not None
    await office.goes_on(days=5)
    for _ in range(9):
        await office.lives_a_week(**EVEN)
    closed = await office.episode()
    assert not closed.is_open
    notice, eased = await office.said_to(BEN)
    assert "Load is back to an even share" in str(eased)
    assert "That is over" in str(notice)
    card, _ = await office.said_to("UANA")
    assert "Nothing like it has been seen in Data for four weeks." in str(card)
    assert "Ben" not in str(card)


async def test_a_flag_after_the_end_opens_a_new_episode(office: Office) -> None:
    await office.lives_a_month(**UNEVEN)
    for _ in range(9):
        await office.lives_a_week(**EVEN)
    await office.lives_a_month(**UNEVEN)
    await office.goes_on(days=2)
    assert [each.is_open for each in await office.episodes()] == [False, True]
    assert len([each for each in await office.said_to(BEN) if "Burnout risk" in str(each)]) == 2


async def test_missed_weeks_are_judged_in_order_with_one_notice_from_the_newest(office: Office) -> None:
    for number in range(6):
        office.clock.move_to(MONDAY + timedelta(weeks=number, days=number % 5, hours=4))
        for name, count in UNEVEN.items():
            await office.takes(f"U{name.upper()}", count)
    assert await weeks(office) == []
    office.clock.move_to(MONDAY + timedelta(weeks=6, hours=4))
    await office.beat()
    assert [monday for monday, _ in await weeks(office)] == [FIRST + timedelta(weeks=number) for number in range(6)]
    [notice] = await office.said_to(BEN)
    assert "9 Nov to 6 Dec" in str(notice)
    async with office.work() as work:
        mondays = await work.session.scalars(
            select(LoadWeekRow.monday)
            .join(LoadFlagRow, LoadFlagRow.week_id == LoadWeekRow.id)
            .where(LoadFlagRow.workspace_id == office.ours)
        )
        assert len(list(mondays)) > 1


async def test_days_off_and_own_hours_are_what_was_declared(office: Office) -> None:
    await office.is_away(BEN, date(2026, 10, 29), date(2026, 10, 30))
    await office.lives_a_week(**EVEN)
    await office.goes_on(hours=3)
    async with office.work() as work:
        [week] = (await LoadWeeks(work).between(office.team.id, FIRST, FIRST)).values()
    assert {tally.user_id: tally.minutes for tally in week.tallies} == {
        "UANA": 2400,
        "UBEN": 1440,
        "UCHITRA": 2400,
        "UDAN": 2400,
    }


async def test_who_is_in_two_teams_is_divided_between_them(office: Office) -> None:
    async with office.work() as work:
        other = await Teams(work).create(settings(name="Other", channel_id="C0OTHER"), {})
        await Teams(work).add_member(other.id, BEN)
    await office.lives_a_week(**EVEN)
    await office.goes_on(hours=3)
    async with office.work() as work:
        [week] = (await LoadWeeks(work).between(office.team.id, FIRST, FIRST)).values()
    assert week.tally(BEN).minutes == 1200


async def test_neighbours_see_none_of_it(office: Office) -> None:
    await office.lives_a_month(**UNEVEN)
    await office.goes_on(hours=3)
    episode = await office.episode()
    async with office.work(next_door=True) as work:
        assert await LoadWeeks(work).between(office.team.id, FIRST, FIRST + timedelta(weeks=9)) == {}
        assert await LoadWeeks(work).newest(office.team.id) is None
        assert await evaluate_week(work, office.team.id, FIRST) is None
        assert await Flags(work).of(episode.id) == []
