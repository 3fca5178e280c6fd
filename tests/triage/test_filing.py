"""Asking: numbers without gaps, one fire a message, cases, teams and dates."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.errors import BotError
from bot.people.domain import UserId
from bot.people.repository import People
from bot.triage.domain import Note, Priority, Source, State
from bot.triage.repository import FireEvents
from bot.triage.use_cases import (
    FILED,
    Edit,
    Mistaken,
    Refusal,
    claim_fire,
    edit_fire,
    file_fire,
    look_up,
    release_fire,
    resolve_fire,
    set_priority,
    teams_to_ask,
    view_fire,
)
from tests.people.builders import ANA, BEN, CHITRA, a_person, the_team
from tests.triage.builders import GRACE, HUGO, Desk


async def test_numbers_begin_with_one_in_each_workspace(desk: Desk) -> None:
    assert (await desk.file()).name == "F-1"
    async with desk.work(next_door=True) as work:
        team = await the_team(work, ANA)
        other = await file_fire(work, desk.request(team_id=team.id))
    assert other.fire.name == "F-1"


async def test_numbers_have_no_gaps_however_many_file_at_once(desk: Desk) -> None:
    filed = await asyncio.gather(*(desk.file(f"Number {each}") for each in range(12)))
    assert sorted(fire.number for fire in filed) == list(range(1, 13))


async def test_a_fire_that_could_not_be_filed_leaves_no_gap(desk: Desk) -> None:
    await desk.file()
    with pytest.raises(Mistaken, match="few words"):
        await desk.file("   ")
    with pytest.raises(Mistaken, match="day is over"):
        await desk.file(needed_by=date(2026, 11, 24))
    assert (await desk.file()).number == 2


async def test_a_message_is_made_a_fire_once_however_many_try_at_once(desk: Desk) -> None:
    there = {"source": Source.SHORTCUT, "source_channel": "C9", "source_ts": "1.1"}
    filed = await asyncio.gather(*(desk.filed(f"Try {each}", **there) for each in range(5)))
    assert {each.fire.number for each in filed} == {1}
    assert sum(each.is_new for each in filed) == 1
    assert (await desk.file("Next")).number == 2


async def test_neighbours_see_none_of_our_fires(desk: Desk) -> None:
    await desk.file(source_channel="C9", source_ts="1.1")
    async with desk.work(next_door=True) as work:
        with pytest.raises(BotError, match="no F-1 here"):
            await look_up(work, 1)
        team = await the_team(work, ANA)
        again = await file_fire(work, desk.request(team_id=team.id, source_channel="C9", source_ts="1.1"))
    assert again.is_new


async def test_fires_from_one_thread_are_one_case(desk: Desk) -> None:
    reply = await desk.file("A reply", source_channel="C9", source_ts="5.0", source_thread="1.0")
    root = await desk.file("Its beginning", source_channel="C9", source_ts="1.0")
    other = await desk.file("Another thread", source_channel="C9", source_ts="7.0")
    elsewhere = await desk.file("Same ts elsewhere", source_channel="C8", source_ts="1.0")
    typed = await desk.file("Typed")
    assert root.case_id == reply.case_id == 1
    assert [other.case_id, elsewhere.case_id, typed.case_id] == [3, 4, 5]


async def test_what_was_filed_is_kept_as_it_was_said(desk: Desk) -> None:
    words = "<!channel> R&D \"quotes\" 'and' `code` :fire: 🔥 " + "x" * 3000
    fire = await desk.file("T" * 200, description=words, requester_id=HUGO, priority=Priority.P2)
    assert fire.title == "T" * 149 + "…"
    assert fire.description == f"{'T' * 200}\n\n{words}"
    assert (fire.requester_id, fire.filer_id) == (HUGO, GRACE)
    assert (fire.priority, fire.priority_proposed, fire.state) == (Priority.P2, Priority.P2, State.NEW)


async def test_a_day_is_over_by_the_requesters_own_clock(desk: Desk) -> None:
    # Eleven at night in London on the 25th is the 26th in Kolkata.
    desk.clock.move_to(datetime(2026, 11, 25, 23, 0, tzinfo=UTC))
    async with desk.work() as work:
        await People(work).save(a_person(HUGO, zone="Asia/Kolkata"))
    assert (await desk.file(needed_by=date(2026, 11, 25))).needed_by == date(2026, 11, 25)
    with pytest.raises(Mistaken):
        await desk.file(needed_by=date(2026, 11, 25), requester_id=HUGO)


async def test_without_a_team_the_answer_says_how_to_set_one_up(desk: Desk) -> None:
    async with desk.work(next_door=True) as work:
        with pytest.raises(BotError, match="/standup team"):
            await teams_to_ask(work, GRACE)


async def test_of_several_teams_a_stranger_must_choose_and_a_member_need_not(desk: Desk) -> None:
    async with desk.work() as work:
        assert (await teams_to_ask(work, GRACE)).first == desk.team
        other = await the_team(work, HUGO, lead=HUGO, name="Platform", channel_id="C0PLAT")
        assert (await teams_to_ask(work, GRACE)).first is None
        assert (await teams_to_ask(work, BEN)).first == desk.team
        there = await teams_to_ask(work, GRACE, "C0PLAT")
        assert there.first == other
        assert len(there.teams) == 2


async def test_a_requester_changes_what_they_asked_until_it_is_over(desk: Desk) -> None:
    fire = await desk.file()
    edit = Edit("Revenue is zero", "in EUR only", date(2026, 11, 27), Priority.P2)
    changed = (await desk.do(edit_fire, fire, GRACE, edit)).fire
    assert (changed.title, changed.description, changed.needed_by) == ("Revenue is zero", "in EUR only", edit.needed_by)
    assert (changed.priority_proposed, changed.priority) == (Priority.P2, Priority.P2)
    await desk.do(resolve_fire, fire, BEN)
    with pytest.raises(Refusal, match="reopen F-1"):
        await desk.do(edit_fire, fire, GRACE, edit)


async def test_what_a_lead_decided_is_not_undone_by_another_proposal(desk: Desk) -> None:
    fire = await desk.file(priority=Priority.P1)
    await desk.do(set_priority, fire, ANA, Priority.P3, " Billing  Exports ")
    changed = (await desk.do(edit_fire, fire, GRACE, Edit("Still", None, None, Priority.P1))).fire
    assert (changed.priority_proposed, changed.priority, changed.topic) == (
        Priority.P1,
        Priority.P3,
        "billing exports",
    )


async def test_a_member_edits_the_words_but_not_the_proposal(desk: Desk) -> None:
    fire = await desk.file()
    changed = (await desk.do(edit_fire, fire, BEN, Edit("Clearer", None, None, Priority.P1))).fire
    assert (changed.title, changed.priority_proposed) == ("Clearer", Priority.P3)
    with pytest.raises(Refusal, match="Only"):
        await desk.do(edit_fire, fire, HUGO, Edit("Mine", None, None))


async def test_only_leads_decide_the_priority(desk: Desk) -> None:
    fire = await desk.file()
    for somebody in (GRACE, BEN):
        with pytest.raises(Refusal, match="Only leads of the team can set the priority of F-1"):
            await desk.do(set_priority, fire, somebody, Priority.P1)


async def test_everything_that_happens_is_kept_with_who_did_it(desk: Desk) -> None:
    fire = await desk.file(requester_id=HUGO)
    await desk.do(set_priority, fire, ANA, Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    await desk.do(release_fire, fire, BEN, "no access")
    async with desk.work() as work:
        events = await FireEvents(work).of(fire.id)
    assert [(each.kind, each.actor_id, each.before, each.after, each.text) for each in events] == [
        (Note.FILED, GRACE, None, "new", None),
        (Note.PRIORITY, ANA, "P3", "P1", None),
        ("claim", BEN, "new", "claimed", None),
        ("release", BEN, "claimed", "new", "no access"),
    ]
    assert {each.at for each in events} == {desk.clock.now()}


async def test_a_fire_filed_from_another_room_gets_its_card_by_the_clock(desk: Desk) -> None:
    async with desk.work() as work:
        filed = await file_fire(work, desk.request(source=Source.BLOCKER, requester_id=BEN, filer_id=CHITRA))
    assert await desk.promised() == {}
    await desk.until(desk.clock.now())
    assert set(await desk.promised()) == {f"fire:{filed.fire.id}", f"fire:{filed.fire.id}:received"}


async def test_the_clock_says_nothing_twice(desk: Desk) -> None:
    fire = await desk.file(requester_id=HUGO, priority=Priority.P1)
    before = await desk.promised()
    assert set(before) == {f"fire:{fire.id}", f"fire:{fire.id}:received", f"fire:{fire.id}:urgent:{ANA}"}
    assert len(await desk.timers(FILED)) == 1
    await desk.until(desk.clock.now())
    assert await desk.promised() == before


@pytest.mark.parametrize(
    ("priority", "minutes_until"),
    # A P3 has a working day of eight hours: it is ten in the morning, so until ten tomorrow.
    [(Priority.P1, 30), (Priority.P2, 240), (Priority.P3, 24 * 60), (Priority.P4, None)],
)
async def test_leads_hear_of_a_fire_that_nobody_takes(
    desk: Desk, priority: Priority, minutes_until: int | None
) -> None:
    fire = await desk.file(priority=priority)
    key = f"fire:{fire.id}:unclaimed:{ANA}"
    if minutes_until is None:
        await desk.until(desk.clock.now() + timedelta(days=10))
        assert key not in await desk.promised()
        return
    due = desk.clock.now() + timedelta(minutes=minutes_until)
    await desk.until(due - timedelta(seconds=1))
    assert key not in await desk.promised()
    await desk.until(due)
    assert "Nobody of Data has taken F-1" in (await desk.promised(ANA))[key]["text"]


async def test_a_fire_taken_in_time_is_not_brought_to_the_leads_and_one_given_back_is(desk: Desk) -> None:
    fire = await desk.file(priority=Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    await desk.until(desk.clock.now() + timedelta(minutes=31))
    assert f"fire:{fire.id}:unclaimed:{ANA}" not in await desk.promised()
    await desk.do(release_fire, fire, BEN)
    await desk.until(desk.clock.now() + timedelta(minutes=30))
    assert f"fire:{fire.id}:unclaimed:{ANA}" in await desk.promised()


async def test_a_fire_made_urgent_is_watched_from_then_on(desk: Desk) -> None:
    fire = await desk.file(priority=Priority.P4)
    await desk.do(set_priority, fire, ANA, Priority.P1)
    await desk.until(desk.clock.now() + timedelta(minutes=30))
    assert f"fire:{fire.id}:unclaimed:{ANA}" in await desk.promised()


async def test_everybody_is_shown_what_they_may_do(desk: Desk) -> None:
    fire = await desk.file()
    async with desk.work() as work:
        for viewer, steps in {
            GRACE: {"withdraw"},
            BEN: {"claim", "decline"},
            ANA: {"claim", "assign", "decline", "snooze", "merge"},
            UserId("UNOBODY"): set(),
        }.items():
            viewed = await view_fire(work, fire.number, viewer)
            assert viewed.steps == steps, viewer
