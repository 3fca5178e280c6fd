"""The clock and standups: runs are planned, members are asked and reminded, runs close."""

from datetime import UTC, date, datetime, time, timedelta

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.people.domain import absence_on
from bot.people.repository import Absences, Teams
from bot.standups.domain import Prompt, PromptState, Run, RunState, Standup, next_date, plan_moment
from bot.standups.domain.moments import BEFORE_ANY_ZONE, Window, reminders_in
from bot.standups.domain.roster import Participant, is_exempt, reminders_of
from bot.standups.domain.runs import BOT_WAS_DOWN
from bot.standups.domain.schedule import dates_of, happens_on
from bot.standups.repository import Exemptions, Participants, Prompts, Runs, Standups
from bot.standups.use_cases.looking import promise_looks_until
from bot.standups.use_cases.reading import PROMPT_KEY
from bot.standups.use_cases.rosters import open_run, promise_close, read_roll
from bot.standups.use_cases.settling import settle_run

PLAN = "standups.plan"
REMIND = "standups.remind"
MISSED = "standups.missed"
# Those who were not asked are found within a beat or two; then their number is told.
COUNTED_WITHIN = timedelta(minutes=1)


def plan_key(standup_id: int, on: date) -> str:
    return f"plan:{standup_id}:{on}"


def date_of_key(key: str) -> date:
    """The date that a plan's key names."""
    return date.fromisoformat(key.rsplit(":", 1)[1])


async def plan_run(work: Work, standup_id: int, key: str) -> Run | None:
    """Opens the run of the date in `key` and promises its moments, and the next plan. None when it does not happen."""
    on = date_of_key(key)
    standup = await Standups(work).get(standup_id)
    await _promise_plan(work, standup, next_date(standup.schedule, on))
    # A changed schedule leaves old plans behind; they see that their date is none any more.
    if standup.is_paused_on(on) or not happens_on(standup.schedule, on):
        return None
    if standup.paused_until is not None and work.now >= _anywhere(standup.paused_until):
        await Standups(work).resume(standup_id)
    return await ensure_run(work, standup, on)


async def ensure_run(work: Work, standup: Standup, on: date) -> Run | None:
    """The run of that date as it should be now: opened, or brought up to date. None when nobody works then."""
    run = await open_run(work, standup, on)
    if run is not None:
        return run
    there = await Runs(work).on(standup.id, on)
    if there is not None and there.state == RunState.OPEN:
        await settle_run(work, there, await read_roll(work, standup, [on]))
    return there


async def plan_from_today(work: Work, standup: Standup) -> None:
    """Opens the runs that could have been planned by now, unless somebody's moment has passed; promises the next."""
    today = work.now.date()
    for on in dates_of(standup.schedule, today - DAY, today + 10 * DAY):
        if plan_moment(standup.schedule, on) <= work.now and not standup.is_paused_on(on):
            seats = (await read_roll(work, standup, [on])).seats(on)
            if all(work.now <= each.window.asks_at for each in seats if each.state == PromptState.WAITING):
                await open_run(work, standup, on)
    following = next_date(standup.schedule, today - DAY)
    while following is not None and plan_moment(standup.schedule, following) <= work.now:
        following = next_date(standup.schedule, following)
    await _promise_plan(work, standup, following)


async def _promise_plan(work: Work, standup: Standup, on: date | None) -> None:
    if on is not None:
        at = max(plan_moment(standup.schedule, on), work.now)
        await Timers(work).renew(plan_key(standup.id, on), PLAN, standup.id, at)


async def ask_member(work: Work, prompt_id: int) -> Prompt | None:
    """A member's moment: the prompt to send; None when they are not to be asked (any more)."""
    prompt = await Prompts(work).find(prompt_id)
    if prompt is None or prompt.state != PromptState.WAITING or work.now < prompt.prompt_at:
        return None
    standup, run = await _around(work, prompt)
    if run.state == RunState.SKIPPED:
        return None
    if not await Teams(work).has_member(standup.team_id, prompt.user_id):
        await Prompts(work).change(prompt, state=PromptState.LEFT)
        return None
    if await _is_away(work, prompt, run):
        await Prompts(work).change(prompt, state=PromptState.AWAY)
        return None
    if work.now > prompt.latest_at:
        await Prompts(work).change(prompt, state=PromptState.UNASKED, reason=BOT_WAS_DOWN)
        await Timers(work).renew(f"missed:{run.id}", MISSED, run.id, work.now + COUNTED_WITHIN)
        return None
    asked = await Prompts(work).change(prompt, state=PromptState.ASKED)
    await _promise_reminders(work, standup, prompt)
    return asked


