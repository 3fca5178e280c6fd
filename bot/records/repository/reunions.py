"""Who was forgotten, and which two accounts may be one person's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.people.domain import Person, UserId
from bot.people.tables import PersonRow
from bot.records.domain.reunions import Reunion
from bot.records.tables import ForgettingRow, ReunionRow


@dataclass(frozen=True)
class Namesake:
    """Somebody of that name; `left_at` is when Slack said that they left, as far as we heard of it."""

    person: Person
    left_at: datetime | None


class Forgettings:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def note(self, former_id: str, asked_by: str | None) -> None:
        """None stands for the operator."""
        self._work.session.add(
            ForgettingRow(
                workspace_id=self._work.workspace_id, former_id=former_id, asked_by=asked_by, at=self._work.now
            )
        )
        await self._work.session.flush()


class Reunions:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, reunion_id: int) -> Reunion | None:
        row = await self._work.session.scalar(
            select(ReunionRow)
            .where(ReunionRow.workspace_id == self._work.workspace_id, ReunionRow.id == reunion_id)
            .execution_options(populate_existing=True)
        )
        return row.to_reunion() if row else None

    async def offer(self, old_id: str, new_id: str, told: Iterable[str]) -> Reunion | None:
        """Asks these admins, once; None when it was offered, or said, before."""
        added = await self._work.session.scalar(
            insert_into(self._work.session, ReunionRow)
            .values(workspace_id=self._work.workspace_id, old_id=old_id, new_id=new_id, told=list(told))
            .on_conflict_do_nothing(index_elements=["workspace_id", "old_id", "new_id"])
            .returning(ReunionRow.id)
        )
        return None if added is None else await self.get(added)

    async def decide(self, old_id: str, new_id: str, by: str, *, same: bool) -> Reunion | None:
        """None when somebody has said so before; of a pair nobody asked about it is noted, too."""
        await self.offer(old_id, new_id, ())
        decided = await self._work.session.scalar(
            update(ReunionRow)
            .where(
                ReunionRow.workspace_id == self._work.workspace_id,
                ReunionRow.old_id == old_id,
                ReunionRow.new_id == new_id,
                # Whoever said no may think again.
                ReunionRow.same.is_(None) | ReunionRow.same.is_(False),
            )
            .values(same=same, decided_by=by, decided_at=self._work.now)
            .returning(ReunionRow.id)
            .execution_options(synchronize_session=False)
        )
        return None if decided is None else await self.get(decided)

    async def merged_into(self, new_id: str) -> list[UserId]:
        """Earlier accounts of that person."""
        found = await self._work.session.scalars(
            select(ReunionRow.old_id)
            .where(
                ReunionRow.workspace_id == self._work.workspace_id,
                ReunionRow.new_id == new_id,
                ReunionRow.same.is_(True),
            )
            .order_by(ReunionRow.id)
        )
        return [UserId(each) for each in found]


class Accounts:
    """People as accounts in Slack, those that were deactivated among them."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def called(self, name: str) -> list[Namesake]:
        """Everybody of that name, in small letters or capitals."""
        # Databases know small letters of their own alphabet only, so the rest is compared here.
        found = await self._work.session.scalars(
            select(PersonRow)
            .where(
                PersonRow.workspace_id == self._work.workspace_id,
                func.length(PersonRow.name) == len(name),
            )
            .order_by(PersonRow.id)
        )
        return [Namesake(each.to_person(), each.left_at) for each in found if each.name.casefold() == name.casefold()]

    async def left(self) -> list[Namesake]:
        """Whose account is deactivated, by name."""
        found = await self._work.session.scalars(
            select(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.deleted.is_(True))
            .order_by(PersonRow.name, PersonRow.id)
        )
        return [Namesake(each.to_person(), each.left_at) for each in found]

    async def admins(self) -> list[UserId]:
        """Those of the workspace's admins whom we know."""
        found = await self._work.session.scalars(
            select(PersonRow.user_id)
            .where(
                PersonRow.workspace_id == self._work.workspace_id,
                PersonRow.is_admin.is_(True),
                PersonRow.is_stranger.is_(False),
                PersonRow.deleted.is_(False),
            )
            .order_by(PersonRow.id)
        )
        return [UserId(each) for each in found]
