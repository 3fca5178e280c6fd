"""The clock speaks about standups: plan a run, ask a member, remind, close; and leave and moves are taken in."""

from collections.abc import Mapping

from slack_sdk.errors import SlackApiError

from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox.domain import GAVE_UP, Timer
from bot.outbox.jobs import ClientFor, TimerHandler
from bot.outbox.repository import Deliveries
from bot.people.domain import ABSENCE_CHANGED, HOURS_CHANGED, TEAM_CHANGED, WATCHED, ZONE_CHANGED
from bot.standups import directory
from bot.standups.announcements import (
    send_again,
    send_prompt,
    send_reminder,
    show_prompt,
    show_report,
    tell_undelivered_report,
)
from bot.standups.announcements.blockers import tell_escalation, tell_handed_over
from bot.standups.announcements.channels import look_at_channel
from bot.standups.announcements.kudos import show_kudos
from bot.standups.announcements.leading import show_settled, tell_new_owner, tell_owner_missed
from bot.standups.announcements.plans import tell_leads_of_item
from bot.standups.announcements.reports import tell_astray
from bot.standups.domain import PromptState
from bot.standups.repository import Prompts, Standups
from bot.standups.use_cases import (
    CLOSE,
    ESCALATE,
    MISSED,
    OVER,
    PLAN,
    PROMPT,
    REMIND,
    SNOOZE,
    ask_member,
    close_run,
    count_missed,
    escalate,
    hand_over_blockers,
    is_over,
    keep_owned,
    may_remind,
    plan_run,
    promise_over,
    settle_absence,
    settle_everything,
    settle_ref,
    settle_team,
    teams_of_ref,
    unreached,
    wake_prompt,
)
from bot.standups.use_cases.channels import ASTRAY
from bot.standups.use_cases.looking import LOOK, look_before, watch_ref
from bot.standups.use_cases.reporting import OPEN_REPORT
from bot.standups.use_cases.stuck import STUCK, stuck_item
from bot.workspaces.directory import NotInstalled
from bot.workspaces.repository import all_workspaces


async def plan(work: Work, timer: Timer) -> None:
    await plan_run(work, timer.ref, timer.key)


async def prompt(work: Work, timer: Timer) -> None:
    asked = await ask_member(work, timer.ref)
    if asked is not None:
        await send_prompt(work, asked)
        await promise_over(work, asked)


async def remind(work: Work, timer: Timer) -> None:
    waiting = await may_remind(work, timer.ref)
    if waiting is not None:
        await send_reminder(work, waiting, int(timer.key.rsplit(":", 1)[1]))


async def look(work: Work, timer: Timer) -> None:
    await look_before(work, timer.ref)


async def watch(work: Work, timer: Timer) -> None:
    await watch_ref(work, timer.ref)


async def wake(work: Work, timer: Timer) -> None:
    back = await wake_prompt(work, timer.ref)
    if back is not None:
        await send_again(work, back)


async def close(work: Work, timer: Timer) -> None:
    run = await close_run(work, timer.ref)
    if run is None:
        return
    await show_report(work, run.id)
    await show_kudos(work, run.id)
    for each in await Prompts(work).of_run(run.id):
        if each.state in (PromptState.ASKED, PromptState.SKIPPED):
            await show_prompt(work, each)


async def over(work: Work, timer: Timer) -> None:
    """One member's time is, while others still answer."""
    late = await is_over(work, timer.ref)
    if late is not None:
        await show_prompt(work, late)
        await show_report(work, late.run_id)


async def open_report(work: Work, timer: Timer) -> None:
    """Somebody answered before the first of all was asked."""
    await show_report(work, timer.ref)


async def take_in_astray(work: Work, timer: Timer) -> None:
    await tell_astray(work, timer.ref)


