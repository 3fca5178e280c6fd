"""Which token is for whom: the one of the settings, or those that installations left."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import Clock
from bot.core.database import NOT_ANSWERING, Database
from bot.core.keyring import Keyring
from bot.core.logs import log
from bot.core.tenant import WorkspaceId
from bot.workspaces.domain import Installation, Workspace
from bot.workspaces.repository import Installations, find_workspace, get_workspace, install_workspace

MakeClient = Callable[[str], AsyncWebClient]

# How long a token is used without asking the database whether it still stands.
FRESH = timedelta(seconds=30)
# Slack waits three seconds for an acknowledgement; the rest of them is for the work itself.
DATABASE_SECONDS = 1.0


@dataclass(frozen=True)
class Access:
    """What may be used where somebody did something."""

    bot_token: str
    bot_user_id: str


class NotInstalled(Exception):
    """Nobody consented for this workspace, or the consent was taken back."""


class Directory(Protocol):
    """Workspaces and their tokens."""

    async def access(self, team_id: str | None, enterprise_id: str | None) -> Access | None:
        """None where the app is not installed."""

    async def workspace(self, team_id: str, enterprise_id: str | None) -> Workspace | None:
        """The workspace with Slack's id."""

    async def client_for(self, workspace_id: WorkspaceId) -> AsyncWebClient:
        """A client with the workspace's token. Raises NotInstalled."""


class OneWorkspace:
    """The installation whose token stands in the settings."""

    def __init__(self, workspace: Workspace, bot_token: str, make_client: MakeClient) -> None:
        self._workspace = workspace
        self._token = bot_token
        self._client = make_client(bot_token)

    async def access(self, team_id: str | None, enterprise_id: str | None) -> Access | None:
        return Access(self._token, self._workspace.bot_user_id)

    async def workspace(self, team_id: str, enterprise_id: str | None) -> Workspace | None:
        return self._workspace if team_id == self._workspace.slack_id else None

    async def client_for(self, workspace_id: WorkspaceId) -> AsyncWebClient:
        return self._client


class Installed:
    """Every workspace and org that installed the app over OAuth.

    What was read is remembered: for half a minute as it is, and longer while the database does not answer.
    """

    def __init__(self, database: Database, clock: Clock, keyring: Keyring, make_client: MakeClient) -> None:
        self._database, self._clock, self._keyring, self._make_client = database, clock, keyring, make_client
        self._found: dict[tuple[str | None, str | None], tuple[datetime, Installation | None]] = {}
        self._workspaces: dict[str, Workspace] = {}
        self._by_id: dict[WorkspaceId, Workspace] = {}

    async def access(self, team_id: str | None, enterprise_id: str | None) -> Access | None:
        installation = await self._installation(team_id, enterprise_id)
        return Access(installation.bot_token, installation.bot_user_id) if installation else None

    async def workspace(self, team_id: str, enterprise_id: str | None) -> Workspace | None:
        """One of an org that nobody has spoken from before is opened here."""
        if team_id not in self._workspaces:
            installation = await self._installation(team_id, enterprise_id)
            async with asyncio.timeout(DATABASE_SECONDS), self._database.transaction() as session:
                found = await find_workspace(session, team_id)
                if found is None and installation is not None and installation.is_org_wide:
                    found = await install_workspace(
                        session,
                        slack_id=team_id,
                        name=team_id,
                        bot_user_id=installation.bot_user_id,
                        enterprise_id=installation.enterprise_id,
                        now=self._clock.now(),
                    )
            if found is None:
                return None
            self._remember(found)
        return self._workspaces[team_id]

    async def client_for(self, workspace_id: WorkspaceId) -> AsyncWebClient:
        if workspace_id not in self._by_id:
            async with self._database.transaction() as session:
                self._remember(await get_workspace(session, workspace_id))
        workspace = self._by_id[workspace_id]
        installation = await self._installation(workspace.slack_id, workspace.enterprise_id)
        if installation is None:
            raise NotInstalled(workspace.slack_id)
        return self._make_client(installation.bot_token)

    def forget(self) -> None:
        """The next question goes to the database: something changed here."""
        self._found.clear()

    def _remember(self, workspace: Workspace) -> None:
        self._workspaces[workspace.slack_id] = self._by_id[workspace.id] = workspace

    async def _installation(self, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        now = self._clock.now()
        key = (team_id, enterprise_id)
        read_at, known = self._found.get(key, (None, None))
        if read_at is not None and now - read_at < FRESH:
            return known
        try:
            async with asyncio.timeout(DATABASE_SECONDS), self._database.transaction() as session:
                found = await Installations(session, self._keyring).find(team_id, enterprise_id)
        except NOT_ANSWERING as error:
            if read_at is None:
                raise
            log.warning("tokens are as last read: the database does not answer", reason=type(error).__name__)
            return known
        self._found[key] = (now, found)
        return found
