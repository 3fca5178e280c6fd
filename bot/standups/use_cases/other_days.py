"""Answering for another day: one that is over, or one that is to come."""

from datetime import date, timedelta

from bot.core.errors import BotError
from bot.core.work import Work
from bot.standups.domain import Prompt, PromptState, Run, RunState, Standup
from bot.standups.domain.roster import say_short
from bot.standups.domain.schedule import dates_of, happens_on
from bot.standups.repository import Prompts, Runs
from bot.standups.use_cases.reading import must_be_answerable
from bot.standups.use_cases.rosters import read_roll
from bot.standups.use_cases.running import ensure_run
from bot.standups.use_cases.taking_part import today_for


async def prompt_for(work: Work, user_id: str, standup: Standup, on: date) -> Prompt:
    """Their prompt of that date, planned early where it is still to come. Raises BotError saying why there is none."""
    today = await today_for(work, user_id)
    must_be_answerable(standup, on, today)
    run = await Runs(work).on(standup.id, on)
    if run is None and on >= today and happens_on(standup.schedule, on) and not standup.is_paused_on(on):
        run = await ensure_run(work, standup, on)
    if run is None:
        raise BotError(f"{standup.name} {'did' if on < today else 'does'} not run on {say_short(on)}.")
    if run.state == RunState.SKIPPED:
        raise BotError(f"{standup.name} on {say_short(on)} was left out, so there is nothing to answer.")
    prompt = await _own(work, run, user_id)
    if prompt is None or prompt.state == PromptState.LEFT:
        raise BotError(f"You do not take part in {standup.name} on {say_short(on)}.")
    return prompt


async def next_prompt(work: Work, user_id: str, standup: Standup) -> Prompt:
    """The next one they were not asked for yet, planned if need be, as far ahead as the standup can be answered."""
    today, days = await today_for(work, user_id), standup.rules.ahead_days
    if days == 0:
        raise BotError(f"{standup.name} cannot be answered ahead.")
    for on in dates_of(standup.schedule, today, today + timedelta(days=days)):
        run = await Runs(work).on(standup.id, on)
        if run is None and await _will_be_asked(work, user_id, standup, on):
            run = await ensure_run(work, standup, on)
        prompt = await _own(work, run, user_id) if run is not None and run.state == RunState.OPEN else None
        if prompt is not None and prompt.state == PromptState.WAITING:
            return prompt
    reach = "day" if days == 1 else f"{days} days"
    raise BotError(f"{standup.name} does not ask you in the next {reach}, and it cannot be answered further ahead.")


async def _will_be_asked(work: Work, user_id: str, standup: Standup, on: date) -> bool:
    if standup.is_paused_on(on):
        return False
    seats = (await read_roll(work, standup, [on], [user_id])).seats(on)
    return any(each.member.user_id == user_id and each.state == PromptState.WAITING for each in seats)


async def _own(work: Work, run: Run, user_id: str) -> Prompt | None:
    return next((each for each in await Prompts(work).of_run(run.id) if each.user_id == user_id), None)
