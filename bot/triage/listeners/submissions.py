"""What people send with a form about fires."""

from bot.slack.call import Call
from bot.slack.message import Message
from bot.triage.announcements import filed_reply, tell, tell_filed
from bot.triage.blocks import modals, notices
from bot.triage.blocks.ids import Place
from bot.triage.forms import (
    FormErrors,
    Memo,
    read_closing,
    read_edit,
    read_fire,
    read_memo,
    read_priority,
    read_said,
    read_who,
)
from bot.triage.listeners.filing import show_mistake
from bot.triage.listeners.showing import acting, redraw
from bot.triage.use_cases import (
    Away,
    Change,
    Mistaken,
    answer_fire,
    assign_fire,
    decline_fire,
    edit_fire,
    file_fire,
    resolve_fire,
    wait_for_answer,
)
from bot.triage.use_cases import set_priority as decide_priority


async def file(call: Call) -> None:
    memo = read_memo(call.memo)
    request = read_fire(call.values, memo, call.user_id)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    try:
        async with acting(call) as work:
            filed = await file_fire(work, request)
            await tell_filed(work, filed)
            reply = await filed_reply(work, filed)
    except Mistaken as mistaken:
        await show_mistake(call, mistaken)
        return
    await call.ack()
    await say(call, memo, reply)
    await call.redraw_home()


async def edit(call: Call) -> None:
    memo = read_memo(call.memo)
    request = read_edit(call.values)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    try:
        async with acting(call) as work:
            change = await edit_fire(work, memo.number, call.user_id, request)
            await tell(work, change)
    except Mistaken as mistaken:
        await show_mistake(call, mistaken)
        return
    await done(call, memo, change)


async def assign(call: Call) -> None:
    """Somebody away gets it only after a second thought, asked in place of the form."""
    memo = read_memo(call.memo)
    to = read_who(call.values)
    if isinstance(to, FormErrors):
        await call.show_errors(to.by_field)
        return
    try:
        async with acting(call) as work:
            change = await assign_fire(work, memo.number, to, call.user_id)
            await tell(work, change)
    except Away as away:
        kept = memo.model_copy(update={"to": to}).written()
        await call.show_next(modals.away_form(away.fire, away.text, kept))
        return
    await done(call, memo, change)


async def assign_anyway(call: Call) -> None:
    memo = read_memo(call.memo)
    async with acting(call) as work:
        change = await assign_fire(work, memo.number, memo.to, call.user_id, even_if_away=True)
        await tell(work, change)
    await done(call, memo, change)


async def wait(call: Call) -> None:
    memo = read_memo(call.memo)
    said = read_said(call.values)
    if isinstance(said, FormErrors):
        await call.show_errors(said.by_field)
        return
    async with acting(call) as work:
        change = await wait_for_answer(work, memo.number, call.user_id, said.text)
        await tell(work, change)
    await done(call, memo, change)


async def answer(call: Call) -> None:
    """Kept and passed on even when it is over meanwhile."""
    memo = read_memo(call.memo)
    said = read_said(call.values)
    if isinstance(said, FormErrors):
        await call.show_errors(said.by_field)
        return
    async with acting(call) as work:
        change = await answer_fire(work, memo.number, call.user_id, said.text)
        await tell(work, change)
    await done(call, memo, change)
    if not change.fire.is_open:
        await say(call, memo, notices.late_answer(change.fire))


async def resolve(call: Call) -> None:
    memo = read_memo(call.memo)
    closing = read_closing(call.values)
    if isinstance(closing, FormErrors):
        await call.show_errors(closing.by_field)
        return
    async with acting(call) as work:
        change = await resolve_fire(work, memo.number, call.user_id, closing)
        await tell(work, change)
    await done(call, memo, change)


async def decline(call: Call) -> None:
    memo = read_memo(call.memo)
    said = read_said(call.values)
    if isinstance(said, FormErrors):
        await call.show_errors(said.by_field)
        return
    async with acting(call) as work:
        change = await decline_fire(work, memo.number, call.user_id, said.text, not_a_request=said.is_slip)
        await tell(work, change)
    await done(call, memo, change)


async def set_priority(call: Call) -> None:
    memo = read_memo(call.memo)
    chosen = read_priority(call.values)
    if isinstance(chosen, FormErrors):
        await call.show_errors(chosen.by_field)
        return
    priority, topic = chosen
    async with acting(call) as work:
        change = await decide_priority(work, memo.number, call.user_id, priority, topic)
        await tell(work, change)
    await done(call, memo, change)


async def done(call: Call, memo: Memo, change: Change) -> None:
    """Closes the form, and shows anew the place it was opened from."""
    in_window = memo.place == Place.SHOW and not memo.response_url
    await (call.close_all() if in_window else call.ack())
    if memo.place == Place.NOTICE:
        await say(call, memo, notices.moved(change.fire))
    elif not in_window:
        await redraw(call, memo.ref, memo.response_url)


async def say(call: Call, memo: Memo, message: Message) -> None:
    """Where the form was opened from, if that can still be answered; else in their direct messages."""
    if memo.response_url:
        await call.reply_at(memo.response_url, message)
    else:
        await call.reply(message)
