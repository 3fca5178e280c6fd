"""A member's day: put off, left out, taken back, and all that their message tells."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.core.calendar import find_zone, instant_of, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.repository import Timers
from bot.people.use_cases import set_absence
from bot.standups.domain import Prompt, PromptState, RunState
from bot.standups.domain.day import Day, Standing, put_off, standing_of
from bot.standups.repository import Answers, Prompts, Runs
from bot.standups.use_cases.answering import must_take_answers, note_answer
from bot.standups.use_cases.asking import asked_of, previous_answers
from bot.standups.use_cases.blockers import asked_blockers, forget_blockers
from bot.standups.use_cases.helping import Seen, describe
from bot.standups.use_cases.kudos import forget_kudos
from bot.standups.use_cases.plans import carried_items, forget_plan
from bot.standups.use_cases.reading import own_prompt, read_asked

SNOOZE = "standups.snooze"
OVER = "standups.over"
CHANGED = "This changed a moment ago. Look again, please."


async def read_day(work: Work, prompt: Prompt) -> Day:
    """Everything the member's message says. What is asked is only read while it is."""
    asked = await read_asked(work, prompt.run_id)
    standing = standing_of(prompt, asked.run, work.now)
    today = local_date(work.now, find_zone(prompt.zone))
    is_over = work.now >= prompt.close_at or asked.run.state == RunState.CLOSED
    is_ahead = work.now < prompt.prompt_at and asked.run.on > today
    if standing != Standing.OPEN:
        return Day(asked.standup, asked.run, prompt, standing, is_over, is_ahead)
    questions = await asked_of(work, prompt)
    blockers = await asked_blockers(work, prompt, asked.standup.id)
    return Day(
        asked.standup,
        asked.run,
        prompt,
        standing,
        is_over,
        is_ahead,
        questions,
        await carried_items(work, prompt, questions),
        [(await describe(work, each)).shown for each in blockers],
        repeats=await previous_answers(work, prompt) is not None,
    )


async def own_days(work: Work, user_id: str) -> list[Day]:
    """Prompts of today and those still open, in the order they came."""
    recent = await Prompts(work).of_person(user_id, work.now - timedelta(days=2))
    days = [await read_day(work, each) for each in reversed(recent) if each.prompt_at <= work.now]
    return [each for each in days if not each.is_over or _is_today(each, work.now)]


def _is_today(day: Day, now: datetime) -> bool:
    return day.run.on == local_date(now, find_zone(day.prompt.zone))


async def skip_prompt(work: Work, prompt_id: int, by: str, reason: str | None = None) -> Prompt:
    """Not today; can be taken back until it closes. Reminders stay promised: they see that nobody waits."""
    prompt = await own_prompt(work, prompt_id, by)
    if not prompt.is_open:
        raise BotError("There is nothing to skip: " + _say_state(prompt))
    return await _change(work, prompt, state=PromptState.SKIPPED, reason=reason, asking=None, snoozed_until=None)


async def say_why(work: Work, prompt_id: int, by: str, reason: str | None) -> Prompt:
    """The reason of a skip that was made before; None takes it away."""
    prompt = await own_prompt(work, prompt_id, by)
    if prompt.state != PromptState.SKIPPED:
        raise BotError("You do not skip this one any more, so it needs no reason.")
    return await _change(work, prompt, reason=reason)


async def unskip_prompt(work: Work, prompt_id: int, by: str) -> Prompt:
    prompt = await own_prompt(work, prompt_id, by)
    if prompt.state != PromptState.SKIPPED:
        raise BotError("There is nothing to take back: " + _say_state(prompt))
    if work.now >= prompt.close_at:
        raise BotError("This one is closed by now. You can still answer it: a late answer counts as late.")
    await must_take_answers(work, prompt)
    return await _change(work, prompt, state=_asked_or_waiting(work, prompt), reason=None)


async def away_today(work: Work, prompt_id: int, by: str) -> None:
    """Sets the member away on the date of that run; prompts follow from the absence."""
    prompt = await own_prompt(work, prompt_id, by)
    run = await Runs(work).get(prompt.run_id)
    await set_absence(work, by=by, user_id=by, first_on=run.on, last_on=run.on)


async def snooze_for(work: Work, prompt_id: int, by: str, length: timedelta) -> Prompt:
    """Asked again after that while, or shortly before it closes; reminders pause until then."""
    return await _snooze(work, prompt_id, by, work.now + length)


