"""Teams are set up and changed, and their members come and go with the channel."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Act, Misfit, Person, Role, Team, TeamRequest, TeamSettings, UserId, may, misfit
from bot.people.repository import People, Teams
from bot.people.use_cases.knowing import known, save_all
from bot.people.use_cases.statuses import look_at_team

About = Literal["name", "channel", "leads", "members", "days", "hours"]


class Refused(BotError):
    """A team cannot be made like this; `about` says which of its settings is the trouble."""

    def __init__(self, about: About, text: str) -> None:
        super().__init__(text)
        self.about = about


async def set_up_team(work: Work, request: TeamRequest, seen: Iterable[Person]) -> Team:
    """`seen` is what Slack says of people named here whom we did not know. Who sets it up leads it by default."""
    await save_all(work, seen)
    by = await known(work, request.by)
    if not may(by, Act.SET_UP_TEAM):
        raise BotError("Guests cannot set up teams. Ask somebody of the workspace to do it for you.")
    roles = await _roles(work, replace(request, leads=request.leads or frozenset({by.user_id})))
    await _check(work, request.settings, team=None)
    team = await Teams(work).create(request.settings, roles)
    if team.reads_status:
        await look_at_team(work, team)
    return team


async def change_team(work: Work, team_id: int, request: TeamRequest, seen: Iterable[Person]) -> Team:
    """Gives a team other settings and members; for its leads and workspace admins."""
    await save_all(work, seen)
    team = await team_of_lead(work, team_id, request.by)
    if not request.leads:
        raise Refused("leads", "A team needs at least one lead.")
    roles = await _roles(work, request)
    await _check(work, request.settings, team)
    changed = await Teams(work).update(team.id, request.settings, roles)
    if (changed.reads_status, changed.status_words) != (team.reads_status, team.status_words):
        await look_at_team(work, changed)
    return changed


async def team_of_lead(work: Work, team_id: int, by: str) -> Team:
    """The team, if it is theirs to change. Raises BotError naming its leads when it is not."""
    team = await Teams(work).get(team_id)
    if not may(await known(work, by), Act.CHANGE_TEAM, team):
        raise BotError(f"Only leads of {team.name} and workspace admins can change it. {who_leads(team)}")
    return team


def who_leads(team: Team) -> str:
    names = team.any_lead
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


async def joined_channel(work: Work, channel_id: str, seen: Person) -> Team | None:
    """They become a member of the team that follows the channel; None where there is none, or they cannot."""
    team = await Teams(work).of_channel(channel_id)
    if team is None or not team.follows_channel or misfit(seen) is not None:
        return None
    await save_all(work, [seen])
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
