"""The person hears it first and at work; a lead at least one working day later; what each can do about it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.core.errors import BotError
from bot.load import announcements
from bot.load.blocks.pages import team_page
from bot.load.domain import OwnLoad, Place, Response, Settled, TeamLoad
from bot.load.home import home_section
from bot.load.repository import Looks
from bot.load.use_cases import answer, apply, concentration, dismiss, look_at_load
from bot.people.domain import Role
from bot.people.repository import People, Teams
from bot.triage.domain import State, Step
from bot.triage.repository import FireEvents
from bot.triage.use_cases import look_up, resolve_fire
from tests.load.office import GRACE, Office
from tests.people.builders import ANA, BEN, CHITRA, DAN, IRIS, JO, a_person

UNEVEN = {"ana": 1, "ben": 6, "chitra": 1, "dan": 1}
# The second week makes it unlikely enough; on this Monday it is judged.
JUDGED = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
PERSON_TOLD = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
LEAD_TOLD = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
async def loaded(office: Office) -> Office:
    """Ben handled twelve of eighteen; it is early on the Monday on which that is judged."""
    await office.lives_a_week(**UNEVEN)
    await office.lives_a_week(**UNEVEN)
    assert await office.episodes() == []
    return office


async def everybody_knows(office: Office) -> int:
    """Ben and his lead were told; gives the episode."""
    await office.until(LEAD_TOLD)
    episode = await office.episode()
    assert episode.told_leads == (ANA,)
    return episode.id


async def lead_with(office: Office, *user_ids: str) -> None:
    """Others than Ana lead as well."""
    async with office.work() as work:
        for user_id in user_ids:
            await Teams(work).add_member(office.team.id, user_id, Role.LEAD)


async def test_the_person_hears_it_when_their_work_begins_and_the_lead_a_working_day_later(loaded: Office) -> None:
    await loaded.until(JUDGED)
    assert (await loaded.episode()).person_told_at is None
    await loaded.until(PERSON_TOLD)
    assert (await loaded.episode()).person_told_at == PERSON_TOLD
    [notice] = await loaded.said_to(BEN)
    assert "you handled 12 of Data's 18 requests; about 4.5 was expected" in notice["text"]
    await loaded.until(LEAD_TOLD.replace(hour=8, minute=59))
    assert await loaded.said_to(ANA) == []
    await loaded.until(LEAD_TOLD)
    [card] = await loaded.said_to(ANA)
    assert "12 of 18 with Ben, about 4.5 expected" in card["text"]
    [notice] = await loaded.said_to(BEN)
    assert "Ana can see the same counts now" in str(notice)


async def test_the_notice_names_what_came_directly_and_the_topics_asked_for_twice_but_nothing_private(
    office: Office,
) -> None:
    async def ben_handles(count: int, **values: Any) -> None:
        now = office.clock.now()
        done = {"state": State.DONE, "owner_id": BEN, "claimed_at": now, "closed_at": now, "closed_by": BEN}
        await office.fires(count, **done | values)

    await office.lives_a_week(**UNEVEN)
    await ben_handles(3, topic="billing")
    await ben_handles(2, topic="access", filer_id=BEN)
    await ben_handles(1, topic="pipeline")
    await ben_handles(1, filer_id=BEN, requester_id=BEN)
    await ben_handles(4, topic="salaries", private=True, filer_id=BEN)
    await office.lives_a_week(**UNEVEN)
    await office.until(PERSON_TOLD)
    [notice] = await office.said_to(BEN)
    assert "Main sources: asked of you directly 2, `billing` 3 and `access` 2." in str(notice)


async def test_beating_twice_tells_nobody_twice(loaded: Office) -> None:
    episode_id = await everybody_knows(loaded)
    async with loaded.work() as work:
        await announcements.tell_person(work, episode_id)
        await announcements.tell_leads(work, episode_id)
    assert len(await loaded.said_to(BEN)) == len(await loaded.said_to(ANA)) == 1


async def test_who_is_away_hears_it_when_they_are_back_and_the_lead_after_that(loaded: Office) -> None:
    await loaded.is_away(BEN, date(2026, 11, 9), date(2026, 11, 10))
    await loaded.until(datetime(2026, 11, 11, 9, 0, tzinfo=UTC))
    episode = await loaded.episode()
    assert episode.person_told_at == datetime(2026, 11, 11, 9, 0, tzinfo=UTC)
    assert episode.lead_due_at == datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


async def test_a_working_day_is_one_of_the_team_and_of_the_person(loaded: Office) -> None:
    async with loaded.work() as work:
        await People(work).set_hours(BEN, frozenset({0, 3}), None, None)
    await loaded.until(PERSON_TOLD)
    assert (await loaded.episode()).lead_due_at == datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


async def test_no_lead_hears_what_slack_has_not_shown_to_the_person(loaded: Office) -> None:
    loaded.slack_works = False
    await loaded.until(LEAD_TOLD)
    assert await loaded.said_to(ANA) == []
    loaded.slack_works = True
    await loaded.beat()
    await loaded.until(datetime(2026, 11, 11, 9, 0, tzinfo=UTC))
    assert len(await loaded.said_to(ANA)) == 1


@pytest.mark.parametrize("response", [Response.PLANNED, Response.WRONG_DATA])
async def test_planned_and_wrong_data_stay_with_the_person(loaded: Office, response: Response) -> None:
    await loaded.until(PERSON_TOLD)
    episode = await loaded.episode()
    async with loaded.work() as work:
        await answer(work, episode.id, BEN, response)
    await loaded.lives_a_week(**UNEVEN)
    await loaded.lives_a_week(**UNEVEN)
    assert await loaded.said_to(ANA) == []
    assert (await loaded.episode()).lead_told_at is None


async def test_an_answer_can_be_taken_back_and_the_lead_hears_it_then(loaded: Office) -> None:
    await loaded.until(PERSON_TOLD)
    episode = await loaded.episode()
    async with loaded.work() as work:
        await answer(work, episode.id, BEN, Response.PLANNED)
    await loaded.until(LEAD_TOLD)
    assert await loaded.said_to(ANA) == []
    async with loaded.work() as work:
        await answer(work, episode.id, BEN, None)
    await loaded.beat()
    assert len(await loaded.said_to(ANA)) == 1


async def test_taking_back_at_once_does_not_bring_the_lead_forward(loaded: Office) -> None:
    await loaded.until(PERSON_TOLD)
    episode = await loaded.episode()
    for response in (Response.PLANNED, None, Response.TALK):
        async with loaded.work() as work:
            await answer(work, episode.id, BEN, response)
    await loaded.until(LEAD_TOLD.replace(hour=8, minute=59))
    assert await loaded.said_to(ANA) == []
    await loaded.until(LEAD_TOLD)
    [card] = await loaded.said_to(ANA)
    assert "Ben would like to talk about it" in str(card)


async def test_only_the_person_answers(loaded: Office) -> None:
    await loaded.until(PERSON_TOLD)
    episode = await loaded.episode()
    for somebody in (ANA, CHITRA, GRACE):
        async with loaded.work() as work:
            with pytest.raises(BotError, match="to somebody else"):
                await answer(work, episode.id, somebody, Response.PLANNED)
    assert (await loaded.episode()).response is None


async def test_a_lead_is_never_told_about_themselves(office: Office) -> None:
    for _ in range(2):
        await office.lives_a_week(ana=6, ben=1, chitra=1, dan=1)
    await office.until(LEAD_TOLD)
    assert (await office.episode()).user_id == ANA
    [notice] = await office.said_to(ANA)
    assert "Nobody else is told" in str(notice)
    assert (await office.episode()).lead_told_at is None


async def test_another_lead_is_told_about_a_lead(office: Office) -> None:
    await lead_with(office, CHITRA)
    for _ in range(2):
        await office.lives_a_week(ana=6, ben=1, chitra=1, dan=1)
    await office.until(LEAD_TOLD)
    assert (await office.episode()).told_leads == (CHITRA,)
    [card] = await office.said_to(CHITRA)
    assert "with Ana" in card["text"]


async def test_who_has_left_the_team_is_not_talked_about(loaded: Office) -> None:
    await loaded.until(PERSON_TOLD)
    async with loaded.work() as work:
        await Teams(work).remove_member(loaded.team.id, BEN)
    await loaded.until(LEAD_TOLD)
    assert await loaded.said_to(ANA) == []


async def test_what_no_longer_stands_is_not_told(loaded: Office) -> None:
    await loaded.is_away(BEN, date(2026, 11, 9), date(2026, 11, 29))
    for _ in range(3):
        await loaded.lives_a_week(ana=3, chitra=3, dan=3)
    await loaded.until(datetime(2026, 11, 30, 10, 0, tzinfo=UTC))
    episode = await loaded.episode()
    assert episode.is_open
    assert episode.person_told_at is None
    assert await loaded.said_to(BEN) == []


async def test_the_lead_hands_over_by_a_click_what_is_open(loaded: Office) -> None:
    fires = await loaded.takes(BEN, 4, done=False)
    episode_id = await everybody_knows(loaded)
    episode = await loaded.episode()
    assert len(episode.moves) == 3
    assert {move.to for move in episode.moves} == {ANA, CHITRA, DAN}
    [card] = await loaded.said_to(ANA)
    assert "hand 3 open fires of Ben over" in str(card)
    assert await owners(loaded, [fire.number for fire in fires]) == [BEN] * 4
    async with loaded.work() as work:
        changes = (await apply(work, episode_id, ANA)).changes
        await announcements.show_again(work, episode_id)
    assert {(change.fire.number, change.fire.owner_id) for change in changes} == {
        (move.number, move.to) for move in episode.moves
    }
    async with loaded.work() as work:
        given = await FireEvents(work).last(changes[0].fire.id, [Step.ASSIGN])
    assert given is not None
    assert given.actor_id == ANA
    [card] = await loaded.said_to(ANA)
    assert "Ana applied the proposal" in str(card)
    assert "Apply" not in str(card)


async def owners(office: Office, numbers: list[int]) -> list[str | None]:
    async with office.work() as work:
        return [(await look_up(work, number)).owner_id for number in numbers]


async def test_each_move_is_looked_at_again_when_it_is_made(loaded: Office) -> None:
    await loaded.takes(BEN, 4, done=False)
    episode_id = await everybody_knows(loaded)
    done, other = (await loaded.episode()).moves[:2]
    async with loaded.work() as work:
        await resolve_fire(work, done.number, BEN)
    await loaded.is_away(other.to, LEAD_TOLD.date(), date(2026, 11, 20))
    async with loaded.work() as work:
        changes = (await apply(work, episode_id, ANA)).changes
        await announcements.show_again(work, episode_id)
    assert len(changes) == 1
    kept = [move.kept for move in (await loaded.episode()).moves]
    assert kept[0] == "it is no longer in their hands."
    assert "is away (back on Monday, 23 November)" in str(kept[1])
    assert kept[2] is None
    [card] = await loaded.said_to(ANA)
    assert "stays: it is no longer in their hands." in str(card)


async def test_of_two_leads_the_first_decides_and_the_other_is_told_who(loaded: Office) -> None:
    await lead_with(loaded, CHITRA)
    await loaded.takes(BEN, 4, done=False)
    await loaded.until(LEAD_TOLD)
    episode = await loaded.episode()
    assert set(episode.told_leads) == {ANA, CHITRA}
    async with loaded.work() as work:
        await dismiss(work, episode.id, CHITRA)
        await announcements.show_again(work, episode.id)
    async with loaded.work() as work:
        with pytest.raises(BotError, match="Chitra dismissed it already"):
            await apply(work, episode.id, ANA)
    assert (await loaded.episode()).settled == Settled.DISMISSED
    [card] = await loaded.said_to(ANA)
    assert "Chitra dismissed the proposal" in str(card)


async def test_only_another_lead_decides(loaded: Office) -> None:
    await loaded.takes(BEN, 4, done=False)
    episode_id = await everybody_knows(loaded)
    async with loaded.work() as work:
        await People(work).save(a_person(IRIS, is_admin=True))
    await lead_with(loaded, BEN)
    for somebody in (BEN, CHITRA, GRACE):
        async with loaded.work() as work:
            with pytest.raises(BotError, match="Only another lead"):
                await apply(work, episode_id, somebody)
    async with loaded.work() as work:
        await dismiss(work, episode_id, IRIS)


async def test_who_is_away_or_flagged_is_proposed_nothing(loaded: Office) -> None:
    await loaded.is_away(CHITRA, date(2026, 11, 10), date(2026, 11, 10))
    await loaded.takes(BEN, 6, done=False)
    await loaded.until(LEAD_TOLD)
    moves = (await loaded.episode()).moves
    assert {move.to for move in moves} == {ANA, DAN}


async def test_without_open_fires_the_card_names_who_has_room(loaded: Office) -> None:
    await loaded.until(LEAD_TOLD)
    episode = await loaded.episode()
    assert episode.moves == ()
    assert len(episode.room) == 2
    [card] = await loaded.said_to(ANA)
    assert "use the queue" in str(card)


async def test_the_team_hears_only_that_requests_are_concentrated_and_only_once_the_lead_knows(loaded: Office) -> None:
    async def said() -> str | None:
        async with loaded.work() as work:
            return await concentration(work, loaded.team.id)

    await loaded.until(PERSON_TOLD)
    assert await said() is None
    await loaded.until(LEAD_TOLD)
    assert await said() == "proposed"
    episode = await loaded.episode()
    async with loaded.work() as work:
        await dismiss(work, episode.id, ANA)
    assert await said() == "settled"


async def test_a_lead_sees_the_team_and_everybody_sees_that_they_looked(loaded: Office) -> None:
    async with loaded.work() as work:
        shown = await look_at_load(work, ANA, None, own=False)
    assert isinstance(shown, TeamLoad)
    assert [standing.handled for standing in shown.judgement.standings] == [2, 12, 2, 2]
    async with loaded.work() as work:
        assert [(look.viewer_id, look.place) for look in await Looks(work).at(BEN, 9)] == [(ANA, Place.TEAM)]
        assert await Looks(work).at(ANA, 9) == []
        assert "Ana at the team's load" in str(await home_section(work, BEN))


async def test_where_nobody_is_shown_nobody_was_looked_at(office: Office) -> None:
    async with office.work() as work:
        shown = await look_at_load(work, ANA, None, own=False)
        assert await Looks(work).at(BEN, 9) == []
    assert isinstance(shown, TeamLoad)
    assert "Ben" not in str(team_page(shown))


async def test_a_member_sees_themselves_and_leaves_no_trace(loaded: Office) -> None:
    async with loaded.work() as work:
        shown = await look_at_load(work, BEN, loaded.team.channel_id, own=False)
    assert isinstance(shown, OwnLoad)
    assert (shown.standing.user_id, shown.standing.handled) == (BEN, 12)
    async with loaded.work() as work:
        for somebody in (ANA, BEN, CHITRA, DAN):
            assert await Looks(work).at(somebody, 9) == []


async def test_a_lead_can_see_their_own_page(loaded: Office) -> None:
    async with loaded.work() as work:
        shown = await look_at_load(work, ANA, None, own=True)
    assert isinstance(shown, OwnLoad)
    assert shown.standing.user_id == ANA


@pytest.mark.parametrize("stranger", [GRACE, JO])
async def test_who_is_not_in_the_team_sees_nothing(loaded: Office, stranger: str) -> None:
    async with loaded.work() as work:
        await People(work).save(a_person(JO, is_guest=True))
        with pytest.raises(BotError, match="shown to Data itself"):
            await look_at_load(work, stranger, loaded.team.channel_id, own=False)
        assert await home_section(work, stranger) == []


async def test_what_the_lead_was_told_is_a_look_too(loaded: Office) -> None:
    await everybody_knows(loaded)
    async with loaded.work() as work:
        assert [(look.viewer_id, look.place) for look in await Looks(work).at(BEN, 9)] == [(ANA, Place.NOTICE)]
        assert "Ana at a notice" in str(await home_section(work, BEN))


async def test_neighbours_can_answer_and_decide_nothing(loaded: Office) -> None:
    episode_id = await everybody_knows(loaded)
    async with loaded.work(next_door=True) as work:
        with pytest.raises(BotError):
            await answer(work, episode_id, BEN, Response.PLANNED)
        with pytest.raises(BotError):
            await apply(work, episode_id, ANA)
        assert await Looks(work).at(BEN, 9) == []
    assert (await loaded.episode()).response is None
