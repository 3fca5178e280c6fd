"""Drafts whose run was taken out of the plan, until their next run begins with them."""

from typing import cast

from sqlalchemy import delete, select

from bot.core.work import Work
from bot.outbox.repository import insert_into
from bot.people.domain import UserId
from bot.standups.domain.drafts import Draft, KeptDraft, read_draft
from bot.standups.tables import KeptDraftRow


class KeptDrafts:
    """One for each person and standup."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def put(self, standup_id: int, kept: KeptDraft) -> None:
        """In place of an older one."""
        values = {"version": kept.version, "draft": kept.draft.to_json()}
        await self._work.session.execute(
            insert_into(self._work.session, KeptDraftRow)
            .values(workspace_id=self._work.workspace_id, standup_id=standup_id, user_id=kept.user_id, **values)
            .on_conflict_do_update(index_elements=["workspace_id", "standup_id", "user_id"], set_=values)
        )

    async def of(self, standup_id: int) -> list[KeptDraft]:
        found = await self._work.session.scalars(
            select(KeptDraftRow)
            .where(KeptDraftRow.workspace_id == self._work.workspace_id, KeptDraftRow.standup_id == standup_id)
            .order_by(KeptDraftRow.id)
            .execution_options(populate_existing=True)
        )
        return [KeptDraft(UserId(row.user_id), row.version, cast(Draft, read_draft(row.draft))) for row in found]

    async def remove(self, standup_id: int, user_id: str) -> None:
        """It was given back."""
        await self._work.session.execute(
            delete(KeptDraftRow).where(
                KeptDraftRow.workspace_id == self._work.workspace_id,
                KeptDraftRow.standup_id == standup_id,
                KeptDraftRow.user_id == user_id,
            )
        )
