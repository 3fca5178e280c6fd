"""The whole story of load: uneven weeks, the person first, a lead's click, next week's duty, a digest without names."""

import re
from datetime import datetime, time, timedelta

from bot.core.calendar import WEEK
from bot.duty.domain import Role, usual_rota
from bot.duty.repository import Rotas, Shifts
from bot.people.repository import Teams
from tests.scenarios.test_load_person_first import about_load, in_hand, just_after
from tests.support.teams import the_data_team
from tests.support.world import World

# They are at work at the hour of the requests.
OTHERS = ("ana", "dan", "elif", "farid")
# Of how many requests of each week Ben takes how many.
TAKEN = ((2, 5), (2, 5), (3, 5), (7, 8))


async def four_weeks(world: World) -> datetime:
    """What is filed is taken at once, on all workdays; at the end Ben still has what he took in the fourth week. Gives
    the moment at which he is at work on the Monday after it.
    """
    await the_data_team(world)
    await ben_is_on_next_week(world)
    grace, number, first = world.person("grace"), 0, world.clock.now().replace(hour=15)
    for week, (own, all_of_it) in enumerate(TAKEN):
        for place in range(all_of_it):
            number += 1
            day = timedelta(days=place * 5 // all_of_it, minutes=10 * place)
            await world.forward_to(first + week * WEEK + day)
            is_bens = place * own // all_of_it != (place + 1) * own // all_of_it
            taker = world.person("ben" if is_bens else OTHERS[number % len(OTHERS)])
            await grace.types(f"/triage new Zeros in report {number}", channel="general")
            await taker.types(f"/triage claim F-{number}")
            if not is_bens or week < len(TAKEN) - 1:
                await taker.types(f"/triage resolve F-{number} fixed")
            await world.settle()
    return first.replace(hour=14) + len(TAKEN) * WEEK


async def ben_is_on_next_week(world: World) -> None:
    """Published long ago: Ben, with Chitra as backup, in the week after the Monday on which he is told."""
    async with world.work() as work:
        [team] = await Teams(work).all()
        monday = world.clock.now().date() + 5 * WEEK
        await Rotas(work).put(usual_rota(team.id, monday))
        starts = datetime.combine(monday, time(), team.week.zone)
        for role, name in ((Role.PRIMARY, "ben"), (Role.BACKUP, "chitra")):
            user_id, lead = world.person(name).id, world.person("ana").id
            await Shifts(work).add(team.id, user_id, role, starts=starts, ends=starts + WEEK, put_by=lead)


async def test_from_four_uneven_weeks_to_next_weeks_plan_by_one_click_and_a_digest_without_names(world: World) -> None:
    told_at = await four_weeks(world)
    await just_after(world, told_at)
    [notice] = about_load(world, "ben")
    text = world.read(notice)
    assert "you handled 14 of Data's 23 requests" in text
    assert re.search(r"about [34](?:\.\d)? was expected \(likely \d to \d\)", text)
    for button in ("Planned", "Wrong data", "I want to talk"):
        assert f"[{button}]" in text
    assert about_load(world, "ana") == []

    await just_after(world, told_at + timedelta(days=1))
    [card] = about_load(world, "ana")
    text = world.read(card)
    assert "14 of 23 requests" in text
    assert "open fires of Ben over" in text
    assert "And: publish duty without Ben next week" in text
    new = re.search(r"Mon 28 Dec to Sun 3 Jan( 2027)?: (\w+), backup (\w+) \(now: Ben, backup Chitra\)", text)
    assert new is not None
    assert duty_lists(world) == []

    ana, kept = world.person("ana"), len(in_hand(world, "ben"))
    await ana.clicks("Apply", card)
    await world.forward(minutes=1)
    [card] = about_load(world, "ana")
    assert "Ana applied the proposal" in world.read(card)
    assert len(in_hand(world, "ben")) < kept
    [listed] = duty_lists(world)
    assert f"@{new[2].lower()}" in listed
    assert "load" not in listed.casefold()
    own = [world.read(each) for each in world.person(new[2].lower()).dm]
    assert any("You are on duty for Data once" in each for each in own)
    assert any("you are not on any more" in world.read(each) for each in world.person("ben").dm)

    await world.forward_to((told_at + timedelta(days=4)).replace(hour=15, minute=1))
    await world.forward(minutes=1)
    digest = next(each for each in reversed(world.texts("data-team")) if "Requests are concentrated" in each)
    load = next(line for line in digest.splitlines() if "concentrated" in line)
    assert "Ben" not in load
    assert "ben" not in load
    assert f"On duty  {new[2]} from Mon 28 Dec to Sun 3 Jan" in digest

    ben = world.person("ben")
    await ben.types("/triage load", channel="data-team")
    assert "Ana at a notice" in world.read(ben.ephemerals[-1])


def duty_lists(world: World) -> list[str]:
    return [each for each in world.texts("data-team") if "Who is on duty" in each]
