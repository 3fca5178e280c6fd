"""What a member is told: the prompt, always true, and what reminds of it."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import IfUnsure, Rank
from bot.outbox.repository import Deliveries
from bot.slack.message import Message
from bot.standups.blocks.day import again, day_message, reminder, settled
from bot.standups.domain import Prompt, PromptState
from bot.standups.domain.day import Standing
from bot.standups.use_cases import prompt_key, read_day
from bot.standups.use_cases.answering import MOST_REMINDERS

# Nobody puts the same thing off more often in one day.
MOST_SNOOZES = 12


async def send_prompt(work: Work, prompt: Prompt) -> None:
    await announce(
        work,
        key=prompt_key(prompt.id),
        channel=prompt.user_id,
        message=day_message(await read_day(work, prompt)),
        use_by=max(work.now, prompt.latest_at),
        rank=Rank.PROMPT,
    )


async def show_prompt(work: Work, prompt: Prompt) -> None:
    """Makes the member's messages about it say how it stands now: the prompt, and whatever reminded of it."""
    day = await read_day(work, prompt)
    await revise(work, key=prompt_key(prompt.id), message=day_message(day))
    reminding = again(day) if day.standing == Standing.OPEN else settled(day)
    for key in await Deliveries(work).promised([*_reminders(prompt), *_wakings(prompt)]):
        await revise(work, key=key, message=reminding)


async def confirm_answer(work: Work, prompt: Prompt) -> None:
    """As `show_prompt`; who was never asked for that day, and answered all the same, gets the message now."""
    await show_prompt(work, prompt)
    if prompt.state == PromptState.ANSWERED:
        message = day_message(await read_day(work, prompt))
        await announce(work, key=prompt_key(prompt.id), channel=prompt.user_id, message=message)


async def send_reminder(work: Work, prompt: Prompt, number: int) -> None:
    minutes = int((prompt.close_at - work.now).total_seconds() // 60)
    message = reminder(await read_day(work, prompt), minutes)
    await _remind(work, prompt, _reminders(prompt)[number], message)


async def send_again(work: Work, prompt: Prompt) -> None:
    """What they put off is back."""
    sent = await Deliveries(work).promised(_wakings(prompt))
    key = next((each for each in _wakings(prompt) if each not in sent), None)
    if key is not None:
        await show_prompt(work, prompt)
        await _remind(work, prompt, key, again(await read_day(work, prompt)))


async def _remind(work: Work, prompt: Prompt, key: str, message: Message) -> None:
    await announce(
        work,
        key=key,
        channel=prompt.user_id,
        message=message,
        if_unsure=IfUnsure.DROP,
        use_by=prompt.close_at,
        rank=Rank.PROMPT,
    )


def _reminders(prompt: Prompt) -> list[str]:
    return [f"remind:{prompt.id}:{number}" for number in range(MOST_REMINDERS)]


def _wakings(prompt: Prompt) -> list[str]:
    return [f"again:{prompt.id}:{number}" for number in range(MOST_SNOOZES)]
