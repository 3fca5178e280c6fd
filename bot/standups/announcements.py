"""What is told about standups: prompts, reminders, the conversation, and the report that stays true."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import IfUnsure, Rank, Undelivered
from bot.people.announcements import tell_undelivered
from bot.standups.blocks import prompts as blocks
from bot.standups.blocks.report import answers_message, help_offer, report_message
from bot.standups.domain import Prompt, PromptState
from bot.standups.use_cases import Chat, answer_key, leads_of_report, prompt_key, read_asked, read_report, report_key


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


async def show_report(work: Work, run_id: int) -> None:
    """Posts the report once somebody answered or the run is over, and from then on keeps it true."""
    report = await read_report(work, run_id)
    message = report_message(report, work.now)
    if await revise(work, key=report_key(run_id), message=message):
        return
    over = work.now >= report.run.close_at
    if report.participation.answered or (over and report.participation.expected):
        await announce(
            work, key=report_key(run_id), channel=report.standup.report_channel, message=message, rank=Rank.CLOSING
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


async def tell_undelivered_report(work: Work, undelivered: Undelivered) -> None:
    """A report goes where the standup says, which may not be its team's channel: the team's leads can change that."""
    found = await leads_of_report(work, undelivered.key)
    await tell_undelivered(work, undelivered, found)


async def offer_help(work: Work, prompt_id: int, run_id: int, helper_id: str) -> bool:
    """False when nobody is blocked there any more, or it is the helper's own blocker."""
    report = await read_report(work, run_id)
    line = report.line_of(prompt_id)
    if line.blocked_by is None or line.prompt.user_id == helper_id:
        return False
    await announce(
        work,
        key=f"help:{prompt_id}:{helper_id}",
        channel=line.prompt.user_id,
        message=help_offer(report, line, helper_id),
    )
    return True
