"""Leads change what a standup asks."""

from collections.abc import Awaitable, Callable

from bot.core.errors import BotError
from bot.core.work import Work
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.slack.forms import FormErrors, beside
from bot.slack.kit import modal, section
from bot.slack.message import View
from bot.standups.blocks.questions_form import question_form, questions_form
from bot.standups.domain import NewQuestion
from bot.standups.forms import read_question
from bot.standups.use_cases import find_standup
from bot.standups.use_cases.questions import (
    Drafted,
    move_question,
    put_question,
    read_questions_of,
    remove_question,
    save_questions,
    throw_away,
)

Change = Callable[[Work, int], Awaitable[Drafted]]


def _list(drafted: Drafted, trouble: str | None = None) -> View:
    return questions_form(drafted.standup, drafted.questions, changed=drafted.changed, trouble=trouble)


async def open_list(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
        drafted = await read_questions_of(work, standup.id, call.user_id)
    await call.open(_list(drafted))


async def choose(call: Call) -> None:
    """What the menu beside a question says."""
    does, _, key = call.value.partition(":")
    if does == "edit":
        await _open_one(call, key)
    elif does == "remove":
        await _change(call, lambda work, standup_id: remove_question(work, standup_id, call.user_id, key))
    else:
        places = -1 if does == "up" else 1
        await _change(call, lambda work, standup_id: move_question(work, standup_id, call.user_id, key, places))


async def discard(call: Call) -> None:
    await _change(call, lambda work, standup_id: throw_away(work, standup_id, call.user_id))


async def _change(call: Call, change: Change) -> None:
    """The list follows; why something cannot be stands above it."""
    standup_id, trouble = int(call.memo), None
    try:
        async with call.begin_work() as work:
            await change(work, standup_id)
    except BotError as error:
        trouble = error.text
    async with call.begin_reading() as work:
        drafted = await read_questions_of(work, standup_id, call.user_id)
    await call.redraw_view(_list(drafted, trouble))


async def add(call: Call) -> None:
    await _open_one(call, None)


async def _open_one(call: Call, key: str | None) -> None:
    standup_id = int(call.memo)
    async with call.begin_reading() as work:
        drafted = await read_questions_of(work, standup_id, call.user_id)
    question = (drafted.question(key) if key else None) or NewQuestion("")
    await call.open(question_form(standup_id, question, drafted.questions))


async def shape(call: Call) -> None:
    """Another kind, or another question it depends on: the form asks what belongs to it."""
    standup_id, key = _read_memo(call)
    async with call.begin_reading() as work:
        drafted = await read_questions_of(work, standup_id, call.user_id)
    sketch = read_question(call.values, key, drafted.questions)
    await call.redraw_view(question_form(standup_id, sketch.question, drafted.questions))


async def receive_one(call: Call) -> None:
    standup_id, key = _read_memo(call)
    async with call.begin_reading() as work:
        drafted = await read_questions_of(work, standup_id, call.user_id)
    sketch = read_question(call.values, key, drafted.questions)
    if sketch.errors:
        raise FormErrors(sketch.errors)
    with beside("kind"):
        async with call.begin_work() as work:
            drafted = await put_question(work, standup_id, call.user_id, sketch.question)
    await call.ack()
    await call.redraw_below(_list(drafted))


async def receive_list(call: Call) -> None:
    standup_id = int(call.memo)
    try:
        async with call.begin_work() as work:
            standup = await save_questions(work, standup_id, call.user_id)
    except BotError as error:
        async with call.begin_reading() as work:
            drafted = await read_questions_of(work, standup_id, call.user_id)
        await call.show_next(_list(drafted, error.text))
        return
    text = f"*{escape(standup.name)}* asks this from its next run on."
    await call.show_next(modal("Saved", [section(text)], callback_id="standups.done", close="Close"))


def _read_memo(call: Call) -> tuple[int, str | None]:
    standup_id, _, key = call.memo.partition(":")
    return int(standup_id), key or None
