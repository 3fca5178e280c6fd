"""The clock speaks about the digest: its day and time have come."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.digest.announcements import show_digest
from bot.digest.use_cases import POST, post_digest, week_of_key
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler


async def post(work: Work, timer: Timer) -> None:
    """Tells the week that the timer's key names, if it is not too late."""
    posting = await post_digest(work, timer.ref, week_of_key(timer.key))
    if posting is not None:
        await show_digest(work, posting)


TIMERS: Mapping[str, TimerHandler] = {POST: post}
