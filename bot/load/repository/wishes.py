"""What was asked about doubts and answered, and what teams chose. Values in, values out; never commits."""

from collections.abc import Iterable

from sqlalchemy import select, update

from bot.core.work import Work
from bot.load.domain import Asked, Doubted
from bot.load.tables import LoadChoiceRow, LoadDoubtRow
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId, UserId


class LoadDoubts:
    """Questions about what cannot be right."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def of_team(self, team_id: TeamId) -> list[Asked]:
        """All that were ever asked, the oldest first."""
        rows = await self._work.session.scalars(
            select(LoadDoubtRow)
            .where(LoadDoubtRow.workspace_id == self._work.workspace_id, LoadDoubtRow.team_id == team_id)
            .order_by(LoadDoubtRow.id)
        )
        return [row.to_asked() for row in rows]

    async def get(self, doubt_id: int) -> Asked | None:
        row = await self._work.session.scalar(
            select(LoadDoubtRow)
            .where(LoadDoubtRow.workspace_id == self._work.workspace_id, LoadDoubtRow.id == doubt_id)
            .execution_options(populate_existing=True)
        )
        return row.to_asked() if row else None

    async def ask(self, team_id: TeamId, doubted: Doubted, told: Iterable[UserId]) -> Asked:
        row = LoadDoubtRow(
            workspace_id=self._work.workspace_id,
            team_id=team_id,
            user_id=doubted.user_id,
            doubt=doubted.doubt,
            told=list(told),
            asked_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_asked()

    async def answer(self, doubt_id: int, by: str) -> bool:
        """They say that what was entered is right. True for the first only."""
        changed = await self._work.session.execute(
            update(LoadDoubtRow)
            .where(
                LoadDoubtRow.workspace_id == self._work.workspace_id,
                LoadDoubtRow.id == doubt_id,
                LoadDoubtRow.right_by.is_(None),
            )
            .values(right_by=by)
            .returning(LoadDoubtRow.id)
            .execution_options(synchronize_session=False)
        )
        return changed.first() is not None


class Choices:
    """Whether a team's flags go to the person only."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def person_only(self, team_id: TeamId) -> bool:
        """False until somebody chose otherwise."""
        chosen = await self._work.session.scalar(
            select(LoadChoiceRow.person_only).where(
                LoadChoiceRow.workspace_id == self._work.workspace_id, LoadChoiceRow.team_id == team_id
            )
        )
        return bool(chosen)

    async def choose(self, team_id: TeamId, *, person_only: bool, by: str) -> None:
        values = {"person_only": person_only, "chosen_by": by}
        keys = {"workspace_id": self._work.workspace_id, "team_id": team_id}
        await self._work.session.execute(
            insert_into(self._work.session, LoadChoiceRow)
            .values(**keys, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "team_id"], set_=values)
        )
