"""When people and teams work: hours, public holidays and company days."""

from collections.abc import Iterable
from datetime import time

from bot.core.calendar import days_of, find_zone, local_date
from bot.core.errors import BotError
from bot.core.holidays import Place, is_known
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import HOURS_CHANGED, CompanyDay, NamedSpan, Person, Team
from bot.people.repository import CompanyDays, People, Teams
from bot.people.use_cases.knowing import known
from bot.people.use_cases.teams import team_of_lead

NO_SUCH_PLACE = "I know no public holidays of that country or region. Please choose another one."


async def set_working_hours(
    work: Work, user_id: str, days: frozenset[int] | None, starts: time | None, ends: time | None
) -> Person:
    """Somebody's own hours, in all their teams; None everywhere gives the team's back."""
    await known(work, user_id)
    if days is not None and not days:
        raise BotError("Choose at least one working day, or keep the team's hours.")
    if starts is not None and starts == ends:
        raise BotError("Work ends at another time than it begins.")
    await People(work).set_hours(user_id, days, starts, ends)
    await _hours_changed(work, user_id)
    return await known(work, user_id)


async def set_own_place(work: Work, user_id: str, place: Place | None) -> Person:
    """Whose public holidays somebody has, in all their teams; None gives the team's back."""
    person = await known(work, user_id)
    if place is not None and not is_known(place):
        raise BotError(NO_SUCH_PLACE)
    if place != person.place:
        await People(work).set_place(user_id, place)
        await _hours_changed(work, user_id)
    return await known(work, user_id)


async def _hours_changed(work: Work, user_id: str) -> None:
    ref = await People(work).ref(user_id)
    assert ref is not None, "whoever has hours is known"
    await Timers(work).set(f"person:{ref}:hours:{work.now.isoformat()}", HOURS_CHANGED, ref=ref, at=work.now)


async def set_team_place(work: Work, team_id: int, by: str, place: Place | None) -> Team:
    """Whose public holidays the team has; None: it works through all of them."""
    team = await team_of_lead(work, team_id, by)
    if place is not None and not is_known(place):
        raise BotError(NO_SUCH_PLACE)
    if place != team.place:
        await Teams(work).set_place(team_id, place)
        await Teams(work).calendar_changed(team_id)
    return await Teams(work).get(team_id)


async def set_company_days(work: Work, team_id: int, by: str, spans: Iterable[NamedSpan]) -> Team:
    """From today on these are the days that leads of the team have named; of days named twice the last one counts."""
    team = await team_of_lead(work, team_id, by)
    days = {on: CompanyDay(on, each.name, each.worked) for each in spans for on in days_of(each.first_on, each.last_on)}
    today = local_date(work.now, find_zone(team.zone))
    await CompanyDays(work).put(team_id, today, days.values())
    await Teams(work).calendar_changed(team_id)
    return await Teams(work).get(team_id)
