"""Looking through fires: narrowed, found, their history, in numbers, as rows; and several changed at once."""

from bot.core.errors import BotError
from bot.core.work import Work
from bot.slack.call import Call
from bot.triage.announcements import tell
from bot.triage.announcements.leading import send_rows
from bot.triage.blocks.ids import read_ref
from bot.triage.blocks.queue import Several, found_message, history_message, several_done, several_form
from bot.triage.blocks.stats import statistics_message
from bot.triage.domain import DEFAULT_WEEKS, MOST_WEEKS, read_choice
from bot.triage.forms import FormErrors, memo_of, read_memo, words_of
from bot.triage.forms.leading import SeveralRequest, read_several
from bot.triage.listeners.showing import acting, redraw
from bot.triage.use_cases.bulk import (
    Bulk,
    assign_all,
    decline_all,
    queue_to_change,
    set_priority_of_all,
    snooze_all,
)
from bot.triage.use_cases.exporting import own_rows, team_rows
from bot.triage.use_cases.finding import find_fires, history_of
from bot.triage.use_cases.statistics import team_statistics

OWN = frozenset({"me", "mine", "my", "own"})


async def narrow(call: Call) -> None:
    """The list it was chosen in, drawn anew with that."""
    await redraw(call, read_ref(call.value))


async def find(call: Call) -> None:
    async with call.begin_reading() as work:
        found = await find_fires(work, await words_of(work, call.rest), call.user_id)
        message = found_message(found, work.now)
    await call.reply(message)


async def find_more(call: Call) -> None:
    before, _, words = call.value.partition(":")
    async with call.begin_reading() as work:
        found = await find_fires(work, words, call.user_id, int(before))
        message = found_message(found, work.now, is_first=False)
    await call.redraw(message)


async def show_history(call: Call) -> None:
    """The newest page where none is named."""
    number, _, page = call.value.partition(":")
    async with call.begin_reading() as work:
        history = await history_of(work, int(number), call.user_id, int(page) if page else None)
    message = history_message(history)
    await (call.redraw(message) if page else call.reply(message))


async def show_statistics(call: Call) -> None:
    """`stats 12`: of so many weeks."""
    word = call.rest.partition(" ")[0]
    if word and not word.isdecimal():
        raise BotError(f"How many weeks? Type a number up to {MOST_WEEKS}, like `/triage stats 12`.")
    weeks = int(word[:4]) if word else DEFAULT_WEEKS
    async with call.begin_reading() as work:
        stats = await team_statistics(work, call.user_id, call.channel_id, weeks)
    await call.reply(statistics_message(stats))


async def export(call: Call) -> None:
    """`export` is the team's fires, for leads; `export mine` what concerns whoever types it."""
    async with acting(call) as work:
        if call.rest.lower() in OWN:
            title, lines = "Your fires", await own_rows(work, call.user_id)
        else:
            name, lines = await team_rows(work, call.user_id, call.channel_id)
            title = f"Fires of {name}"
        count = await send_rows(work, call.user_id, title, lines) if len(lines) > 1 else 0
    every = len(lines) - 1
    if not every:
        await call.reply("There is nothing to write out yet. `/triage new` files the first fire.")
        return
    left = "" if count == every else f" The newest {count} of {every} fit."
    rows = "row" if count == 1 else "rows"
    await call.reply(f"{count} {rows} of CSV come to your direct messages. Copy them into a file.{left}")


async def open_several(call: Call) -> None:
    what, _, ref_text = call.value.partition(":")
    ref = read_ref(ref_text)
    async with call.begin_reading() as work:
        queue = await queue_to_change(work, ref.team_id, call.user_id, read_choice(ref.chosen))
    memo = memo_of(ref, call.response_url).model_copy(update={"to": what})
    await call.open(several_form(queue, Several(what), memo.written()))


async def change_several(call: Call) -> None:
    """What could not be changed is said with its reason; the rest stays done."""
    memo = read_memo(call.memo)
    what = Several(memo.to)
    request = read_several(call.values, what)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    async with acting(call) as work:
        bulk = await _change(work, what, request, call.user_id)
        for change in bulk.changes:
            await tell(work, change)
    await call.ack()
    message = several_done([each.fire for each in bulk.changes], bulk.refused)
    await (call.reply_at(memo.response_url, message) if memo.response_url else call.reply(message))
    await redraw(call, memo.ref, memo.response_url)


async def _change(work: Work, what: Several, request: SeveralRequest, by: str) -> Bulk:
    if request.priority is not None:
        return await set_priority_of_all(work, request.numbers, by, request.priority)
    if request.until is not None:
        return await snooze_all(work, request.numbers, by, request.until)
    if what == Several.ASSIGN:
        return await assign_all(work, request.numbers, by, request.who)
    return await decline_all(work, request.numbers, by, request.text)
