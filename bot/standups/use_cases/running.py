"""The clock and standups: runs are planned, members are asked, runs close; leave and moves are taken in."""

from collections.abc import Iterable
from datetime import date, datetime

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Member, absence_on, may_lead
from bot.people.repository import Absences, People, Teams
from bot.standups.domain import (
    Prompt,
    PromptState,
    Run,
    Standup,
    closes_at,
    next_date,
    plan_moment,
    prompt_moment,
)
from bot.standups.repository import Prompts, Runs, Standups
from bot.standups.use_cases.reading import PROMPT_KEY

PLAN = "standups.plan"
PROMPT = "standups.prompt"
REMIND = "standups.remind"
CLOSE = "standups.close"


def plan_key(standup_id: int, on: date) -> str:
    return f"plan:{standup_id}:{on}"


def date_of_key(key: str) -> date:
    """The date that a plan's key names."""
    return date.fromisoformat(key.rsplit(":", 1)[1])


async def plan_run(work: Work, standup_id: int, key: str) -> Run | None:
    """Opens the run of the date in `key` and promises its moments, and the next plan. None when it does not happen."""
    on = date_of_key(key)
    standup = await Standups(work).get(standup_id)
    following = next_date(standup.schedule, on)
    if following is not None:
        await Timers(work).set(plan_key(standup_id, following), PLAN, standup_id, max(plan_moment(following), work.now))
    # A changed schedule leaves old plans behind; they see that their date is none any more.
    if standup.is_paused_on(on) or next_date(standup.schedule, on - DAY) != on:
        return None
    if not standup.active:
        await Standups(work).resume(standup_id)
    return await _open(work, standup, on, await _expected(work, standup, on))


async def plan_anew(work: Work, standup_id: int) -> None:
    """Runs that nobody was asked for yet follow changed settings and questions."""
    standup = await Standups(work).get(standup_id)
    for run in await Runs(work).not_begun(standup_id):
        prompts = await Prompts(work).of_run(run.id)
        await Timers(work).cancel(f"close:{run.id}", *(f"prompt:{each.id}" for each in prompts))
        await Runs(work).remove(run.id)
        if next_date(standup.schedule, run.on - DAY) == run.on and not standup.is_paused_on(run.on):
            await _open(work, standup, run.on, await _expected(work, standup, run.on))


async def run_now(work: Work, standup_id: int, by: str) -> tuple[Run, list[Prompt]]:
    """Asks everybody today who was not asked yet, whatever the schedule; a second time asks nobody twice."""
    standup = await Standups(work).get(standup_id)
    team = await Teams(work).get(standup.team_id)
    person = await People(work).get(by)
    if person is None or not may_lead(team, person):
        raise BotError(f"Only leads of {team.name} and workspace admins can do that.")
    on = local_date(work.now, find_zone(team.zone))
    members = [member for member, _ in await _expected(work, standup, on, also_off=True)]
    moments = [(member, work.now) for member in members]
    if not moments:
        raise BotError("Everybody is away today, so there is nobody to ask.")
    run = await Runs(work).on(standup_id, on) or await _open(work, standup, on, moments)
    assert run is not None, "it was there or has just been opened"
    waiting = [each for each in await Prompts(work).of_run(run.id) if each.state == PromptState.WAITING]
    for prompt in waiting:
        moved = await Prompts(work).change(prompt, prompt_at=work.now, close_at=closes_at(standup.schedule, work.now))
        if moved is not None:
            await Timers(work).move(f"prompt:{prompt.id}", work.now)
    return run, waiting


async def ask_member(work: Work, prompt_id: int) -> Prompt | None:
    """A member's moment: the prompt to send; None when they are not to be asked (any more)."""
    prompt = await Prompts(work).get(prompt_id)
    if prompt.state != PromptState.WAITING:
        return None
    standup, run = await _around(work, prompt)
    if not await Teams(work).has_member(standup.team_id, prompt.user_id):
        await Prompts(work).change(prompt, state=PromptState.LEFT)
        return None
    if await _is_away(work, prompt, run):
        await Prompts(work).change(prompt, state=PromptState.AWAY)
        return None
    if work.now > prompt.latest_at:
        await Prompts(work).change(prompt, state=PromptState.UNASKED, reason="not asked: the bot was down")
        return None
    asked = await Prompts(work).change(prompt, state=PromptState.ASKED)
    for number, after in enumerate(standup.schedule.reminders):
        at = prompt.prompt_at + after
        if work.now < at < prompt.close_at:
            await Timers(work).set(f"remind:{prompt.id}:{number}", REMIND, prompt.id, at)
    return asked


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
    """The prompt somebody may be reminded of now; None when they answered, skipped or are away."""
    prompt = await Prompts(work).get(prompt_id)
    if prompt.state != PromptState.ASKED or work.now >= prompt.close_at:
        return None
    _, run = await _around(work, prompt)
    if await _is_away(work, prompt, run):
        await Prompts(work).change(prompt, state=PromptState.AWAY)
        return None
    return prompt


