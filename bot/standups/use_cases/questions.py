"""Leads change what a standup asks: question by question in a draft that all leads share, then all at once."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.repository import Teams
from bot.standups.domain import NewQuestion, Standup
from bot.standups.domain.question_list import as_new, moved, put_in, unsound, without
from bot.standups.repository import QuestionDrafts, Standups
from bot.standups.use_cases.leading import must_lead
from bot.standups.use_cases.setting_up import change_questions


@dataclass(frozen=True)
class Drafted:
    """The questions as they stand in the form. `changed`: they are not asked yet like this."""

    standup: Standup
    questions: list[NewQuestion]
    changed: bool

    def question(self, key: str) -> NewQuestion | None:
        return next((each for each in self.questions if each.key == key), None)


async def read_questions_of(work: Work, standup_id: int, by: str) -> Drafted:
    """Raises BotError for those who do not lead its team."""
    standup = await Standups(work).get(standup_id)
    await must_lead(work, await Teams(work).get(standup.team_id), by)
    draft = await QuestionDrafts(work).of(standup_id)
    asked = [as_new(each) for each in await Standups(work).questions(standup_id, standup.version)]
    return Drafted(standup, asked if draft is None else draft, draft is not None and draft != asked)


async def put_question(work: Work, standup_id: int, by: str, question: NewQuestion) -> Drafted:
    """Changes the one with its key, or adds one. Raises BotError where the list would not make sense."""
    # A key is never given twice: plans and trends of a removed question stay its own.
    named = question if question.key else replace(question, key=f"q{secrets.token_hex(4)}")
    return await _change(work, standup_id, by, lambda questions: put_in(questions, named))


async def move_question(work: Work, standup_id: int, by: str, key: str, places: int) -> Drafted:
    return await _change(work, standup_id, by, lambda questions: moved(questions, key, places))


async def remove_question(work: Work, standup_id: int, by: str, key: str) -> Drafted:
    return await _change(work, standup_id, by, lambda questions: without(questions, key))


async def throw_away(work: Work, standup_id: int, by: str) -> Drafted:
    """Back to what is asked."""
    await read_questions_of(work, standup_id, by)
    await QuestionDrafts(work).put(standup_id, None)
    return await read_questions_of(work, standup_id, by)


async def save_questions(work: Work, standup_id: int, by: str) -> Standup:
    """Asked from the next run on; an open run keeps the questions it began with."""
    drafted = await read_questions_of(work, standup_id, by)
    _must_be_sound(drafted.questions)
    await QuestionDrafts(work).put(standup_id, None)
    if not drafted.changed:
        return drafted.standup
    return await change_questions(work, standup_id, by, drafted.questions)


async def _change(
    work: Work, standup_id: int, by: str, change: Callable[[Sequence[NewQuestion]], list[NewQuestion]]
) -> Drafted:
    drafted = await read_questions_of(work, standup_id, by)
    questions = change(drafted.questions)
    _must_be_sound(questions)
    await QuestionDrafts(work).put(standup_id, questions)
    return await read_questions_of(work, standup_id, by)


def _must_be_sound(questions: Sequence[NewQuestion]) -> None:
    trouble = unsound(questions)
    if trouble:
        raise BotError(trouble)
