"""Stories of leading: who could take a fire, what moves for it, leave that begins."""

import re
from datetime import UTC, date, datetime

from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.people.use_cases import set_absence
from bot.sandbox.state import Message
from bot.triage.domain import Desk, Level, TopicPerson
from bot.triage.repository import Desks, TopicPeople
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TITLE = "Revenue dashboard shows zeros"


async def some_fires(world: World, *titles: str, cap: int | None = None) -> None:
    """Grace asks at ten on Monday morning; `cap` is what one person may have in hand."""
    team = await the_data_team(world, ("ana", "ben", "chitra", "dan"))
    if cap is not None:
        async with world.work() as work:
            await Desks(work).put(Desk(team.id, cap=cap))
    await world.forward_to(MORNING)
    for title in titles or (TITLE,):
        await world.person("grace").types(f"/triage new {title}", channel="general")
    await soon(world)


async def soon(world: World) -> None:
    await world.forward(seconds=8)


def shown(world: World, name: str) -> str:
    """The newest thing only they can see."""
    return world.read(world.person(name).ephemerals[-1])


def card(world: World, number: int) -> str:
    return next(text for text in world.texts("data-team") if f"F-{number} ·" in text)


async def test_a_lead_asks_who_could_take_it_and_gives_it_with_one_click(world: World) -> None:
    await some_fires(world, TITLE, "Churn numbers")
    ana, dan = world.person("ana"), world.person("dan")
    for name in ("ben", "chitra"):
        await ana.types(f"/triage assign F-{1 if name == 'ben' else 2} @{name}", channel="data-team")
    await world.person("grace").types("/triage new Which plan sells best?", channel="general")
    await ana.types("/triage suggest F-3", channel="data-team")
    text = shown(world, "ana")
    assert "Suggested: Ana, who has as much room as others (nothing in hand, 39 working hours in the next" in text
    assert "Then Dan, who has as much room" in text
    await ana.clicks("Give it to Dan")
    await soon(world)
    assert "Taken by @dan" in card(world, 3)
    assert dan.sees("@ana gave you F-3")
    assert "is with @dan now" in shown(world, "ana")


async def test_the_assign_form_says_who_is_suggested_and_has_chosen_them(world: World) -> None:
    await some_fires(world)
    ana = world.person("ana")
    async with world.work() as work:
        (team,) = await Teams(work).all()
        knows = TopicPerson("billing", UserId(world.person("chitra").id), Level.EXPERT)
        await TopicPeople(work).replace(team.id, "billing", [knows])
    message = world.channel("data-team").last_message
    await ana.clicks("Set the priority…", message)
    await ana.fills({"How urgent is it?": "P1", "Topic": "Billing"})
    assert (await ana.submits()).closed
    await soon(world)
    await ana.clicks("Assign to…", world.channel("data-team").last_message)
    assert "Suggested: Chitra, who knows billing" in world.read(ana.modal)
    assert (await ana.submits()).closed
    await soon(world)
    assert "Taken by @chitra" in card(world, 1)


async def test_whoever_is_away_is_not_suggested_and_nobody_at_all_is_told_to_the_lead_once(world: World) -> None:
    await the_data_team(world, ("ana", "ben"))
    for name in ("ana", "ben"):
        async with world.work() as work:
            who = world.person(name).id
            await set_absence(work, by=who, user_id=who, first_on=date(2026, 11, 23), last_on=date(2026, 11, 24))
    await world.forward_to(MORNING)
    await world.person("grace").types(f"/triage new {TITLE}", channel="general")
    await soon(world)
    ana = world.person("ana")
    told = [world.read(each) for each in ana.dm if "can take" in world.read(each)]
    assert len(told) == 1
    assert "Nobody of Data can take F-1" in told[0]
    assert "is here first, on Wednesday, 25 November" in told[0]
    await world.forward(hours=5)
    assert len([each for each in ana.dm if "can take" in world.read(each)]) == 1
    assert "Nobody has it yet" in card(world, 1)


async def test_a_full_member_says_what_moves_and_whoever_waits_for_it_is_told(world: World) -> None:
    await some_fires(world, "Churn numbers p4", "Campaign numbers p3", "Everything is down p1", cap=2)
    ben, grace = world.person("ben"), world.person("grace")
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.types("/triage claim F-2", channel="data-team")
    await soon(world)
    await ben.types("/triage claim F-3", channel="data-team")
    form = world.read(ben.modal)
    assert "You have 2 in hand, and Data wants nobody to have more than 2." in form
    assert form.index("F-1 · Churn numbers") < form.index("F-2 · Campaign"), "what is least urgent comes first"
    refused = await ben.submits()
    assert not refused.closed
    assert "Choose what moves for one of them" in str(ben.errors_by_label)
    await ben.fills({"What becomes of F-1?": "Needed later: by Mon 30 Nov"})
    assert (await ben.submits()).closed
    await soon(world)
    assert "Taken by @ben" in card(world, 3)
    assert "needed by Mon 30 Nov" in card(world, 1)
    assert grace.sees("To make room for an urgent request, F-1 · Churn numbers is now planned until Mon 30 Nov.")