async def close_run(work: Work, run_id: int) -> Run | None:
    """The run is over, when the last member's time is; None when it is not, or was closed before."""
    run = await Runs(work).get(run_id)
    latest = max((each.close_at for each in await Prompts(work).of_run(run_id)), default=run.close_at)
    if work.now < latest:
        await Timers(work).set(f"close:{run_id}:{latest.isoformat()}", CLOSE, run_id, latest)
        return None
    if not await Runs(work).close(run_id):
        return None
    return await Runs(work).get(run_id)


async def settle_absence(work: Work, absence_id: int) -> list[Prompt]:
    """Leave that was set, changed or called off: open prompts follow. Gives those that changed."""
    absence = await Absences(work).recorded(absence_id)
    if absence is None:
        return []
    changed = []
    for prompt in await Prompts(work).of_person(absence.user_id, work.now - 2 * DAY):
        _, run = await _around(work, prompt)
        away = await _is_away(work, prompt, run)
        if prompt.is_open and away:
            changed.append(await Prompts(work).change(prompt, state=PromptState.AWAY, asking=None))
        elif prompt.state == PromptState.AWAY and not away and work.now < prompt.prompt_at:
            changed.append(await Prompts(work).change(prompt, state=PromptState.WAITING))
            await Timers(work).set(f"prompt:{prompt.id}:{work.now.isoformat()}", PROMPT, prompt.id, prompt.prompt_at)
    return [each for each in changed if each is not None]


async def settle_zone(work: Work, person_ref: int) -> None:
    """Somebody moved: prompts that wait come on their new wall clock, once for each date."""
    person = await People(work).by_ref(person_ref)
    if person is None:
        return
    for prompt in await Prompts(work).of_person(person.user_id, work.now - DAY):
        standup, run = await _around(work, prompt)
        team = await Teams(work).get(standup.team_id)
        member = team.member(prompt.user_id)
        if prompt.state != PromptState.WAITING or member is None:
            continue
        at = prompt_moment(standup.schedule, run.on, member.zone)
        if at is None:
            continue
        at = max(at, work.now)
        close_at = closes_at(standup.schedule, at)
        await Prompts(work).change(prompt, zone=member.zone.key, prompt_at=at, close_at=close_at)
        await Timers(work).move(f"prompt:{prompt.id}", at)


async def _expected(work: Work, standup: Standup, on: date, *, also_off: bool = False) -> list[tuple[Member, datetime]]:
    """Who works on that date and is not away, with the moment each is asked."""
    team = await Teams(work).get(standup.team_id)
    absences = await Absences(work).between([each.user_id for each in team.members], on, on)
    moments = [
        (member, prompt_moment(standup.schedule, on, member.zone))
        for member in team.members
        if (also_off or member.week.works_on(on)) and absence_on(absences, member.user_id, on) is None
    ]
    return [(member, at) for member, at in moments if at is not None]


async def _open(work: Work, standup: Standup, on: date, expected: Iterable[tuple[Member, datetime]]) -> Run | None:
    """A run with its prompts and moments; members who are away on a working day are on record as such."""
    expected = list(expected)
    if not expected:
        return None
    close_at = max(closes_at(standup.schedule, at) for _, at in expected)
    run = await Runs(work).open(standup, on, close_at)
    if run is None:
        return None
    for member, at in expected:
        prompt = await Prompts(work).add(run.id, member.user_id, member.zone.key, at, closes_at(standup.schedule, at))
        await Timers(work).set(f"prompt:{prompt.id}", PROMPT, prompt.id, at)
    await _record_away(work, standup, run, {member.user_id for member, _ in expected})
    await Timers(work).set(f"close:{run.id}", CLOSE, run.id, close_at)
    return run


async def _record_away(work: Work, standup: Standup, run: Run, asked: set[str]) -> None:
    team = await Teams(work).get(standup.team_id)
    absences = await Absences(work).between([each.user_id for each in team.members], run.on, run.on)
    for member in team.members:
        at = prompt_moment(standup.schedule, run.on, member.zone)
        away = absence_on(absences, member.user_id, run.on) is not None
        if member.user_id in asked or not away or at is None or not member.week.works_on(run.on):
            continue
        prompt = await Prompts(work).add(run.id, member.user_id, member.zone.key, at, closes_at(standup.schedule, at))
        await Prompts(work).change(prompt, state=PromptState.AWAY)


async def _is_away(work: Work, prompt: Prompt, run: Run) -> bool:
    absences = await Absences(work).between([prompt.user_id], run.on, run.on)
    return absence_on(absences, prompt.user_id, run.on) is not None


async def _around(work: Work, prompt: Prompt) -> tuple[Standup, Run]:
    run = await Runs(work).get(prompt.run_id)
    return await Standups(work).get(run.standup_id), run
