"""Stories of plan items that keep coming back: their owner hears first, the lead a working day later."""

from bot.standups.domain.schedule import Readers, Rules
from bot.standups.repository import Standups
from tests.support.standups import DONE, PLAN, a_standup, answers, at, dm
from tests.support.teams import the_data_team
from tests.support.world import World

OWNER = "One item of your plan has come back five times in Daily: “Metrics”."
LEAD = "An item on the plan of Dan in Daily has come back five times: “Metrics”."
# Monday to Friday, and the Monday after: it comes back on the five days after the first.
DAYS = ((24, 11), (25, 11), (26, 11), (27, 11), (30, 11))


async def carried(world: World, times: int, rules: Rules | None = None) -> None:
    """Dan plans something on a Monday and goes on with it each day. The last time is answered just now."""
    await a_standup(world, await the_data_team(world, ("ana", "dan")), reminders=(), rules=rules)
    dan = world.person("dan")
    await world.forward_to(at(9, 31))
    await answers(dan, {DONE: "Loads", PLAN: "Metrics"})
    for day, month in DAYS[:times]:
        await goes_on(world, day, month)


async def goes_on(world: World, day: int, month: int = 11, mark: str = "Continue") -> None:
    await world.forward_to(at(9, 31, day, month))
    dan = world.person("dan")
    await dan.clicks("Answer")
    labels = [each["label"]["text"] for each in dan.modal["blocks"] if each["type"] == "input"] if dan.modal else []
    (label,) = [each for each in labels if each.endswith("Metrics")]
    await dan.fills({DONE: "Loads", label: mark})
    assert (await dan.submits()).closed
    await world.forward(seconds=5)


async def test_h4_at_five_the_owner_hears_first_and_the_lead_a_working_day_later(world: World) -> None:
    await carried(world, 4)
    assert not world.person("dan").sees(OWNER)
    await goes_on(world, 30)
    told = world.read(dm(world, "dan", OWNER))
    assert "On Tue 1 Dec I mention it to Ana, who may ask whether it is still wanted." in told
    ana = world.person("ana")
    assert not ana.sees(LEAD)
    await world.forward_to(at(8, 59, 1, 12))
    assert not ana.sees(LEAD)
    await world.forward_to(at(9, 1, 1, 12))
    assert ana.sees(LEAD)
    assert "I have mentioned to Ana that “Metrics” keeps coming back." in world.read(dm(world, "dan", "“Metrics”"))
    await goes_on(world, 1, 12)
    await world.forward_to(at(18, 0, 3, 12))
    assert len([each for each in ana.dm if "“Metrics”" in world.read(each)]) == 1, "once"


async def test_h4_what_is_done_or_dropped_in_time_is_told_to_nobody(world: World) -> None:
    await carried(world, 5)
    dan = world.person("dan")
    await dan.clicks("Drop", dm(world, "dan", OWNER))
    await world.forward_to(at(18, 0, 1, 12))
    assert dan.sees("“Metrics” is dropped. I tell nobody that it came back so often.")
    assert not world.person("ana").sees("Metrics”")


async def test_h4_a_snooze_stops_the_count_for_seven_days(world: World) -> None:
    await carried(world, 3)
    await goes_on(world, 27, mark="Snooze 7 days")
    for day, month in ((30, 11), (1, 12), (2, 12), (3, 12)):
        await goes_on(world, day, month)
    dan = world.person("dan")
    assert not dan.sees(OWNER)
    await world.forward_to(at(9, 31, 4, 12))
    await dan.clicks("Answer")
    assert "Does this still belong to your plan? It came back 3 times: Metrics" in world.read(dan.modal)
    await dan.closes()
    await goes_on(world, 4, 12)
    await goes_on(world, 7, 12)
    assert dan.sees(OWNER), "after the week it is counted on from three"


async def test_h4_snoozed_after_the_warning_the_lead_hears_nothing(world: World) -> None:
    await carried(world, 5)
    dan = world.person("dan")
    await dan.clicks("Snooze 7 days", dm(world, "dan", OWNER))
    await world.forward_to(at(18, 0, 1, 12))
    assert dan.sees("“Metrics” is snoozed until Mon 7 Dec: it comes back, but I do not count it, and tell nobody.")
    assert not world.person("ana").sees(LEAD)


async def test_h4_a_lead_who_may_not_read_the_standup_hears_nothing_of_its_plans(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    standup = await a_standup(world, team, reminders=(), rules=Rules(readers=Readers.OWNER))
    async with world.work() as work:
        await Standups(work).give_to(standup.id, world.person("elif").id)
    dan = world.person("dan")
    await world.forward_to(at(9, 31))
    await answers(dan, {DONE: "Loads", PLAN: "Metrics"})
    for day, month in DAYS:
        await goes_on(world, day, month)
    await world.forward_to(at(18, 0, 1, 12))
    assert not dan.sees(OWNER)
    assert not world.person("ana").sees("Metrics"), "she leads, and does not own it"
