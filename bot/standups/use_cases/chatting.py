"""The typed conversation: question by question, kept as a draft until its end, changed by editing one's messages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.calendar import DAY
from bot.core.errors import BotError
from bot.core.work import Work
from bot.standups.domain import Blocked, Draft, Kind, Prompt, PromptState, Question, Value, Words, is_given, read_typed
from bot.standups.domain.answers import Added, File, too_long, trouble_with
from bot.standups.domain.follow_ups import continued, wants_more, without
from bot.standups.domain.typed import Reading
from bot.standups.repository import Answers, Prompts
from bot.standups.use_cases.answering import Said, Submission, answer_prompt, must_take_answers
from bot.standups.use_cases.asking import asked_of, read_page
from bot.standups.use_cases.plans import carried_items
from bot.standups.use_cases.reading import own_prompt

SKIP_WORDS = frozenset({"skip", "-", "next"})
CANCEL_WORDS = frozenset({"cancel", "stop", "quit"})
# Who says nothing for so long talks about something else.
LONGEST_PAUSE = timedelta(hours=24)
ON_HAND = "Your draft has the answers before this one."
ADDED = "Got the file. Now for the question:"
NO_FILES = "This standup is anonymous, and a file would show who gave it, so I left it out."


@dataclass(frozen=True)
class Chat:
    """A typed conversation after one more message: what is asked next, or that it is finished.

    `trouble` says what to type instead; `wants_words` asks for what blocks somebody who said yes. `goes_on` are the
    items from last time of a plan that is asked for; `more` is what a short answer is asked.
    """

    prompt: Prompt
    question: Question | None = None
    trouble: str | None = None
    wants_words: bool = False
    said: Said | None = None
    goes_on: Sequence[str] = ()
    more: str | None = None


@dataclass(frozen=True)
class Changed:
    """What became of an answer whose message was edited: sent anew, put into the draft, or refused with `trouble`."""

    prompt: Prompt
    said: Said | None = None
    trouble: str | None = None


async def chat_prompt(work: Work, user_id: str) -> Prompt | None:
    """The prompt that typed words belong to: the conversation under way, else the oldest that is open."""
    recent = [each for each in await Prompts(work).of_person(user_id, work.now - 2 * DAY) if each.is_open]
    asked = [each for each in reversed(recent) if each.state == PromptState.ASKED]
    return next((each for each in asked if is_under_way(each, work.now)), asked[0] if asked else None)


def is_under_way(prompt: Prompt, now: datetime) -> bool:
    """Whether a conversation waits for an answer; it ends by itself."""
    return prompt.asking is not None and prompt.draft is not None and now - prompt.draft.saved_at < LONGEST_PAUSE


async def say_in_chat(work: Work, prompt: Prompt, words: Words, files: Sequence[File] = ()) -> Chat:
    """One typed message: the answer to the question that waits, at first to the first."""
    await must_take_answers(work, prompt)
    if files:
        return await _take_files(work, prompt, words, files)
    draft = prompt.draft or Draft(work.now)
    questions = await _questions(work, prompt, draft)
    if not is_under_way(prompt, work.now) and draft.values:
        # Nobody sees which question these words would answer, so it is asked first.
        draft = replace(draft, asks_more=None)
        return await _ask(work, prompt, draft, _first_open(questions, draft), trouble=ON_HAND)
    current = next((each for each in questions if each.id == prompt.asking), questions[0])
    if draft.asks_more == current.id:
        return await _take_more(work, prompt, draft, current, words)
    reading = _read(current, draft, words)
    if reading.trouble:
        return await _ask(work, prompt, draft, current, trouble=reading.trouble)
    messages = {**draft.messages, **({current.id: words.message} if words.message else {})}
    draft = replace(draft, values={**draft.values, current.id: reading.value}, messages=messages)
    if reading.asks_more:
        return await _ask(work, prompt, draft, current, wants_words=True)
    if prompt.follow_up_on is None and wants_more(current, reading.value):
        return await _ask(work, prompt, replace(draft, asks_more=current.id), current)
    return await _go_on(work, prompt, draft, current)


async def _take_more(work: Work, prompt: Prompt, draft: Draft, current: Question, words: Words) -> Chat:
    """What somebody adds to a short answer, or that they leave it as it is."""
    done = replace(draft, asks_more=None)
    if words.text.lower() in SKIP_WORDS:
        return await _go_on(work, prompt, done, current)
    reading = read_typed(current, words)
    value = continued(draft.values.get(current.id), reading.value)
    trouble = reading.trouble or too_long(value)
    if trouble:
        return await _ask(work, prompt, draft, current, trouble=trouble)
    messages = {**draft.added_messages, **({current.id: words.message} if words.message else {})}
    done = replace(
        done,
        values={**draft.values, current.id: value},
        added={**draft.added, current.id: reading.value},
        added_messages=messages,
    )
    return await _go_on(work, prompt, done, current)


def _read(current: Question, draft: Draft, words: Words) -> Reading:
    if words.text.lower() in SKIP_WORDS:
        if current.required:
            return Reading(trouble="This one is needed. Type your answer, or `cancel` to stop here.")
        return Reading(None)
    waiting = draft.values.get(current.id)
    reading = Reading(Blocked(words.text)) if waiting == Blocked("") else read_typed(current, words)
    if reading.trouble is None and current.required and not is_given(current, reading.value):
        return Reading(trouble="Please type a few words.")
    return reading


async def _questions(work: Work, prompt: Prompt, draft: Draft) -> list[Question]:
    """Those due; a plan that goes on from last time needs no new line. Raises BotError when nothing is asked."""
    due = await asked_of(work, prompt, draft.values)
    if not due:
        raise BotError("Nothing is asked today.")
    coming_back = {each.key for each in await carried_items(work, prompt, due)}
    return [replace(each, required=each.required and each.key not in coming_back) for each in due]


def _first_open(questions: Sequence[Question], draft: Draft) -> Question:
    return next((each for each in questions if each.id not in draft.values), questions[-1])


async def _take_files(work: Work, prompt: Prompt, words: Words, files: Sequence[File]) -> Chat:
    """Files go with the answers; words sent with them are an answer as always."""
    page = await read_page(work, prompt.id, prompt.user_id)
    draft = prompt.draft or Draft(work.now)
    if page.takes_files:
        known = {each.id: each for each in (*draft.files, *files)}
        draft = replace(draft, files=tuple(known.values()))
    kept = await Prompts(work).change(prompt, draft=replace(draft, saved_at=work.now).to_json()) or prompt
    if words.text:
        return await say_in_chat(work, kept, words)
    questions = await _questions(work, prompt, draft)
    current = next((each for each in questions if each.id == prompt.asking), _first_open(questions, draft))
    return await _ask(work, kept, draft, current, trouble=ADDED if page.takes_files else NO_FILES)


async def _go_on(work: Work, prompt: Prompt, draft: Draft, current: Question) -> Chat:
    questions = await _questions(work, prompt, draft)
    following = next((each for each in questions if each.position > current.position), None)
    if following is not None:
        return await _ask(work, prompt, draft, following)
    kept = await Prompts(work).change(prompt, draft=draft.to_json()) or prompt
    for question in questions:
        trouble = trouble_with(question, draft.values.get(question.id))
        if trouble:
            return await _ask(work, kept, draft, question, trouble=trouble)
    page = await read_page(work, prompt.id, prompt.user_id)
    values = {each.id: draft.values.get(each.id) for each in page.questions}
    added = {
        each: Added(more, draft.added_messages.get(each))
        for each, more in draft.added.items()
        if without(values.get(each), more) != values.get(each)
    }
    submission = Submission(values, page.marks, draft.solved, draft.files, draft.messages, added)
    said = await answer_prompt(work, prompt.id, prompt.user_id, submission)
    return Chat(said.prompt, said=said)


async def _ask(
    work: Work,
    prompt: Prompt,
    draft: Draft,
    question: Question,
    *,
    trouble: str | None = None,
    wants_words: bool = False,
) -> Chat:
    more = question.follow_up.text if question.follow_up and draft.asks_more == question.id else None
    step = {"asking": question.id, "chat_step": prompt.chat_step + 1}
    step |= {"follow_up_on": question.id} if more else {}
    after = await Prompts(work).change(prompt, **step, draft=replace(draft, saved_at=work.now).to_json())
    goes_on = tuple(each.text for each in await carried_items(work, prompt, [question]))
    return Chat(after or prompt, question, trouble, wants_words, goes_on=goes_on, more=more)


async def cancel_chat(work: Work, prompt: Prompt) -> Prompt:
    """Ends the conversation; what was typed is kept and stands in the form."""
    ended = await Prompts(work).change(prompt, asking=None)
    return ended or prompt


async def change_typed(work: Work, user_id: str, words: Words) -> Changed | None:
    """Somebody edited a message of theirs; None when it was no answer. Raises BotError when it is too late."""
    assert words.message is not None, "a message that was edited has a ts"
    for prompt in await Prompts(work).of_person(user_id, work.now - 2 * DAY):
        for question_id, ts in _messages(prompt.draft):
            if ts == words.message and prompt.draft is not None:
                return await _change_draft(work, prompt, prompt.draft, question_id, words)
    found = await Answers(work).typed_in(user_id, words.message)
    if found is None:
        return None
    prompt_id, question_id = found
    prompt = await own_prompt(work, prompt_id, user_id)
    said = (await Answers(work).of([prompt_id])).get(prompt_id, {})
    reading = await _read_again(work, prompt, question_id, said.get(question_id), words)
    if reading.trouble:
        return Changed(prompt, trouble=reading.trouble)
    kept = (await Answers(work).added(prompt_id)).get(question_id)
    value, kept = _with_added(said.get(question_id), reading.value, kept, words.message)
    if trouble := too_long(value):
        return Changed(prompt, trouble=trouble)
    messages = {} if kept is not None and kept.message == words.message else {question_id: words.message}
    submission = Submission({question_id: value}, messages=messages, added={question_id: kept} if kept else {})
    done = await answer_prompt(work, prompt_id, user_id, submission)
    return Changed(done.prompt, said=done)


async def _change_draft(work: Work, prompt: Prompt, draft: Draft, question_id: int, words: Words) -> Changed:
    reading = await _read_again(work, prompt, question_id, draft.values.get(question_id), words)
    if reading.trouble:
        return Changed(prompt, trouble=reading.trouble)
    kept = None
    if question_id in draft.added:
        kept = Added(draft.added[question_id], draft.added_messages.get(question_id))
    value, kept = _with_added(draft.values.get(question_id), reading.value, kept, words.message)
    added = {**draft.added, question_id: kept.value} if kept else draft.added
    draft = replace(draft, values={**draft.values, question_id: value}, added=added)
    changed = await Prompts(work).change(prompt, draft=draft.to_json())
    return Changed(changed or prompt)


def _messages(draft: Draft | None) -> list[tuple[int, str]]:
    """Every typed message of a draft, with the question it was about."""
    return [*draft.messages.items(), *draft.added_messages.items()] if draft else []


def _with_added(before: Value, read: Value, kept: Added | None, message: str | None) -> tuple[Value, Added | None]:
    """The whole answer once one of its messages says `read`: its own, or that of what was added to it."""
    if kept is None:
        return read, None
    if kept.message == message:
        return continued(without(before, kept.value), read), replace(kept, value=read)
    return continued(read, kept.value), kept


async def _read_again(work: Work, prompt: Prompt, question_id: int, before: Value, words: Words) -> Reading:
    questions = await asked_of(work, prompt, {question_id: before})
    question = next((each for each in questions if each.id == question_id), None)
    if question is None:
        return Reading(trouble="This question is not asked any more, so your answer stays as it was.")
    reading = read_typed(question, words)
    # The message may have held only the words of what blocks them.
    if question.kind == Kind.BLOCKER and isinstance(before, Blocked) and (reading.trouble or reading.asks_more):
        return Reading(Blocked(words.text))
    if reading.trouble is None and (trouble := trouble_with(question, reading.value)):
        return Reading(trouble=trouble)
    return reading
