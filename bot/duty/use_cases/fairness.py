"""The credit everybody has before the next plan: what whoever is asked for cover reads, and who is asked first."""

from collections.abc import Mapping

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain import usual_rota
from bot.duty.repository import Rotas
from bot.duty.use_cases.converting import problem_of
from bot.duty.use_cases.facts import gather
from bot.people.domain import Team


async def credit_of(work: Work, team: Team) -> Mapping[str, float]:
    """Points above what each who takes turns owed, by user id; negative is below. The same as plans of the team's rota
    begin with; where there is nothing to plan, everybody is level.
    """
    rota = await Rotas(work).get(team.id) or usual_rota(team.id, local_date(work.now, team.week.zone))
    try:
        facts = await gather(work, team, rota)
    except BotError:
        return {}
    return {member: each.points for member, each in problem_of(facts).balances.items()}
