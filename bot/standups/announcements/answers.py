"""What follows an answer: the report, the member's messages, and the next line of a typed conversation."""

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.standups.announcements.blockers import show_blocker
from bot.standups.announcements.follow_ups import show_more
from bot.standups.announcements.kudos import show_kudos
from bot.standups.announcements.plans import warn_of_stuck
from bot.standups.announcements.prompts import confirm_answer
from bot.standups.announcements.reports import show_line, show_report
from bot.standups.blocks import prompts as blocks
from bot.standups.blocks.day import day_message
from bot.standups.domain import Prompt
from bot.standups.use_cases import Chat, read_day, settled_by


async def show_answers(work: Work, prompt: Prompt) -> None:
    """After an answer, an edit or a deletion everything that shows it follows: report, their message below it, DM.

    What it settled of earlier days is shown there, too.
    """
    await show_report(work, prompt.run_id)
    await show_line(work, prompt)
    await confirm_answer(work, prompt)
    await warn_of_stuck(work, prompt)
    await show_more(work, prompt)
    await show_kudos(work, prompt.run_id)
    for seen in await settled_by(work, prompt):
        await show_blocker(work, seen)


async def go_on_asking(work: Work, chat: Chat) -> None:
    """The next line of a typed conversation."""
    if chat.said is not None:
        await show_answers(work, chat.said.prompt)
        done = day_message(await read_day(work, chat.said.prompt))
        await announce(
            work, key=f"done:{chat.prompt.id}:{chat.prompt.chat_step}", channel=chat.prompt.user_id, message=done
        )
        return
    assert chat.question is not None, "an unfinished conversation asks something"
    await announce(
        work,
        key=f"ask:{chat.prompt.id}:{chat.question.id}:{chat.prompt.chat_step}",
        channel=chat.prompt.user_id,
        message=blocks.more_in_chat(chat.more, chat.trouble)
        if chat.more
        else blocks.next_question(chat.question, chat.trouble, wants_words=chat.wants_words, goes_on=chat.goes_on),
    )
