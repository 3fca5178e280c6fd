"""Absences and people from the command line."""

from typing import Any

from bot.commands.office import Act, Desk, actor, everybody, find_person, find_team_id
from bot.commands.reading import must_be_day
from bot.commands.telling import Refusal, Told, Trouble, table
from bot.core.dates import say_span
from bot.core.errors import NotFound
from bot.core.part_days import read_stretch
from bot.people import use_cases
from bot.people.announcements import away_is_set, show_called_off
from bot.people.domain import Absence, UserId
from bot.people.repository import Absences, Teams


def all_of(person: str | None, team: str | None, since: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        team_id = await find_team_id(desk, team)
        members = {each.user_id for each in (await Teams(desk.work).get(team_id)).members} if team_id else None
        only = (await find_person(desk, person)).user_id if person is not None else None
        names = {each.user_id: each.name for each in await everybody(desk)}
        asked = [each for each in names if only in (None, each) and (members is None or each in members)]
        today = desk.work.now.date()
        first = must_be_day(since, today) if since is not None else today
        found = await Absences(desk.work).between(asked, first, first + 2 * use_cases.LONGEST_ABSENCE)
        rows = [(each.id, names[each.user_id], each.first_on, each.last_on, _hours(each)) for each in found]
        text = table(("number", "who", "from", "to", "hours"), rows, "Nobody is away.")
        return Told({"absences": [_described(each) for each in found]}, text)

    return act


def set_away(person: str, days: str, reason: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        by, who = await actor(desk), await find_person(desk, person)
        await use_cases.may_set_absence(desk.work, by=by, user_id=who.user_id)
        week = await use_cases.week_in_team(desk.work, who.user_id)
        assert week is not None, "whoever may be set away is in a team"
        today = await use_cases.today_of(desk.work, who.user_id)
        stretch = read_stretch(days, today, week)
        if stretch is None:
            raise Refusal(Trouble.USAGE, f"I cannot read {days} as days. Write it like `24 Dec to 1 Jan`.")
        absence = await use_cases.set_stretch(desk.work, by=by, user_id=who.user_id, stretch=stretch, reason=reason)
        await away_is_set(desk.work, absence)
        span = say_span(absence.first_on, absence.last_on, today)
        data = _described(absence) | ({"absence_id": None} if desk.order.dry_run else {})
        return Told(data, f"{who.name} is away {span}{_behind(absence)}.")

    return act


def end(number: int) -> Act:
    async def act(desk: Desk) -> Told:
        by, absence = await actor(desk), await Absences(desk.work).get(number)
        if absence is None:
            raise NotFound(f"There is no absence {number}, or it was called off.")
        name = (await find_person(desk, absence.user_id)).name
        if await _is_own_and_on(desk, absence, by):
            await use_cases.come_back(desk.work, by)
            return Told(_ended(absence, called_off=False), f"{name} is back from today on.")
        called_off = await use_cases.cancel_absence(desk.work, number, by)
        await show_called_off(desk.work, called_off, by)
        span = say_span(absence.first_on, absence.last_on, await use_cases.today_of(desk.work, absence.user_id))
        return Told(_ended(absence, called_off=True), f"{name} is not away {span}{_behind(absence)} any more.")

    return act


def people(team: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        team_id = await find_team_id(desk, team)
        roles: dict[UserId, dict[str, str]] = {}
        for each in await Teams(desk.work).all():
            if team_id in (None, each.id):
                for member in each.members:
                    roles.setdefault(member.user_id, {})[each.name] = str(member.role)
        found = [each for each in await everybody(desk) if team_id is None or each.user_id in roles]
        rows = [
            (
                each.user_id,
                each.name,
                each.zone,
                ", ".join(f"{name} ({role})" for name, role in roles.get(each.user_id, {}).items()),
                "left" if each.deleted else "admin" if each.is_admin else "",
            )
            for each in found
        ]
        data = [
            {
                "user_id": each.user_id,
                "name": each.name,
                "zone": each.zone,
                "is_admin": each.is_admin,
                "is_guest": each.is_guest,
                "left": each.deleted,
                "teams": roles.get(each.user_id, {}),
            }
            for each in found
        ]
        return Told({"people": data}, table(("id", "name", "zone", "teams", ""), rows, "Nobody is known yet."))

    return act


async def _is_own_and_on(desk: Desk, absence: Absence, by: str) -> bool:
    """It is of whole days and began before today: what has been stays on record."""
    today = await use_cases.today_of(desk.work, absence.user_id)
    return absence.user_id == by and absence.is_whole and absence.first_on < today <= absence.last_on


def _hours(absence: Absence) -> str:
    if absence.starts is None or absence.ends is None:
        return "until further notice" if absence.asks_again else ""
    return f"{absence.starts:%H:%M}-{absence.ends:%H:%M}"


def _behind(absence: Absence) -> str:
    hours = _hours(absence)
    return f" ({hours})" if hours else ""


def _described(absence: Absence) -> dict[str, Any]:
    return {
        "absence_id": absence.id,
        "user_id": absence.user_id,
        "first_on": absence.first_on.isoformat(),
        "last_on": absence.last_on.isoformat(),
        "starts": absence.starts.isoformat("minutes") if absence.starts else None,
        "ends": absence.ends.isoformat("minutes") if absence.ends else None,
        "until_further_notice": absence.asks_again,
        "set_by": absence.set_by,
    }


def _ended(absence: Absence, *, called_off: bool) -> dict[str, Any]:
    return {"absence_id": absence.id, "user_id": absence.user_id, "called_off": called_off}
