"""The clock speaks about records: words that are kept no longer, and what is shown of them."""

from collections.abc import Mapping

from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler
from bot.people.domain.timers import NAMESAKE
from bot.records.announcements import ask_whether_same, show_again
from bot.records.use_cases.forgetting import SHOW_BLOCKER, SHOW_FIRE, SHOW_RUN
from bot.records.use_cases.keeping import RUNS_AT_ONCE, clear_old_load, clear_old_words, standups_that_clear
from bot.records.use_cases.merging import look_for_namesakes
from bot.records.use_cases.searching import fold_answers
from bot.workspaces.repository import all_workspaces


class Retention:
    """Clears every night what is kept no longer; a night that was missed is made up for."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def clear_all(self) -> None:
        async with self._transactions.across_workspaces() as (session, _):
            workspaces = await all_workspaces(session)
        for workspace in workspaces:
            async with self._transactions.in_workspace(workspace.id) as work:
                await clear_old_load(work)
                standups = await standups_that_clear(work)
            for standup in standups:
                await self._clear(workspace.id, standup.id)

    async def _clear(self, workspace_id: WorkspaceId, standup_id: int) -> None:
        """A few runs at a time, so that nobody waits for a year of them."""
        cleared, some = 0, RUNS_AT_ONCE
        while some == RUNS_AT_ONCE:
            async with self._transactions.in_workspace(workspace_id) as work:
                some = await clear_old_words(work, standup_id)
            cleared += some
        if cleared:
            log.info("old words cleared", standup=standup_id, runs=cleared)


class SearchReady:
    """Makes answers ready for search that were stored before there was one."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def fold_all(self) -> None:
        async with self._transactions.across_workspaces() as (session, _):
            workspaces = await all_workspaces(session)
        for workspace in workspaces:
            some = 1
            while some:
                async with self._transactions.in_workspace(workspace.id) as work:
                    some = await fold_answers(work)


async def ask_about_namesakes(work: Work, timer: Timer) -> None:
    for offer in await look_for_namesakes(work, timer.ref):
        await ask_whether_same(work, offer)


TIMERS: Mapping[str, TimerHandler] = {
    SHOW_RUN: show_again,
    SHOW_FIRE: show_again,
    SHOW_BLOCKER: show_again,
    NAMESAKE: ask_about_namesakes,
}
