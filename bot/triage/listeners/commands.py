"""What people type behind `/triage`."""

from bot.core.errors import BotError
from bot.slack.call import Call
from bot.triage.announcements import tell
from bot.triage.blocks import notices
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import titled
from bot.triage.domain import Act, Step
from bot.triage.forms import read_numbered, read_whom, words_of
from bot.triage.listeners.showing import acting, form_for, list_message, team_list, whole_message
from bot.triage.use_cases import (
    Away,
    Closing,
    assign_fire,
    claim_fire,
    decline_fire,
    release_fire,
    reopen_fire,
    resolve_fire,
    start_fire,
    wait_for_answer,
)


async def show_queue(call: Call) -> None:
    await _show_list(call, Place.QUEUE)


async def show_open(call: Call) -> None:
    await _show_list(call, Place.OPEN)


async def _show_list(call: Call, place: Place) -> None:
    async with call.begin_reading() as work:
        message = await team_list(work, place, call.user_id, call.channel_id)
    await call.reply(message)


async def show_mine(call: Call) -> None:
    async with call.begin_reading() as work:
        message = await list_message(work, Ref(0, Place.MINE), call.user_id)
    await call.reply(message)


async def show(call: Call) -> None:
    number, _ = read_numbered("show", call.rest)
    async with call.begin_reading() as work:
        message = await whole_message(work, number, call.user_id)
    await call.reply(message)


async def claim(call: Call) -> None:
    number, _ = read_numbered("claim", call.rest)
    async with acting(call) as work:
        change = await claim_fire(work, number, call.user_id)
        await tell(work, change)
    await call.reply(notices.yours(change.fire))


async def assign(call: Call) -> None:
    """Somebody away gets it only after a second thought."""
    number, rest = read_numbered("assign", call.rest)
    to = read_whom(rest)
    if to is None and rest:
        raise BotError(f"Name them with @, and pick them from Slack's list: `/triage assign F-{number} @ben`.")
    if to is None:
        await _open_form(call, number, Step.ASSIGN)
        return
    try:
        async with acting(call) as work:
            change = await assign_fire(work, number, to, call.user_id)
            await tell(work, change)
    except Away as away:
        await call.reply(notices.confirm_away(away.fire, away.user_id, away.text))
        return
    await call.reply(notices.given(change.fire, to))


async def release(call: Call) -> None:
    number, rest = read_numbered("release", call.rest)
    async with acting(call) as work:
        change = await release_fire(work, number, call.user_id, await words_of(work, rest))
        await tell(work, change)
    await call.reply(f"{titled(change.fire)} is in the queue again.")


async def start(call: Call) -> None:
    number, _ = read_numbered("start", call.rest)
    async with acting(call) as work:
        change = await start_fire(work, number, call.user_id)
        await tell(work, change)
    await call.reply(f"{titled(change.fire)} is in progress.")


async def wait(call: Call) -> None:
    number, rest = read_numbered("wait", call.rest)
    if not rest:
        await _open_form(call, number, Step.WAIT)
        return
    async with acting(call) as work:
        change = await wait_for_answer(work, number, call.user_id, await words_of(work, rest))
        await tell(work, change)
    await call.reply(notices.asked(change.fire))


async def resolve(call: Call) -> None:
    number, rest = read_numbered("resolve", call.rest)
    if not rest:
        await _open_form(call, number, Step.RESOLVE)
        return
    async with acting(call) as work:
        change = await resolve_fire(work, number, call.user_id, Closing(await words_of(work, rest)))
        await tell(work, change)
    await call.reply(f"{titled(change.fire)} is done. Whoever asked is told.")


async def decline(call: Call) -> None:
    number, rest = read_numbered("decline", call.rest)
    if not rest:
        await _open_form(call, number, Step.DECLINE)
        return
    async with acting(call) as work:
        change = await decline_fire(work, number, call.user_id, await words_of(work, rest))
        await tell(work, change)
    await call.reply(f"{titled(change.fire)} is declined. Whoever asked is told why.")


async def reopen(call: Call) -> None:
    number, rest = read_numbered("reopen", call.rest)
    async with acting(call) as work:
        change = await reopen_fire(work, number, call.user_id, await words_of(work, rest))
        await tell(work, change)
    await call.reply(notices.open_again(change.fire))


async def _open_form(call: Call, number: int, what: Step | Act) -> None:
    async with call.begin_reading() as work:
        view = await form_for(work, Ref(number, Place.NOTICE), call.user_id, what, call.response_url)
    await call.open(view)
