"""The clock speaks: duty goes on to somebody else."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.duty.domain import SHIFTS_CHANGED
from bot.duty.use_cases.gaps import LOOK
from bot.handoffs.announcements import ask_note
from bot.handoffs.use_cases.duty_notes import NOTE_DUE, note_at, plan_notes
from bot.outbox.domain import Timer
from bot.outbox.jobs import TimerHandler


async def plan(work: Work, timer: Timer) -> None:
    """Shifts are others, or a working morning brings those of a day more into sight."""
    await plan_notes(work, timer.ref)


async def ask(work: Work, timer: Timer) -> None:
    note = await note_at(work, timer.ref, int(timer.key.rpartition(":")[2]))
    if note is not None:
        await ask_note(work, note)


TIMERS: Mapping[str, TimerHandler] = {SHIFTS_CHANGED: plan, LOOK: plan, NOTE_DUE: ask}
