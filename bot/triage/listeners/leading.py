"""Leading: who could take a fire, what moves for it, and what becomes of work when somebody goes on leave."""

from datetime import date
from functools import wraps

from bot.core.work import Work
from bot.slack.call import Call
from bot.slack.message import Message
from bot.slack.routes import Handler
from bot.triage.announcements import tell
from bot.triage.announcements.leading import redraw_handover, tell_taken_on
from bot.triage.blocks import ids, modals, notices
from bot.triage.blocks.handover import HandRef, handover_message, read_hand_ref
from bot.triage.blocks.ids import Place, Ref, read_ref
from bot.triage.blocks.room import room_form
from bot.triage.blocks.suggestions import suggestion_message
from bot.triage.domain.leave import Fate, Handover
from bot.triage.forms import Memo, memo_of, read_memo, read_numbered, read_whom
from bot.triage.forms.leading import read_moves
from bot.triage.listeners.showing import acting, list_message
from bot.triage.listeners.submissions import done
from bot.triage.use_cases import Away, assign_fire
from bot.triage.use_cases.handing_over import decide, first_day_of, handover_of
from bot.triage.use_cases.room import Full
from bot.triage.use_cases.suggesting import suggest_for
from bot.triage.use_cases.taking_on import NothingMoves, room_for, take_on


async def suggest(call: Call) -> None:
    number, _ = read_numbered("suggest", call.rest)
    await _suggest(call, number)


async def suggest_from_button(call: Call) -> None:
    await _suggest(call, read_ref(call.value).number)


async def _suggest(call: Call, number: int) -> None:
    async with call.begin_reading() as work:
        suggested = await suggest_for(work, number, call.user_id)
    await call.reply(suggestion_message(suggested))


async def assign_to(call: Call) -> None:
    """The suggested one gets it, if they still can."""
    number, _, to = call.value.partition(":")
    try:
        async with acting(call) as work:
            change = await assign_fire(work, int(number), to, call.user_id)
            await tell(work, change)
    except Away as away:
        await call.reply(notices.confirm_away(away.fire, away.user_id, away.text))
        return
    await call.redraw(notices.given(change.fire, to))


def making_room(handler: Handler) -> Handler:
    """The same handler; where somebody's hands are full it asks what moves, instead of refusing."""

    @wraps(handler)
    async def handle(call: Call) -> None:
        try:
            await handler(call)
        except Full as full:
            await _ask_what_moves(call, full)

    return handle


async def _ask_what_moves(call: Call, full: Full) -> None:
    memo = _memo(call, full)
    async with call.begin_reading() as work:
        room = await room_for(work, full.fire.number, full.user_id, call.user_id)
    view = room_form(room, memo.written(), is_self=full.user_id == call.user_id)
    await (call.show_next(view) if call.kind == "view" else call.open(view))


def _memo(call: Call, full: Full) -> Memo:
    """Where the form's answer is shown: where this was pressed or sent from."""
    memo = Memo(number=full.fire.number, response_url=call.response_url)
    if call.kind == "view":
        memo = read_memo(call.memo)
    elif call.kind == "action" and call.name == ids.CLAIM:
        memo = memo_of(read_ref(call.value), call.response_url)
    knows_of_leave = call.name in (ids.AWAY_FORM, ids.ASSIGN_ANYWAY)
    return memo.model_copy(update={"to": full.user_id, "even_if_away": knows_of_leave})


async def make_room(call: Call) -> None:
    """All of it or nothing: what moves, and who has the fire then."""
    memo = read_memo(call.memo)
    moves, why = read_moves(call.values)
    try:
        async with acting(call) as work:
            taken = await take_on(
                work, memo.number, memo.to, call.user_id, moves=moves, why=why, even_if_away=memo.even_if_away
            )
            await tell_taken_on(work, taken)
    except NothingMoves as error:
        await call.show_errors({ids.TEXT: error.text})
        return
    except Away as away:
        await call.show_next(modals.away_form(away.fire, away.text, memo.written()))
        return
    await done(call, memo, taken.change)


async def hand_over(call: Call) -> None:
    """Of whom is named; else one's own."""
    user_id = read_whom(call.rest) or call.user_id
    async with call.begin_reading() as work:
        handover = await handover_of(work, user_id, call.user_id)
    await call.reply(handover_message(handover, is_self=user_id == call.user_id))


async def decide_one(call: Call) -> None:
    ref = read_hand_ref(call.value)
    fate = {ids.HAND_ONE: Fate.HAND, ids.QUEUE_ONE: Fate.QUEUE}.get(call.name, Fate.KEEP)
    kept = {*ref.kept, ref.number} if fate == Fate.KEEP else set(ref.kept)
    async with acting(call) as work:
        await _decide(call, work, ref, {ref.number: (fate, ref.to)}, kept)


async def decide_all(call: Call) -> None:
    """Everything that was not decided yet; to whom is looked at anew."""
    ref = read_hand_ref(call.value)
    fate = {ids.HAND_ALL: Fate.HAND, ids.QUEUE_ALL: Fate.QUEUE}.get(call.name, Fate.KEEP)
    async with acting(call) as work:
        before = await handover_of(work, ref.user_id, call.user_id, ref.absence_id)
        fates: dict[int, tuple[Fate, str]] = {}
        kept = set(ref.kept)
        for each in before.held:
            number = each.fire.number
            if number in ref.kept:
                continue
            if fate == Fate.KEEP or (fate == Fate.HAND and each.to is None):
                kept |= {number} if fate == Fate.KEEP else set()
                continue
            fates[number] = (fate, each.to.user_id if each.to else "")
        await _decide(call, work, ref, fates, kept)


async def _decide(call: Call, work: Work, ref: HandRef, fates: dict[int, tuple[Fate, str]], kept: set[int]) -> None:
    """Does it, and draws the question anew: the promised one in their messages, or the one a lead asked for."""
    over = await decide(work, ref.user_id, call.user_id, fates)
    for change in over.changes:
        await tell(work, change)
    handover = await handover_of(work, ref.user_id, call.user_id, ref.absence_id)
    message = handover_message(handover, is_self=ref.user_id == call.user_id, kept=kept, refused=over.refused)
    if not await _is_promised(call, work, handover, message):
        await call.redraw(message)


async def _is_promised(call: Call, work: Work, handover: Handover, message: Message) -> bool:
    if call.body.get("container", {}).get("is_ephemeral") or not handover.absence_id:
        return False
    first: date | None = await first_day_of(work, handover.absence_id)
    return first is not None and await redraw_handover(work, handover.absence_id, first, message)


async def show_queue_of(call: Call) -> None:
    """From the Home tab, where a list would be too long."""
    ref = read_ref(call.value)
    async with call.begin_reading() as work:
        message = await list_message(work, Ref(0, Place.QUEUE, ref.team_id), call.user_id)
    await call.reply(message)
