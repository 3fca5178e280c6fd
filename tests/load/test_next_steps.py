"""What a lead can do by one click besides handing fires over, and what is said of what cannot be done any more."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core.calendar import WEEK
from bot.duty.announcements import tell_published
from bot.duty.domain import PlanState, usual_rota
from bot.duty.domain import Role as DutyRole
from bot.duty.repository import DutyPlans, Rotas, Shifts
from bot.load import announcements
from bot.load.domain import Backup, Because, Flag, Reason, Told
from bot.load.repository import Episodes
from bot.load.use_cases import apply, dismiss, told_of
from bot.load.use_cases.believing import facts_of
from bot.load.use_cases.counting import count_weeks
from bot.load.use_cases.proposing import propose
from bot.load.use_cases.weeks import history_of
from bot.people.domain import Role, UserId
from bot.people.repository import People, Teams
from bot.triage.domain import Desk, Level, TopicPerson
from bot.triage.repository import Desks, TopicPeople
from tests.load.office import Office
from tests.people.builders import ANA, BEN, CHITRA, DAN, JO, a_person

UNEVEN = {"ana": 1, "ben": 6, "chitra": 1, "dan": 1}
EVEN = {"ana": 3, "ben": 3, "chitra": 3, "dan": 3}
LEAD_TOLD = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
NEXT_WEEK = date(2026, 11, 16)


@pytest.fixture
async def loaded(office: Office) -> Office:
    for _ in range(2):
        await office.lives_a_week(**UNEVEN)
    return office


async def has_duty(office: Office, *primaries: str) -> None:
    """A week each from next week on, with Chitra as backup of the first."""
    async with office.work() as work:
        await Rotas(work).put(usual_rota(office.team.id, NEXT_WEEK))
        for number, user_id in enumerate(primaries):
            starts = datetime.combine(NEXT_WEEK + number * WEEK, time(), office.team.week.zone)
            ends = starts + WEEK
            await Shifts(work).add(office.team.id, user_id, DutyRole.PRIMARY, starts=starts, ends=ends, put_by=ANA)
            backup = DAN if user_id == CHITRA else CHITRA
            await Shifts(work).add(office.team.id, backup, DutyRole.BACKUP, starts=starts, ends=ends, put_by=ANA)


async def everybody_knows(office: Office) -> int:
    await office.until(LEAD_TOLD)
    return (await office.episode()).id


async def clicks_apply(office: Office, episode_id: int) -> None:
    """As the button does."""
    async with office.work() as work:
        applied = await apply(work, episode_id, ANA)
        if applied.published is not None:
            await tell_published(work, applied.published)
        await announcements.tell_applied(work, applied)
        await announcements.show_again(work, episode_id)


async def card(office: Office) -> str:
    return str((await office.said_to(ANA))[-1])


async def on_next_week(office: Office) -> set[str]:
    async with office.work() as work:
        starts = datetime.combine(NEXT_WEEK, time(12), office.team.week.zone)
        found = await Shifts(work).between(office.team.id, starts, starts + timedelta(hours=1))
    newest = {each.role: each.user_id for each in found}
    return set(newest.values())


async def test_one_click_hands_over_and_publishes_next_week_without_the_person(loaded: Office) -> None:
    await loaded.takes(BEN, 4, done=False)
    await has_duty(loaded, BEN, DAN, ANA)
    episode_id = await everybody_knows(loaded)
    shown = await card(loaded)
    assert "hand 3 open fires of Ben over" in shown
    assert "And: publish duty without Ben next week" in shown
    assert "Mon 16 Nov to Sun 22 Nov: " in shown
    assert "(now: Ben, backup Chitra)" in shown
    assert BEN in await on_next_week(loaded), "nothing is published without a click"
    await clicks_apply(loaded, episode_id)
    assert BEN not in await on_next_week(loaded)
    [listed] = await loaded.said_to(loaded.team.channel_id, "duty_plan:")
    assert "Who is on duty for Data until Sun 6 Dec" in str(listed), "what was published further on still stands"
    assert "load" not in str(listed)
    relieved = await loaded.said_to(BEN, "duty_plan:")
    assert "Mon 16 Nov to Sun 22 Nov: you are not on any more" in str(relieved)
    shown = await card(loaded)
    assert "Ana applied the proposal" in shown
    assert "Mon 16 Nov to Sun 22 Nov: " in shown


async def test_duty_that_changed_before_the_click_is_kept_and_the_rest_is_done(loaded: Office) -> None:
    await loaded.takes(BEN, 4, done=False)
    await has_duty(loaded, BEN, DAN)
    episode_id = await everybody_knows(loaded)
    async with loaded.work() as work:
        plan = await DutyPlans(work).get((await loaded.episode()).steps.plan_id or 0)
    new = plan.turns.changed[0].then_primary
    assert new is not None
    await loaded.is_away(new, NEXT_WEEK, NEXT_WEEK + timedelta(days=6))
    await clicks_apply(loaded, episode_id)
    assert BEN in await on_next_week(loaded)
    assert await loaded.said_to(loaded.team.channel_id, "duty_plan:") == []
    shown = await card(loaded)
    assert "Duty stays as it was: " in shown
    assert "is away by now in Mon 16 Nov to Sun 22 Nov." in shown
    assert new not in shown, "people are called by their names"
    assert "→" in shown, "fires went all the same"


async def test_a_dismissed_plan_is_dropped(loaded: Office) -> None:
    await has_duty(loaded, BEN)
    episode_id = await everybody_knows(loaded)
    plan_id = (await loaded.episode()).steps.plan_id or 0
    async with loaded.work() as work:
        await dismiss(work, episode_id, ANA)
        assert (await DutyPlans(work).get(plan_id)).state == PlanState.DROPPED
    assert BEN in await on_next_week(loaded)


async def test_where_nobody_else_can_the_card_says_that_they_stay_on(loaded: Office) -> None:
    async with loaded.work() as work:
        await Rotas(work).put(usual_rota(loaded.team.id, NEXT_WEEK))
    await has_duty(loaded, BEN)
    for each in (ANA, CHITRA, DAN):
        await loaded.is_away(each, NEXT_WEEK, NEXT_WEEK + timedelta(days=6))
    await everybody_knows(loaded)
    assert "Ben stays on duty next week: nobody else can take it." in await card(loaded)


async def test_a_team_without_turns_is_proposed_no_duty(loaded: Office) -> None:
    await everybody_knows(loaded)
    assert (await loaded.episode()).steps.plan_id is None
    assert "duty without" not in await card(loaded)


async def test_where_nothing_can_be_handed_over_a_click_asks_the_channel_without_a_name(loaded: Office) -> None:
    episode_id = await everybody_knows(loaded)
    assert "ask everybody to use the queue" in await card(loaded)
    await clicks_apply(loaded, episode_id)
    [asked] = await loaded.said_to(loaded.team.channel_id)
    assert "bring new requests here instead of asking one person" in str(asked)
    assert "Ben" not in str(asked)
    assert BEN not in str(asked)


async def told_of_contact(office: Office) -> Told:
    """As if one topic were the reason."""
    async with office.work() as work:
        found = await told_of(work, (await office.episode()).id)
    assert found is not None
    flag: Flag = found.flag
    because = (Because(Reason.CONTACT, 4, 17, 20, topic="access"),)
    return Told(found.episode, found.team, found.member, Flag(flag.standing, flag.chance, None, because), found.leads)


async def access_is_known(office: Office, levels: Mapping[UserId, Level]) -> None:
    async with office.work() as work:
        await Desks(work).put(Desk(team_id=office.team.id, topics=("access",)))
        people = [TopicPerson("access", user_id, level) for user_id, level in levels.items()]
        await TopicPeople(work).replace(office.team.id, "access", people)


@pytest.mark.parametrize(
    ("levels", "backup"),
    [
        ({BEN: Level.EXPERT, DAN: Level.EXPERT, CHITRA: Level.LEARNER}, (DAN, Level.EXPERT)),
        ({BEN: Level.EXPERT, CHITRA: Level.LEARNER}, (CHITRA, Level.LEARNER)),
        ({BEN: Level.EXPERT}, (ANA, None)),
    ],
)
async def test_one_contact_for_a_topic_gets_a_backup_who_knows_it_else_learns_it(
    loaded: Office, levels: dict[UserId, Level], backup: tuple[UserId, Level | None]
) -> None:
    await everybody_knows(loaded)
    await access_is_known(loaded, levels)
    told = await told_of_contact(loaded)
    async with loaded.work() as work:
        proposed = await propose(work, told)
        await Episodes(work).keep_outcome(told.episode.id, proposed)
    assert proposed.steps.backup == Backup("access", *backup)
    await clicks_apply(loaded, told.episode.id)
    [asked] = await loaded.said_to(backup[0], f"load:{told.episode.id}:backup")
    assert "asks you to be the backup for `access` in Data" in str(asked)
    assert BEN not in str(asked)
    async with loaded.work() as work:
        assert {each.user_id for each in await TopicPeople(work).of_team(loaded.team.id)} == {*levels, backup[0]}


async def test_who_is_away_by_the_click_is_no_backup(loaded: Office) -> None:
    await everybody_knows(loaded)
    await access_is_known(loaded, {BEN: Level.EXPERT, DAN: Level.EXPERT})
    told = await told_of_contact(loaded)
    async with loaded.work() as work:
        await Episodes(work).keep_outcome(told.episode.id, await propose(work, told))
    await loaded.is_away(DAN, LEAD_TOLD.date(), NEXT_WEEK)
    await clicks_apply(loaded, told.episode.id)
    assert "still nobody. Dan was proposed, but they are away now." in await card(loaded)
    assert await loaded.said_to(DAN, f"load:{told.episode.id}:backup") == []


async def test_even_again_is_said_once_and_only_after_two_weeks_without_a_flag(loaded: Office) -> None:
    episode_id = await everybody_knows(loaded)
    await loaded.until(datetime(2026, 11, 16, 6, 0, tzinfo=UTC))
    while (await loaded.said_to(BEN, f"load:{episode_id}:even")) == []:
        episode = await loaded.episode()
        assert episode.is_open, "it is said before it is over"
        flagged_on = episode.flagged_on
        await loaded.lives_a_week(**EVEN)
    assert loaded.clock.now().date() - flagged_on == 4 * WEEK, "two weeks were judged, and one has passed since"
    [said] = await loaded.said_to(BEN, f"load:{episode_id}:even")
    assert "Load is back to an even share for 2 weeks. In these 2 weeks you handled 3 of Data's 12" in said["text"]
    [said] = await loaded.said_to(ANA, f"load:{episode_id}:even")
    assert "Ben handled 3 of the team's 12 requests; about 3 was expected." in said["text"]
    for _ in range(2):
        await loaded.lives_a_week(**EVEN)
    assert not (await loaded.episode()).is_open
    assert len(await loaded.said_to(BEN, f"load:{episode_id}:even")) == 1


async def test_who_joins_later_was_not_there_before_and_has_no_part_in_those_weeks(office: Office) -> None:
    await office.lives_a_week(**EVEN)
    await office.lives_a_week(**EVEN)
    await office.goes_on(days=2)
    async with office.work() as work:
        await People(work).save(a_person(JO))
        await Teams(work).add_member(office.team.id, JO, Role.MEMBER)
        team = await Teams(work).get(office.team.id)
        before, joining = await count_weeks(work, team, [date(2026, 11, 2), date(2026, 11, 9)])
        facts = await facts_of(work, team, date(2026, 11, 2))
    assert before.tally(JO).minutes == 0
    assert not before.share(JO)
    assert joining.tally(JO).minutes == 3 * 8 * 60, "from Wednesday on"
    history = history_of(facts, ("",))
    assert {each.id: each.joined_on for each in history.members} == {
        **dict.fromkeys((ANA, BEN, CHITRA, DAN)),
        JO: date(2026, 11, 11),
    }, "the first people were there before the team was set up"
