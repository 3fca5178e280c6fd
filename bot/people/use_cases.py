"""What people can do to teams, hours and absences, and what Slack tells us about them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Literal

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import (
    Absence,
    Act,
    Misfit,
    Person,
    Role,
    Team,
    TeamRequest,
    TeamSettings,
    UserId,
    absence_on,
    dates_away,
    may,
    misfit,
    week_of,
    zone_of,
)
from bot.people.repository import Absences, People, Teams

ABSENCE_CHANGED = "people.absence_changed"
ZONE_CHANGED = "people.zone_changed"
# Longer or later ones are slips of the pen.
LONGEST_ABSENCE = timedelta(days=366)

IN_NO_TEAM = "You are in no team yet, so nobody waits for you. `/standup team` sets one up."

About = Literal["name", "channel", "leads", "members", "days", "hours"]


class Refused(BotError):
    """A team cannot be made like this; `about` says which of its settings is the trouble."""

    def __init__(self, about: About, text: str) -> None:
        super().__init__(text)
        self.about = about


async def set_up_team(work: Work, request: TeamRequest, seen: Iterable[Person]) -> Team:
    """`seen` is what Slack says of people named here whom we did not know. Who sets it up leads it by default."""
    await _save_all(work, seen)
    by = await _known(work, request.by)
    if not may(by, Act.SET_UP_TEAM):
        raise BotError("Guests cannot set up teams. Ask somebody of the workspace to do it for you.")
    roles = await _roles(work, replace(request, leads=request.leads or frozenset({by.user_id})))
    await _check(work, request.settings, team=None)
    return await Teams(work).create(request.settings, roles)


async def change_team(work: Work, team_id: int, request: TeamRequest, seen: Iterable[Person]) -> Team:
    """Gives a team other settings and members; for its leads and workspace admins."""
    await _save_all(work, seen)
    team = await Teams(work).get(team_id)
    by = await _known(work, request.by)
    if not may(by, Act.CHANGE_TEAM, team):
        raise BotError(f"Only leads of {team.name} and workspace admins can change it. {_who_leads(team)}")
    if not request.leads:
        raise Refused("leads", "A team needs at least one lead.")
    roles = await _roles(work, request)
    await _check(work, request.settings, team)
    return await Teams(work).update(team.id, request.settings, roles)


def _who_leads(team: Team) -> str:
    names = " or ".join(each.name for each in team.leads)
    return f"Ask {names}." if names else "It has no lead at the moment."


async def _roles(work: Work, request: TeamRequest) -> dict[UserId, Role]:
    """Who is in the team as what. Those picked by hand must fit; of a channel, those who fit come."""
    people = await People(work).of(request.everybody)
    follows = request.settings.follows_channel
    picked = request.leads if follows else request.leads | request.members
    for user_id in sorted(picked, key=lambda each: people[each].name if each in people else each):
        _must_fit(people.get(user_id), "leads" if user_id in request.leads else "members")
    members = request.in_channel if follows else request.members
    fitting = {each for each in members if each in people and misfit(people[each]) is None}
    return dict.fromkeys(fitting, Role.MEMBER) | dict.fromkeys(request.leads, Role.LEAD)


REMEDIES = {
    Misfit.BOT: "Bots do not do standups: please take it out.",
    Misfit.LEFT: "Please take them out.",
    Misfit.STRANGER: "A team has members of one workspace only; they can still file fires.",
}


def _must_fit(person: Person | None, about: About) -> None:
    if person is None:
        raise Refused(about, "Slack does not tell me about one of these people. Please choose again.")
    trouble = misfit(person)
    if trouble is not None:
        raise Refused(about, f"{person.name} {trouble}. {REMEDIES[trouble]}")


async def _check(work: Work, settings: TeamSettings, team: Team | None) -> None:
    """`team` is the one being changed; None while a new one is made."""
    if not settings.name.strip():
        raise Refused("name", "A team needs a name.")
    if not settings.days:
        raise Refused("days", "A team works on at least one day.")
    if settings.starts == settings.ends:
        raise Refused("hours", "Work ends at another time than it begins.")
    teams = Teams(work)
    namesake = await teams.named(settings.name)
    if namesake is not None and (team is None or namesake.id != team.id):
        raise Refused("name", f"There is already a team called {namesake.name}. Choose another name.")
    there = await teams.of_channel(settings.channel_id)
    if there is not None and (team is None or there.id != team.id):
        raise Refused("channel", f"That channel belongs to the team {there.name}. Each team needs its own.")


async def set_working_hours(
    work: Work, user_id: str, days: frozenset[int] | None, starts: time | None, ends: time | None
) -> Person:
    """Somebody's own hours, in all their teams; None everywhere gives the team's back."""
    await _known(work, user_id)
    if days is not None and not days:
        raise BotError("Choose at least one working day, or keep the team's hours.")
    if starts is not None and starts == ends:
        raise BotError("Work ends at another time than it begins.")
    await People(work).set_hours(user_id, days, starts, ends)
    return await _known(work, user_id)


async def set_absence(
    work: Work, *, by: str, user_id: str, first_on: date, last_on: date, reason: str | None = None
) -> Absence:
    """Somebody is away from first to last, both included: oneself, or by a lead or admin another."""
    person, teams = await may_set_absence(work, by=by, user_id=user_id)
    absences = Absences(work)
    _must_make_sense(first_on, last_on, local_date(work.now, zone_of(person, teams)))
    for each in await absences.between([user_id], first_on, last_on):
        if each.first_on <= first_on and last_on <= each.last_on:
            raise BotError(f"{'You are' if by == user_id else f'{person.name} is'} away on those days already.")
    absence = await absences.add(user_id, first_on, last_on, by, reason)
    await Timers(work).set(f"absence:{absence.id}:set", ABSENCE_CHANGED, ref=absence.id, at=work.now)
    return absence


async def may_set_absence(work: Work, *, by: str, user_id: str) -> tuple[Person, list[Team]]:
    """Gives the person and their teams. Raises BotError when `by` may not say when they are away."""
    teams = await Teams(work).of_person(user_id)
    if not teams:
        raise BotError(IN_NO_TEAM if by == user_id else "They are in no team, so nobody waits for them.")
    setter, person = await _known(work, by), await _known(work, user_id)
    act = Act.SET_OWN_ABSENCE if by == user_id else Act.SET_ABSENCE_FOR_OTHER
    if not any(may(setter, act, team) for team in teams):
        raise BotError(
            f"Only leads of {person.name}'s team and workspace admins can do that. "
            f"{person.name} can type `/standup away` themselves."
        )
    return person, teams


def _must_make_sense(first_on: date, last_on: date, today: date) -> None:
    if last_on < first_on:
        raise BotError("That ends before it begins. Write it like `24 Dec to 1 Jan`.")
    if last_on < today:
        raise BotError("Those days are over. Write days to come, like `tomorrow` or `24 Dec to 1 Jan`.")
    if last_on - first_on > LONGEST_ABSENCE or first_on - today > LONGEST_ABSENCE:
        raise BotError("That is more than a year. Set at most a year, like `24 Dec to 1 Jan`.")


async def cancel_absence(work: Work, absence_id: int, by: str) -> Absence:
    """Calls an absence off as if it had never been; for the person, their leads and workspace admins."""
    absence = await Absences(work).get(absence_id)
    if absence is None:
        raise BotError("That absence was already called off.")
    if absence.user_id != by:
        teams = await Teams(work).of_person(absence.user_id)
        caller = await _known(work, by)
        if not any(may(caller, Act.CANCEL_ABSENCE_OF_OTHER, team) for team in teams):
            raise BotError("Only the person themselves, leads of their team and workspace admins can call that off.")
    await Absences(work).cancel(absence_id)
    await Timers(work).set(f"absence:{absence_id}:cancelled", ABSENCE_CHANGED, ref=absence_id, at=work.now)
    return absence


async def come_back(work: Work, user_id: str) -> Absence:
    """Ends the absence somebody is in: today they are here again. Returns it as it was."""
    today = await today_of(work, user_id)
    current = await Absences(work).between([user_id], today, today)
    ended = absence_on(current, user_id, today)
    if ended is None:
        raise BotError("You are not away today. Absences to come are on my Home tab, where you can call them off.")
    for each in current:
        await _end(work, each, today - DAY)
    return ended


async def _end(work: Work, absence: Absence, last_on: date) -> None:
    if last_on < absence.first_on:
        await Absences(work).cancel(absence.id)
    else:
        await Absences(work).shorten(absence.id, last_on)
    await Timers(work).set(f"absence:{absence.id}:until:{last_on}", ABSENCE_CHANGED, ref=absence.id, at=work.now)


async def person_changed(work: Work, seen: Person) -> bool:
    """Slack says something new about somebody. False for people no team has to do with: they are not kept."""
    if await People(work).get(seen.user_id) is None:
        return False
    await _save_all(work, [seen])
    return True


async def joined_channel(work: Work, channel_id: str, seen: Person) -> Team | None:
    """They become a member of the team that follows the channel; None where there is none, or they cannot."""
    team = await Teams(work).of_channel(channel_id)
    if team is None or not team.follows_channel or misfit(seen) is not None:
        return None
    await _save_all(work, [seen])
    if team.member(seen.user_id) is None:
        await Teams(work).add_member(team.id, seen.user_id)
    return await Teams(work).get(team.id)


async def left_channel(work: Work, channel_id: str, user_id: str) -> Team | None:
    """They are no member any more of the team that follows the channel. Leads stay until somebody replaces them."""
    team = await Teams(work).of_channel(channel_id)
    if team is None or not team.follows_channel or team.member(user_id) is None or team.is_lead(user_id):
        return None
    await Teams(work).remove_member(team.id, user_id)
    return await Teams(work).get(team.id)


async def team_for(work: Work, user_id: str, channel_id: str | None = None) -> Team | None:
    """Which team somebody means who names none: theirs, the channel's, or the only one there is."""
    teams = Teams(work)
    own = await teams.of_person(user_id)
    here = await teams.of_channel(channel_id) if channel_id else None
    if own:
        return next((each for each in own if here is not None and each.id == here.id), own[0])
    if here is not None:
        return here
    every = await teams.all()
    return every[0] if len(every) == 1 else None


