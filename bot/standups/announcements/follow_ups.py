"""What somebody is asked who sent a short answer in the form."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.standups.blocks import follow_ups as blocks
from bot.standups.domain import Prompt, PromptState
from bot.standups.repository import Answers
from bot.standups.use_cases import Said
from bot.standups.use_cases.follow_ups import ask_for_more, question_of_more


async def tell_more_wanted(work: Work, said: Said) -> None:
    """At most once for each run, and nobody has to."""
    question = await ask_for_more(work, said)
    if question is not None:
        message = blocks.ask_more(question, said.prompt)
        await announce(work, key=_key(said.prompt), channel=said.prompt.user_id, message=message)


async def show_more(work: Work, prompt: Prompt) -> None:
    """That message says what became of it."""
    question = await question_of_more(work, prompt)
    if question is None:
        return
    if prompt.state != PromptState.ANSWERED:
        await revise(work, key=_key(prompt), message=blocks.no_more(question))
    elif question.id in await Answers(work).added(prompt.id):
        await revise(work, key=_key(prompt), message=blocks.more_is_added(question))


def _key(prompt: Prompt) -> str:
    return f"more:{prompt.id}"
