"""Whom we know, and what their wall shows."""

from collections.abc import Iterable
from datetime import date

from bot.core.calendar import WorkingWeek, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import HOURS_CHANGED, ZONE_CHANGED, Person, week_of, zone_of
from bot.people.domain.timers import NAMESAKE
from bot.people.repository import People, Teams

IN_NO_TEAM = "You are in no team yet, so nobody waits for you. `/standup team` sets one up."


async def person_changed(work: Work, seen: Person) -> bool:
    """Slack says something new about somebody. False for people no team has to do with: they are not kept."""
    if await People(work).get(seen.user_id) is None:
        return False
    await save_all(work, [seen])
    return True


async def today_of(work: Work, user_id: str) -> date:
    """What the calendar on their wall shows."""
    person = await People(work).get(user_id)
    teams = await Teams(work).of_person(user_id)
    return local_date(work.now, zone_of(person, teams) if person else find_zone(None))


async def week_in_team(work: Work, user_id: str) -> WorkingWeek | None:
    """When they work, by their first team's calendar; None for somebody in no team."""
    person = await People(work).get(user_id)
    teams = await Teams(work).of_person(user_id)
    return week_of(person, teams[0].week) if person and teams else None


async def meet(work: Work, seen: Person) -> None:
    """Keeps somebody who has to do with us without being in a team, so that they can be called by their name."""
    await save_all(work, [seen])


async def known(work: Work, user_id: str) -> Person:
    person = await People(work).get(user_id)
    if person is None:
        raise BotError(IN_NO_TEAM)
    return person


async def save_all(work: Work, seen: Iterable[Person]) -> None:
    """Keeps Slack's facts; a new zone moves what was promised on the old one's wall clock."""
    people = list(seen)
    before = await People(work).of(each.user_id for each in people)
    for person in people:
        ref = await People(work).save(person)
        old = before.get(person.user_id)
        if old is not None and old.zone != person.zone:
            key = f"person:{ref}:zone:{person.zone}:{work.now.isoformat()}"
            await Timers(work).set(key, ZONE_CHANGED, ref=ref, at=work.now)
        if old is not None and old.deleted != person.deleted:
            # Nothing is expected any more of who left, and again of who came back.
            key = f"person:{ref}:here:{work.now.isoformat()}"
            await Timers(work).set(key, HOURS_CHANGED, ref=ref, at=work.now)
            await People(work).note_leaving(person.user_id, work.now if person.deleted else None)
        if old is None or (person.deleted and not old.deleted):
            await Timers(work).set(f"person:{ref}:namesake:{work.now.isoformat()}", NAMESAKE, ref=ref, at=work.now)
