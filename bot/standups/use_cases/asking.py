"""What a member is asked in a run, and what their form begins with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.calendar import DAY
from bot.core.errors import BotError
from bot.core.work import Work
from bot.standups.domain import Draft, Kind, Planned, Prompt, PromptState, Question, Value, is_given
from bot.standups.domain.answers import Cleared
from bot.standups.domain.asking import due_questions, looked_at, worded
from bot.standups.domain.pages import AnswerPage, Source
from bot.standups.domain.prefills import prefilled, same_again, same_question
from bot.standups.repository import Answers, Prompts, Runs, Standups
from bot.standups.use_cases.blockers import asked_blockers
from bot.standups.use_cases.plans import carried_items, done_since, marks_said
from bot.standups.use_cases.reading import Asked, own_prompt, own_questions, read_asked

# Whoever was asked was expected, whether they answered or not.
EXPECTED = (PromptState.ASKED, PromptState.ANSWERED, PromptState.SKIPPED)


@dataclass(frozen=True)
class Previous:
    """What a member answered in the last run they answered: kind and value by the question's key."""

    prompt: Prompt
    on: date
    values: Mapping[str, tuple[Kind, Value]]


async def last_expected_on(work: Work, prompt: Prompt) -> date | None:
    """The date of this member's own run before: over holidays and leave."""
    run = await Runs(work).get(prompt.run_id)
    found = await Prompts(work).last_before(run.standup_id, prompt.user_id, run.on, EXPECTED)
    return found[0] if found else None


async def previous_answers(work: Work, prompt: Prompt) -> Previous | None:
    """Of the last run they answered, however long ago; None where there is none, or nobody knows who said what."""
    run = await Runs(work).get(prompt.run_id)
    found = await Prompts(work).last_before(run.standup_id, prompt.user_id, run.on, [PromptState.ANSWERED])
    if found is None:
        return None
    on, before = found
    said = (await Answers(work).of([before.id])).get(before.id, {})
    asked = await read_asked(work, before.run_id)
    there = [each for each in asked.questions if each.id in said and not isinstance(said[each.id], Cleared)]
    values = {each.key: (each.kind, said[each.id]) for each in there}
    return Previous(before, on, values) if values else None


async def asked_of(work: Work, prompt: Prompt, values: Mapping[int, Value] | None = None) -> list[Question]:
    """The questions of that member's run: due on its date, after what was answered so far, in their words."""
    asked = await read_asked(work, prompt.run_id)
    return await _in_words(work, prompt, asked, values or {})


async def _in_words(work: Work, prompt: Prompt, asked: Asked, values: Mapping[int, Value]) -> list[Question]:
    since = await last_expected_on(work, prompt)
    own = await own_questions(work, prompt, asked)
    return [worded(each, asked.run.on, since) for each in due_questions(own, asked.run.on, values)]


async def read_page(work: Work, prompt_id: int, by: str, now: Draft | None = None) -> AnswerPage:
    """The form of one's own prompt. `now` is what stands in it at the moment; else what was kept or answered.

    Raises BotError for somebody else's prompt, and where answers cannot be changed any more.
    """
    prompt = await own_prompt(work, prompt_id, by)
    asked = await read_asked(work, prompt.run_id)
    draft = now or prompt.draft
    stored = (await Answers(work).of([prompt.id])).get(prompt.id, {})
    values = {each: _as_written(value) for each, value in stored.items()} | dict(draft.values if draft else {})
    if not stored:
        values = {**await _prefilled(work, prompt, asked), **values}
    due = await _in_words(work, prompt, asked, values)
    carried = await carried_items(work, prompt, due)
    return AnswerPage(
        standup=asked.standup,
        prompt=prompt,
        on=asked.run.on,
        questions=tuple(due),
        values={each.id: values.get(each.id) for each in due},
        carried=carried,
        blockers=await asked_blockers(work, prompt, asked.standup.id),
        marks={**marks_said(carried, prompt), **(draft.marks if draft else {})},
        solved=draft.solved if draft else frozenset(),
        saved_at=prompt.draft.saved_at if prompt.draft and not prompt.draft.is_empty else None,
        looked_at=looked_at(asked.questions),
        source=await _source(work, prompt, asked.run.on, due),
        files=(await Answers(work).files([prompt.id])).get(prompt.id, ()),
    )


async def read_same_again(work: Work, prompt_id: int, by: str) -> AnswerPage:
    """The form with all answers of the last run in it; nothing is sent before it is saved."""
    page = await read_page(work, prompt_id, by)
    previous = await previous_answers(work, page.prompt)
    if previous is None:
        return page
    asked = await read_asked(work, page.prompt.run_id)
    again = same_again(asked.questions, previous.values, page.carried, page.blockers)
    draft = Draft(work.now, {**page.values, **again}, page.marks, page.solved)
    return await read_page(work, prompt_id, by, draft)


async def fill_in(work: Work, prompt_id: int, by: str, source_id: int, draft: Draft) -> Draft:
    """What stands in the form, with answers from another standup where nothing was written. Raises BotError when these
    are gone.
    """
    page = await read_page(work, prompt_id, by, draft)
    if page.source is None or page.source.prompt_id != source_id:
        raise BotError("That answer is not there any more. Open the form again, please.")
    begun = await _prefilled(work, page.prompt, await read_asked(work, page.prompt.run_id))
    written = [
        each.id
        for each in page.questions
        if is_given(each, draft.values.get(each.id)) and draft.values[each.id] != begun.get(each.id)
    ]
    copied = {each: value for each, value in page.source.values.items() if each not in written}
    return replace(draft, values={**draft.values, **copied})


async def _prefilled(work: Work, prompt: Prompt, asked: Asked) -> Mapping[int, Value]:
    if not any(each.prefill for each in asked.questions):
        return {}
    previous = await previous_answers(work, prompt)
    if previous is None:
        return {}
    answered_at = previous.prompt.answered_at or previous.prompt.prompt_at
    done = await done_since(work, asked.standup.id, prompt.user_id, answered_at)
    return prefilled(asked.questions, previous.values, [each.text for each in done])


async def _source(work: Work, prompt: Prompt, on: date, questions: Sequence[Question]) -> Source | None:
    """The standup answered that day or the day before whose answers do for the most of these questions; of as many the
    one answered last.
    """
    answered = [each for day in (on, on - DAY) for each in await Prompts(work).answered_on(prompt.user_id, day)]
    standup_id = (await Runs(work).get(prompt.run_id)).standup_id
    found = [
        source
        for run, other in answered
        if run.standup_id != standup_id
        for source in [await _answers_of(work, other, run.standup_id, questions)]
    ]
    return max((each for each in found if each.values), key=lambda each: len(each.values), default=None)


async def _answers_of(work: Work, other: Prompt, standup_id: int, questions: Sequence[Question]) -> Source:
    theirs = await asked_of(work, other)
    said = (await Answers(work).of([other.id])).get(other.id, {})
    values = {
        question.id: _as_written(said[each.id])
        for question in questions
        for each in theirs
        if each.id in said and same_question(question, each)
    }
    return Source(other.id, (await Standups(work).get(standup_id)).name, values)


def _as_written(value: Value) -> Value:
    """A plan as the form shows it: its new lines; what came back stands beside them."""
    return value.new if isinstance(value, Planned) else value
