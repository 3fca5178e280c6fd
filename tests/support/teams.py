"""The data team of the sandbox, as the bot knows it once somebody set it up."""

from datetime import date, time

from bot.core.work import Work
from bot.people.domain import Absence, Person, Role, Team, TeamSettings, UserId
from bot.people.repository import Absences, People, Teams
from tests.support.world import World

ZONES = {
    "ana": "Europe/London",
    "ben": "America/New_York",
    "chitra": "Asia/Kolkata",
    "dan": "Europe/London",
    "elif": "Europe/London",
    "farid": "America/New_York",
}


async def the_data_team(
    world: World, members: tuple[str, ...] = tuple(ZONES), lead: str = "ana", digest_on: int = 4
) -> Team:
    """Ana leads it in #data-team; London hours. Nobody is part-time or away unless a story says so."""
    async with world.work() as work:
        for name in members:
            await People(work).save(Person(UserId(world.person(name).id), name.capitalize(), ZONES[name]))
        settings = TeamSettings(
            name="Data",
            channel_id=world.channel("data-team").id,
            zone="Europe/London",
            starts=time(9),
            ends=time(17),
            digest_on=digest_on,
            digest_at=time(15),
        )
        roles = {
            UserId(world.person(name).id): Role.LEAD if name == lead else Role.MEMBER for name in dict.fromkeys(members)
        }
        return await Teams(work).create(settings, roles)


async def works_on(world: World, name: str, *days: int) -> None:
    """Makes somebody part-time; 0 is Monday."""
    async with world.work() as work:
        await People(work).set_hours(UserId(world.person(name).id), frozenset(days), None, None)


async def is_away(work: Work, user_id: str, first_on: date, last_on: date) -> Absence:
    return await Absences(work).add(UserId(user_id), first_on, last_on, UserId(user_id))
