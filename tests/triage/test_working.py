"""Working on fires: taken by exactly one, given, given back, waiting, ended, opened again; and who is told."""

import asyncio
from datetime import date, timedelta

import pytest

from bot.core.errors import BotError
from bot.people.repository import Absences
from bot.triage.domain import Effort, Fire, Note, Priority, Recurrence, State
from bot.triage.use_cases import (
    Away,
    Change,
    Closing,
    Refusal,
    answer_fire,
    assign_fire,
    cases_handled,
    claim_fire,
    decline_fire,
    fires_asked_by,
    open_fires,
    open_fires_of,
    release_fire,
    reopen_fire,
    resolve_fire,
    set_priority,
    start_fire,
    topics,
    view_fire,
    wait_for_answer,
    week_counts,
    withdraw_fire,
)
from tests.people.builders import ANA, BEN, CHITRA, IRIS
from tests.triage.builders import GRACE, HUGO, Desk


async def test_of_two_who_claim_at_once_exactly_one_gets_it(desk: Desk) -> None:
    fire = await desk.file()
    outcomes = await asyncio.gather(
        desk.do(claim_fire, fire, BEN), desk.do(claim_fire, fire, CHITRA), return_exceptions=True
    )
    won = [each for each in outcomes if isinstance(each, Change)]
    lost = [each for each in outcomes if isinstance(each, Refusal)]
    assert (len(won), len(lost)) == (1, 1)
    winner = won[0].fire.owner_id
    assert winner == (await desk.now(fire)).owner_id
    assert f"F-1 was already taken by @{'Ben' if winner == BEN else 'Chitra'}" in lost[0].text
    async with desk.work() as work:
        history = (await view_fire(work, fire.number, ANA)).history
    assert [each.kind for each in history] == [Note.FILED, "claim"]


async def test_who_reads_an_old_state_cannot_overwrite_a_new_one(desk: Desk) -> None:
    """Both have read it as new before either writes: the database decides."""
    fire = await desk.file()
    if "sqlite" in str(desk.transactions.database.url):
        pytest.skip("SQLite lets one writer in at a time: nobody can read an old state there")
    async with desk.work() as slow:
        reads_first = await view_fire(slow, fire.number, BEN)
        assert reads_first.fire.state == State.NEW
        await desk.do(claim_fire, fire, CHITRA)
        with pytest.raises(Refusal, match="already taken by @Chitra"):
            await claim_fire(slow, fire.number, BEN)


async def test_who_comes_too_late_hears_who_has_it_and_since_when(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=2))
    with pytest.raises(Refusal) as refused:
        await desk.do(claim_fire, fire, CHITRA)
    assert refused.value.text == (
        "F-1 was already taken by @Ben two minutes ago. Ask them in the thread to hand it over."
    )
    with pytest.raises(Refusal, match="F-1 is yours already"):
        await desk.do(claim_fire, fire, BEN)


async def test_an_illegal_step_is_refused_naming_the_legal_ones(desk: Desk) -> None:
    fire = await desk.file()
    with pytest.raises(Refusal) as refused:
        await desk.do(start_fire, fire, ANA)
    assert refused.value.text == (
        "F-1 is new, so nobody can start it now. What can be done: claim, assign, snooze, decline, withdraw or merge."
    )


async def test_only_the_team_takes_fires_and_only_its_own(desk: Desk) -> None:
    fire = await desk.file()
    with pytest.raises(Refusal, match=r"Only members of the team or leads of the team can claim F-1\. It is with Data"):
        await desk.do(claim_fire, fire, GRACE)
    assert (await desk.do(claim_fire, fire, IRIS)).fire.owner_id == IRIS


async def test_a_lead_gives_a_fire_and_all_whom_it_concerns_are_told(desk: Desk) -> None:
    fire = await desk.file()
    await desk.give(assign_fire, fire, BEN, by=ANA)
    assert await desk.told(BEN) == ["<@UANA> gave you F-1 · Revenue dashboard shows zeros."]
    assert "<@UBEN> has taken F-1" in (await desk.told(GRACE))[-1]
    await desk.give(assign_fire, fire, CHITRA, by=ANA)
    assert (await desk.told(BEN))[-1].endswith("which you had: <@UCHITRA> has it now.")
    assert len(await desk.told(CHITRA)) == 1
    assert await desk.told(ANA) == []
    with pytest.raises(Refusal, match="@Chitra has F-1 already"):
        await desk.give(assign_fire, fire, CHITRA, by=ANA)


