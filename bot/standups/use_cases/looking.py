"""Shortly before something is expected of somebody, what says when they are away is looked at again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.repository import People, Statuses
from bot.people.use_cases import look_again
from bot.standups.domain import Prompt, PromptState
from bot.standups.repository import Prompts

LOOK = "standups.look"
BEFORE = timedelta(minutes=10)


async def promise_looks(work: Work, prompts: Iterable[Prompt]) -> None:
    """Before each is asked, of those people of whom a calendar or a status tells something."""
    waiting = [each for each in prompts if each.state == PromptState.WAITING]
    watched = await Statuses(work).watched({each.user_id for each in waiting}) if waiting else set()
    for each in waiting:
        if each.user_id in watched:
            await _promise(work, f"look:{each.id}", each, each.prompt_at)


async def promise_looks_until(work: Work, prompt: Prompt, reminders: Iterable[datetime]) -> None:
    """Before each reminder, and before the report says who is missing."""
    if prompt.user_id not in await Statuses(work).watched([prompt.user_id]):
        return
    for number, at in enumerate([*reminders, prompt.close_at]):
        await _promise(work, f"look:{prompt.id}:{number}", prompt, at)


async def _promise(work: Work, key: str, prompt: Prompt, at: datetime) -> None:
    await Timers(work).renew(key, LOOK, prompt.id, max(at - BEFORE, work.now))


async def look_before(work: Work, prompt_id: int) -> None:
    """The moment before: whoever answered or is not in the run any more is left alone."""
    prompt = await Prompts(work).find(prompt_id)
    if prompt is not None and prompt.is_open:
        await look_again(work, prompt.user_id)


async def watch_ref(work: Work, person_ref: int) -> None:
    """From now on something tells when that person is away: runs that are planned look, too."""
    person = await People(work).by_ref(person_ref)
    if person is not None:
        await promise_looks(work, await Prompts(work).of_person(person.user_id, work.now))
