"""What comes back in a team, for the team: candidates to automate."""

from bot.core.work import Work
from bot.people.domain import Team, TeamId
from bot.triage.domain import DeskAct, Recurrence, State
from bot.triage.domain.recurring import COMES_BACK_WITHIN, Candidate, candidates
from bot.triage.repository import ManyFires
from bot.triage.use_cases.statistics import own_team


async def recurring(work: Work, user_id: str, channel_id: str | None) -> tuple[Team, list[Candidate]]:
    """For the team somebody means. Raises BotError for those outside it."""
    team = await own_team(work, user_id, channel_id, DeskAct.SEE_STATISTICS)
    return team, await recurring_of(work, team.id)


async def recurring_of(work: Work, team_id: TeamId) -> list[Candidate]:
    """Of what was closed as likely to come again within 90 days. Private fires are in no list."""
    first = work.now - COMES_BACK_WITHIN
    return candidates(
        fire
        for fire in await ManyFires(work).since(team_id, first)
        if fire.state == State.DONE
        and fire.recurrence == Recurrence.LIKELY_AGAIN
        and not fire.private
        and fire.closed_at is not None
        and fire.closed_at >= first
    )
