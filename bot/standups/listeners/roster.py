"""Who takes part, and which runs come: people and their own wishes, runs that are left out, days off one standup."""

from datetime import date, time
from functools import partial

from bot.core.dates import read_date, read_span
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people import directory
from bot.people.repository import People
from bot.people.use_cases import today_of
from bot.slack.call import Call
from bot.slack.escape import cut, escape
from bot.slack.forms import FormErrors
from bot.standups.announcements.leading import off_is_set, show_off_undone, show_settled
from bot.standups.blocks.notices import left_out
from bot.standups.blocks.people_form import people_form
from bot.standups.domain import Standup
from bot.standups.domain.roster import say_short
from bot.standups.forms.orders import Order, read_hour, read_number, read_order
from bot.standups.forms.people import read_audience
from bot.standups.repository import Standups
from bot.standups.use_cases import (
    NotAPart,
    audience_of,
    change_audience,
    find_standup,
    own_part,
    set_off,
    set_own_hour,
    set_own_reminders,
    skip_run,
    undo_off,
    unskip_run,
)

UNTIL_WHEN = "Until when? It always ends by itself: write `until 4 Jan`, `next week` or `24 Dec to 1 Jan` behind it."


async def open_people(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await _named(work, call, read_order(call.rest))
        standup, team, audience = await audience_of(work, standup.id, call.user_id)
    await call.open(people_form(standup, team.name, audience.parts, picked=audience.picked))


async def receive_people(call: Call) -> None:
    audience = read_audience(call.values)
    async with call.begin_reading() as work:
        known = await People(work).of(audience.parts)
    seen = await directory.people(call.client, set(audience.parts) - set(known), call.team_id)
    try:
        async with call.begin_work() as work:
            await show_settled(work, await change_audience(work, int(call.memo), call.user_id, audience, seen))
    except NotAPart as refused:
        raise FormErrors({refused.part.value: refused.text}) from refused
    await call.ack()


async def skip(call: Call) -> None:
    """Leaves out one run; the answer has an Undo."""
    async with call.begin_work() as work:
        standup, on = await _standup_and_day(work, call)
        run = await skip_run(work, standup.id, call.user_id, on)
    await call.reply(left_out(standup, run))


async def unskip(call: Call) -> None:
    async with call.begin_work() as work:
        standup, on = await _standup_and_day(work, call)
        run = await unskip_run(work, standup.id, call.user_id, on)
    await call.reply(f"*{escape(standup.name)}* of {say_short(run.on)} takes place after all.")


async def _standup_and_day(work: Work, call: Call) -> tuple[Standup, date | None]:
    """What was typed behind the command; None where no day was."""
    today = await today_of(work, call.user_id)
    order = read_order(call.rest, partial(read_date, today=today))
    on = read_date(order.days, today)
    if order.days and on is None:
        raise BotError(f"I cannot read `{_typed(order.days)}` as a day. Write it like `on 24 Dec` or `tomorrow`.")
    return await _named(work, call, order), on


async def undo_skip(call: Call) -> None:
    """The button beside the answer that it is left out."""
    standup_id, _, on = call.value.partition(":")
    async with call.begin_work() as work:
        standup = await Standups(work).get(int(standup_id))
        run = await unskip_run(work, standup.id, call.user_id, date.fromisoformat(on))
    await call.reply(f"*{escape(standup.name)}* of {say_short(run.on)} takes place after all.")


async def off(call: Call) -> None:
    """Days on which one standup leaves somebody alone; leads may name somebody."""
    async with call.begin_work() as work:
        user_id = read_order(call.rest).user_id or call.user_id
        today = await today_of(work, user_id)
        order = read_order(call.rest, partial(read_span, today=today))
        span = read_span(order.days, today)
        if span is None:
            trouble = f"I cannot read `{_typed(order.days)}` as days. " if order.days else ""
            raise BotError(trouble + UNTIL_WHEN)
        standup = await _named(work, call, order)
        exemption, settled = await set_off(
            work, standup.id, by=call.user_id, user_id=user_id, first_on=span.first_on, last_on=span.last_on
        )
        await show_settled(work, settled)
        said = await off_is_set(work, exemption, call.user_id)
    await call.reply(said)
    await call.redraw_home()


async def take_back_off(call: Call) -> None:
    async with call.begin_work() as work:
        exemption, settled = await undo_off(work, int(call.value), call.user_id)
        await show_settled(work, settled)
        said = await show_off_undone(work, exemption, call.user_id)
    await call.reply(said)
    await call.redraw_home()


async def hour(call: Call) -> None:
    """One's own hour: `hour Daily standup 10:15`, or `hour Daily standup` for the standup's own."""
    name, at = read_hour(call.rest)
    async with call.begin_work() as work:
        standup = await find_standup(work, call.user_id, name, call.channel_id)
        await show_settled(work, await set_own_hour(work, standup.id, call.user_id, at))
    await call.reply(_say_hour(standup, at))
    await call.redraw_home()


def _say_hour(standup: Standup, at: time | None) -> str:
    name = escape(standup.name)
    if at is None:
        return f"*{name}* asks you at {standup.schedule.at:%H:%M}, like everybody."
    return f"*{name}* asks you at {at:%H:%M} on your clock from now on. `/standup hour {name}` takes that back."


async def reminders(call: Call) -> None:
    """How many somebody wants at most; without a number it is said how many they get."""
    name, most = read_number(call.rest)
    async with call.begin_work() as work:
        standup = await find_standup(work, call.user_id, name, call.channel_id)
        whole = len(standup.schedule.reminders)
        if most is not None:
            most = await set_own_reminders(work, standup.id, call.user_id, None if most == whole else most)
        else:
            own = (await own_part(work, standup, call.user_id)).reminders
            most = whole if own is None else min(own, whole)
    times = {0: "does not remind you", 1: "reminds you once at most"}.get(most, f"reminds you {most} times at most")
    hint = f" `/standup reminders {escape(standup.name)} 0` turns that off." if most else ""
    await call.reply(f"*{escape(standup.name)}* {times}.{hint}")


async def _named(work: Work, call: Call, order: Order) -> Standup:
    return await find_standup(work, call.user_id, order.name, call.channel_id)


def _typed(text: str) -> str:
    return escape(cut(text, 60)).replace("`", "'")
