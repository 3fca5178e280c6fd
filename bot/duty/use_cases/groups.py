"""A user group of Slack follows who is on duty: chosen by leads, due at each changeover."""

from datetime import datetime, timedelta

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.duty.domain.gaps import AHEAD
from bot.duty.domain.groups import DutyGroup, FoundGroup, GroupTrouble
from bot.duty.repository import DutyGroups, Shifts
from bot.duty.use_cases.rotation import rota_to_change
from bot.duty.use_cases.shifts import on_duty
from bot.outbox.domain import wait_before
from bot.outbox.repository import Timers
from bot.people.domain import Team, TeamId, UserId
from bot.people.repository import Teams

FOLLOW = "duty.group_follows"


async def choose_group(work: Work, by: str, team_id: int, found: FoundGroup | None, *, has_backup: bool) -> None:
    """None lets none follow any more. Raises BotError for who does not lead the team."""
    own = await rota_to_change(work, by, team_id=team_id)
    if found is None:
        await DutyGroups(work).remove(own.team.id)
        await Timers(work).cancel(_key(own.team.id))
        return
    await DutyGroups(work).put(own.team.id, found, by, has_backup=has_backup)
    await plan_group(work, own.team.id)


async def follow(work: Work, team_id: int) -> None:
    """Who is on duty may be somebody else from now on, or an absence began: Slack is told, if it is."""
    team = await Teams(work).get(team_id)
    if await DutyGroups(work).of(team.id) is not None:
        await DutyGroups(work).let_follow(team.id)
        await plan_group(work, team.id)


async def plan_group(work: Work, team_id: TeamId) -> None:
    """The next moment at which somebody's duty begins or ends brings it up to date. Safe to call however often."""
    first, last = work.now, work.now + AHEAD
    found = await Shifts(work).stretches(team_id, first - DAY, last)
    edges = [edge for each in found for edge in (each.starts, each.ends) if first < edge < last]
    if edges:
        await Timers(work).renew(_key(team_id), FOLLOW, ref=team_id, at=min(edges))


async def to_tell(work: Work, team_id: TeamId) -> tuple[DutyGroup, tuple[UserId, ...]] | None:
    """What Slack is to be told now; None when it knows, when nobody is on, and when it was not due after all.

    A user group cannot be empty: until somebody is on again, it keeps whom it has.
    """
    group = await DutyGroups(work).of(team_id)
    if group is None or group.due_at is None or group.due_at > work.now:
        return None
    wanted = group.wanted(await on_duty(work, await Teams(work).get(team_id)))
    if not wanted or (set(wanted) == set(group.told) and group.trouble is None):
        await DutyGroups(work).followed(group, group.told)
        return None
    return group, wanted


async def note_told(work: Work, group: DutyGroup, told: tuple[UserId, ...]) -> None:
    await DutyGroups(work).followed(group, told)


async def note_refusal(work: Work, group: DutyGroup, reason: str) -> GroupTrouble | None:
    """None when its lead heard of a trouble already that was not over since."""
    await DutyGroups(work).refused(group, reason)
    if group.trouble is not None:
        return None
    return GroupTrouble(await Teams(work).get(group.team_id), group, reason)


async def note_delay(work: Work, group: DutyGroup, wait: timedelta | None) -> None:
    """Slack was busy or not to be reached; without a `wait` of its own the gaps double."""
    until: datetime = work.now + (wait or wait_before(group.attempt))
    await DutyGroups(work).put_off(group, until)


async def group_of(work: Work, team: Team) -> DutyGroup | None:
    return await DutyGroups(work).of(team.id)


def _key(team_id: TeamId) -> str:
    return f"duty:{team_id}:group"
