"""Slack speaks about absences: set, undone, asked about, and ended."""

from bot.core.errors import BotError
from bot.core.part_days import read_stretch
from bot.core.work import Work
from bot.people import announcements, directory, forms, use_cases
from bot.people.blocks import absences, ids
from bot.people.domain import Absence
from bot.people.forms import FormErrors
from bot.people.listeners.teams import caller
from bot.people.repository import Absences, People
from bot.slack.call import Call
from bot.slack.escape import cut, escape


async def set_away(call: Call) -> None:
    user_id, text = forms.read_whom(call.rest, call.user_id)
    if not text:
        await open_away(call)
        return
    person = await caller(call)
    async with call.begin_work() as work:
        await use_cases.meet(work, person)
        absence = await _set_as_typed(work, call.user_id, user_id, text)
        said = await announcements.away_is_set(work, absence)
    await call.reply(said)
    await call.redraw_home()


async def _set_as_typed(work: Work, by: str, user_id: str, text: str) -> Absence:
    await use_cases.may_set_absence(work, by=by, user_id=user_id)
    week = await use_cases.week_in_team(work, user_id)
    assert week is not None, "whoever may be set away is in a team"
    stretch = read_stretch(text, await use_cases.today_of(work, user_id), week)
    if stretch is None:
        typed = escape(cut(text, 60)).replace("`", "'")
        raise BotError(
            f"I cannot read `{typed}` as days. Write `tomorrow`, `until Friday`, `next week`, `24 Dec to 1 Jan`, "
            "`2026-12-24 to 2027-01-01`, `tomorrow 13:00-17:00`, `this afternoon` or `until further notice`."
        )
    return await use_cases.set_stretch(work, by=by, user_id=user_id, stretch=stretch)


async def open_away(call: Call) -> None:
    user_id, _ = forms.read_whom(call.rest, call.user_id) if call.kind == "command" else (call.user_id, "")
    async with call.begin_reading() as work:
        await use_cases.may_set_absence(work, by=call.user_id, user_id=user_id)
        other = await People(work).get(user_id) if user_id != call.user_id else None
        today = await use_cases.today_of(work, user_id)
    await call.open(absences.away_form(other, today))


async def save_away(call: Call) -> None:
    request = forms.read_away(call.values, call.memo or call.user_id)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    try:
        async with call.begin_work() as work:
            absence = await use_cases.set_absence(
                work,
                by=call.user_id,
                user_id=request.user_id,
                first_on=request.first_on,
                last_on=request.last_on,
                reason=request.reason,
                starts=request.starts,
                ends=request.ends,
                asks_again=request.asks_again,
            )
            said = await announcements.away_is_set(work, absence)
    except BotError as error:
        await call.show_errors({ids.LAST_ON: error.text})
        return
    await call.ack()
    await call.redraw_home()
    await call.reply(said)


async def call_off(call: Call) -> None:
    async with call.begin_work() as work:
        absence = await use_cases.cancel_absence(work, int(call.value), call.user_id)
        await announcements.show_called_off(work, absence, call.user_id)
    await call.redraw_home()


async def undo(call: Call) -> None:
    """Of one's own doing: for oneself, or for somebody else."""
    async with call.begin_work() as work:
        absence = await use_cases.cancel_absence(work, int(call.value), call.user_id)
        await announcements.show_called_off(work, absence, call.user_id)
        other = await People(work).get(absence.user_id) if absence.user_id != call.user_id else None
        today = await use_cases.today_of(work, absence.user_id)
    await call.redraw(absences.undone(absence, other.name if other else None, today))
    await call.redraw_home()


async def stay_away(call: Call) -> None:
    async with call.begin_work() as work:
        asked = await Absences(work).get(int(call.value))
        absence = await use_cases.stay_away(work, int(call.value), call.user_id)
        await announcements.show_answer_to_still_away(work, asked or absence, absence)
    await call.redraw_home()


async def open_back(call: Call) -> None:
    async with call.begin_reading() as work:
        absence = await use_cases.asked_absence(work, int(call.value), call.user_id)
        today = await use_cases.today_of(work, call.user_id)
    await call.open(absences.back_form(absence, today))


async def save_back(call: Call) -> None:
    on = forms.read_first_back(call.values)
    if on is None:
        await call.show_errors({ids.FIRST_BACK: "Choose the first day on which you are here again."})
        return
    async with call.begin_work() as work:
        asked = await use_cases.asked_absence(work, int(call.memo), call.user_id)
        absence = await use_cases.back_from(work, int(call.memo), call.user_id, on)
        await announcements.show_answer_to_still_away(work, asked, absence)
    await call.ack()
    await call.redraw_home()


async def choose_status(call: Call) -> None:
    """Whether their Slack status says when they are away; what it says now counts at once."""
    reads = call.value == ids.ON
    seen = await directory.status(call.client, call.user_id) if reads else None
    async with call.begin_work() as work:
        await use_cases.choose_status_reading(work, call.user_id, reads)
        if seen is not None:
            await use_cases.see_status(work, call.user_id, seen)
    await call.redraw_home()


async def come_back(call: Call) -> None:
    async with call.begin_work() as work:
        absence = await use_cases.come_back(work, call.user_id)
        today = await use_cases.today_of(work, call.user_id)
    await call.reply(absences.back_again(absence, today))
    await call.redraw_home()