async def test_a_lead_gives_a_full_member_one_more_all_or_nothing(world: World) -> None:
    await some_fires(world, "Churn numbers", "Campaign numbers", cap=1)
    ana, ben, chitra = world.person("ana"), world.person("ben"), world.person("chitra")
    await ben.types("/triage claim F-1", channel="data-team")
    await soon(world)
    await ana.clicks("Assign to…", world.channel("data-team").last_message)
    await ana.fills({"Who gets it?": "ben"})
    assert not (await ana.submits()).closed
    assert "Ben has 1 in hand, and Data wants nobody to have more than 1." in world.read(ana.modal)
    await ana.fills({"What becomes of F-1?": "Back to the queue"})
    await chitra.types("/triage show F-1", channel="data-team")
    await ben.types("/triage resolve F-1 found it", channel="data-team")
    assert not (await ana.submits()).closed, "it is not in his hands any more, so nothing is done"
    await soon(world)
    assert "Nobody has it yet" in card(world, 2)


async def test_it_is_taken_anyway_with_a_reason_that_stays_on_record(world: World) -> None:
    await some_fires(world, "Churn numbers", "Campaign numbers", cap=1)
    ben = world.person("ben")
    await ben.types("/triage claim F-1", channel="data-team")
    await soon(world)
    await ben.clicks("Take it", world.channel("data-team").last_message)
    await ben.fills({"It is taken anyway, because": "The board meets at <three>"})
    assert (await ben.submits()).closed
    await soon(world)
    assert "Taken by @ben" in card(world, 2)
    await ben.types("/triage show F-2", channel="data-team")
    assert "@ben took it: The board meets at <three>" in shown(world, "ben")


async def test_the_working_day_before_leave_everything_in_hand_finds_its_place(world: World) -> None:
    await some_fires(world, "Churn numbers", "Campaign numbers", "Which plan sells best?")
    ben = world.person("ben")
    for number in (1, 2, 3):
        await ben.types(f"/triage claim F-{number}", channel="data-team")
    async with world.work() as work:
        await set_absence(work, by=ben.id, user_id=ben.id, first_on=date(2026, 11, 30), last_on=date(2026, 12, 4))
    await world.forward_to(datetime(2026, 11, 27, 13, 59, tzinfo=UTC))
    assert not ben.sees("You are away from")
    await world.forward(minutes=2)
    question = next(each for each in ben.dm if "You are away from" in world.read(each))
    assert "You are away from Monday, 30 November, back on Monday, 7 December, and have 3 fires in hand." in world.read(
        question
    )

    def now() -> Message:
        return next(each for each in ben.dm if each.ts == question.ts)

    await ben.clicks("Keep", question)
    await soon(world)
    assert "You keep it." in world.read(now())
    await ben.clicks("Back to the queue", now())
    await soon(world)
    (way,) = re.findall(r"\[(Pass to \w+)\]", world.read(now()))
    await ben.clicks(way, now())
    await soon(world)
    owners = [
        line
        for number in (1, 2, 3)
        for line in card(world, number).splitlines()
        if "Taken by" in line or "Nobody" in line
    ]
    assert sorted("@ben" in line for line in owners) == [False, False, True]
    await world.forward(days=3)
    assert len([each for each in ben.dm if "in hand. What becomes" in world.read(each)]) == 1, "it is asked once"


async def test_a_lead_hands_over_for_somebody_who_is_away_already_and_others_may_not(world: World) -> None:
    await some_fires(world, "Churn numbers", "Campaign numbers")
    ana, ben = world.person("ana"), world.person("ben")
    for number in (1, 2):
        await ben.types(f"/triage claim F-{number}", channel="data-team")
    await world.person("chitra").types("/triage handover @ben", channel="data-team")
    assert "Only leads of @Ben's team and workspace admins can hand over" in shown(world, "chitra")
    await ana.types("/triage handover @ben", channel="data-team")
    assert "@Ben has 2 fires in hand. What becomes of them?" in shown(world, "ana")
    await ana.clicks("Pass all on as suggested", ana.ephemerals[-1])
    await soon(world)
    assert "all is handed over" in shown(world, "ana")
    assert "@ben" not in card(world, 1) + card(world, 2)
    assert ben.sees("which you had")


async def test_a_leads_home_has_the_queue(world: World) -> None:
    await some_fires(world, "Churn numbers p1", "Campaign numbers")
    ana = world.person("ana")
    home = world.read(await ana.opens_home())
    assert "Data" in home
    assert "2 to take, 0 in hand" in home
    await ana.clicks("Assign…", in_view=ana.home)
    await ana.fills({"Who gets it?": "dan"})
    assert (await ana.submits()).closed
    await soon(world)
    assert "1 to take, 1 in hand" in world.read(ana.home)
    await ana.clicks("Open the queue", in_view=ana.home)
    assert ana.sees("Data: 1 to take, 1 in hand.")
    assert "Open the queue" not in world.read(await world.person("dan").opens_home())