class ReportChannels:
    """Looks at the channels that reports go to, for what Slack has no event for: one that became public."""

    def __init__(self, transactions: Transactions, client_for: ClientFor) -> None:
        self._transactions, self._client_for = transactions, client_for

    async def look_at_all(self) -> None:
        async with self._transactions.across_workspaces() as (session, _):
            workspaces = await all_workspaces(session)
        for workspace in workspaces:
            async with self._transactions.in_workspace(workspace.id) as work:
                channels = {each for standup in await Standups(work).all() for each in standup.channels}
            for channel in sorted(channels):
                await self._look_at(workspace.id, channel)

    async def _look_at(self, workspace_id: WorkspaceId, channel: str) -> None:
        """One that cannot be looked at now is looked at an hour later."""
        try:
            openness = await directory.openness(await self._client_for(workspace_id), channel)
        except (SlackApiError, NotInstalled) as error:
            log.info("report channel not looked at", reason=type(error).__name__)
            return
        if openness is not None:
            async with self._transactions.in_workspace(workspace_id) as work:
                await look_at_channel(work, channel, openness)


async def tell_missed(work: Work, timer: Timer) -> None:
    missed = await count_missed(work, timer.ref)
    if missed is not None:
        await tell_owner_missed(work, missed)


async def take_in_absence(work: Work, timer: Timer) -> None:
    await show_settled(work, await settle_absence(work, timer.ref))


async def take_in_person(work: Work, timer: Timer) -> None:
    """Their clock, hours or holidays are others, or they left Slack or came back."""
    await show_settled(work, await settle_ref(work, timer.ref))
    for team_id in await teams_of_ref(work, timer.ref):
        await _keep_owned(work, team_id)
        await _keep_seen_to(work, team_id)


async def take_in_team(work: Work, timer: Timer) -> None:
    await show_settled(work, await settle_team(work, timer.ref))
    await _keep_owned(work, timer.ref)
    await _keep_seen_to(work, timer.ref)


async def _keep_owned(work: Work, team_id: int) -> None:
    for standup, owner_id in await keep_owned(work, team_id):
        await tell_new_owner(work, standup, owner_id)


async def _keep_seen_to(work: Work, team_id: int) -> None:
    for seen in await hand_over_blockers(work, team_id):
        await tell_handed_over(work, seen)


async def take_in_undelivered(work: Work, timer: Timer) -> None:
    """A prompt Slack did not take was not asked; a report it did not take is the leads' to know."""
    undelivered = await Deliveries(work).given_up(timer.ref)
    if undelivered is None:
        return
    prompt = await unreached(work, undelivered.key)
    if prompt is not None:
        await show_report(work, prompt.run_id)
    await tell_undelivered_report(work, undelivered)


async def escalate_blocker(work: Work, timer: Timer) -> None:
    seen = await escalate(work, timer.ref)
    if seen is not None:
        await tell_escalation(work, seen)


async def tell_stuck(work: Work, timer: Timer) -> None:
    """A plan item that came back too often; its owner was told a working day ago."""
    found = await stuck_item(work, timer.ref)
    if found is not None:
        await tell_leads_of_item(work, found)


class MomentsAgain:
    """Computes anew when everybody is asked: the rules of a zone may have changed while we were not running."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def compute(self) -> int:
        """How many prompts come at another moment now."""
        async with self._transactions.across_workspaces() as (session, _):
            workspaces = await all_workspaces(session)
        moved = 0
        for workspace in workspaces:
            async with self._transactions.in_workspace(workspace.id) as work:
                settled = await settle_everything(work)
                await show_settled(work, settled)
            moved += settled.moved
        if moved:
            log.info("prompts moved: the rules of their zones changed", count=moved)
        return moved


TIMERS: Mapping[str, TimerHandler] = {
    GAVE_UP: take_in_undelivered,
    PLAN: plan,
    PROMPT: prompt,
    REMIND: remind,
    LOOK: look,
    WATCHED: watch,
    STUCK: tell_stuck,
    SNOOZE: wake,
    OVER: over,
    CLOSE: close,
    OPEN_REPORT: open_report,
    ASTRAY: take_in_astray,
    ESCALATE: escalate_blocker,
    MISSED: tell_missed,
    ABSENCE_CHANGED: take_in_absence,
    ZONE_CHANGED: take_in_person,
    HOURS_CHANGED: take_in_person,
    TEAM_CHANGED: take_in_team,
}
