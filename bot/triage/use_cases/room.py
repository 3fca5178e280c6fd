"""How much one person may have in hand, and what they have."""

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team
from bot.triage.domain import IN_HAND, Fire
from bot.triage.repository import Desks, Fires
from bot.triage.use_cases.stepping import name_of


class Full(BotError):
    """Who should get the fire has as many in hand as their team wants anybody to have; something can move, or they
    take it anyway and say why.
    """

    def __init__(self, fire: Fire, user_id: str, team: Team, text: str) -> None:
        super().__init__(text)
        self.fire = fire
        self.user_id = user_id
        self.team = team


async def in_hand(work: Work, user_id: str, team: Team) -> list[Fire]:
    """What somebody has in hand of that team's fires."""
    owned = await Fires(work).open_owned_by(user_id)
    return [fire for fire in owned if fire.team_id == team.id and fire.state in IN_HAND]


async def must_fit(work: Work, fire: Fire, team: Team, user_id: str, by: str) -> None:
    """Raises Full where one more fire is more than the team's cap."""
    cap = (await Desks(work).get(team.id)).cap
    if cap is None:
        return
    count = len([each for each in await in_hand(work, user_id, team) if each.id != fire.id])
    if count < cap:
        return
    who = "You have" if user_id == by else f"{await name_of(work, user_id)} has"
    text = f"{who} {count} in hand, and {team.name} wants nobody to have more than {cap}. What can wait?"
    raise Full(fire, user_id, team, text)