async def test_an_owner_hands_over_and_a_member_cannot(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    with pytest.raises(Refusal, match="Only its owner or leads of the team can assign F-1"):
        await desk.give(assign_fire, fire, CHITRA, by=CHITRA)
    assert (await desk.give(assign_fire, fire, CHITRA, by=BEN)).fire.owner_id == CHITRA


async def test_a_fire_is_given_to_members_only(desk: Desk) -> None:
    fire = await desk.file()
    with pytest.raises(Refusal, match="<@UHUGO> is not in Data"):
        await desk.give(assign_fire, fire, HUGO, by=ANA)


async def test_who_gives_a_fire_to_themselves_takes_it(desk: Desk) -> None:
    fire = await desk.file()
    change = await desk.give(assign_fire, fire, BEN, by=BEN)
    assert (change.event.kind, change.fire.owner_id) == ("claim", BEN)


async def test_somebody_away_gets_a_fire_only_after_a_second_thought(desk: Desk) -> None:
    fire = await desk.file()
    # Away until Friday, then the weekend, then away on Monday: back on Tuesday.
    await desk.is_away(BEN, date(2026, 11, 25), date(2026, 11, 27))
    await desk.is_away(BEN, date(2026, 11, 30), date(2026, 11, 30))
    with pytest.raises(Away) as asked:
        await desk.give(assign_fire, fire, BEN, by=ANA)
    assert asked.value.text == "@Ben is away (back on Tuesday, 1 December)."
    assert (await desk.now(fire)).state == State.NEW
    given = await desk.give(assign_fire, fire, BEN, by=ANA, even_if_away=True)
    assert given.fire.owner_id == BEN


async def test_a_fire_given_back_is_anybodys_again(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    released = (await desk.do(release_fire, fire, ANA, "he is ill")).fire
    assert (released.state, released.owner_id, released.last_owner_id) == (State.NEW, None, BEN)
    assert "it is new now" in (await desk.told(BEN))[-1]
    assert (await desk.do(claim_fire, fire, CHITRA)).fire.owner_id == CHITRA


async def test_a_waiting_fire_asks_its_requester_and_goes_on_with_the_answer(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    await desk.do(start_fire, fire, BEN)
    with pytest.raises(BotError, match="Say what you wait for"):
        await desk.do(wait_for_answer, fire, BEN, "  ")
    waiting = await desk.do(wait_for_answer, fire, BEN, "Which <month> & year?")
    key = f"fire:{fire.id}:waiting:{waiting.event.id}"
    asked = (await desk.promised(GRACE))[key]
    assert "Which &lt;month&gt; &amp; year?" in str(asked["blocks"])
    assert "Here is the answer" in str(asked["blocks"])
    answered = await desk.do(answer_fire, fire, GRACE, "October")
    assert (answered.fire.state, answered.event.text) == (State.IN_PROGRESS, "October")
    assert "Here is the answer" not in str((await desk.promised(GRACE))[key]["blocks"])
    said = (await desk.promised(desk.team.channel_id))[f"fire:{fire.id}:said:{answered.event.id}"]
    assert said["text"] == "<@UBEN>, <@UGRACE> says about F-1:"
    assert "October" in str(said["blocks"])


async def test_a_third_person_cannot_answer(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    await desk.do(wait_for_answer, fire, BEN, "Which month?")
    for somebody in (HUGO, CHITRA):
        with pytest.raises(Refusal, match="Only"):
            await desk.do(answer_fire, fire, somebody, "October, I think")


async def test_an_answer_that_comes_late_is_kept(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    await desk.do(wait_for_answer, fire, BEN, "Which month?")
    await desk.do(resolve_fire, fire, BEN)
    late = await desk.do(answer_fire, fire, GRACE, "October")
    assert (late.event.kind, late.event.text, late.fire.state) == (Note.REMARK, "October", State.DONE)


async def test_a_resolved_fire_tells_the_requester_what_changed(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    closing = Closing("Fixed the join", Effort.SMALL, Recurrence.LIKELY_AGAIN, "Billing")
    done = (await desk.do(resolve_fire, fire, BEN, closing)).fire
    assert (done.state, done.closed_by, done.outcome) == (State.DONE, BEN, "Fixed the join")
    assert (done.effort, done.recurrence, done.topic) == (Effort.SMALL, Recurrence.LIKELY_AGAIN, "billing")
    last = list((await desk.promised(GRACE)).values())[-1]
    assert last["text"] == "<@UBEN> resolved F-1 · Revenue dashboard shows zeros."
    assert "Fixed the join" in str(last["blocks"])


async def test_who_resolves_what_nobody_has_takes_it_first(desk: Desk) -> None:
    fire = await desk.file()
    done = (await desk.do(resolve_fire, fire, BEN)).fire
    assert (done.owner_id, done.claimed_at, done.closed_at) == (BEN, desk.clock.now(), desk.clock.now())
    async with desk.work() as work:
        history = (await view_fire(work, fire.number, ANA)).history
    assert [each.kind for each in history] == [Note.FILED, "claim", "resolve"]
    assert len(await desk.told(GRACE)) == 2, "her card, and once that it is done, not also that it was taken"


async def test_a_fire_is_declined_with_a_reason_only_and_the_requester_reads_it(desk: Desk) -> None:
    fire = await desk.file()
    with pytest.raises(BotError, match="Say why"):
        await desk.do(decline_fire, fire, BEN, " ")
    declined = (await desk.do(decline_fire, fire, BEN, "We have no such data")).fire
    assert (declined.state, declined.outcome, declined.dismissed) == (State.DECLINED, "We have no such data", False)
    last = list((await desk.promised(GRACE)).values())[-1]
    assert "We have no such data" in str(last["blocks"])


async def test_nobody_is_told_what_they_did_themselves(desk: Desk) -> None:
    fire = await desk.file(requester_id=BEN, filer_id=BEN)
    await desk.do(claim_fire, fire, BEN)
    await desk.do(resolve_fire, fire, BEN)
    assert list(await desk.promised(BEN)) == [f"fire:{fire.id}:received"], "only the card of what he asked for"


async def test_a_requester_takes_a_fire_back_and_its_owner_hears_it(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    with pytest.raises(Refusal, match="Only the requester can withdraw"):
        await desk.do(withdraw_fire, fire, BEN)
    taken_back = (await desk.do(withdraw_fire, fire, GRACE)).fire
    assert (taken_back.state, taken_back.closed_by, taken_back.dismissed) == (State.DECLINED, None, False)
    assert len(await desk.told(BEN)) == 1


async def test_a_reopened_fire_goes_back_to_who_had_it(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    await desk.do(resolve_fire, fire, BEN, Closing("Fixed"))
    first_taken = (await desk.now(fire)).claimed_at
    desk.clock.move_to(desk.clock.now() + timedelta(days=7))
    again = (await desk.do(reopen_fire, fire, GRACE, "Still zero")).fire
    assert (again.state, again.owner_id, again.outcome, again.closed_at) == (State.CLAIMED, BEN, None, None)
    assert again.claimed_at == first_taken, "the same work, counted in the week it was taken first"
    assert "is with you again" in (await desk.told(BEN))[-1]


async def test_a_reopened_fire_whose_owner_is_away_goes_into_the_queue(desk: Desk) -> None:
    fire = await desk.file(priority=Priority.P1)
    await desk.do(claim_fire, fire, BEN)
    await desk.do(resolve_fire, fire, BEN)
    await desk.is_away(BEN, date(2026, 11, 25), date(2026, 11, 27))
    again = (await desk.do(reopen_fire, fire, GRACE)).fire
    assert (again.state, again.owner_id, again.last_owner_id) == (State.NEW, None, BEN)
    await desk.until(desk.clock.now() + timedelta(minutes=30))
    assert f"fire:{fire.id}:unclaimed:{ANA}" in await desk.promised()


async def test_leads_hear_of_a_p1_at_once_however_it_became_one(desk: Desk) -> None:
    await desk.file(priority=Priority.P1, filer_id=ANA)
    assert await desk.told(ANA) == [], "she filed it herself"
    second = await desk.file(priority=Priority.P2)
    await desk.do(set_priority, second, IRIS, Priority.P1)
    assert len(await desk.told(ANA)) == 1


async def test_the_card_always_says_how_it_stands(desk: Desk) -> None:
    fire = await desk.file()

    async def card() -> str:
        return str((await desk.promised())[f"fire:{fire.id}"])

    assert "Nobody has it yet" in await card()
    await desk.do(claim_fire, fire, BEN)
    assert "Taken by <@UBEN>" in await card()
    await desk.do(start_fire, fire, BEN)
    assert "<@UBEN> is working on it" in await card()
    await desk.do(wait_for_answer, fire, BEN, "?")
    assert "<@UBEN> waits for <@UGRACE>" in await card()
    await desk.do(resolve_fire, fire, ANA, Closing("Out"))
    assert "Done by <@UANA>" in await card()
    await desk.do(set_priority_after_reopening, fire, ANA)
    assert "*P1*" in await card()


async def set_priority_after_reopening(work: object, number: int, by: str) -> Change:
    await reopen_fire(work, number, by)  # type: ignore[arg-type]
    return await set_priority(work, number, by, Priority.P1)  # type: ignore[arg-type]


async def test_everybody_finds_their_fires(desk: Desk) -> None:
    first, second = await desk.file("One"), await desk.file("Two", requester_id=HUGO)
    await desk.do(claim_fire, first, BEN)
    await desk.do(resolve_fire, second, BEN)
    async with desk.work() as work:
        assert [fire.title for fire in await open_fires(work, desk.team.id)] == ["One"]
        assert [fire.title for fire in await open_fires_of(work, BEN)] == ["One"]
        assert [fire.title for fire in await fires_asked_by(work, HUGO)] == ["Two"]
    desk.clock.move_to(desk.clock.now() + timedelta(days=15))
    async with desk.work() as work:
        assert await fires_asked_by(work, HUGO) == [], "closed two weeks ago"
        assert len(await fires_asked_by(work, GRACE)) == 1


async def test_load_reads_cases_by_the_week_they_were_taken_in(desk: Desk) -> None:
    monday = desk.clock.now() - timedelta(days=2)
    first = await desk.file("One", source_channel="C9", source_ts="1.0")
    follow_up = await desk.file("Two", source_channel="C9", source_ts="2.0", source_thread="1.0")
    await desk.file("Nobody takes this")
    slip = await desk.file("Oops")
    await desk.do(claim_fire, first, BEN)
    await desk.do(claim_fire, follow_up, BEN)
    await desk.do(decline_fire, slip, CHITRA, "not a request")
    desk.clock.move_to(monday + timedelta(days=8))
    await desk.do(resolve_fire, follow_up, BEN, Closing(topic="billing"))
    async with desk.work() as work:
        week = await cases_handled(work, desk.team.id, monday, monday + timedelta(days=7))
        after = await cases_handled(work, desk.team.id, monday + timedelta(days=7), monday + timedelta(days=14))
        assert await topics(work, desk.team.id) == ["billing"]
    assert [(case.case_id, case.handler, case.fires, case.dismissed) for case in week] == [
        (1, BEN, 2, False),
        (4, CHITRA, 1, True),
    ]
    assert after == [], "closing later does not make it the work of another week"


async def test_the_digest_counts_what_came_went_and_stayed(desk: Desk) -> None:
    start = desk.clock.now()
    fires: list[Fire] = [await desk.file(f"Number {each}") for each in range(5)]
    await desk.do(resolve_fire, fires[0], BEN)
    await desk.do(decline_fire, fires[1], BEN, "no data")
    await desk.do(withdraw_fire, fires[2], GRACE)
    await desk.do(claim_fire, fires[3], BEN)
    week = timedelta(days=7)
    desk.clock.move_to(start + week + timedelta(hours=1))
    late = await desk.file("Next week")
    async with desk.work() as work:
        first = await week_counts(work, desk.team.id, start, start + week)
        second = await week_counts(work, desk.team.id, start + week, start + 2 * week)
    assert (first.arrived, first.done, first.declined, first.open, first.unclaimed, first.aged) == (4, 1, 1, 2, 1, 0)
    assert (second.arrived, second.done, second.open, second.unclaimed, second.aged) == (1, 0, 3, 2, 2)
    assert late.number == 6


async def test_absences_are_read_in_the_members_own_zone(desk: Desk) -> None:
    fire = await desk.file()
    await desk.is_away(BEN, date(2026, 11, 26), date(2026, 11, 26))
    async with desk.work() as work:
        assert len(await Absences(work).between([BEN], date(2026, 11, 26), date(2026, 11, 26))) == 1
    assert (await desk.give(assign_fire, fire, BEN, by=ANA)).fire.owner_id == BEN, "tomorrow is not today"
