"""Which team's duty somebody means, and whether it is theirs to change."""

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team, may_lead
from bot.people.repository import People
from bot.people.use_cases import team_for

NO_TEAM = "You are in no team yet, so there is no duty to see. `/standup team` sets one up."


async def team_meant(work: Work, user_id: str, channel_id: str | None) -> Team:
    """Raises BotError for who has none."""
    team = await team_for(work, user_id, channel_id)
    if team is None:
        raise BotError(NO_TEAM)
    return team


async def may_change(work: Work, team: Team, user_id: str) -> bool:
    """Anybody's duty, not only their own."""
    person = await People(work).get(user_id)
    return person is not None and may_lead(team, person)
