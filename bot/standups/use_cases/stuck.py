"""Plan items that keep coming back: their owner hears first, and a working day later the lead, once."""

from dataclasses import dataclass
from datetime import date

from bot.core.calendar import local_date, moment_of
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Member, UserId, dates_away
from bot.people.repository import Absences, Teams
from bot.people.use_cases import LONGEST_ABSENCE
from bot.standups.domain import Prompt, Standup
from bot.standups.domain import plans as domain
from bot.standups.domain.plans import PlanItem
from bot.standups.repository import PlanItems, Runs, Standups
from bot.standups.use_cases.readers import may_see

STUCK = "standups.stuck"


@dataclass(frozen=True)
class Stuck:
    """An item that came back too often. `leads` may read it, and do not own it; `on` is when they hear of it."""

    item: PlanItem
    standup: Standup
    owner: Member
    leads: tuple[Member, ...]
    on: date | None = None


async def said_of_stuck(work: Work, prompt: Prompt) -> list[PlanItem]:
    """Items that came back too often and that this prompt's answer dealt with, in any way."""
    run = await Runs(work).get(prompt.run_id)
    return await PlanItems(work).often_in(run.standup_id, prompt, domain.STUCK)


async def promise_leads_hear(work: Work, prompt: Prompt, item: PlanItem) -> Stuck | None:
    """On their owner's next working day. None when there is nothing to tell: it is snoozed or settled, was told
    before, or no lead may read it.
    """
    on = (await Runs(work).get(prompt.run_id)).on
    if not item.is_stuck or item.told_at is not None or item.is_snoozed_on(on):
        return None
    found = await _describe(work, item)
    if found is None:
        return None
    week = found.owner.week
    today = local_date(work.now, week.zone)
    absences = await Absences(work).between([item.user_id], today, today + LONGEST_ABSENCE)
    next_on = week.next_workday(today, dates_away(absences, item.user_id))
    if next_on is None:
        return None
    await Timers(work).set(
        f"stuck:{item.id}:{item.carried}", STUCK, item.id, moment_of(next_on, week.starts, week.zone)
    )
    return Stuck(item, found.standup, found.owner, found.leads, next_on)


async def stuck_item(work: Work, item_id: int) -> Stuck | None:
    """The moment the leads hear of it, once; None when its owner settled or snoozed it meanwhile."""
    item = await PlanItems(work).get(item_id)
    if item is None or not item.is_stuck or item.told_at is not None:
        return None
    found = await _describe(work, item)
    if found is None or item.is_snoozed_on(local_date(work.now, found.owner.week.zone)):
        return None
    await PlanItems(work).change(item.id, told_at=work.now)
    return found


async def told_of(work: Work, item: PlanItem) -> Stuck | None:
    """An item of which something was said, with whom it was said to; None when its owner left."""
    return await _describe(work, item)


async def _describe(work: Work, item: PlanItem) -> Stuck | None:
    standup = await Standups(work).get(item.standup_id)
    team = await Teams(work).get(standup.team_id)
    owner = team.member(item.user_id)
    others = [each for each in team.leads if each.user_id != item.user_id]
    leads = [each for each in others if await may_see(work, standup, team, UserId(each.user_id))]
    return Stuck(item, standup, owner, tuple(leads)) if owner is not None and leads else None
