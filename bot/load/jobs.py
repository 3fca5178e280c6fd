"""The clock speaks about load: a week is over, a person is at work, a working day has passed since they were told."""

from collections.abc import Mapping

from bot.core.calendar import monday_of
from bot.core.work import Work
from bot.load import announcements
from bot.load.announcements import own
from bot.load.use_cases import (
    ASK,
    EVALUATE,
    TELL_EVEN,
    TELL_LEAD,
    TELL_LEADS_LIMITS,
    TELL_LIMITS,
    TELL_PERSON,
    TELL_TEAM,
    evaluate_week,
)
from bot.load.use_cases.watching import TELL_DIP
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler


async def evaluate(work: Work, timer: Timer) -> None:
    """Judges the week that the timer's key names; cards of episodes that ended with it lose their counts."""
    evaluated = await evaluate_week(work, timer.ref, monday_of(timer.key.rpartition(":")[2]))
    for episode in evaluated.closed if evaluated else ():
        await announcements.show_again(work, episode.id)
    if evaluated and evaluated.over:
        await announcements.tell_team_is_over(work, evaluated.over, evaluated.team)
    if evaluated:
        await own.look_for_dips(work, evaluated.team, monday_of(timer.key.rpartition(":")[2]))


async def tell_person(work: Work, timer: Timer) -> None:
    await announcements.tell_person(work, timer.ref)


async def tell_leads(work: Work, timer: Timer) -> None:
    await announcements.tell_leads(work, timer.ref)


async def tell_even(work: Work, timer: Timer) -> None:
    await announcements.tell_even(work, timer.ref)


async def tell_team(work: Work, timer: Timer) -> None:
    await announcements.tell_overload(work, timer.ref)


async def tell_limits(work: Work, timer: Timer) -> None:
    await announcements.tell_limits(work, timer.ref)


async def tell_leads_limits(work: Work, timer: Timer) -> None:
    await announcements.tell_leads_limits(work, timer.ref)


async def tell_dip(work: Work, timer: Timer) -> None:
    await own.tell_dip(work, timer.ref)


async def ask(work: Work, timer: Timer) -> None:
    await announcements.ask(work, timer.ref)


TIMERS: Mapping[str, TimerHandler] = {
    EVALUATE: evaluate,
    TELL_PERSON: tell_person,
    TELL_LEAD: tell_leads,
    TELL_EVEN: tell_even,
    TELL_TEAM: tell_team,
    TELL_LIMITS: tell_limits,
    TELL_LEADS_LIMITS: tell_leads_limits,
    ASK: ask,
    TELL_DIP: tell_dip,
}
