"""What programs are to be told, written down in the transaction in which it happened."""

import secrets

from sqlalchemy import select

from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.tables import HappeningRow, WebhookRow


async def note(work: Work, event: Event, **ids: int | str) -> None:
    """Promises to tell every webhook that wants it; where none does, nothing is stored.

    `ids` name what it is about (`standup=7`), never in anybody's words: who is told reads those by its own rights.
    """
    found = await work.session.execute(
        select(WebhookRow.id, WebhookRow.events).where(
            WebhookRow.workspace_id == work.workspace_id, WebhookRow.off_at.is_(None)
        )
    )
    wanting = [webhook_id for webhook_id, events in found if event in events]
    if not wanting:
        return
    mark = secrets.token_hex(12)
    work.session.add_all(
        HappeningRow(
            workspace_id=work.workspace_id, webhook_id=webhook_id, mark=mark, event=event, ids=ids, at=work.now
        )
        for webhook_id in wanting
    )
    await work.session.flush()
