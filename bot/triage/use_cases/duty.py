"""Who is on duty for fires: nobody yet, the rota comes here."""

from bot.core.work import Work
from bot.people.domain import Team, UserId


async def on_duty(work: Work, team: Team) -> list[UserId]:
    """Who is on for the team's fires now: the primary, then the backup. Empty without a rota."""
    del work, team
    return []
