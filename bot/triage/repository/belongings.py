"""What belongs to a fire besides its history: messages, files, and how it went for who asked."""

from datetime import datetime

from sqlalchemy import delete, func, or_, select

from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId
from bot.triage.domain import OPEN, FileReference, Fire, FireId, State
from bot.triage.tables import FireFileRow, FireMessageRow, FireRatingRow, FireRow


class FireMessages:
    """Messages in Slack that a fire was made from, or that joined it. One message belongs to one fire at most."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, fire_id: FireId, channel: str, ts: str, thread: str | None, user_id: str) -> bool:
        """False when that message belongs to a fire already."""
        added = await self._work.session.execute(
            insert_into(self._work.session, FireMessageRow)
            .values(
                workspace_id=self._work.workspace_id,
                fire_id=fire_id,
                channel=channel,
                ts=ts,
                thread=thread,
                user_id=user_id,
                at=self._work.now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "channel", "ts"])
            .returning(FireMessageRow.id)
        )
        return added.first() is not None

    async def fire_of(self, channel: str, ts: str) -> FireId | None:
        """The fire that message belongs to."""
        found = await self._work.session.scalar(
            select(FireMessageRow.fire_id).where(
                FireMessageRow.workspace_id == self._work.workspace_id,
                FireMessageRow.channel == channel,
                FireMessageRow.ts == ts,
            )
        )
        return FireId(found) if found is not None else None

    async def drop(self, channel: str, ts: str) -> None:
        """That message belongs to no fire any more."""
        await self._work.session.execute(
            delete(FireMessageRow).where(
                FireMessageRow.workspace_id == self._work.workspace_id,
                FireMessageRow.channel == channel,
                FireMessageRow.ts == ts,
            )
        )

    async def last_in_thread(self, channel: str, thread: str, requester_id: str) -> Fire | None:
        """The newest fire of that requester made in that thread that is open, or goes on as part of another."""
        row = await self._work.session.scalar(
            select(FireRow)
            .where(
                FireRow.workspace_id == self._work.workspace_id,
                FireRow.source_channel == channel,
                or_(FireRow.source_ts == thread, FireRow.source_thread == thread),
                FireRow.requester_id == requester_id,
                FireRow.state.in_([*OPEN, State.MERGED]),
            )
            .order_by(FireRow.number.desc())
            .limit(1)
            .execution_options(populate_existing=True)
        )
        return row.to_fire() if row else None

    async def last_since(self, channel: str, user_id: str, since: datetime) -> Fire | None:
        """The fire that the newest message of theirs in that channel belongs to, if it is not older."""
        row = await self._work.session.scalar(
            select(FireRow)
            .join(FireMessageRow, FireMessageRow.fire_id == FireRow.id)
            .where(
                FireMessageRow.workspace_id == self._work.workspace_id,
                FireRow.workspace_id == self._work.workspace_id,
                FireMessageRow.channel == channel,
                FireMessageRow.user_id == user_id,
                FireMessageRow.at >= since,
            )
            .order_by(FireMessageRow.at.desc(), FireMessageRow.id.desc())
            .limit(1)
            .execution_options(populate_existing=True)
        )
        return row.to_fire() if row else None


class FireFiles:
    """Where files are that people added to fires."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, fire_id: FireId, file: FileReference, by: str) -> None:
        """Adding the same file again changes nothing."""
        await self._work.session.execute(
            insert_into(self._work.session, FireFileRow)
            .values(
                workspace_id=self._work.workspace_id,
                fire_id=fire_id,
                file_id=file.file_id,
                name=file.name,
                permalink=file.permalink,
                added_by=by,
                at=self._work.now,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "fire_id", "file_id"])
        )

    async def of(self, fire_id: FireId) -> list[FileReference]:
        """All of them, the oldest first."""
        rows = await self._work.session.scalars(
            select(FireFileRow)
            .where(FireFileRow.workspace_id == self._work.workspace_id, FireFileRow.fire_id == fire_id)
            .order_by(FireFileRow.id)
        )
        return [row.to_reference() for row in rows]


class Ratings:
    """How it went for requesters: counted by topic, never by who did the work."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def put(self, fire_id: FireId, *, good: bool) -> None:
        """A second thought replaces the first."""
        await self._work.session.execute(
            insert_into(self._work.session, FireRatingRow)
            .values(workspace_id=self._work.workspace_id, fire_id=fire_id, good=good, at=self._work.now)
            .on_conflict_do_update(
                index_elements=["workspace_id", "fire_id"], set_={"good": good, "at": self._work.now}
            )
        )

    async def by_topic(self, team_id: TeamId, first: datetime, last: datetime) -> dict[str | None, tuple[int, int]]:
        """Good ones and all of that span, by the topic of the fire."""
        good = func.count().filter(FireRatingRow.good.is_(True))
        found = await self._work.session.execute(
            select(FireRow.topic, good, func.count())
            .join(FireRow, FireRow.id == FireRatingRow.fire_id)
            .where(
                FireRatingRow.workspace_id == self._work.workspace_id,
                FireRow.workspace_id == self._work.workspace_id,
                FireRow.team_id == team_id,
                FireRatingRow.at >= first,
                FireRatingRow.at < last,
            )
            .group_by(FireRow.topic)
        )
        return {topic: (liked, count) for topic, liked, count in found}
