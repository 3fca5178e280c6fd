"""Which tenant a request is for: found once, before any listener runs."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from slack_bolt.async_app import AsyncBoltContext
from structlog.contextvars import bind_contextvars

from bot.core.errors import AlreadyDone
from bot.core.work import BeginWork, Transactions, Work, WorkspaceId
from bot.outbox.jobs import ClientFor
from bot.outbox.repository import Receipts
from bot.workspaces.repository import find_workspace

Next = Callable[[], Awaitable[None]]


class TenantMiddleware:
    """Puts `work_for(delivery key)`, `begin_reading` and the workspace's `slack` client into Bolt's context.

    A request of an unknown workspace goes no further.
    """

    def __init__(self, transactions: Transactions, client_for: ClientFor) -> None:
        self._transactions = transactions
        self._client_for = client_for
        self._known: dict[str, WorkspaceId] = {}

    async def __call__(self, context: AsyncBoltContext, next: Next) -> None:
        workspace_id = await self._find(context.team_id or "")
        if workspace_id is None:
            return
        bind_contextvars(workspace=workspace_id, user=context.user_id)

        def work_for(delivery_key: str) -> BeginWork:
            return lambda: begin_once(self._transactions, workspace_id, delivery_key)

        context["slack"] = await self._client_for(workspace_id)
        context["work_for"] = work_for
        context["begin_reading"] = lambda: self._transactions.in_workspace(workspace_id)
        await next()

    async def _find(self, slack_id: str) -> WorkspaceId | None:
        if slack_id not in self._known:
            async with self._transactions.across_workspaces() as (session, _):
                workspace = await find_workspace(session, slack_id)
            if workspace is None:
                return None
            self._known[slack_id] = workspace.id
        return self._known[slack_id]


def begin_once(
    transactions: Transactions, workspace_id: WorkspaceId, delivery_key: str
) -> AbstractAsyncContextManager[Work]:
    """A unit of work that leaves a receipt. Raises AlreadyDone when the same delivery left one before."""

    @asynccontextmanager
    async def begin() -> AsyncIterator[Work]:
        async with transactions.in_workspace(workspace_id) as work:
            if not await Receipts(work).is_new(delivery_key):
                raise AlreadyDone(delivery_key)
            yield work

    return begin()
