"""Stories of shifts that change hands: two people swap, and who leaves hands over to who is next."""

from datetime import UTC, date, datetime

from bot.sandbox.state import Message
from bot.triage.repository import Fires
from tests.support.teams import is_away, the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BENS, DANS = "on duty for Data from Mon 30 Nov to Fri 4 Dec", "on duty for Data from Mon 14 Dec to Fri 18 Dec"


async def types(world: World, name: str, line: str) -> None:
    await world.person(name).types(line, channel="data-team")
    await world.forward(seconds=15)


async def reads(world: World, name: str, line: str) -> str:
    await types(world, name, line)
    return world.read(world.person(name).ephemerals[-1])


async def presses(world: World, name: str, text: str, message: Message | None = None) -> None:
    await world.person(name).clicks(text, message)
    await world.forward(seconds=15)


def told(world: World, name: str) -> list[str]:
    return [world.read(each) for each in world.person(name).dm if each.ephemeral_to is None]


async def two_shifts(world: World, *more: str) -> None:
    """Ben has the week of 30 November, Dan that of 14 December."""
    await the_data_team(world)
    await world.forward_to(MORNING)
    for line in ("@ben 30 Nov to 4 Dec", "@dan 14 Dec to 18 Dec", *more):
        await types(world, "ana", f"/triage duty {line}")


async def ben_offers(world: World) -> None:
    await types(world, "ben", "/triage swap @dan")
    await world.person("ben").submits()
    await world.forward(seconds=15)


async def test_two_people_swap_their_next_shifts_by_a_form_and_a_click(world: World) -> None:
    await two_shifts(world)
    await types(world, "ben", "/triage swap @dan")
    ben = world.person("ben")
    form = world.read(ben.modal)
    assert "On duty from Mon 30 Nov to Fri 4 Dec" in form
    assert "On duty from Mon 14 Dec to Fri 18 Dec" in form
    await ben.submits()
    await world.forward(seconds=15)
    assert f"@ben offers to swap: you would be {BENS}, and @ben {DANS}." in told(world, "dan")[-1]
    assert "Until they accept, nothing changes." in told(world, "ben")[-1]
    await presses(world, "dan", "Swap")
    assert f"You and @ben have swapped: you are {BENS}, and they are {DANS}." in told(world, "dan")[-1]
    assert f"You and @dan have swapped: you are {DANS}, and they are {BENS}." in told(world, "ben")[-1]
    page = await reads(world, "elif", "/triage duty")
    assert "• @dan from Mon 30 Nov to Fri 4 Dec" in page


async def test_an_offer_is_declined_or_taken_back_and_nothing_changes(world: World) -> None:
    await two_shifts(world)
    await ben_offers(world)
    await presses(world, "dan", "No, thank you")
    assert f"@dan cannot swap: you stay {BENS}." in told(world, "ben")[-1]
    await ben_offers(world)
    offer = world.person("dan").dm[-1]
    await presses(world, "ben", "Take it back")
    assert f"That offer was taken back: you stay {DANS}." in told(world, "dan")[-1]
    assert offer.ts == world.person("dan").dm[-1].ts
    assert "• @ben from Mon 30 Nov to Fri 4 Dec" in await reads(world, "elif", "/triage duty")


async def test_a_swap_into_leave_or_twice_in_a_row_is_said_and_needs_a_second_click(world: World) -> None:
    await two_shifts(world, "@dan 7 Dec to 11 Dec")
    async with world.work() as work:
        await is_away(work, world.person("ben").id, date(2026, 12, 10), date(2026, 12, 11))
    await types(world, "ben", "/triage swap @dan")
    await world.person("ben").submits()
    await world.forward(seconds=15)
    await presses(world, "dan", "Swap")
    said = told(world, "dan")[-1]
    assert "Ben would be on duty from Mon 7 Dec to Fri 11 Dec, and away from Thu 10 Dec to Fri 11 Dec." in said
    assert "You would be on duty twice in a row" not in said, "a week lies between 4 and 14 December"
    assert "• @ben from Mon 30 Nov to Fri 4 Dec" in await reads(world, "elif", "/triage duty")
    await presses(world, "dan", "Swap all the same")
    assert "You and @ben have swapped" in told(world, "dan")[-1]
    assert "• @dan from Mon 30 Nov to Fri 4 Dec" in await reads(world, "elif", "/triage duty")


async def test_two_weeks_in_a_row_are_said_over_the_weekend_between(world: World) -> None:
    await two_shifts(world, "@ben 7 Dec to 11 Dec")
    await ben_offers(world)
    await presses(world, "dan", "Swap")
    said = told(world, "dan")[-1]
    assert "Ben would be on duty twice in a row: from Mon 14 Dec to Fri 18 Dec is next to another shift." in said


