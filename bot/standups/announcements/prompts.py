"""What a member is told: prompts, reminders, and the typed conversation."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import IfUnsure, Rank
from bot.standups.announcements.reports import show_report
from bot.standups.blocks import prompts as blocks
from bot.standups.blocks.report import answers_message
from bot.standups.domain import Prompt, PromptState
from bot.standups.use_cases import Chat, answer_key, prompt_key, read_asked, read_report, report_key


async def send_prompt(work: Work, prompt: Prompt) -> None:
    asked = await read_asked(work, prompt.run_id)
    message = blocks.prompt_message(asked.standup, prompt, asked.run.on, asked.questions)
    await announce(
        work,
        key=prompt_key(prompt.id),
        channel=prompt.user_id,
        message=message,
        use_by=max(work.now, prompt.latest_at),
        rank=Rank.PROMPT,
    )


async def show_prompt(work: Work, prompt: Prompt) -> None:
    """Makes the direct message say how the prompt stands now."""
    asked = await read_asked(work, prompt.run_id)
    message = blocks.prompt_message(asked.standup, prompt, asked.run.on, asked.questions)
    await revise(work, key=prompt_key(prompt.id), message=message)


async def send_reminder(work: Work, prompt: Prompt, number: int) -> None:
    """The last one says how much time is left."""
    asked = await read_asked(work, prompt.run_id)
    is_last = number == len(asked.standup.schedule.reminders) - 1
    minutes = int((prompt.close_at - work.now).total_seconds() // 60) if is_last else None
    await announce(
        work,
        key=f"remind:{prompt.id}:{number}",
        channel=prompt.user_id,
        message=blocks.reminder(asked.standup, prompt, minutes),
        if_unsure=IfUnsure.DROP,
        use_by=prompt.close_at,
        rank=Rank.PROMPT,
    )


async def show_answers(work: Work, prompt: Prompt) -> None:
    """The member's message below the report, new or rewritten; the report and the prompt follow."""
    await show_report(work, prompt.run_id)
    report = await read_report(work, prompt.run_id)
    line = report.line_of(prompt.id)
    if prompt.state == PromptState.ANSWERED:
        message = answers_message(line)
        if not await revise(work, key=answer_key(prompt.id), message=message):
            await announce(
                work,
                key=answer_key(prompt.id),
                channel=report.standup.report_channel,
                message=message,
                thread=report_key(prompt.run_id),
                rank=Rank.CLOSING,
            )
    await show_prompt(work, prompt)


async def go_on_asking(work: Work, chat: Chat) -> None:
    """The next line of a typed conversation."""
    if chat.said is not None:
        await show_answers(work, chat.said.prompt)
        report = await read_report(work, chat.prompt.run_id)
        done = blocks.prompt_message(report.standup, chat.said.prompt, report.run.on, report.questions)
        await announce(
            work, key=f"done:{chat.prompt.id}:{chat.prompt.chat_step}", channel=chat.prompt.user_id, message=done
        )
        return
    assert chat.question is not None, "an unfinished conversation asks something"
    await announce(
        work,
        key=f"ask:{chat.prompt.id}:{chat.question.id}:{chat.prompt.chat_step}",
        channel=chat.prompt.user_id,
        message=blocks.next_question(chat.question, chat.trouble, wants_words=chat.wants_words),
    )
