"""Merging, splitting, what is no request, and what words of people do to a fire."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import BotError
from bot.triage.domain import Fire, Note, Priority, Source, State, Step
from bot.triage.forms.moving import Split, read_apart, read_merge
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases import (
    Change,
    Closing,
    Filed,
    Hearing,
    Mistaken,
    Outcome,
    Refusal,
    cases_handled,
    claim_fire,
    could_take_in,
    decline_fire,
    hear,
    look_up,
    merge_fire,
    merged_into,
    reopen_fire,
    resolve_fire,
    split_fire,
    wait_for_answer,
    week_counts,
    withdraw_fire,
)
from tests.people.builders import ANA, BEN, CHITRA, the_team
from tests.triage.builders import GRACE, HUGO, Desk

LONDON, KOLKATA, NEW_YORK = (ZoneInfo(each) for each in ("Europe/London", "Asia/Kolkata", "America/New_York"))
# A Wednesday, ten in the morning in London.
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["12 into 9", "F-12 into F-9", "F-12 F-9", "12 in 9", "f12 with #9", "12, and 9"])
def test_two_numbers_are_read_however_they_are_joined(typed: str) -> None:
    assert read_merge(typed) == (12, 9)


@pytest.mark.parametrize("typed", ["", "12", "12 into", "into 9", "12 into nine", "12 9 7"])
def test_one_number_alone_is_asked_about(typed: str) -> None:
    with pytest.raises(BotError, match="Write both numbers"):
        read_merge(typed)


async def merged(desk: Desk, number: Fire, into: Fire, by: str = ANA) -> Change:
    return await desk.give(merge_fire, number, into.number, by)  # type: ignore[arg-type]


async def test_a_merged_fire_is_one_case_with_the_other_and_its_requester_follows(desk: Desk) -> None:
    stays = await desk.file("Revenue is zero")
    same = await desk.file("Zero revenue", requester_id=HUGO, filer_id=HUGO)
    change = await merged(desk, same, stays)
    gone = change.fire
    assert (gone.state, gone.merged_into, gone.case_id, gone.closed_by) == (State.MERGED, stays.id, stays.case_id, None)
    assert "<@UANA> made F-2 · Zero revenue a part of F-1" in (await desk.told(HUGO))[-1]
    await desk.do(claim_fire, stays, BEN)
    assert (await desk.told(HUGO))[-1] == "<@UBEN> has taken F-1, and with it F-2 · Zero revenue."
    await desk.do(wait_for_answer, stays, BEN, "Which month?")
    assert "Which month" not in str(await desk.promised(HUGO)), "grace is asked, not hugo"
    await desk.do(resolve_fire, stays, BEN, Closing("Fixed the join"))
    last = list((await desk.promised(HUGO)).values())[-1]
    assert last["text"] == "<@UBEN> resolved F-1, and with it F-2 · Zero revenue."
    assert "Fixed the join" in str(last["blocks"])
    cards = await desk.promised(desk.team.channel_id)
    assert any("F-2 is part of" in body["text"] for body in cards.values()), "under the card of each"
    async with desk.work() as work:
        cases = await cases_handled(work, desk.team.id, NOW - timedelta(days=1), NOW + timedelta(days=1))
    assert [(case.fires, case.handler, case.closed_at) for case in cases] == [(2, BEN, NOW)]


async def test_one_requester_of_both_hears_everything_once(desk: Desk) -> None:
    stays, same = await desk.file("Revenue is zero"), await desk.file("Zero revenue")
    await merged(desk, same, stays)
    before = len(await desk.told(GRACE))
    await desk.do(resolve_fire, stays, BEN)
    assert len(await desk.told(GRACE)) == before + 1


async def test_a_merged_fire_that_is_reopened_is_a_request_of_its_own_again(desk: Desk) -> None:
    stays = await desk.file("Revenue is zero")
    same = await desk.file("Zero revenue", requester_id=HUGO, filer_id=HUGO)
    await desk.do(claim_fire, same, CHITRA)
    await merged(desk, same, stays)
    assert (await desk.told(CHITRA))[-1] == "<@UANA> made F-2 · Zero revenue, which you had, a part of F-1."
    apart = (await desk.do(reopen_fire, same, HUGO, "Mine is about EUR")).fire
    assert (apart.state, apart.owner_id, apart.merged_into, apart.case_id, apart.case_before, apart.outcome) == (
        State.CLAIMED,
        CHITRA,
        None,
        2,
        None,
        None,
    )
    before = len(await desk.told(HUGO))
    await desk.do(resolve_fire, stays, BEN)
    assert len(await desk.told(HUGO)) == before


async def test_what_was_merged_into_a_merged_fire_follows_along(desk: Desk) -> None:
    first, second, third = [
        await desk.file(f"Number {each}", requester_id=who, filer_id=who)
        for each, who in enumerate((GRACE, HUGO, CHITRA))
    ]
    await merged(desk, third, second)
    await merged(desk, second, first)
    assert "will hear what happens there" in (await desk.told(CHITRA))[-1]
    async with desk.work() as work:
        assert [each.name for each in await merged_into(work, first.id)] == ["F-2", "F-3"]
    await desk.do(withdraw_fire, first, GRACE)
    assert "If you still need F-3 · Number 2, open it again." in (await desk.told(CHITRA))[-1]


async def test_fires_that_do_not_fit_are_not_merged(desk: Desk) -> None:
    one, two, done, gone = [await desk.file(f"Number {each}") for each in range(4)]
    await desk.do(resolve_fire, done, BEN)
    await merged(desk, gone, two)
    secret = await desk.file("Salaries")
    async with desk.work() as work:
        await Fires(work).change(await look_up(work, secret.number), private=True)
        platform = await the_team(work, HUGO, ANA, lead=HUGO, name="Platform", channel_id="C0PLAT")
    theirs = await desk.file("Their matter", team_id=platform.id)
    for other, words in (
        (one, "cannot be merged into itself"),
        (done, "F-3 is done. Open it again by `/triage reopen F-3`"),
        (gone, "F-4 is part of F-2 already. Merge F-1 into F-2."),
        (secret, "One of F-1 and F-5 is private"),
        (theirs, "F-6 is with Platform and F-1 with Data"),
    ):
        with pytest.raises(Refusal) as refused:
            await merged(desk, one, other)
        assert words in refused.value.text
    with pytest.raises(Refusal, match="F-3 is done, so nobody can merge it now"):
        await merged(desk, done, one)
    with pytest.raises(Refusal, match="Only its owner or leads of the team can merge F-1"):
        await merged(desk, one, two, by=CHITRA)
    await desk.do(claim_fire, one, CHITRA)
    with pytest.raises(BotError, match="There is no F-5 here"):
        await merged(desk, one, secret, by=CHITRA)
    async with desk.work() as work:
        assert [each.name for each in await could_take_in(work, await look_up(work, 1), ANA)] == ["F-2"]


async def test_part_of_a_fire_becomes_a_fire_of_its_own(desk: Desk) -> None:
    first = await desk.file("Revenue is zero", priority=Priority.P2)
    await desk.do(claim_fire, first, BEN)

    async def split(text: str, own_case: bool = False) -> Filed:
        async with desk.work() as work:
            return await split_fire(work, first.number, BEN, text, own_case)

    same, apart = (await split("The churn chart too p1")).fire, (await split("Another export", own_case=True)).fire
    assert (same.case_id, same.requester_id, same.filer_id, same.source, same.priority) == (
        first.case_id,
        GRACE,
        BEN,
        Source.SPLIT,
        Priority.P1,
    )
    assert (apart.case_id, apart.priority, apart.state) == (3, Priority.P2, State.NEW)
    async with desk.work() as work:
        told = {
            fire.name: [each.text for each in await FireEvents(work).of(fire.id) if each.kind == Note.SPLIT]
            for fire in (first, same, apart)
        }
    assert told == {"F-1": ["F-2", "F-3"], "F-2": ["F-1"], "F-3": ["F-1"]}
    with pytest.raises(Mistaken, match="Say what the other fire is"):
        await split(" p1 ")


def test_another_matter_is_named_in_words() -> None:
    assert read_apart("the churn chart too") == Split("the churn chart too", own_case=False)
    assert read_apart("own case: the churn chart") == Split("the churn chart", own_case=True)
    assert read_apart("Another matter - the churn chart") == Split("the churn chart", own_case=True)


async def test_what_was_no_request_leaves_all_counts_within_an_hour_only(desk: Desk) -> None:
    soon, late = await desk.file("Thank you!"), await desk.file("Thanks again!")
    desk.clock.move_to(NOW + timedelta(hours=1))
    assert (await desk.do(decline_fire, soon, BEN, "It was a thank-you", not_a_request=True)).fire.dismissed
    desk.clock.move_to(NOW + timedelta(hours=1, seconds=1))
    assert not (await desk.do(decline_fire, late, BEN, "It was a thank-you", not_a_request=True)).fire.dismissed
    async with desk.work() as work:
        counts = await week_counts(work, desk.team.id, NOW, NOW + timedelta(days=1))
    assert (counts.arrived, counts.declined) == (1, 1)


async def heard(desk: Desk, fire: Fire, by: str, text: str = "October") -> Hearing:
    async with desk.work() as work:
        return await hear(work, await look_up(work, fire.number), by, text)


async def test_only_the_requesters_own_words_let_a_waiting_fire_go_on(desk: Desk) -> None:
    fire = await desk.file()
    await desk.do(claim_fire, fire, BEN)
    await desk.do(wait_for_answer, fire, BEN, "Which month?")
    for somebody in (HUGO, CHITRA, ANA, BEN):
        assert await heard(desk, fire, somebody) == Hearing(Outcome.NOT_THEIRS, await desk.now(fire), None)
    answered = await heard(desk, fire, GRACE)
    assert answered.outcome == Outcome.GOES_ON
    assert answered.change is not None
    assert (answered.change.event.kind, answered.change.event.text) == (Step.ANSWER, "October")
    assert (await desk.now(fire)).state == State.IN_PROGRESS
    assert (await heard(desk, fire, GRACE, "And November")).outcome == Outcome.KEPT


async def test_who_filed_it_and_works_on_it_does_not_answer_themselves(desk: Desk) -> None:
    fire = await desk.file(filer_id=BEN)
    await desk.do(claim_fire, fire, BEN)
    await desk.do(wait_for_answer, fire, BEN, "Which month?")
    assert (await heard(desk, fire, BEN, "Any news?")).outcome == Outcome.NOT_THEIRS


@pytest.mark.parametrize("words", ["Thanks!", "thank you", "It is broken again"])
async def test_no_words_open_a_fire_that_is_over(desk: Desk, words: str) -> None:
    fire = await desk.file()
    await desk.do(resolve_fire, fire, BEN)
    late = await heard(desk, fire, GRACE, words)
    assert late.outcome == Outcome.LATE
    assert late.change is not None
    assert (late.change.event.kind, late.change.event.text) == (Note.REMARK, words)
    assert (await desk.now(fire)).state == State.DONE


async def test_words_about_a_merged_fire_reach_who_works_on_the_other(desk: Desk) -> None:
    stays = await desk.file("Revenue is zero")
    same = await desk.file("Zero revenue", requester_id=HUGO, filer_id=HUGO)
    await merged(desk, same, stays)
    kept = await heard(desk, same, HUGO, "In EUR too")
    assert kept.outcome == Outcome.KEPT
    assert kept.change is not None
    assert kept.change.fire.id == stays.id
    await desk.do(resolve_fire, stays, BEN)
    assert (await heard(desk, same, HUGO, "Thanks")).outcome == Outcome.LATE
