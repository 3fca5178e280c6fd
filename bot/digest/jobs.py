"""The clock speaks about the digest: its day and time have come."""

from collections.abc import Mapping

from bot.core.calendar import monday_of
from bot.core.work import Work
from bot.digest.announcements import show_digest
from bot.digest.use_cases import POST, ensure_timers, post_digest
from bot.load.use_cases import ensure_timers as ensure_evaluations
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler
from bot.people.domain import TEAM_CHANGED


async def post(work: Work, timer: Timer) -> None:
    """Tells the week that the timer's key names, if it is not too late."""
    posting = await post_digest(work, timer.ref, monday_of(timer.key.rpartition(":")[2]))
    if posting is not None:
        await show_digest(work, posting)


async def promise_anew(work: Work, _: Timer) -> None:
    """A team was set up or changed: its weeks are judged and told at its own hours."""
    await ensure_evaluations(work)
    await ensure_timers(work)


TIMERS: Mapping[str, TimerHandler] = {POST: post, TEAM_CHANGED: promise_anew}
