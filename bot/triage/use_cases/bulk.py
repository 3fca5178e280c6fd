"""Several fires changed at once: each is looked at again, and what could not be changed is said."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.errors import BotError
from bot.core.work import Work
from bot.triage.domain import Choice, DeskAct, Priority
from bot.triage.domain.pages import Queue
from bot.triage.domain.snoozing import Wake
from bot.triage.use_cases.changing import set_priority
from bot.triage.use_cases.closing import decline_fire
from bot.triage.use_cases.finding import queue_of
from bot.triage.use_cases.snoozing import snooze_fire
from bot.triage.use_cases.statistics import must_be_at_desk
from bot.triage.use_cases.stepping import Change
from bot.triage.use_cases.working import assign_fire


@dataclass(frozen=True)
class Bulk:
    """What was changed, and why the rest was not: a sentence for each."""

    changes: tuple[Change, ...]
    refused: tuple[str, ...]


async def queue_to_change(work: Work, team_id: int, by: str, choice: Choice | None = None) -> Queue:
    """For leads, as they have narrowed it. Raises BotError for others."""
    await must_be_at_desk(work, team_id, by, DeskAct.BULK)
    return await queue_of(work, team_id, by, choice)


async def assign_all(work: Work, numbers: Sequence[int], by: str, to: str) -> Bulk:
    return await _each(numbers, lambda number: assign_fire(work, number, to, by))


async def decline_all(work: Work, numbers: Sequence[int], by: str, reason: str) -> Bulk:
    """All for the same reason, which each requester reads."""
    return await _each(numbers, lambda number: decline_fire(work, number, by, reason))


async def set_priority_of_all(work: Work, numbers: Sequence[int], by: str, priority: Priority) -> Bulk:
    return await _each(numbers, lambda number: set_priority(work, number, by, priority))


async def snooze_all(work: Work, numbers: Sequence[int], by: str, until: date) -> Bulk:
    return await _each(numbers, lambda number: snooze_fire(work, number, by, Wake(until)))


async def _each(numbers: Sequence[int], doing: Callable[[int], Awaitable[Change]]) -> Bulk:
    """A refusal comes before anything is written, so that what went before it stays."""
    changes: list[Change] = []
    refused: list[str] = []
    for number in numbers:
        try:
            changes.append(await doing(number))
        except BotError as error:
            name = f"F-{number}"
            refused.append(error.text if name in error.text else f"{name}: {error.text}")
    return Bulk(tuple(changes), tuple(refused))
