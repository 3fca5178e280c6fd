"""Workspaces and the tokens for them: the only queries that cross tenants."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.keyring import Keyring
from bot.outbox.repository import insert_into
from bot.workspaces.domain import RENEW_BEFORE, Installation, Workspace
from bot.workspaces.tables import InstallationRow, OAuthStateRow, WorkspaceRow

# Slack asks the person in between.
STATE_LIVES = timedelta(minutes=10)
RENEWAL_TAKES = timedelta(minutes=2)


async def find_workspace(session: AsyncSession, slack_id: str) -> Workspace | None:
    row = await session.scalar(select(WorkspaceRow).where(WorkspaceRow.slack_id == slack_id))
    return row.to_workspace() if row else None


async def is_installed(session: AsyncSession, workspace_id: int) -> bool:
    """Whether that workspace has the app, and did not take it out."""
    found = await session.scalar(
        select(WorkspaceRow.id).where(WorkspaceRow.id == workspace_id, WorkspaceRow.left_at.is_(None))
    )
    return found is not None


async def get_workspace(session: AsyncSession, workspace_id: int) -> Workspace:
    row = await session.get(WorkspaceRow, workspace_id)
    assert row is not None, "workspaces are never deleted"
    return row.to_workspace()


async def install_workspace(
    session: AsyncSession,
    *,
    slack_id: str,
    name: str,
    bot_user_id: str,
    now: datetime,
    enterprise_id: str | None = None,
) -> Workspace:
    """Registers the workspace, or brings back one that had left, with its new name and bot user."""
    known: dict[str, Any] = {"name": name[:200], "bot_user_id": bot_user_id, "enterprise_id": enterprise_id}
    await session.execute(
        insert_into(session, WorkspaceRow)
        .values(slack_id=slack_id, installed_at=now, **known)
        .on_conflict_do_update(index_elements=["slack_id"], set_={**known, "left_at": None})
    )
    row = await session.scalar(
        select(WorkspaceRow).where(WorkspaceRow.slack_id == slack_id).execution_options(populate_existing=True)
    )
    assert row is not None, "the upsert above wrote it"
    return row.to_workspace()


async def leave(session: AsyncSession, team_id: str | None, enterprise_id: str | None, now: datetime) -> list[int]:
    """Marks the workspaces of an ended installation as left: one of them, or all of an org that have none of their
    own. Returns their ids.
    """
    own_token = select(InstallationRow.owner).where(InstallationRow.ended_at.is_(None))
    whose: ColumnElement[bool] = (
        WorkspaceRow.slack_id == team_id
        if team_id
        else (WorkspaceRow.enterprise_id == enterprise_id) & not_(WorkspaceRow.slack_id.in_(own_token))
    )
    left = await session.scalars(
        update(WorkspaceRow)
        .where(whose, WorkspaceRow.left_at.is_(None))
        .values(left_at=now)
        .returning(WorkspaceRow.id)
        .execution_options(synchronize_session=False)
    )
    return list(left)


async def all_workspaces(session: AsyncSession, *, of: str | None = None) -> list[Workspace]:
    """Every workspace we are in; `of` keeps those of one owner: a workspace's id, or an org's."""
    query = select(WorkspaceRow).where(WorkspaceRow.left_at.is_(None)).order_by(WorkspaceRow.id)
    if of is not None:
        query = query.where(or_(WorkspaceRow.slack_id == of, WorkspaceRow.enterprise_id == of))
    rows = await session.scalars(query)
    return [row.to_workspace() for row in rows]


class Installations:
    """Tokens by their owner, locked on the way in and unlocked on the way out."""

    def __init__(self, session: AsyncSession, keyring: Keyring) -> None:
        self._session = session
        self._keyring = keyring

    async def save(self, installation: Installation, now: datetime) -> None:
        """What was consented to now counts; it replaces what the owner had."""
        values = {
            "team_id": installation.team_id,
            "enterprise_id": installation.enterprise_id,
            "name": installation.name[:200],
            "bot_user_id": installation.bot_user_id,
            "bot_token": self._keyring.lock(installation.bot_token),
            "refresh_token": self._locked(installation.refresh_token),
            "expires_at": installation.expires_at,
            "installed_by": installation.installed_by,
            "installed_at": now,
            "ended_at": None,
            "renewing_until": None,
        }
        await self._session.execute(
            insert_into(self._session, InstallationRow)
            .values(owner=installation.owner, **values)
            .on_conflict_do_update(index_elements=["owner"], set_=values)
        )

    async def find(self, team_id: str | None, enterprise_id: str | None) -> Installation | None:
        """The workspace's own, else its org's. Raises NoKeyFits."""
        rows = await self._session.scalars(
            select(InstallationRow).where(
                InstallationRow.owner.in_([each for each in (team_id, enterprise_id) if each]),
                InstallationRow.ended_at.is_(None),
            )
        )
        found = sorted(rows, key=lambda row: row.owner != team_id)
        return self._read(found[0]) if found else None

    async def end(self, owner: str, happened_at: datetime) -> bool:
        """The token is forgotten. False when there is none, or it was given after this happened."""
        ended = await self._session.execute(
            update(InstallationRow)
            .where(
                InstallationRow.owner == owner,
                InstallationRow.ended_at.is_(None),
                InstallationRow.installed_at <= happened_at,
            )
            .values(ended_at=happened_at, bot_token="", refresh_token=None, expires_at=None)
            .returning(InstallationRow.id)
        )
        return ended.first() is not None

    async def take_for_renewal(self, now: datetime) -> Installation | None:
        """One whose token ends soon, and that no other process is renewing."""
        row = await self._session.scalar(
            select(InstallationRow)
            .where(
                InstallationRow.ended_at.is_(None),
                InstallationRow.refresh_token.is_not(None),
                InstallationRow.expires_at < now + RENEW_BEFORE,
                or_(InstallationRow.renewing_until.is_(None), InstallationRow.renewing_until < now),
            )
            .order_by(InstallationRow.expires_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.renewing_until = now + RENEWAL_TAKES
        await self._session.flush()
        return self._read(row)

    async def renewed(self, before: Installation, bot_token: str, refresh_token: str, expires_at: datetime) -> None:
        """Stores the new pair."""
        row = await self._session.scalar(select(InstallationRow).where(InstallationRow.owner == before.owner))
        if row is None or row.ended_at is not None or self._read(row).refresh_token != before.refresh_token:
            return  # it was uninstalled or installed anew meanwhile
        row.bot_token, row.refresh_token = self._keyring.lock(bot_token), self._keyring.lock(refresh_token)
        row.expires_at, row.renewing_until = expires_at, None
        await self._session.flush()

    async def cannot_be_renewed(self, owner: str) -> None:
        """Slack does not take the refresh token: only a new consent helps."""
        await self._session.execute(
            update(InstallationRow)
            .where(InstallationRow.owner == owner)
            .values(refresh_token=None, renewing_until=None)
        )

    async def all(self) -> list[Installation]:
        """Those that stand. Raises NoKeyFits."""
        rows = await self._session.scalars(select(InstallationRow).where(InstallationRow.ended_at.is_(None)))
        return [self._read(row) for row in rows]

    async def relock_all(self) -> int:
        """Brings every stored token under the newest key. Returns how many installations there are."""
        rows = list(await self._session.scalars(select(InstallationRow).where(InstallationRow.ended_at.is_(None))))
        for row in rows:
            row.bot_token = self._keyring.relock(row.bot_token)
            row.refresh_token = self._keyring.relock(row.refresh_token) if row.refresh_token else None
        await self._session.flush()
        return len(rows)

    def _locked(self, secret: str | None) -> str | None:
        return self._keyring.lock(secret) if secret else None

    def _read(self, row: InstallationRow) -> Installation:
        return Installation(
            team_id=row.team_id,
            enterprise_id=row.enterprise_id,
            name=row.name,
            bot_user_id=row.bot_user_id,
            bot_token=self._keyring.unlock(row.bot_token),
            refresh_token=self._keyring.unlock(row.refresh_token) if row.refresh_token else None,
            expires_at=row.expires_at,
            installed_by=row.installed_by,
        )


async def issue_state(session: AsyncSession, now: datetime) -> str:
    """A word that Slack hands back to us once, within ten minutes."""
    await session.execute(delete(OAuthStateRow).where(OAuthStateRow.expires_at < now))
    state = secrets.token_urlsafe(32)
    session.add(OAuthStateRow(state=state, expires_at=now + STATE_LIVES))
    await session.flush()
    return state


async def consume_state(session: AsyncSession, state: str, now: datetime) -> bool:
    """True the first time only, while it lives."""
    consumed = await session.execute(
        delete(OAuthStateRow)
        .where(OAuthStateRow.state == state, OAuthStateRow.expires_at >= now)
        .returning(OAuthStateRow.state)
    )
    return consumed.first() is not None
