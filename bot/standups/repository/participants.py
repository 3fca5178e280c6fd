"""Who is more or less to a standup than the rule, and whom it leaves alone for a while."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import delete, select, update

from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.people.domain import UserId
from bot.standups.domain.roster import Exemption, Participant
from bot.standups.domain.schedule import Part
from bot.standups.tables import ExemptionRow, ParticipantRow


class Participants:
    """What people are to a standup where that is not the rule."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, standup_id: int) -> dict[UserId, Participant]:
        found = await self._work.session.scalars(
            select(ParticipantRow)
            .where(ParticipantRow.workspace_id == self._work.workspace_id, ParticipantRow.standup_id == standup_id)
            .execution_options(populate_existing=True)
        )
        return {UserId(row.user_id): row.to_participant() for row in found}

    async def of_person(self, user_id: str) -> dict[int, Participant]:
        """Their own part in each standup where it is not the rule."""
        found = await self._work.session.scalars(
            select(ParticipantRow)
            .where(ParticipantRow.workspace_id == self._work.workspace_id, ParticipantRow.user_id == user_id)
            .execution_options(populate_existing=True)
        )
        return {row.standup_id: row.to_participant() for row in found}

    async def give_parts(self, standup_id: int, parts: Mapping[UserId, Part]) -> None:
        """These and nobody else have a part of their own; hours and reminders stay."""
        await self._work.session.execute(
            update(ParticipantRow)
            .where(ParticipantRow.workspace_id == self._work.workspace_id, ParticipantRow.standup_id == standup_id)
            .values(part=None)
        )
        for user_id, part in parts.items():
            await self._put(standup_id, user_id, part=part)

    async def set_hour(self, standup_id: int, user_id: str, at: time | None) -> None:
        await self._put(standup_id, user_id, at=at)

    async def set_reminders(self, standup_id: int, user_id: str, reminders: int | None) -> None:
        await self._put(standup_id, user_id, reminders=reminders)

    async def _put(self, standup_id: int, user_id: str, **values: Any) -> None:
        await self._work.session.execute(
            insert_into(self._work.session, ParticipantRow)
            .values(workspace_id=self._work.workspace_id, standup_id=standup_id, user_id=user_id, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "standup_id", "user_id"], set_=values)
        )


class Exemptions:
    """Days on which one standup does not ask one person."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, exemption_id: int) -> Exemption | None:
        row = await self._work.session.scalar(
            select(ExemptionRow)
            .where(ExemptionRow.workspace_id == self._work.workspace_id, ExemptionRow.id == exemption_id)
            .execution_options(populate_existing=True)
        )
        return row.to_exemption() if row else None

    async def add(self, standup_id: int, user_id: str, first_on: date, last_on: date, set_by: str) -> Exemption:
        row = ExemptionRow(
            workspace_id=self._work.workspace_id,
            standup_id=standup_id,
            user_id=user_id,
            first_on=first_on,
            last_on=last_on,
            set_by=set_by,
            set_at=self._work.now,
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.to_exemption()

    async def remove(self, exemption_id: int) -> bool:
        """True for the first to take it back."""
        gone = await self._work.session.execute(
            delete(ExemptionRow)
            .where(ExemptionRow.workspace_id == self._work.workspace_id, ExemptionRow.id == exemption_id)
            .returning(ExemptionRow.id)
        )
        return gone.first() is not None

    async def between(self, standup_ids: Iterable[int], first: date, last: date) -> list[Exemption]:
        """Those that touch the dates from first to last, in order of their beginning."""
        found = await self._work.session.scalars(
            select(ExemptionRow)
            .where(
                ExemptionRow.workspace_id == self._work.workspace_id,
                ExemptionRow.standup_id.in_(list(standup_ids)),
                ExemptionRow.first_on <= last,
                ExemptionRow.last_on >= first,
            )
            .order_by(ExemptionRow.first_on, ExemptionRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_exemption() for row in found]
