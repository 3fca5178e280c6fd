"""Programs act for a person: they answer, and say when the person is away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.api.domain import Code, Refusal
from bot.api.domain.refusals import invalid, not_found
from bot.api.domain.requests import Given, Leave
from bot.api.domain.values import from_program
from bot.api.use_cases.reading import may_know_absence
from bot.api.use_cases.seeing import Eyes
from bot.core.calendar import DAY
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Absence, UserId
from bot.people.repository import Absences
from bot.people.use_cases import cancel_absence, may_set_absence, set_absence
from bot.standups.domain import Draft, Prompt, PromptState, Question, Standup, Value
from bot.standups.domain.answers import trouble_with
from bot.standups.domain.pages import AnswerPage
from bot.standups.repository import Answers, Prompts, Runs
from bot.standups.use_cases import Said, Submission, answer_prompt, must_take_answers, prompt_for, read_asked, read_page
from bot.standups.use_cases.reading import people_unmet
from bot.standups.use_cases.taking_part import today_for

NEEDS_A_PERSON = "This token is a service's, and this is done in somebody's name. Use a token made with --as."


@dataclass(frozen=True)
class Answered:
    """What was taken, and for which date."""

    said: Said
    standup: Standup
    on: date


def person_of(eyes: Eyes) -> UserId:
    if eyes.user_id is None:
        raise Refusal(Code.FORBIDDEN, NEEDS_A_PERSON)
    return eyes.user_id


async def answer(work: Work, eyes: Eyes, standup_id: int, given: Given) -> Answered:
    """As the form does it. Questions that are not named keep the answer they have; a late answer counts as late.

    Raises Refusal naming the question that cannot be answered like this, or saying why none can.
    """
    user_id = person_of(eyes)
    standup = await eyes.standup(standup_id)
    try:
        prompt = await _prompt(work, user_id, standup, given.on)
        await must_take_answers(work, prompt)
        page = await _filled(work, prompt, given)
    except Refusal:
        raise
    except BotError as error:
        raise Refusal(Code.CONFLICT, error.text) from None
    await _must_be_right(work, page, given)
    submission = Submission(page.values, given.marks, given.solved)
    return Answered(await answer_prompt(work, prompt.id, user_id, submission), standup, page.on)


async def _prompt(work: Work, user_id: str, standup: Standup, on: date | None) -> Prompt:
    """That of a date, or the one that waits for an answer, else today's."""
    if on is not None:
        return await prompt_for(work, user_id, standup, on)
    for each in reversed(await Prompts(work).of_person(user_id, work.now - DAY)):
        if each.state == PromptState.ASKED and (await Runs(work).get(each.run_id)).standup_id == standup.id:
            return each
    return await prompt_for(work, user_id, standup, await today_for(work, user_id))


async def _filled(work: Work, prompt: Prompt, given: Given) -> AnswerPage:
    """The form with these answers in it. What was not said stays empty: nobody looks at what it is filled in with."""
    questions = (await read_asked(work, prompt.run_id)).questions
    stored = (await Answers(work).of([prompt.id])).get(prompt.id, {})
    values: dict[int, Value] = {each.id: None for each in questions if each.id not in stored}
    draft = Draft(work.now, {**values, **_read(questions, given.answers)}, given.marks, given.solved)
    return await read_page(work, prompt.id, prompt.user_id, draft)


def _read(questions: tuple[Question, ...], answers: Mapping[str, object]) -> dict[int, Value]:
    by_name = {str(each.id): each for each in questions} | {each.key: each for each in questions}
    found: dict[int, Value] = {}
    for name, said in answers.items():
        if name not in by_name:
            keys = ", ".join(each.key for each in questions)
            raise invalid(f"answers.{name[:40]}", f"There is no such question. Its questions are {keys}.")
        try:
            found[by_name[name].id] = from_program(by_name[name], said)
        except ValueError as error:
            raise invalid(f"answers.{name}", str(error)) from None
    return found


async def _must_be_right(work: Work, page: AnswerPage, given: Given) -> None:
    shown = {name for each in page.questions for name in (each.key, str(each.id))}
    for name, said in given.answers.items():
        if said is not None and name not in shown:
            raise invalid(f"answers.{name}", "This question is not asked on that date, or not after these answers.")
    coming_back = {each.key for each in page.carried}
    for question in page.questions:
        trouble = trouble_with(question, page.values.get(question.id), comes_back=question.key in coming_back)
        if trouble is not None:
            raise invalid(f"answers.{question.key}", trouble)
    unknown = await people_unmet(work, page.questions, page.values)
    if unknown:
        raise invalid("answers", f"I know nobody called {', '.join(sorted(unknown))} here. Use Slack user ids (U…).")


async def leave(work: Work, eyes: Eyes, wanted: Leave) -> Absence:
    """Somebody is away: whoever asks, or by a lead or admin another."""
    by = person_of(eyes)
    user_id = wanted.person or by
    if not await may_know_absence(eyes, user_id):
        raise not_found("person")
    try:
        await may_set_absence(work, by=by, user_id=user_id)
    except BotError as error:
        raise Refusal(Code.FORBIDDEN, error.text) from None
    return await set_absence(
        work,
        by=by,
        user_id=user_id,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        reason=wanted.reason,
        starts=wanted.starts,
        ends=wanted.ends,
    )


async def call_off(work: Work, eyes: Eyes, absence_id: int) -> Absence:
    by = person_of(eyes)
    absence = await Absences(work).get(absence_id)
    if absence is None or not await may_know_absence(eyes, absence.user_id):
        raise not_found("absence")
    try:
        return await cancel_absence(work, absence_id, by)
    except BotError as error:
        raise Refusal(Code.FORBIDDEN, error.text) from None
