"""What was answered: by name or without, what it said before it was changed, and the files given with it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, select

from bot.core.work import Work
from bot.standups.domain import Value, from_json, to_json
from bot.standups.domain.answers import Added, File
from bot.standups.domain.finding import folded_words
from bot.standups.tables import AnonymousAnswerRow, AnswerFileRow, AnswerRow, PromptRow, RevisionRow

LOT_BITS = 62


class Answers:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def of(self, prompt_ids: Iterable[int]) -> Mapping[int, Mapping[int, Value]]:
        """By prompt, then by question."""
        found = await self._work.session.execute(
            select(AnswerRow.prompt_id, AnswerRow.question_id, AnswerRow.value).where(
                AnswerRow.workspace_id == self._work.workspace_id, AnswerRow.prompt_id.in_(list(prompt_ids))
            )
        )
        said: dict[int, dict[int, Value]] = {}
        for prompt_id, question_id, value in found:
            said.setdefault(prompt_id, {})[question_id] = from_json(value)
        return said

    async def put(
        self,
        prompt_id: int,
        values: Mapping[int, Value],
        messages: Mapping[int, str] | None = None,
        added: Mapping[int, Added] | None = None,
    ) -> None:
        """What was said now, by question; None takes an answer back. What an answer said before is kept.

        `messages` is the ts of the message a typed answer came from, `added` what the value ends with since somebody
        was asked once more.
        """
        before = {
            row.question_id: row
            for row in await self._work.session.scalars(
                select(AnswerRow).where(
                    AnswerRow.workspace_id == self._work.workspace_id, AnswerRow.prompt_id == prompt_id
                )
            )
        }
        for question_id, value in values.items():
            row, stored = before.get(question_id), to_json(value)
            more = (added or {}).get(question_id)
            if row is not None and row.value != stored:
                self._keep(row)
                await self._work.session.delete(row)
                await self._work.session.flush()
            if value is not None and (row is None or row.value != stored):
                self._work.session.add(
                    AnswerRow(
                        workspace_id=self._work.workspace_id,
                        prompt_id=prompt_id,
                        question_id=question_id,
                        value=stored,
                        folded=folded_words(value),
                        said_at=self._work.now,
                        message_ts=(messages or {}).get(question_id) or (row.message_ts if row else None),
                        added=to_json(more.value) if more else None,
                        added_ts=more.message if more else None,
                    )
                )
        await self._work.session.flush()

    def _keep(self, row: AnswerRow) -> None:
        self._work.session.add(
            RevisionRow(
                workspace_id=self._work.workspace_id,
                prompt_id=row.prompt_id,
                question_id=row.question_id,
                value=row.value,
                said_at=row.said_at,
                replaced_at=self._work.now,
            )
        )

    async def revisions(self, prompt_id: int) -> list[tuple[int, Value]]:
        """Question and what was said to it before, the oldest first."""
        found = await self._work.session.execute(
            select(RevisionRow.question_id, RevisionRow.value)
            .where(RevisionRow.workspace_id == self._work.workspace_id, RevisionRow.prompt_id == prompt_id)
            .order_by(RevisionRow.replaced_at, RevisionRow.id)
        )
        return [(question_id, from_json(value)) for question_id, value in found]

    async def typed_in(self, user_id: str, ts: str) -> tuple[int, int] | None:
        """The prompt and the question that somebody's message answered."""
        found = await self._work.session.execute(
            select(AnswerRow.prompt_id, AnswerRow.question_id)
            .join(PromptRow, PromptRow.id == AnswerRow.prompt_id)
            .where(
                AnswerRow.workspace_id == self._work.workspace_id,
                PromptRow.workspace_id == self._work.workspace_id,
                PromptRow.user_id == user_id,
                (AnswerRow.message_ts == ts) | (AnswerRow.added_ts == ts),
            )
            .order_by(AnswerRow.prompt_id.desc())
        )
        row = found.first()
        return (row.prompt_id, row.question_id) if row else None

    async def added(self, prompt_id: int) -> Mapping[int, Added]:
        """What answers end with since somebody was asked once more, by question."""
        found = await self._work.session.execute(
            select(AnswerRow.question_id, AnswerRow.added, AnswerRow.added_ts).where(
                AnswerRow.workspace_id == self._work.workspace_id,
                AnswerRow.prompt_id == prompt_id,
            )
        )
        return {row.question_id: Added(from_json(row.added), row.added_ts) for row in found if row.added is not None}

    async def put_anonymous(self, run_id: int, values: Mapping[int, Value]) -> None:
        """Without author or moment; their order is drawn by lot."""
        self._work.session.add_all(
            AnonymousAnswerRow(
                id=secrets.randbits(LOT_BITS),
                workspace_id=self._work.workspace_id,
                run_id=run_id,
                question_id=question_id,
                value=to_json(value),
                folded=folded_words(value),
            )
            for question_id, value in values.items()
            if value is not None
        )
        await self._work.session.flush()

    async def anonymous(self, run_id: int) -> Mapping[int, Sequence[Value]]:
        """What was said without names, by question, in the order of the lot."""
        found = await self._work.session.execute(
            select(AnonymousAnswerRow.question_id, AnonymousAnswerRow.value)
            .where(AnonymousAnswerRow.workspace_id == self._work.workspace_id, AnonymousAnswerRow.run_id == run_id)
            .order_by(AnonymousAnswerRow.id)
        )
        said: dict[int, list[Value]] = {}
        for question_id, value in found:
            said.setdefault(question_id, []).append(from_json(value))
        return said

    async def files(self, prompt_ids: Iterable[int]) -> Mapping[int, Sequence[File]]:
        """By prompt, in the order they came."""
        found = await self._work.session.scalars(
            select(AnswerFileRow)
            .where(AnswerFileRow.workspace_id == self._work.workspace_id, AnswerFileRow.prompt_id.in_(list(prompt_ids)))
            .order_by(AnswerFileRow.id)
        )
        given: dict[int, list[File]] = {}
        for row in found:
            given.setdefault(row.prompt_id, []).append(row.to_file())
        return given

    async def give_files(self, prompt_id: int, files: Sequence[File]) -> None:
        """Adds those that are not there yet."""
        known = {each.id for each in (await self.files([prompt_id])).get(prompt_id, ())}
        self._work.session.add_all(
            AnswerFileRow(
                workspace_id=self._work.workspace_id,
                prompt_id=prompt_id,
                file_id=each.id,
                name=each.name,
                permalink=each.permalink,
            )
            for each in {file.id: file for file in files}.values()
            if each.id not in known
        )
        await self._work.session.flush()

    async def forget(self, prompt_id: int) -> None:
        """Everything that was ever said and given there."""
        for table in (AnswerRow, RevisionRow, AnswerFileRow):
            await self._work.session.execute(
                delete(table).where(table.workspace_id == self._work.workspace_id, table.prompt_id == prompt_id)
            )
