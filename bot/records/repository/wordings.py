"""What was said in Slack, as it is stored to be kept true: found by its key, and emptied."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, cast, or_, select, update

from bot.core.database import Table as Declared
from bot.core.work import Work

# Nothing is being done with these.
SETTLED = ("sent", "dead", "withdrawn")
GONE = {"text": "This was cleared."}
AT_ONCE = 500


class Wordings:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def keys(self, *, since: datetime | None = None, until: datetime | None = None) -> dict[str, int]:
        """Ids by key; `since` leaves out what was sent last before then, `until` what was not, and what is unsent."""
        table = _deliveries()
        mine = select(table.c.key, table.c.id).where(table.c.workspace_id == self._work.workspace_id)
        if since is not None:
            mine = mine.where(or_(table.c.sent_at.is_(None), table.c.sent_at >= since))
        if until is not None:
            mine = mine.where(table.c.sent_at < until)
        found = await self._work.session.execute(mine)
        return {str(row.key): int(row.id) for row in found}

    async def empty(self, delivery_ids: Iterable[int], states: Sequence[str] = SETTLED) -> None:
        """Slack goes on showing them; what they said is not stored any more."""
        table = _deliveries()
        ids = list(delivery_ids)
        for first in range(0, len(ids), AT_ONCE):
            some = ids[first : first + AT_ONCE]
            await self._work.session.execute(
                update(table)
                .where(
                    table.c.workspace_id == self._work.workspace_id,
                    table.c.id.in_(some),
                    table.c.state.in_(states),
                    # An empty one is wanted gone, and stays that.
                    table.c.posted_ts.is_not(None),
                )
                .values(body=GONE)
            )

    async def mentioning(self, user_id: str) -> list[int]:
        """Those that name somebody by their id."""
        table = _deliveries()
        found = await self._work.session.scalars(
            select(table.c.id).where(
                table.c.workspace_id == self._work.workspace_id,
                cast(table.c.body, Text).contains(user_id, autoescape=True),
            )
        )
        return list(found)

    async def unsent_to(self, user_id: str) -> list[str]:
        """Keys of what is still on its way to somebody."""
        table = _deliveries()
        found = await self._work.session.scalars(
            select(table.c.key).where(
                table.c.workspace_id == self._work.workspace_id,
                table.c.channel == user_id,
                table.c.state.in_(("pending", "sending")),
            )
        )
        return list(found)

    async def let_go(self, user_id: str) -> None:
        """Whatever was said to somebody is theirs: it is not stored, and nothing of it is changed any more."""
        table = _deliveries()
        await self._work.session.execute(
            update(table)
            .where(
                table.c.workspace_id == self._work.workspace_id,
                table.c.channel == user_id,
                table.c.state != "sending",
            )
            .values(body={}, state="withdrawn", posted_channel=None, posted_ts=None, maybe_sent=False, error=None)
        )


def _deliveries() -> Any:
    return Declared.metadata.tables["deliveries"]
