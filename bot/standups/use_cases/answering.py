"""Members and their prompts: answered in the form or by typing, skipped, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.calendar import DAY
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.use_cases import set_absence
from bot.standups.domain import Blocked, Prompt, PromptState, Question, Value, is_given, read_typed
from bot.standups.repository import Answers, Prompts, Runs, Standups
from bot.standups.use_cases.reading import own_prompt

SKIP_WORDS = frozenset({"skip", "-", "next"})
CANCEL_WORDS = frozenset({"cancel", "stop", "quit"})
MOST_REMINDERS = 5


@dataclass(frozen=True)
class Said:
    """What somebody answered, beside how it was before."""

    before: Prompt
    prompt: Prompt

    @property
    def is_edit(self) -> bool:
        return self.before.answered_at is not None


@dataclass(frozen=True)
class Chat:
    """A typed conversation after one more message: what is asked next, or that it is finished.

    `trouble` says what to type instead; `words_of` asks for what blocks somebody who said yes.
    """

    prompt: Prompt
    question: Question | None = None
    trouble: str | None = None
    wants_words: bool = False
    said: Said | None = None


async def answer_prompt(work: Work, prompt_id: int, by: str, values: Mapping[int, Value]) -> Said:
    """Takes a member's answers, in time, late or again. Raises BotError for somebody else's prompt."""
    before = await own_prompt(work, prompt_id, by)
    await Answers(work).put(prompt_id, values)
    answered_at = before.answered_at or work.now
    after = await Prompts(work).change(
        before,
        state=PromptState.ANSWERED,
        answered_at=answered_at,
        edited_at=work.now if before.answered_at else None,
        late=before.late or answered_at >= before.close_at,
        asking=None,
        reason=None,
    )
    if after is None:
        raise BotError("This was answered a moment ago from somewhere else. Open it again to change it.")
    await _stop_reminders(work, prompt_id)
    return Said(before, after)


async def skip_prompt(work: Work, prompt_id: int, by: str, reason: str | None = None) -> Prompt:
    """Not today; can be taken back until the run closes."""
    prompt = await own_prompt(work, prompt_id, by)
    if not prompt.is_open:
        raise BotError("There is nothing to skip: " + _say_state(prompt))
    skipped = await Prompts(work).change(prompt, state=PromptState.SKIPPED, reason=reason, asking=None)
    if skipped is None:
        raise BotError("This changed a moment ago. Look again, please.")
    await _stop_reminders(work, prompt_id)
    return skipped


async def unskip_prompt(work: Work, prompt_id: int, by: str) -> Prompt:
    prompt = await own_prompt(work, prompt_id, by)
    if prompt.state != PromptState.SKIPPED:
        raise BotError("There is nothing to take back: " + _say_state(prompt))
    # Before their hour the prompt is still to come, and its moment will ask.
    state = PromptState.WAITING if work.now < prompt.prompt_at else PromptState.ASKED
    asked = await Prompts(work).change(prompt, state=state, reason=None)
    if asked is None:
        raise BotError("This changed a moment ago. Look again, please.")
    return asked


async def away_today(work: Work, prompt_id: int, by: str) -> None:
    """Sets the member away on the date of that run; prompts follow from the absence."""
    prompt = await own_prompt(work, prompt_id, by)
    run = await Runs(work).get(prompt.run_id)
    await set_absence(work, by=by, user_id=by, first_on=run.on, last_on=run.on)


async def chat_prompt(work: Work, user_id: str) -> Prompt | None:
    """The prompt that typed words belong to: the conversation under way, else the oldest that is open."""
    recent = [each for each in await Prompts(work).of_person(user_id, work.now - 2 * DAY) if each.is_open]
    asked = [each for each in reversed(recent) if each.state == PromptState.ASKED]
    return next((each for each in asked if each.asking is not None), asked[0] if asked else None)


async def say_in_chat(work: Work, prompt: Prompt, text: str) -> Chat:
    """One typed message: the answer to the question that waits, at first to the first."""
    questions = await _questions(work, prompt)
    current = next((each for each in questions if each.id == prompt.asking), questions[0])
    words = text.strip()
    if words.lower() in SKIP_WORDS:
        if current.required:
            trouble = "This one is needed. Type your answer, or `cancel` to stop here."
            return await _ask(work, prompt, current, trouble=trouble)
        return await _go_on(work, prompt, questions, current, None)
    waiting = (await Answers(work).of([prompt.id])).get(prompt.id, {}).get(current.id)
    if isinstance(waiting, Blocked) and not waiting.by:
        return await _go_on(work, prompt, questions, current, Blocked(words))
    reading = read_typed(current, words)
    if reading.trouble:
        return await _ask(work, prompt, current, trouble=reading.trouble)
    if reading.asks_more:
        await Answers(work).put(prompt.id, {current.id: reading.value})
        return await _ask(work, prompt, current, wants_words=True)
    return await _go_on(work, prompt, questions, current, reading.value)


async def cancel_chat(work: Work, prompt: Prompt) -> Prompt:
    """Ends the conversation; what was typed is kept and stands in the form."""
    ended = await Prompts(work).change(prompt, asking=None)
    return ended or prompt


async def _go_on(work: Work, prompt: Prompt, questions: list[Question], current: Question, value: Value) -> Chat:
    given = value if value is None or is_given(current, value) else None
    if given is None and current.required:
        return await _ask(work, prompt, current, trouble="Please type a few words.")
    await Answers(work).put(prompt.id, {current.id: given})
    following = next((each for each in questions if each.position > current.position), None)
    if following is not None:
        return await _ask(work, prompt, following)
    said = await answer_prompt(work, prompt.id, prompt.user_id, {})
    return Chat(said.prompt, said=said)


async def _ask(
    work: Work, prompt: Prompt, question: Question, *, trouble: str | None = None, wants_words: bool = False
) -> Chat:
    after = await Prompts(work).change(prompt, asking=question.id, chat_step=prompt.chat_step + 1)
    return Chat(after or prompt, question, trouble, wants_words)


async def _questions(work: Work, prompt: Prompt) -> list[Question]:
    run = await Runs(work).get(prompt.run_id)
    return await Standups(work).questions(run.standup_id, run.version)


async def _stop_reminders(work: Work, prompt_id: int) -> None:
    await Timers(work).cancel(*(f"remind:{prompt_id}:{number}" for number in range(MOST_REMINDERS)))


def _say_state(prompt: Prompt) -> str:
    return {
        PromptState.ANSWERED: "you answered already.",
        PromptState.SKIPPED: "you skipped it already.",
        PromptState.AWAY: "you are away.",
    }.get(prompt.state, "it is over.")
