"""How teams of one workspace take fires, and who knows their topics."""

from collections.abc import Iterable

from sqlalchemy import delete, select

from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId
from bot.triage.domain import Desk, TopicPerson
from bot.triage.tables import DeskRow, TopicPersonRow, desk_values


class Desks:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, team_id: TeamId) -> Desk:
        """With our defaults for a team that never set anything."""
        row = await self._work.session.scalar(
            select(DeskRow).where(DeskRow.workspace_id == self._work.workspace_id, DeskRow.team_id == team_id)
        )
        return row.to_desk() if row else Desk(team_id)

    async def all(self) -> list[Desk]:
        """Of the teams that set anything, in the order of the teams."""
        rows = await self._work.session.scalars(
            select(DeskRow).where(DeskRow.workspace_id == self._work.workspace_id).order_by(DeskRow.team_id)
        )
        return [row.to_desk() for row in rows]

    async def taking_in(self, channel: str) -> Desk | None:
        """The one that makes every message in that channel a fire."""
        row = await self._work.session.scalar(
            select(DeskRow).where(DeskRow.workspace_id == self._work.workspace_id, DeskRow.intake_channel == channel)
        )
        return row.to_desk() if row else None

    async def put(self, desk: Desk) -> None:
        """Stores it whole. Raises IntegrityError when its intake channel is another team's."""
        values = desk_values(desk)
        await self._work.session.execute(
            insert_into(self._work.session, DeskRow)
            .values(workspace_id=self._work.workspace_id, team_id=desk.team_id, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "team_id"], set_=values)
        )


class TopicPeople:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of_team(self, team_id: TeamId) -> list[TopicPerson]:
        """By topic, then by person."""
        rows = await self._work.session.scalars(
            select(TopicPersonRow)
            .where(TopicPersonRow.workspace_id == self._work.workspace_id, TopicPersonRow.team_id == team_id)
            .order_by(TopicPersonRow.topic, TopicPersonRow.user_id)
        )
        return [row.to_topic_person() for row in rows]

    async def replace(self, team_id: TeamId, topic: str, people: Iterable[TopicPerson]) -> None:
        """Those who know that topic from now on."""
        await self._work.session.execute(
            delete(TopicPersonRow).where(
                TopicPersonRow.workspace_id == self._work.workspace_id,
                TopicPersonRow.team_id == team_id,
                TopicPersonRow.topic == topic,
            )
        )
        for each in people:
            row = TopicPersonRow(
                workspace_id=self._work.workspace_id,
                team_id=team_id,
                topic=topic,
                user_id=each.user_id,
                level=each.level,
            )
            self._work.session.add(row)
        await self._work.session.flush()