async def _promise_reminders(work: Work, standup: Standup, prompt: Prompt) -> None:
    own = (await Participants(work).of(standup.id)).get(prompt.user_id)
    coming = [each for each in await _reminders(work, standup, prompt, own) if each[1] > work.now]
    for number, at in coming:
        await Timers(work).renew(f"remind:{prompt.id}:{number}", REMIND, prompt.id, at)
    await promise_looks_until(work, prompt, [at for _, at in coming])


async def _reminders(
    work: Work, standup: Standup, prompt: Prompt, own: Participant | None
) -> list[tuple[int, datetime]]:
    """Numbered so that the last one has the number of the standup's last."""
    schedule = standup.schedule
    most = reminders_of(len(schedule.reminders), prompt.part, own)
    member = (await Teams(work).get_with(standup.team_id, [prompt.user_id])).member(prompt.user_id)
    if most == 0 or member is None:
        return []
    moments = reminders_in(schedule, Window(prompt.prompt_at, prompt.close_at), member.week, most)
    return list(enumerate(moments, len(schedule.reminders) - len(moments)))


async def unreached(work: Work, key: str) -> Prompt | None:
    """A prompt that never reached its member counts for nobody; None when the key is another message's."""
    prompt_id = key.removeprefix(PROMPT_KEY)
    if not key.startswith(PROMPT_KEY) or not prompt_id.isdigit():
        return None
    prompt = await Prompts(work).get(int(prompt_id))
    if prompt.state != PromptState.ASKED:
        return None
    return await Prompts(work).change(prompt, state=PromptState.UNASKED, reason="not asked: Slack took no message")


async def may_remind(work: Work, prompt_id: int) -> Prompt | None:
    """The prompt somebody may be reminded of now; None when they answered, skipped, put it off or are away."""
    prompt = await Prompts(work).get(prompt_id)
    snoozed = prompt.snoozed_until is not None and work.now < prompt.snoozed_until
    if prompt.state != PromptState.ASKED or work.now >= prompt.close_at or snoozed:
        return None
    _, run = await _around(work, prompt)
    if await _is_away(work, prompt, run):
        await Prompts(work).change(prompt, state=PromptState.AWAY)
        return None
    return prompt


async def close_run(work: Work, run_id: int) -> Run | None:
    """The run is over, when the last member's time is; None when it is not, or was closed before."""
    run = await Runs(work).find(run_id)
    if run is None:
        return None
    latest = max((each.close_at for each in await Prompts(work).of_run(run_id)), default=run.close_at)
    if work.now < latest:
        await promise_close(work, run_id, latest)
        return None
    if not await Runs(work).close(run_id):
        return None
    await note(work, Event.RUN_CLOSED, standup=run.standup_id, run=run.id)
    if (await Standups(work).get(run.standup_id)).rules.anonymous:
        # They can be sent no more, and they have an author.
        await Prompts(work).forget_drafts(run_id)
    return await Runs(work).get(run_id)


async def _is_away(work: Work, prompt: Prompt, run: Run) -> bool:
    absences = await Absences(work).between([prompt.user_id], run.on, run.on)
    exemptions = await Exemptions(work).between([run.standup_id], run.on, run.on)
    exempt = any(each.user_id == prompt.user_id and is_exempt(each, run.on) for each in exemptions)
    return exempt or absence_on(absences, prompt.user_id, run.on) is not None


async def _around(work: Work, prompt: Prompt) -> tuple[Standup, Run]:
    run = await Runs(work).get(prompt.run_id)
    return await Standups(work).get(run.standup_id), run


def _anywhere(on: date) -> datetime:
    """When the first zone on earth is about to reach that date."""
    return datetime.combine(on, time(0), tzinfo=UTC) - BEFORE_ANY_ZONE
