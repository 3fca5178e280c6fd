"""Somebody wants to see what they did."""

from bot.core.errors import BotError
from bot.outbox.announcements import announce
from bot.people.use_cases import today_of
from bot.records.blocks import hype as blocks
from bot.records.domain.hype import read_period
from bot.records.use_cases.hype import own_record
from bot.slack.call import Call
from bot.slack.escape import unescape


async def tell_own_record(call: Call) -> None:
    """In direct messages, wherever it was asked for."""
    async with call.begin_work() as work:
        period = read_period(unescape(call.rest), await today_of(work, call.user_id))
        if period is None:
            raise BotError(f"I do not know that time, or it lies ahead. {blocks.OTHER_TIMES}")
        record = await own_record(work, call.user_id, period)
        for number, message in enumerate([] if record.is_empty else blocks.own_record(record)):
            key = f"hype:{call.user_id}:{work.now.isoformat()}:{number}"
            await announce(work, key=key, channel=call.user_id, message=message)
    await call.reply(blocks.nothing_yet(period) if record.is_empty else blocks.on_its_way(period))
