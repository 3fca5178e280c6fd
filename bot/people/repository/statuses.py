"""What Slack statuses say of people: away or not and until when, and when to ask Slack again."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.core.work import Work, WorkspaceId
from bot.people.domain import UserId
from bot.people.domain.statuses import Seen
from bot.people.tables import CalendarRow, MembershipRow, PersonRow, TeamRow

MOST_AT_ONCE = 50


class Statuses:
    """Of people whose status is read; of the others nothing is stored."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def choose(self, user_id: str, reads: bool | None) -> None:
        """Whether theirs is read; None leaves it to the team."""
        await self._change(user_id, reads_status=reads)

    async def of(self, user_id: str) -> Seen:
        """What it said last."""
        found = await self._work.session.execute(
            select(PersonRow.status_away, PersonRow.status_until).where(
                PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id
            )
        )
        row = found.first()
        return Seen(row.status_away, row.status_until) if row else Seen(False)

    async def put(self, user_id: str, seen: Seen) -> None:
        await self._change(user_id, status_away=seen.away, status_until=seen.until)

    async def look(self, user_id: str, at: datetime | None) -> None:
        """Lets Slack be asked for it then; None: that was done."""
        await self._change(user_id, look_at=at)

    async def watched(self, user_ids: Iterable[str]) -> set[UserId]:
        """Those of them of whom their status, or a calendar on the web, says when they are away."""
        here, asked = self._work.workspace_id, list(user_ids)
        reading_team = (
            select(MembershipRow.id)
            .join(TeamRow, TeamRow.id == MembershipRow.team_id)
            .where(MembershipRow.workspace_id == here, TeamRow.reads_status, MembershipRow.person_id == PersonRow.id)
        )
        by_status = select(PersonRow.user_id).where(
            PersonRow.workspace_id == here,
            PersonRow.user_id.in_(asked),
            PersonRow.reads_status.is_(True) | (PersonRow.reads_status.is_(None) & reading_team.exists()),
        )
        by_calendar = select(CalendarRow.user_id).where(
            CalendarRow.workspace_id == here,
            CalendarRow.user_id.in_(asked),
            CalendarRow.team_id.is_(None),
            CalendarRow.ended_at.is_(None),
            CalendarRow.address.is_not(None),
        )
        found = [*await self._work.session.scalars(by_status), *await self._work.session.scalars(by_calendar)]
        return {UserId(each) for each in found}

    async def _change(self, user_id: str, **values: object) -> None:
        await self._work.session.execute(
            update(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
            .values(**values)
        )


async def due_looks(session: AsyncSession, now: datetime) -> list[tuple[WorkspaceId, UserId]]:
    """Of all workspaces, people whose status Slack is to be asked for now."""
    found = await session.execute(
        select(PersonRow.workspace_id, PersonRow.user_id)
        .where(PersonRow.look_at.is_not(None), PersonRow.look_at <= now)
        .order_by(PersonRow.look_at, PersonRow.id)
        .limit(MOST_AT_ONCE)
    )
    return [(WorkspaceId(row[0]), UserId(row[1])) for row in found]
