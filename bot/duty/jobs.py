"""The clock speaks about duty: cover nobody took, a look ahead each morning, and what follows from other shifts."""

from collections.abc import Mapping

from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.duty.announcements.cover import tell_closed, tell_leads
from bot.duty.announcements.gaps import tell_outlook
from bot.duty.announcements.groups import tell_trouble
from bot.duty.announcements.swaps import tell_answered
from bot.duty.directory import set_members
from bot.duty.domain import SHIFTS_CHANGED
from bot.duty.domain.groups import REST, DutyGroup
from bot.duty.repository import due_groups
from bot.duty.use_cases.cover import OVER, REMIND, cover_to_remind, end_cover, settle_covers
from bot.duty.use_cases.gaps import LOOK, look_ahead, plan_look
from bot.duty.use_cases.groups import FOLLOW, follow, note_delay, note_refusal, note_told, to_tell
from bot.duty.use_cases.swaps import settle_swaps
from bot.outbox.domain import Timer
from bot.outbox.jobs import ClientFor, TimerHandler
from bot.people.domain import TEAM_CHANGED, TeamId, UserId
from bot.slack.sender import GaveUp, TokenRefused, TryLater
from bot.workspaces.directory import NotInstalled

Ending = TryLater | GaveUp | TokenRefused | None


async def remind(work: Work, timer: Timer) -> None:
    news = await cover_to_remind(work, timer.ref)
    if news is not None:
        await tell_leads(work, news, "eve")


async def over(work: Work, timer: Timer) -> None:
    news = await end_cover(work, timer.ref)
    if news is not None:
        await tell_closed(work, news)


async def look_again(work: Work, timer: Timer) -> None:
    """Somebody was put on duty, or a shift was taken back."""
    for news in await settle_covers(work, timer.ref):
        await tell_closed(work, news)
    for offer in await settle_swaps(work, timer.ref):
        await tell_answered(work, offer)
    await plan_look(work, timer.ref)
    await follow(work, timer.ref)


async def look(work: Work, timer: Timer) -> None:
    """A working morning of the team."""
    await tell_outlook(work, await look_ahead(work, timer.ref))
    await plan_look(work, timer.ref)
    await follow(work, timer.ref)


async def keep_hours(work: Work, timer: Timer) -> None:
    """The team works at other hours or on other days from now on."""
    await plan_look(work, timer.ref)


async def change_hands(work: Work, timer: Timer) -> None:
    """Somebody's duty begins or ends."""
    await follow(work, timer.ref)


class GroupFollowing:
    """Tells Slack who is on duty, for teams that have a user group follow. What is due stands in a row until Slack
    took it; as it is told everybody who is in the group, telling it again after a crash changes nothing.
    """

    def __init__(self, transactions: Transactions, client_for: ClientFor) -> None:
        self._transactions, self._client_for = transactions, client_for

    async def tell_due(self) -> None:
        async with self._transactions.across_workspaces() as (session, now):
            due = await due_groups(session, now)
        for workspace_id, team_id in due:
            await self._tell(workspace_id, team_id)

    async def _tell(self, workspace_id: WorkspaceId, team_id: TeamId) -> None:
        async with self._transactions.in_workspace(workspace_id) as work:
            told = await to_tell(work, team_id)
        if told is None:
            return
        group, wanted = told
        try:
            ended = await set_members(await self._client_for(workspace_id), group.group_id, wanted, group.place)
        except NotInstalled:
            ended = TokenRefused("not installed")
        async with self._transactions.in_workspace(workspace_id) as work:
            await _note(work, group, wanted, ended)


async def _note(work: Work, group: DutyGroup, wanted: tuple[UserId, ...], ended: Ending) -> None:
    match ended:
        case None:
            await note_told(work, group, wanted)
        case GaveUp(reason):
            log.info("user group not changed", team=group.team_id, reason=reason)
            trouble = await note_refusal(work, group, reason)
            if trouble is not None:
                await tell_trouble(work, trouble)
        case TryLater(_, _, wait):
            await note_delay(work, group, wait)
        case TokenRefused():
            await note_delay(work, group, REST)


TIMERS: Mapping[str, TimerHandler] = {
    REMIND: remind,
    OVER: over,
    SHIFTS_CHANGED: look_again,
    LOOK: look,
    FOLLOW: change_hands,
    TEAM_CHANGED: keep_hours,
}