async def test_an_offer_ends_when_one_of_them_is_not_on_duty_then_any_more(world: World) -> None:
    await two_shifts(world)
    await ben_offers(world)
    await types(world, "ana", "/triage duty @elif 2 Dec")
    assert "There is nothing to swap with @ben any more" in told(world, "dan")[-1]


async def test_what_cannot_be_swapped_is_said(world: World) -> None:
    await two_shifts(world)
    assert "With whom?" in await reads(world, "ben", "/triage swap")
    assert "A swap takes two" in await reads(world, "ben", "/triage swap @ben")
    assert "Elif is not on duty for Data within eight weeks" in await reads(world, "ben", "/triage swap @elif")
    assert "You are not on duty for Data within eight weeks" in await reads(world, "elif", "/triage swap @ben")
    assert "members of Data only" in await reads(world, "ben", "/triage swap @grace")
    await ben_offers(world)
    await types(world, "ben", "/triage swap @dan")
    ben = world.person("ben")
    await ben.submits()
    assert "You offer this shift already." in ben.errors_by_label["Dan's shift"]


async def a_week_with_fires(world: World) -> None:
    """Ben is on duty until Friday and Dan from Monday; three fires are open, one of them private."""
    await the_data_team(world)
    await world.forward_to(MORNING)
    await types(world, "ana", "/triage duty @ben until Friday")
    await types(world, "ana", "/triage duty @dan next week")
    for title in ("The revenue dashboard shows zeros p2", "Churn by region, please p3", "Salaries by region p3"):
        await world.person("grace").types(f"/triage new {title}", channel="general")
        await world.forward(seconds=15)
    await types(world, "elif", "/triage claim F-1")
    async with world.work() as work:
        salaries = await Fires(work).get(3)
        assert salaries is not None
        assert await Fires(work).change(salaries, private=True)


async def test_who_leaves_duty_edits_a_note_and_posts_it_for_who_is_next(world: World) -> None:
    await a_week_with_fires(world)
    # Ben works until 17:00 in New York.
    await world.forward_to(datetime(2026, 11, 27, 21, 29, tzinfo=UTC))
    assert not [each for each in told(world, "ben") if "A note for them?" in each]
    await world.forward_to(datetime(2026, 11, 27, 21, 31, tzinfo=UTC))
    (draft,) = [each for each in told(world, "ben") if "A note for them?" in each]
    assert "Your duty for Data ends, and @dan is next." in draft
    assert "Nobody has these yet:\n• F-2 Churn by region, please (P3)" in draft
    assert "Salaries" not in draft
    assert "In somebody's hands:\n• F-1 The revenue dashboard shows zeros (P2, with Elif)" in draft
    ben = world.person("ben")
    await ben.clicks("Edit and post", ben.dm[-1])
    await ben.fills({"Note": "F-1 waits for <the vendor> & Elif knows. <!channel>"})
    await ben.submits()
    await world.forward(seconds=15)
    posted = world.channel("data-team").last_message
    assert "Duty for Data goes from @ben to @dan." in world.read(posted)
    assert "&lt;the vendor&gt; &amp; Elif knows. &lt;!channel&gt;" in str(posted.blocks)
    assert "is posted in" in told(world, "ben")[-1]


async def test_a_note_can_be_left_and_is_not_asked_for_when_shifts_have_changed(world: World) -> None:
    await a_week_with_fires(world)
    await world.forward_to(datetime(2026, 11, 27, 21, 31, tzinfo=UTC))
    before = len(world.channel("data-team").messages)
    await presses(world, "ben", "Leave it")
    assert "No note was posted for @dan." in told(world, "ben")[-1]
    assert len(world.channel("data-team").messages) == before
    await types(world, "ana", "/triage duty @dan until 11 Dec")
    await types(world, "ana", "/triage duty @elif 14 Dec to 18 Dec")
    await types(world, "ana", "/triage duty @dan 14 Dec to 18 Dec")
    await world.forward_to(datetime(2026, 12, 15, 10, 0, tzinfo=UTC))
    assert not [each for each in told(world, "dan") if "A note for them?" in each]


async def test_who_is_relieved_in_the_middle_of_a_day_is_asked_for_a_note_at_once(world: World) -> None:
    await a_week_with_fires(world)
    await world.forward_to(datetime(2026, 11, 25, 15, 0, 0, 250_000, tzinfo=UTC))
    await types(world, "dan", "/triage duty until Friday")
    assert "Your duty for Data ends, and @dan is next." in told(world, "ben")[-1]
    await presses(world, "ben", "Edit and post")
    await world.person("ben").submits()
    await world.forward(seconds=15)
    assert "Duty for Data goes from @ben to @dan." in world.texts("data-team")[-1]
