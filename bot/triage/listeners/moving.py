"""Putting off, bringing back, merging, splitting, and what is no request: typed, pressed, sent with a form."""

from bot.slack.call import Call
from bot.triage.announcements import tell, tell_filed
from bot.triage.blocks import notices, notices_clock
from bot.triage.blocks.ids import Place, Ref, read_ref
from bot.triage.blocks.parts import state_line, titled
from bot.triage.domain import Act, Step, Wake
from bot.triage.forms import FormErrors, read_memo, read_numbered, words_of
from bot.triage.forms.moving import read_apart, read_dismissal, read_into, read_merge, read_snooze, read_split
from bot.triage.listeners.buttons import move
from bot.triage.listeners.showing import acting, dismiss_view, form_for
from bot.triage.listeners.submissions import done, say
from bot.triage.use_cases import (
    Mistaken,
    decline_fire,
    merge_fire,
    snooze_by_words,
    snooze_fire,
    split_fire,
    wake_fire,
)


async def snooze_typed(call: Call) -> None:
    number, rest = read_numbered("snooze", call.rest)
    if not rest:
        await _open(call, Ref(number, Place.NOTICE), Step.SNOOZE)
        return
    async with acting(call) as work:
        change = await snooze_by_words(work, number, call.user_id, await words_of(work, rest))
        await tell(work, change)
    await call.reply(f"{titled(change.fire)}: {state_line(change.fire)}.")


async def wake_typed(call: Call) -> None:
    number, _ = read_numbered("wake", call.rest)
    async with acting(call) as work:
        change = await wake_fire(work, number, call.user_id)
        await tell(work, change)
    await call.reply(notices.open_again(change.fire))


async def merge_typed(call: Call) -> None:
    words = call.rest.split()
    if len(words) == 1:
        number, _ = read_numbered("merge", call.rest)
        await _open(call, Ref(number, Place.NOTICE), Step.MERGE)
        return
    number, into = read_merge(call.rest)
    async with acting(call) as work:
        change = await merge_fire(work, number, into, call.user_id)
        await tell(work, change)
    await call.reply(notices_clock.merged_for_you(change.fire, change.event))


async def split_typed(call: Call) -> None:
    number, rest = read_numbered("split", call.rest)
    if not rest:
        await _open(call, Ref(number, Place.NOTICE), Act.SPLIT)
        return
    async with acting(call) as work:
        split = read_apart(await words_of(work, rest))
        filed = await split_fire(work, number, call.user_id, split.text, split.own_case)
        await tell_filed(work, filed)
    await call.reply(notices_clock.split_for_you(filed.fire, number))


async def dismiss_typed(call: Call) -> None:
    number, rest = read_numbered("not-a-request", call.rest)
    if not rest:
        await _open_dismiss(call, Ref(number, Place.NOTICE))
        return
    async with acting(call) as work:
        reason = await words_of(work, rest)
        change = await decline_fire(work, number, call.user_id, reason, not_a_request=True)
        await tell(work, change)
    await call.reply(notices_clock.dismissed(change.fire))


async def open_snooze(call: Call) -> None:
    await _open(call, read_ref(call.value), Step.SNOOZE)


async def open_merge(call: Call) -> None:
    await _open(call, read_ref(call.value), Step.MERGE)


async def open_split(call: Call) -> None:
    await _open(call, read_ref(call.value), Act.SPLIT)


async def open_priority(call: Call) -> None:
    await _open(call, read_ref(call.value), Act.SET_PRIORITY)


async def open_dismiss(call: Call) -> None:
    await _open_dismiss(call, read_ref(call.value))


async def wake(call: Call) -> None:
    await move(call, read_ref(call.value), wake_fire)


async def snooze(call: Call) -> None:
    memo = read_memo(call.memo)
    chosen = read_snooze(call.values)
    if isinstance(chosen, FormErrors):
        await call.show_errors(chosen.by_field)
        return
    until, why = chosen
    try:
        async with acting(call) as work:
            change = await snooze_fire(work, memo.number, call.user_id, Wake(until), why)
            await tell(work, change)
    except Mistaken as mistaken:
        await call.show_errors({mistaken.about: mistaken.text})
        return
    await done(call, memo, change)


async def merge(call: Call) -> None:
    memo = read_memo(call.memo)
    into = read_into(call.values)
    if isinstance(into, FormErrors):
        await call.show_errors(into.by_field)
        return
    async with acting(call) as work:
        change = await merge_fire(work, memo.number, into, call.user_id)
        await tell(work, change)
    await done(call, memo, change)


async def split(call: Call) -> None:
    memo = read_memo(call.memo)
    told = read_split(call.values)
    if isinstance(told, FormErrors):
        await call.show_errors(told.by_field)
        return
    async with acting(call) as work:
        filed = await split_fire(work, memo.number, call.user_id, told.text, told.own_case)
        await tell_filed(work, filed)
    in_window = memo.place == Place.SHOW and not memo.response_url
    await (call.close_all() if in_window else call.ack())
    await say(call, memo, notices_clock.split_for_you(filed.fire, memo.number))


async def dismiss(call: Call) -> None:
    memo = read_memo(call.memo)
    reason = read_dismissal(call.values)
    if isinstance(reason, FormErrors):
        await call.show_errors(reason.by_field)
        return
    async with acting(call) as work:
        change = await decline_fire(work, memo.number, call.user_id, reason, not_a_request=True)
        await tell(work, change)
    await done(call, memo, change)


async def _open(call: Call, ref: Ref, what: Step | Act) -> None:
    async with call.begin_reading() as work:
        view = await form_for(work, ref, call.user_id, what, call.response_url)
    await call.open(view)


async def _open_dismiss(call: Call, ref: Ref) -> None:
    async with call.begin_reading() as work:
        view = await dismiss_view(work, ref, call.user_id, call.response_url)
    await call.open(view)
