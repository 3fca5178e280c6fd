"""Relieving somebody of duty: a plan in which others are on next week, proposed to leads and published by a click."""

import asyncio
from datetime import date, timedelta

from bot.core.calendar import DAY, WEEK, local_date, week_start
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain import Overtaken, Published, Rota, Turns, usual_rota
from bot.duty.repository import Rotas, Shifts
from bot.duty.use_cases.converting import draft_relief
from bot.duty.use_cases.facts import gather
from bot.duty.use_cases.rotation import drop_plan, keep_proposal, publish_plan
from bot.handoffs.use_cases.knowing import knowledge_of
from bot.load.domain import Told
from bot.people.domain import Team

# Without settings, a team takes turns if somebody was on duty lately or will be.
LATELY, AHEAD = timedelta(weeks=4), timedelta(weeks=8)


async def plan_relief(work: Work, told: Told) -> tuple[int | None, bool]:
    """A stored plan for the lead to publish, and whether the person stays on duty next week all the same. No plan
    where the team takes no turns, or where what is published needs no change.
    """
    rota = await _rota(work, told.team)
    if rota is None or not told.leads:
        return None, False
    try:
        facts = await gather(work, told.team, rota, knowledge_of)
    except BotError:
        return None, False
    # It takes the processor for a while; meanwhile others are answered.
    turns = await asyncio.to_thread(draft_relief, facts, told.member.user_id)
    stays = _stays_on(turns, told.member.user_id, facts.today)
    if not turns.changed:
        return None, stays
    return (await keep_proposal(work, facts, turns, told.leads[0].user_id)).plan.id, stays


async def publish_relief(work: Work, plan_id: int, by: str) -> Published | str:
    """Why nothing of it was published, with people as ids, where that is so."""
    try:
        done = await publish_plan(work, plan_id, by)
    except BotError as error:
        return error.text
    if isinstance(done, Overtaken):
        return done.why or "somebody decided about that plan already."
    return done


async def drop_relief(work: Work, plan_id: int, by: str) -> None:
    """Nobody publishes it any more."""
    await drop_plan(work, plan_id, by)


def _stays_on(turns: Turns, user_id: str, today: date) -> bool:
    """In a shift of next week for which nobody else was found."""
    sunday = week_start(today) + 2 * WEEK - DAY
    return any(
        (each.primary is None and each.then_primary == user_id) or (each.backup is None and each.then_backup == user_id)
        for each in turns.shifts
        if each.first_on <= sunday
    )


async def _rota(work: Work, team: Team) -> Rota | None:
    """None where the team takes no turns."""
    rota = await Rotas(work).get(team.id)
    if rota is None and await Shifts(work).between(team.id, work.now - LATELY, work.now + AHEAD):
        return usual_rota(team.id, local_date(work.now, team.week.zone))
    return rota
