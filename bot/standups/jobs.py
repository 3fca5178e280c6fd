"""The clock speaks about standups: plan a run, ask a member, remind, close; and leave and moves are taken in."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.outbox.domain import GAVE_UP, Timer
from bot.outbox.jobs import TimerHandler
from bot.outbox.repository import Deliveries
from bot.people.use_cases import ABSENCE_CHANGED, ZONE_CHANGED
from bot.standups.announcements import send_prompt, send_reminder, show_prompt, show_report, tell_undelivered_report
from bot.standups.domain import PromptState
from bot.standups.repository import Prompts
from bot.standups.use_cases import (
    CLOSE,
    PLAN,
    PROMPT,
    REMIND,
    ask_member,
    close_run,
    may_remind,
    plan_run,
    settle_absence,
    settle_zone,
    unreached,
)


async def plan(work: Work, timer: Timer) -> None:
    await plan_run(work, timer.ref, timer.key)


async def prompt(work: Work, timer: Timer) -> None:
    asked = await ask_member(work, timer.ref)
    if asked is not None:
        await send_prompt(work, asked)


async def remind(work: Work, timer: Timer) -> None:
    waiting = await may_remind(work, timer.ref)
    if waiting is not None:
        await send_reminder(work, waiting, int(timer.key.rsplit(":", 1)[1]))


async def close(work: Work, timer: Timer) -> None:
    run = await close_run(work, timer.ref)
    if run is None:
        return
    await show_report(work, run.id)
    for each in await Prompts(work).of_run(run.id):
        if each.state == PromptState.ASKED:
            await show_prompt(work, each)


async def take_in_absence(work: Work, timer: Timer) -> None:
    for each in await settle_absence(work, timer.ref):
        await show_prompt(work, each)
        await show_report(work, each.run_id)


async def take_in_zone(work: Work, timer: Timer) -> None:
    await settle_zone(work, timer.ref)


async def take_in_undelivered(work: Work, timer: Timer) -> None:
    """A prompt Slack did not take was not asked; a report it did not take is the leads' to know."""
    undelivered = await Deliveries(work).given_up(timer.ref)
    if undelivered is None:
        return
    prompt = await unreached(work, undelivered.key)
    if prompt is not None:
        await show_report(work, prompt.run_id)
    await tell_undelivered_report(work, undelivered)


TIMERS: Mapping[str, TimerHandler] = {
    GAVE_UP: take_in_undelivered,
    PLAN: plan,
    PROMPT: prompt,
    REMIND: remind,
    CLOSE: close,
    ABSENCE_CHANGED: take_in_absence,
    ZONE_CHANGED: take_in_zone,
}
