"""People look at reports: of any day, before the first, and what became of one in its channel."""

from collections.abc import Sequence

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team, may_lead
from bot.people.repository import People
from bot.people.use_cases import today_of
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.slack.message import Message
from bot.standups.announcements import post_again
from bot.standups.blocks.prompts import say_day
from bot.standups.blocks.report_pages import preview_pages, report_pages
from bot.standups.forms.reports import read_named_day
from bot.standups.repository import Runs, Standups
from bot.standups.use_cases import find_standup, read_report
from bot.standups.use_cases.previewing import preview
from bot.standups.use_cases.readers import must_see


async def show(call: Call) -> None:
    """`report Daily standup`, `report Daily standup 20 Nov`: the newest, or that of a day."""
    async with call.begin_reading() as work:
        today = await today_of(work, call.user_id)
        name, on = read_named_day(unescape(call.rest), today)
        standup = await find_standup(work, call.user_id, name, call.channel_id)
        team = await must_see(work, standup, call.user_id)
        run = await Runs(work).latest(standup.id, on or today)
        if run is None or (on is not None and run.on != on):
            when = f"did not run on {say_day(on)}" if on else "has not run yet"
            raise BotError(f"{escape(standup.name)} {when}.")
        report = await read_report(work, run.id)
        messages = report_pages(report, work.now, may_post=await _leads(work, team, call.user_id))
    await _read_out(call, messages)


async def show_preview(call: Call) -> None:
    async with call.begin_reading() as work:
        standup = await find_standup(work, call.user_id, unescape(call.rest), call.channel_id)
        day, report = await preview(work, standup, call.user_id)
        messages = preview_pages(day, report, work.now)
    await _read_out(call, messages)


async def _read_out(call: Call, messages: Sequence[Message]) -> None:
    """One after another: what is said with the acknowledgement would come last."""
    if len(messages) > 1:
        await call.ack()
    for message in messages:
        await call.reply(message)


async def post_it_again(call: Call) -> None:
    """Somebody deleted it in Slack, or it stands too far up."""
    async with call.begin_work() as work:
        run = await Runs(work).get(int(call.value))
        standup = await Standups(work).get(run.standup_id)
        team = await must_see(work, standup, call.user_id)
        if not await _leads(work, team, call.user_id):
            raise BotError(f"Only leads of {escape(team.name)} and workspace admins can do that.")
        if standup.held is not None:
            raise BotError("Posting is held until its owner says where reports may go.")
        posted = await post_again(work, run.id)
    await call.reply("It is posted again." if posted else "There is nothing to post yet.")


async def _leads(work: Work, team: Team, user_id: str) -> bool:
    person = await People(work).get(user_id)
    return person is not None and may_lead(team, person)
