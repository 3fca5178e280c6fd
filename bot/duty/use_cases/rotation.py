"""Proposing, publishing and dropping plans of duty, and how a team takes turns. Nothing is on duty without a click."""

from dataclasses import replace

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain import (
    DutyPlan,
    Overtaken,
    OwnRota,
    PlanId,
    PlannedShift,
    PlanState,
    Proposal,
    Published,
    Role,
    Rota,
    Turns,
    span_of,
    usual_rota,
)
from bot.duty.repository import DutyGroups, DutyPlans, Limits, Rotas, Shifts
from bot.duty.use_cases.converting import why_not_now
from bot.duty.use_cases.facts import Facts, Knowing, gather, know_nothing
from bot.duty.use_cases.standing import NO_TEAM
from bot.people.domain import Team, UserId, may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import team_for


async def rota_to_change(work: Work, by: str, channel_id: str | None = None, team_id: int | None = None) -> OwnRota:
    """Of the team they most likely mean. Raises BotError for who does not lead it."""
    team = await Teams(work).get(team_id) if team_id is not None else await team_for(work, by, channel_id)
    if team is None:
        raise BotError(NO_TEAM)
    person = await People(work).get(by)
    if person is None or not may_lead(team, person):
        raise BotError(
            f"Only leads of {team.name} plan its duty. `/triage duty` shows who is on, and takes over days yourself."
        )
    rota = await Rotas(work).get(team.id) or usual_rota(team.id, local_date(work.now, team.week.zone))
    limits = [each for each in await Limits(work).of_team(team.id) if team.member(each.user_id) is not None]
    return OwnRota(team, rota, tuple(limits), await DutyGroups(work).of(team.id))


async def change_rota(work: Work, by: str, wanted: Rota) -> OwnRota:
    """Raises BotError for people who cannot take turns."""
    own = await rota_to_change(work, by, team_id=wanted.team_id)
    for user_id in wanted.people or ():
        member = own.team.member(user_id)
        if member is None or member.person.is_guest:
            raise BotError(f"Only members of {own.team.name} take turns, and guests do not. Take the others out.")
    await Rotas(work).put(wanted)
    return replace(own, rota=wanted)


async def facts_for(
    work: Work, by: str, channel_id: str | None, knowing: Knowing = know_nothing, team_id: int | None = None
) -> Facts:
    """What to plan with. Raises BotError for who does not lead the team, and where nothing can be planned."""
    own = await rota_to_change(work, by, channel_id, team_id)
    return await gather(work, own.team, own.rota, knowing)


async def keep_proposal(work: Work, facts: Facts, turns: Turns, by: str) -> Proposal:
    """So that a click publishes exactly what was shown."""
    own = await rota_to_change(work, by, team_id=facts.team.id)
    await Rotas(work).hold(own.rota)
    return Proposal(own.team, await DutyPlans(work).add(own.team.id, turns, by))


async def see_proposal(work: Work, plan_id: int, by: str) -> Proposal:
    """Raises NotFound, and BotError for who does not lead the team."""
    plan = await DutyPlans(work).get(plan_id)
    own = await rota_to_change(work, by, team_id=plan.team_id)
    return Proposal(own.team, plan)


async def drop_plan(work: Work, plan_id: int, by: str) -> Proposal | Overtaken:
    found = await see_proposal(work, plan_id, by)
    if await DutyPlans(work).decide(plan_id, PlanState.DROPPED, by):
        return found
    return Overtaken(found.team, await DutyPlans(work).get(plan_id), None)


async def publish_plan(work: Work, plan_id: int, by: str) -> Published | Overtaken:
    """Puts the shifts that change, from now on at the earliest; only if all that it was made from still holds."""
    found = await see_proposal(work, plan_id, by)
    team = found.team
    rota = await Rotas(work).hold(usual_rota(team.id, local_date(work.now, team.week.zone)))
    plan = await DutyPlans(work).get(plan_id)
    if plan.state != PlanState.PROPOSED:
        return Overtaken(team, plan, None)
    why = why_not_now(await gather(work, team, rota), plan.turns)
    if why is not None:
        return Overtaken(team, plan, why)
    before = await DutyPlans(work).last_published(team.id)
    root = await _root(work, before, team)
    if not await DutyPlans(work).decide(plan_id, PlanState.PUBLISHED, by, root or plan.id):
        return Overtaken(team, await DutyPlans(work).get(plan_id), None)
    for each in plan.turns.changed:
        await _put(work, team, each, by)
    told_before = before.turns.people if root is not None and before is not None else frozenset()
    return Published(team, plan, UserId(by), root or plan.id, root is None, told_before)


async def _root(work: Work, before: DutyPlan | None, team: Team) -> PlanId | None:
    """The plan whose messages still stand: a part of what they said is to come."""
    if before is None or before.told_with is None:
        return None
    root = await DutyPlans(work).get(before.told_with)
    return root.id if root.turns.until >= local_date(work.now, team.week.zone) else None


async def _put(work: Work, team: Team, planned: PlannedShift, by: str) -> None:
    starts, ends = span_of(planned.first_on, planned.last_on, team.week.zone)
    for role, user_id, changes in (
        (Role.PRIMARY, planned.primary, planned.changes_primary),
        (Role.BACKUP, planned.backup, planned.changes_backup),
    ):
        if changes and user_id is not None:
            await Shifts(work).add(team.id, user_id, role, starts=max(starts, work.now), ends=ends, put_by=by)
