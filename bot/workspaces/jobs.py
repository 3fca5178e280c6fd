"""The clock speaks about tokens: those that end soon are renewed."""

from datetime import timedelta

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.keyring import Keyring
from bot.core.logs import log
from bot.core.work import Transactions
from bot.outbox.announcements import announce
from bot.slack.message import Message
from bot.workspaces.domain import Installation
from bot.workspaces.repository import Installations, all_workspaces

# Slack's words for a refresh token that will never be taken again.
SPENT = frozenset({"invalid_refresh_token", "token_expired", "token_revoked", "invalid_grant"})
INSTALL_AGAIN = (
    "Slack no longer renews my access to this workspace, so I will fall silent within hours. "
    "Please install me again; nothing I know is lost."
)


class Renewal:
    """Renews tokens one after another; one that fails for a passing reason comes again two minutes later."""

    def __init__(
        self,
        transactions: Transactions,
        keyring: Keyring,
        client: AsyncWebClient,
        client_id: str,
        client_secret: str,
    ) -> None:
        self._transactions, self._keyring = transactions, keyring
        self._client, self._client_id, self._client_secret = client, client_id, client_secret

    async def renew_due(self) -> None:
        while True:
            async with self._transactions.across_workspaces() as (session, now):
                due = await Installations(session, self._keyring).take_for_renewal(now)
            if due is None:
                return
            await self._renew(due)

    async def _renew(self, due: Installation) -> None:
        try:
            answer = await self._client.oauth_v2_access(
                client_id=self._client_id,
                client_secret=self._client_secret,
                grant_type="refresh_token",
                refresh_token=due.refresh_token,
            )
        except SlackApiError as error:
            reason = str(error.response.get("error"))
            log.error("token not renewed", owner=due.owner, reason=reason)
            if reason in SPENT:
                await self._give_up(due)
            return
        async with self._transactions.across_workspaces() as (session, now):
            await Installations(session, self._keyring).renewed(
                due,
                str(answer["access_token"]),
                str(answer["refresh_token"]),
                now + timedelta(seconds=int(answer["expires_in"])),
            )
        log.info("token renewed", owner=due.owner)

    async def _give_up(self, due: Installation) -> None:
        """Whoever installed it is told, while the old token still works."""
        async with self._transactions.across_workspaces() as (session, _):
            await Installations(session, self._keyring).cannot_be_renewed(due.owner)
            workspaces = await all_workspaces(session, of=due.owner)
        for workspace in workspaces[:1]:
            async with self._transactions.in_workspace(workspace.id) as work:
                key = f"install-again:{due.owner}:{due.expires_at}"
                await announce(work, key=key, channel=due.installed_by, message=Message(INSTALL_AGAIN))
