"""The clock speaks about duty: cover nobody took, a look ahead each morning, and what follows from other shifts."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.duty.announcements.cover import tell_closed, tell_leads
from bot.duty.announcements.gaps import tell_outlook
from bot.duty.announcements.swaps import tell_answered
from bot.duty.domain import SHIFTS_CHANGED
from bot.duty.use_cases.cover import OVER, REMIND, cover_to_remind, end_cover, settle_covers
from bot.duty.use_cases.gaps import LOOK, look_ahead, plan_look
from bot.duty.use_cases.swaps import settle_swaps
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler
from bot.people.domain import TEAM_CHANGED


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
    for offer in await settle_swaps(work, timer.ref):
        await tell_answered(work, offer)
    await plan_look(work, timer.ref)


async def look(work: Work, timer: Timer) -> None:
    """A working morning of the team."""
    await tell_outlook(work, await look_ahead(work, timer.ref))
    await plan_look(work, timer.ref)


async def keep_hours(work: Work, timer: Timer) -> None:
    """The team works at other hours or on other days from now on."""
    await plan_look(work, timer.ref)


TIMERS: Mapping[str, TimerHandler] = {
    REMIND: remind,
    OVER: over,
    SHIFTS_CHANGED: look_again,
    LOOK: look,
    TEAM_CHANGED: keep_hours,
}
