"""The clock speaks about duty: cover nobody took, and what follows from other shifts."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.duty.announcements.cover import tell_closed, tell_leads
from bot.duty.domain import SHIFTS_CHANGED
from bot.duty.use_cases.cover import OVER, REMIND, cover_to_remind, end_cover, settle_covers
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler


async def remind(work: Work, timer: Timer) -> None:
    news = await cover_to_remind(work, timer.ref)
    if news is not None:
        await tell_leads(work, news, "eve")


async def over(work: Work, timer: Timer) -> None:
    news = await end_cover(work, timer.ref)
    if news is not None:
        await tell_closed(work, news)


async def look_again(work: Work, timer: Timer) -> None:
    """Somebody was put on duty, or a shift was taken back."""
    for news in await settle_covers(work, timer.ref):
        await tell_closed(work, news)


TIMERS: Mapping[str, TimerHandler] = {REMIND: remind, OVER: over, SHIFTS_CHANGED: look_again}