async def snooze_until(work: Work, prompt_id: int, by: str, at: time) -> Prompt:
    """Asked again at that time on the member's clock, today or, past it, on the day it closes."""
    prompt = await own_prompt(work, prompt_id, by)
    zone = find_zone(prompt.zone)
    days: Sequence[date] = [local_date(work.now, zone), local_date(prompt.close_at, zone)]
    moments = [moment for on in days if (moment := instant_of(on, at, zone)) and work.now < moment < prompt.close_at]
    if not moments:
        closes = f"{prompt.close_at.astimezone(zone):%H:%M}"
        raise BotError(f"Choose a time from now until it closes at {closes}.")
    return await _snooze(work, prompt_id, by, moments[0])


async def _snooze(work: Work, prompt_id: int, by: str, until: datetime) -> Prompt:
    prompt = await own_prompt(work, prompt_id, by)
    if prompt.state != PromptState.ASKED or work.now >= prompt.close_at:
        raise BotError("There is nothing to put off: " + _say_state(prompt))
    back_at = put_off(prompt, until, work.now)
    if back_at is None:
        raise BotError("This closes in a few minutes. Answer it now or skip it; a late answer is fine, too.")
    await Timers(work).set(f"snooze:{prompt.id}:{back_at.isoformat()}", SNOOZE, prompt.id, back_at)
    return await _change(work, prompt, snoozed_until=back_at, asking=None)


async def wake_prompt(work: Work, prompt_id: int) -> Prompt | None:
    """The time somebody put it off until: the prompt to show again; None when nobody waits for that any more."""
    prompt = await Prompts(work).get(prompt_id)
    until = prompt.snoozed_until
    if prompt.state != PromptState.ASKED or until is None or work.now < until or work.now >= prompt.close_at:
        return None
    return await Prompts(work).change(prompt, snoozed_until=None)


async def promise_over(work: Work, prompt: Prompt) -> None:
    """When a member's time ends before the run does, their message has to say so."""
    run = await Runs(work).get(prompt.run_id)
    if prompt.close_at < run.close_at:
        await Timers(work).set(f"over:{prompt.id}", OVER, prompt.id, prompt.close_at)


async def is_over(work: Work, prompt_id: int) -> Prompt | None:
    """The prompt whose time has ended without an answer; None when there is nothing to say of it."""
    prompt = await Prompts(work).get(prompt_id)
    ended = prompt.state in (PromptState.ASKED, PromptState.SKIPPED) and work.now >= prompt.close_at
    return prompt if ended else None


async def delete_answer(work: Work, prompt_id: int, by: str) -> tuple[Prompt, list[Seen]]:
    """Everything they said goes, with what came of it; that they took it back stays.

    Also gives blockers that others have to do with: these stay, without words.
    """
    prompt = await own_prompt(work, prompt_id, by)
    asked = await read_asked(work, prompt.run_id)
    if prompt.state != PromptState.ANSWERED:
        raise BotError("There is no answer to delete any more.")
    if asked.standup.rules.anonymous:
        raise BotError("It is stored without your name, so nobody can find it to delete it, not even you.")
    await forget_plan(work, prompt)
    await forget_kudos(work, prompt)
    left = [await describe(work, each) for each in await forget_blockers(work, prompt)]
    await Answers(work).forget(prompt.id)
    state = _asked_or_waiting(work, prompt)
    deleted = await _change(
        work, prompt, state=state, deleted_at=work.now, answered_at=None, edited_at=None, late=False, draft=None
    )
    await note_answer(work, asked, deleted, Event.ANSWER_DELETED)
    return deleted, left


def _asked_or_waiting(work: Work, prompt: Prompt) -> PromptState:
    """Before their hour a prompt is still to come, and its moment will ask."""
    return PromptState.WAITING if work.now < prompt.prompt_at else PromptState.ASKED


async def _change(work: Work, prompt: Prompt, **values: object) -> Prompt:
    changed = await Prompts(work).change(prompt, **values)
    if changed is None:
        raise BotError(CHANGED)
    return changed


def _say_state(prompt: Prompt) -> str:
    return {
        PromptState.ANSWERED: "you answered already.",
        PromptState.SKIPPED: "you skipped it already.",
        PromptState.AWAY: "you are away.",
        PromptState.HOLIDAY: "it is a day off for you.",
        PromptState.WAITING: "it is still to come.",
    }.get(prompt.state, "it is over.")
