"""A short answer that came in the form is asked about once more; what somebody adds goes behind it."""

from bot.core.errors import BotError
from bot.core.work import Work
from bot.standups.domain import Prompt, PromptState, Question, Value
from bot.standups.domain.answers import Added, too_long
from bot.standups.domain.follow_ups import continued, wants_more
from bot.standups.repository import Answers, Prompts
from bot.standups.use_cases.answering import Said, Submission, answer_prompt
from bot.standups.use_cases.asking import asked_of
from bot.standups.use_cases.reading import own_prompt, read_asked

GONE = "There is no answer to add to any more. `/standup` opens the form."


async def ask_for_more(work: Work, said: Said) -> Question | None:
    """The question about which somebody is asked more after sending the form: the first with a short answer, once for
    each run. None after an edit, and where answers have no names: nobody could find theirs to add to it.
    """
    prompt = said.prompt
    asked = await read_asked(work, prompt.run_id)
    if said.is_edit or prompt.follow_up_on is not None or asked.standup.rules.anonymous:
        return None
    values = (await Answers(work).of([prompt.id])).get(prompt.id, {})
    due = await asked_of(work, prompt, values)
    short = next((each for each in due if wants_more(each, values.get(each.id))), None)
    if short is not None:
        await Prompts(work).change(prompt, follow_up_on=short.id)
    return short


async def question_of_more(work: Work, prompt: Prompt) -> Question | None:
    """The question of their run about which they were asked more."""
    if prompt.follow_up_on is None:
        return None
    values = (await Answers(work).of([prompt.id])).get(prompt.id, {})
    return next((each for each in await asked_of(work, prompt, values) if each.id == prompt.follow_up_on), None)


async def read_more(work: Work, prompt_id: int, by: str) -> tuple[Prompt, Question]:
    """What to add to. Raises BotError when the answer is gone, or something was added already."""
    prompt = await own_prompt(work, prompt_id, by)
    question = await question_of_more(work, prompt)
    if prompt.state != PromptState.ANSWERED or question is None:
        raise BotError(GONE)
    if question.id in await Answers(work).added(prompt.id):
        raise BotError("You have added something already. *Edit* on your answer changes it.")
    return prompt, question


async def add_more(work: Work, prompt_id: int, by: str, added: Value) -> Said:
    """Puts it behind the answer. Raises BotError when that would be too long."""
    prompt, question = await read_more(work, prompt_id, by)
    before = (await Answers(work).of([prompt.id])).get(prompt.id, {}).get(question.id)
    if before is None:
        raise BotError(GONE)
    value = continued(before, added)
    trouble = too_long(value)
    if trouble:
        raise BotError(trouble)
    return await answer_prompt(work, prompt_id, by, Submission({question.id: value}, added={question.id: Added(added)}))
