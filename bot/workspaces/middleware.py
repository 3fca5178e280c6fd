"""Which tenant a request is for: found once, before any listener runs."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from slack_bolt.async_app import AsyncBoltContext
from structlog.contextvars import bind_contextvars

from bot.core.database import NOT_ANSWERING, DatabaseGone
from bot.core.errors import AlreadyDone
from bot.core.work import BeginWork, Transactions, Work, WorkspaceId
from bot.outbox.repository import Receipts
from bot.slack.payloads import team_of
from bot.workspaces.directory import Directory, NotInstalled

Next = Callable[[], Awaitable[None]]


class TenantMiddleware:
    """Puts `work_for(delivery key)`, `begin_reading`, the `workspace` and its `slack` client into Bolt's context.

    A request of an unknown workspace goes no further. While the database does not answer, listeners still run, and
    learn it when they begin their work: only they can answer the person.
    """

    def __init__(self, transactions: Transactions, directory: Directory) -> None:
        self._transactions = transactions
        self._directory = directory

    async def __call__(self, context: AsyncBoltContext, body: Mapping[str, Any], next: Next) -> None:
        slack_id = team_of(body) or context.team_id or ""
        try:
            workspace = await self._directory.workspace(slack_id, context.enterprise_id)
        except NOT_ANSWERING as error:
            reason = error
            context["slack"] = None
            context["work_for"] = lambda _: lambda: _nothing_begins(reason)
            context["begin_reading"] = lambda: _nothing_begins(reason)
            await next()
            return
        if workspace is None:
            return
        try:
            context["slack"] = await self._directory.client_for(workspace.id)
        except (NotInstalled, *NOT_ANSWERING):
            context["slack"] = None  # that the app was taken out can still be told to us
        bind_contextvars(workspace=workspace.id, user=context.user_id)

        def work_for(delivery_key: str) -> BeginWork:
            return lambda: begin_once(self._transactions, workspace.id, delivery_key)

        context["workspace"] = workspace
        context["work_for"] = work_for
        context["begin_reading"] = lambda: self._transactions.in_workspace(workspace.id)
        await next()


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


@asynccontextmanager
async def _nothing_begins(reason: BaseException) -> AsyncIterator[Work]:
    raise DatabaseGone(type(reason).__name__) from reason
    yield
