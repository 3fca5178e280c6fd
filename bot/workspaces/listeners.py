"""Slack says that a workspace took the app out: in two events, in any order, perhaps late."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from bot.slack.call import Call
from bot.slack.routes import Routes

Uninstall = Callable[[str | None, str | None, datetime], Awaitable[None]]


def register(routes: Routes, uninstall: Uninstall) -> None:
    """`uninstall` takes a workspace's id, an org's id, and when it happened."""

    async def app_uninstalled(call: Call) -> None:
        await _uninstalled(call, uninstall)

    async def tokens_revoked(call: Call) -> None:
        # People's own tokens come in this event too, and we have none of those.
        if call.event.get("tokens", {}).get("bot"):
            await _uninstalled(call, uninstall)

    routes.event("app_uninstalled", app_uninstalled)
    routes.event("tokens_revoked", tokens_revoked)


async def _uninstalled(call: Call, uninstall: Uninstall) -> None:
    happened_at = datetime.fromtimestamp(int(call.body["event_time"]), UTC)
    await uninstall(call.body.get("team_id"), call.body.get("enterprise_id"), happened_at)
