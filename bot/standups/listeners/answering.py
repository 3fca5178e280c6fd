"""Members answer: in the form, by typing, or by leaving it out."""

from collections.abc import Awaitable, Callable, Mapping

from bot.core.work import Work
from bot.slack.call import Call
from bot.slack.escape import unescape
from bot.slack.message import View
from bot.standups.announcements import go_on_asking, offer_help, show_answers, show_prompt, show_report
from bot.standups.blocks.answer_form import answer_form
from bot.standups.blocks.prompts import NOTHING_OPEN, chat_cancelled
from bot.standups.domain import Kind, Prompt, Report, Value
from bot.standups.forms import FormErrors, is_blocked_now, read_answers
from bot.standups.repository import Answers, Prompts
from bot.standups.use_cases import (
    answer_prompt,
    away_today,
    cancel_chat,
    chat_prompt,
    own_prompt,
    read_report,
    say_in_chat,
    skip_prompt,
    unskip_prompt,
)
from bot.standups.use_cases.answering import CANCEL_WORDS

OWN_FILES = (None, "file_share")


async def open_form(call: Call) -> None:
    async with call.begin_reading() as work:
        view = await form_of(work, int(call.value), call.user_id)
    await call.open(view)


async def form_of(work: Work, prompt_id: int, user_id: str, values: Mapping[int, Value] | None = None) -> View:
    """The answer form; `values` stand over what is stored."""
    prompt = await own_prompt(work, prompt_id, user_id)
    report = await read_report(work, prompt.run_id)
    said = (await Answers(work).of([prompt_id])).get(prompt_id, {})
    return answer_form(report.standup, prompt, report.questions, {**said, **(values or {})})


async def show_words(call: Call) -> None:
    """Yes, blocked: the form asks by what. What was typed in other questions stays."""
    prompt_id = int(call.memo)
    async with call.begin_reading() as work:
        report = await _report_of(work, prompt_id, call.user_id)
        blockers = [each for each in report.questions if each.kind == Kind.BLOCKER]
        now = {each.id: is_blocked_now(call.values, each) for each in blockers}
        view = await form_of(work, prompt_id, call.user_id, now)
    await call.redraw_view(view)


async def receive(call: Call) -> None:
    prompt_id = int(call.memo)
    async with call.begin_reading() as work:
        report = await _report_of(work, prompt_id, call.user_id)
    answers = read_answers(report.questions, call.values)
    if isinstance(answers, FormErrors):
        await call.show_errors(answers.by_block)
        return
    async with call.begin_work() as work:
        said = await answer_prompt(work, prompt_id, call.user_id, answers)
        await show_answers(work, said.prompt)
    await call.ack()
    await call.redraw_home()


async def hear(call: Call) -> None:
    """Something typed to the bot in a direct message."""
    event = call.event
    text = str(event.get("text") or "").strip()
    is_own = event.get("channel_type") == "im" and event.get("subtype") in OWN_FILES and not event.get("bot_id")
    # Replies in threads are answers to something else.
    if not is_own or not text or event.get("thread_ts"):
        return
    async with call.begin_work() as work:
        prompt = await chat_prompt(work, call.user_id)
        if prompt is not None and text.lower() in CANCEL_WORDS:
            reply = chat_cancelled(await cancel_chat(work, prompt))
        elif prompt is not None:
            await go_on_asking(work, await say_in_chat(work, prompt, unescape(text)))
            return
        else:
            reply = None
    await call.reply(reply or NOTHING_OPEN)


async def skip(call: Call) -> None:
    await _settle(call, skip_prompt)


async def unskip(call: Call) -> None:
    await _settle(call, unskip_prompt)


async def _settle(call: Call, change: Callable[[Work, int, str], Awaitable[Prompt]]) -> None:
    """One's own prompt changes, and so does everything that shows it."""
    async with call.begin_work() as work:
        prompt = await change(work, int(call.value), call.user_id)
        await show_prompt(work, prompt)
        await show_report(work, prompt.run_id)
    await call.redraw_home()


async def away(call: Call) -> None:
    """The prompt follows by itself: an absence changes what is open."""
    async with call.begin_work() as work:
        await away_today(work, int(call.value), call.user_id)
    await call.redraw_home()


async def help_out(call: Call) -> None:
    async with call.begin_work() as work:
        prompt = await Prompts(work).get(int(call.value))
        told = await offer_help(work, prompt.id, prompt.run_id, call.user_id)
    await call.reply("They are told that you can help." if told else "There is nothing to help with here any more.")


async def _report_of(work: Work, prompt_id: int, user_id: str) -> Report:
    prompt = await own_prompt(work, prompt_id, user_id)
    return await read_report(work, prompt.run_id)
