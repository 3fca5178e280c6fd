"""A person's duty as a calendar: its secret address is made, revoked and believed, and what it shows is gathered."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.calendar import WEEK, local_date
from bot.core.work import Work
from bot.duty.domain import LONGEST, MOST_AHEAD, Role
from bot.duty.domain.feeds import Entry, Feed, Plan, fingerprint_of, key_of, new_address, shown_between, whole_days
from bot.duty.repository import Feeds, Shifts, find_feed
from bot.people.domain import Team, UserId, misfit
from bot.people.repository import People, Teams
from bot.workspaces.repository import is_installed

LOOKS_BACK = 8 * WEEK
# Shifts that began before what is shown are looked at whole, so that they keep their first day.
WHOLE = LONGEST + timedelta(days=1)


async def own_feed(work: Work, user_id: str) -> tuple[Feed, str | None]:
    """The one that works, or a new one with its secret, which nobody sees again."""
    known = await Feeds(work).of_person(user_id)
    return (known, None) if known is not None else await new_feed(work, user_id)


async def new_feed(work: Work, user_id: str) -> tuple[Feed, str]:
    """From now on no earlier address shows anything."""
    await Feeds(work).revoke(user_id)
    secret = new_address()
    return await Feeds(work).add(user_id, fingerprint_of(secret)), secret


async def end_feed(work: Work, user_id: str) -> bool:
    """False when there was none."""
    return await Feeds(work).revoke(user_id)


async def believe(session: AsyncSession, secret: str) -> Feed | None:
    """Whose it is, whatever the workspace; None for one that is not known, or not any more."""
    found = await find_feed(session, fingerprint_of(secret))
    return found if found is not None and await is_installed(session, found.workspace_id) else None


async def plan_of(work: Work, feed: Feed) -> Plan | None:
    """From eight weeks ago on, in all their teams; None when they left."""
    person = await People(work).get(feed.user_id)
    if person is None or misfit(person) is not None:
        return None
    teams = await Teams(work).of_person(feed.user_id)
    entries = [each for team in teams for each in await _entries(work, team, feed.user_id)]
    zones = {each.week.zone.key for each in teams}
    return Plan(zones.pop() if len(zones) == 1 else None, tuple(entries))


async def _entries(work: Work, team: Team, user_id: UserId) -> list[Entry]:
    zone = team.week.zone
    first, last = work.now - LOOKS_BACK, work.now + MOST_AHEAD + LONGEST
    found = await Shifts(work).stretches(team.id, first - WHOLE, last)
    changes = await Shifts(work).changes(team.id)
    return [
        Entry(key_of(work.workspace_id, team.id, role, user_id, days[0]), team.name, role, *days, changes[role])
        for role in Role
        for days in shown_between(
            whole_days([each for each in found if (each.user_id, each.role) == (user_id, role)], zone),
            local_date(first, zone),
            local_date(last, zone),
        )
    ]
