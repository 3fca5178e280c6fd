"""The clock speaks to programs: webhooks are told what happened, one thing after another."""

import asyncio

from bot.api.directory import Receivers
from bot.api.domain.webhooks import SIGNED_WITH
from bot.api.repository import due_webhooks, forget_replies
from bot.api.use_cases.webhooks import Vault, note_delivery, note_failure, take_parcel
from bot.core.keyring import Keyring
from bot.core.logs import log
from bot.core.work import Transactions, WorkspaceId

AT_ONCE = 8
# Then another webhook has its turn; the next beat goes on.
MOST_IN_A_ROW = 50


class WebhookSending:
    """Tells webhooks. Asks receivers outside of transactions, a few at a time, each webhook in order.

    If a process dies between telling and noting so, the same thing is told again, under the same id.
    """

    def __init__(self, transactions: Transactions, keyring: Keyring | None, receivers: Receivers) -> None:
        self._transactions, self._vault, self._receivers = transactions, Vault(keyring), receivers
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def send_due(self) -> None:
        async with self._transactions.across_workspaces() as (session, now):
            due = await due_webhooks(session, now)
        await asyncio.gather(*(self._tell(workspace_id, webhook_id) for workspace_id, webhook_id in due))

    async def forget(self) -> None:
        """Replies that nobody will ask for again."""
        async with self._transactions.across_workspaces() as (session, now):
            await forget_replies(session, now)

    async def _tell(self, workspace_id: WorkspaceId, webhook_id: int) -> None:
        """A failure of ours costs time only: the lease ends, and a later beat goes on."""
        async with self._at_once:
            try:
                for _ in range(MOST_IN_A_ROW):
                    if not await self._tell_next(workspace_id, webhook_id):
                        return
            except Exception as error:
                log.error("webhook not told", webhook=webhook_id, exc_info=error)

    async def _tell_next(self, workspace_id: WorkspaceId, webhook_id: int) -> bool:
        """Whether there may be more to tell now."""
        async with self._transactions.in_workspace(workspace_id) as work:
            parcel = await take_parcel(work, webhook_id, self._vault)
        if parcel is None:
            return False
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Firebreak",
            SIGNED_WITH: parcel.signed,
        }
        failure = await self._receivers.post(parcel.webhook.url, parcel.body, headers)
        async with self._transactions.in_workspace(workspace_id) as work:
            if failure is None:
                await note_delivery(work, parcel)
            else:
                await note_failure(work, parcel.webhook, failure)
        return failure is None
