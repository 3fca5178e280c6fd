"""Slack tells what becomes of channels that reports go to, and owners say what is to happen."""

from contextlib import suppress

from bot.core.errors import BotError
from bot.outbox.repository import Deliveries
from bot.people.directory import join
from bot.slack.call import Call
from bot.standups import directory
from bot.standups.announcements.channels import look_at_channel, show_elsewhere, show_recent, tell_archived
from bot.standups.blocks import channels as blocks
from bot.standups.domain.schedule import Openness
from bot.standups.repository import Standups
from bot.standups.use_cases.channels import confirm_channels, go_on, move_report, reporting_to


async def post_here(call: Call) -> None:
    """Reports stay where they went: the channel was looked at, or I am back in it."""
    async with call.begin_reading() as work:
        standup = await Standups(work).get(int(call.value))
    await join(call.client, standup.report_channel)
    seen = [(each, await directory.openness(call.client, each)) for each in standup.channels]
    known = [(channel, openness) for channel, openness in seen if openness is not None]
    async with call.begin_work() as work:
        standup = await confirm_channels(work, standup.id, call.user_id, known)
        await show_recent(work, standup)
    await call.redraw(blocks.settled(standup))


async def post_elsewhere(call: Call) -> None:
    standup_id, channel = int(str(call.action["block_id"]).rpartition(":")[2]), call.value
    await join(call.client, channel)
    openness = await directory.openness(call.client, channel) or Openness.PUBLIC
    async with call.begin_work() as work:
        standup = await move_report(work, standup_id, call.user_id, channel, openness)
        await show_elsewhere(work, standup)
    await call.redraw(blocks.settled(standup))


async def take_in_sharing(call: Call) -> None:
    """Shared with another company, or no longer."""
    channel = str(call.event["channel"])
    async with call.begin_reading() as work:
        concerns_us = bool(await reporting_to(work, channel))
    openness = await directory.openness(call.client, channel) if concerns_us else None
    if openness is None:
        return
    async with call.begin_work() as work:
        await look_at_channel(work, channel, openness)


async def take_in_archive(call: Call) -> None:
    async with call.begin_work() as work:
        await tell_archived(work, str(call.event["channel"]))


async def take_in_unarchive(call: Call) -> None:
    channel = str(call.event["channel"])
    async with call.begin_reading() as work:
        concerns_us = bool(await reporting_to(work, channel))
    if concerns_us:
        with suppress(BotError):  # private, and we are not in it: an invitation brings us back
            await join(call.client, channel)
        await _go_on(call, channel)


async def take_in_joining(call: Call) -> None:
    if str(call.event["user"]) == call.bot_user_id:
        await _go_on(call, str(call.event["channel"]))


async def _go_on(call: Call, channel: str) -> None:
    async with call.begin_work() as work:
        # First the standups, then the lane: everybody who wants both takes them in this order.
        going_on = [await go_on(work, each) for each in await reporting_to(work, channel)]
        await Deliveries(work).revive(channel)
        for standup in going_on:
            await show_recent(work, standup)
