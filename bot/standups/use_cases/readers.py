"""Who may read a standup's answers: asked on every surface that shows some."""

from bot.core.errors import NotAllowed
from bot.core.work import Work
from bot.people.domain import Person, Team, UserId
from bot.people.repository import People, Teams
from bot.standups.domain import Standup
from bot.standups.domain.reports import may_read
from bot.standups.domain.schedule import Readers
from bot.standups.repository.participants import Participants

READ_BY = {
    Readers.TEAM: "Only members of {team} can see its reports.",
    Readers.MEMBERS: "Only those who take part in {name} can see its reports.",
    Readers.LEADS: "Only leads of {team} can see the reports of {name}.",
    Readers.OWNER: "Only whoever owns {name} can see its reports.",
}


async def may_see(work: Work, standup: Standup, team: Team, user_id: str) -> bool:
    """Whether somebody may read what was answered there."""
    person = await People(work).get(user_id)
    return person is not None and may_read(standup, team, await Participants(work).of(standup.id), person)


async def must_see(work: Work, standup: Standup, user_id: str) -> Team:
    """Raises BotError, saying who may, for whoever may not read it."""
    team = await Teams(work).get(standup.team_id)
    if not await may_see(work, standup, team, user_id):
        raise NotAllowed(READ_BY[standup.rules.readers].format(team=team.name, name=standup.name))
    return team


async def readers_of(work: Work, standup: Standup, team: Team) -> list[UserId]:
    """Everybody who may read it by what they are to it, in a lasting order; admins as such are not among them."""
    own = await Participants(work).of(standup.id)
    asked = dict.fromkeys([*(each.user_id for each in team.members), *sorted(own), standup.owner_id])
    people = await People(work).of(asked)
    found: list[Person] = [people[each] for each in asked if each in people]
    return [each.user_id for each in found if may_read(standup, team, own, each)]