async def teams_to_change(work: Work, person: Person) -> list[Team]:
    """Those whose settings are theirs to change."""
    return [each for each in await Teams(work).all() if may(person, Act.CHANGE_TEAM, each)]


async def today_of(work: Work, user_id: str) -> date:
    """What the calendar on their wall shows."""
    person = await People(work).get(user_id)
    teams = await Teams(work).of_person(user_id)
    return local_date(work.now, zone_of(person, teams) if person else find_zone(None))


async def back_on_of(work: Work, absence: Absence) -> date | None:
    """Their first working day after it, if nothing else keeps them away; None when that is more than a year off."""
    person = await _known(work, absence.user_id)
    teams = await Teams(work).of_person(absence.user_id)
    if not teams:
        return None
    later = await Absences(work).between([absence.user_id], absence.last_on, absence.last_on + LONGEST_ABSENCE)
    return week_of(person, teams[0].week).next_workday(absence.last_on, dates_away(later, absence.user_id))


async def meet(work: Work, seen: Person) -> None:
    """Keeps somebody who has to do with us without being in a team, so that they can be called by their name."""
    await _save_all(work, [seen])


async def _known(work: Work, user_id: str) -> Person:
    person = await People(work).get(user_id)
    if person is None:
        raise BotError(IN_NO_TEAM)
    return person


async def _save_all(work: Work, seen: Iterable[Person]) -> None:
    """Keeps Slack's facts; a new zone moves what was promised on the old one's wall clock."""
    people = list(seen)
    before = await People(work).of(each.user_id for each in people)
    for person in people:
        ref = await People(work).save(person)
        old = before.get(person.user_id)
        if old is not None and old.zone != person.zone:
            key = f"person:{ref}:zone:{person.zone}:{work.now.isoformat()}"
            await Timers(work).set(key, ZONE_CHANGED, ref=ref, at=work.now)
