"""What people press: on cards, in lists, in notices, on their Home tab."""

from collections.abc import Awaitable, Callable

from bot.core.work import Work
from bot.people.domain import TeamId
from bot.slack.call import Call
from bot.slack.message import Message
from bot.triage.announcements import tell
from bot.triage.blocks import notices
from bot.triage.blocks.ids import MenuChoice, Place, Ref, read_menu, read_ref
from bot.triage.domain import Act, Step
from bot.triage.listeners.showing import acting, dismiss_view, form_for, list_message, redraw, whole_message, whole_view
from bot.triage.use_cases import (
    Change,
    Refusal,
    assign_fire,
    claim_fire,
    release_fire,
    reopen_fire,
    start_fire,
    wake_fire,
    withdraw_fire,
)

Moving = Callable[[Work, int, str], Awaitable[Change]]
FORMS: dict[MenuChoice, Step | Act] = {
    MenuChoice.ASSIGN: Step.ASSIGN,
    MenuChoice.WAIT: Step.WAIT,
    MenuChoice.DECLINE: Step.DECLINE,
    MenuChoice.PRIORITY: Act.SET_PRIORITY,
    MenuChoice.SNOOZE: Step.SNOOZE,
}
MOVES: dict[MenuChoice, Moving] = {MenuChoice.RELEASE: release_fire, MenuChoice.WAKE: wake_fire}


async def claim(call: Call) -> None:
    await move(call, read_ref(call.value), claim_fire)


async def start(call: Call) -> None:
    await move(call, read_ref(call.value), start_fire)


async def reopen(call: Call) -> None:
    await move(call, read_ref(call.value), reopen_fire)


async def withdraw(call: Call) -> None:
    await move(call, read_ref(call.value), withdraw_fire)


async def open_resolve(call: Call) -> None:
    await _open_form(call, read_ref(call.value), Step.RESOLVE)


async def open_answer(call: Call) -> None:
    await _open_form(call, read_ref(call.value), Step.ANSWER)


async def open_edit(call: Call) -> None:
    await _open_form(call, read_ref(call.value), Act.EDIT)


async def choose(call: Call) -> None:
    """The menu beside a fire's buttons."""
    choice, ref = read_menu(call.value)
    if choice in MOVES:
        await move(call, ref, MOVES[choice])
    elif choice == MenuChoice.SHOW:
        await _show(call, ref)
    elif choice == MenuChoice.NOT_A_REQUEST:
        async with call.begin_reading() as work:
            view = await dismiss_view(work, ref, call.user_id, call.response_url)
        await call.open(view)
    else:
        await _open_form(call, ref, FORMS[choice])


async def show(call: Call) -> None:
    await _show(call, read_ref(call.value))


async def assign_anyway(call: Call) -> None:
    number, _, to = call.value.partition(":")
    async with acting(call) as work:
        change = await assign_fire(work, int(number), to, call.user_id, even_if_away=True)
        await tell(work, change)
    await call.redraw(notices.given(change.fire, to))


async def turn_page(call: Call) -> None:
    await redraw(call, read_ref(call.value))


async def choose_team(call: Call) -> None:
    async with call.begin_reading() as work:
        message = await list_message(work, Ref(0, Place.QUEUE, TeamId(int(call.value))), call.user_id)
    await call.redraw(message)


async def move(call: Call, ref: Ref, step: Moving) -> None:
    """One step, and the place it was pressed in as it is now: also for who came too late."""
    try:
        async with acting(call) as work:
            change = await step(work, ref.number, call.user_id)
            await tell(work, change)
    except Refusal as refusal:
        await call.refuse(refusal.text)
        await redraw(call, ref)
        return
    if ref.place == Place.NOTICE:
        await _answer(call, notices.moved(change.fire))
    await redraw(call, ref)


async def _answer(call: Call, message: Message) -> None:
    """In place of what only they can see; a notice in their direct messages stays, and is answered."""
    if call.body.get("container", {}).get("is_ephemeral"):
        await call.redraw(message)
    else:
        await call.reply(message)


async def _open_form(call: Call, ref: Ref, what: Step | Act) -> None:
    async with call.begin_reading() as work:
        view = await form_for(work, ref, call.user_id, what, call.response_url)
    await call.open(view)


async def _show(call: Call, ref: Ref) -> None:
    """Where a message can be answered, in a message; on the Home tab, in a window."""
    async with call.begin_reading() as work:
        message = await whole_message(work, ref.number, call.user_id)
        view = await whole_view(work, ref.number, call.user_id)
    if call.response_url:
        await call.reply(message)
    else:
        await call.open(view)
