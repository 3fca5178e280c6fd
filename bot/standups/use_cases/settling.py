"""What is decided changes, and open runs follow: who is away, off, gone or back, who joins, and whose moment moves."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.outbox.repository import Deliveries, Timers
from bot.people.repository import Absences, People, Teams
from bot.standups.domain import LATEST_PROMPT, Prompt, PromptState, Run, RunState, Standup
from bot.standups.domain.moments import close_when_asked_at
from bot.standups.domain.roster import Roll, Seat
from bot.standups.domain.runs import NOT_BEGUN
from bot.standups.domain.schedule import happens_on
from bot.standups.repository import Prompts, Runs, Standups
from bot.standups.use_cases.kept_drafts import give_back_drafts, keep_drafts
from bot.standups.use_cases.looking import promise_looks
from bot.standups.use_cases.reading import prompt_key
from bot.standups.use_cases.rosters import promise_close, promise_prompt, read_roll, take_seat

# What can still change without the member: they did nothing yet.
UNSETTLED = NOT_BEGUN | {PromptState.ASKED}
OUT_OF_IT = frozenset({PromptState.AWAY, PromptState.HOLIDAY, PromptState.LEFT})
# How far back leave that is set now still counts.
LOOKS_BACK = 2 * DAY


@dataclass(frozen=True)
class Settled:
    """What a change came to: prompts in another state than before, and how many come at another moment."""

    changed: tuple[Prompt, ...] = ()
    moved: int = 0

    def __add__(self, other: "Settled") -> "Settled":
        return Settled(self.changed + other.changed, self.moved + other.moved)


async def settle_person(work: Work, user_id: str) -> Settled:
    """Their absences, hours or clock changed, or they left: their prompts follow at once."""
    teams = await Teams(work).of_person(user_id)
    settled = Settled()
    for standup in await Standups(work).of_teams(each.id for each in teams):
        settled += await settle_standup(work, standup, only={user_id})
    return settled


async def settle_ref(work: Work, person_ref: int) -> Settled:
    """As `settle_person`, of the person a timer is about."""
    person = await People(work).by_ref(person_ref)
    return await settle_person(work, person.user_id) if person else Settled()


async def teams_of_ref(work: Work, person_ref: int) -> list[int]:
    """Of the person a timer is about."""
    person = await People(work).by_ref(person_ref)
    return [each.id for each in await Teams(work).of_person(person.user_id)] if person else []


async def settle_team(work: Work, team_id: int) -> Settled:
    """Members came or went, or its days, hours or holidays changed."""
    settled = Settled()
    for standup in await Standups(work).of_teams([team_id]):
        settled += await settle_standup(work, standup)
    return settled


async def settle_everything(work: Work) -> Settled:
    """Of the whole workspace."""
    settled = Settled()
    for team in await Teams(work).all():
        settled += await settle_team(work, team.id)
    return settled


async def settle_absence(work: Work, absence_id: int) -> Settled:
    """Leave that was set, changed or called off."""
    absence = await Absences(work).recorded(absence_id)
    return await settle_person(work, absence.user_id) if absence else Settled()


async def settle_standup(work: Work, standup: Standup, only: Collection[str] | None = None) -> Settled:
    """Its runs follow whatever decides who is asked when; who was asked already stays asked."""
    runs = await Runs(work).of([standup.id], work.now.date() - LOOKS_BACK)
    runs = [each for each in runs if each.state != RunState.SKIPPED]
    if not runs:
        return Settled()
    roll = await read_roll(work, standup, [each.on for each in runs], only)
    settled = Settled()
    for run in runs:
        settled += await settle_run(work, run, roll, only)
    return settled


async def plan_anew(work: Work, standup_id: int) -> Settled:
    """Changed settings and questions hold for everybody who was not asked yet, and for runs that have not begun."""
    standup = await Standups(work).get(standup_id)
    for run in await Runs(work).of([standup_id], work.now.date()):
        if run.state == RunState.OPEN and not await has_begun(work, run):
            if standup.is_paused_on(run.on) or not happens_on(standup.schedule, run.on):
                await Timers(work).cancel(f"close:{run.id}")
                await keep_drafts(work, run)
                await Runs(work).remove(run.id)
            elif run.version != standup.version and not await is_written_in(work, run):
                await Runs(work).change(run.id, version=standup.version)
    return await settle_standup(work, standup)


async def has_begun(work: Work, run: Run) -> bool:
    """Whether anybody was asked, or has answered ahead of that."""
    return any(each.state not in NOT_BEGUN for each in await Prompts(work).of_run(run.id))


async def is_written_in(work: Work, run: Run) -> bool:
    """Whether somebody has its form open or wrote in it ahead: they keep the questions they saw."""
    return any(each.draft is not None for each in await Prompts(work).of_run(run.id))


async def settle_run(work: Work, run: Run, roll: Roll, only: Collection[str] | None = None) -> Settled:
    """Who joins is in runs that have not begun; who is away, off or gone is so at once."""
    prompts = await Prompts(work).of_run(run.id)
    # Who answers ahead does not keep others out who join before anybody is asked.
    begun = any(each.state not in NOT_BEGUN and each.prompt_at <= work.now for each in prompts)
    settled = Settled()
    for prompt in prompts:
        if only is None or prompt.user_id in only:
            settled += await _settle(work, run, roll, prompt, begun=begun)
    if run.state != RunState.OPEN:
        return settled
    if not begun:
        there = {each.user_id for each in prompts}
        new = [each for each in roll.seats(run.on) if each.member.user_id not in there]
        await promise_looks(work, [await take_seat(work, run, each) for each in new])
        await give_back_drafts(work, roll.standup, run)
    await keep_close(work, run)
    return settled


async def keep_close(work: Work, run: Run) -> None:
    """A run closes when the time of its last member is over."""
    latest = max((each.close_at for each in await Prompts(work).of_run(run.id)), default=run.close_at)
    if latest != run.close_at:
        await Runs(work).change(run.id, close_at=latest)
        await promise_close(work, run.id, latest)


async def _settle(work: Work, run: Run, roll: Roll, prompt: Prompt, *, begun: bool) -> Settled:
    if prompt.state not in UNSETTLED:
        return Settled()
    member = roll.team.member(prompt.user_id)
    if member is None and not begun:
        return await _vacate(work, run, prompt)
    if member is None:
        gone = prompt.state != PromptState.LEFT and work.now < prompt.close_at
        return await _keep_out(work, prompt, PromptState.LEFT, None) if gone else Settled()
    seat = roll.seat(member, run.on, prompt.part if begun else None)
    if seat is None:
        return await _vacate(work, run, prompt)
    if seat.state != PromptState.WAITING:
        return await _keep_out(work, prompt, seat.state, seat.reason)
    if prompt.state == PromptState.WAITING:
        return await _move(work, run, roll, prompt, seat)
    # An anonymous run that was told early takes nobody back: their answer would show.
    here = prompt.state in OUT_OF_IT and run.state == RunState.OPEN
    return await _take_back(work, prompt, seat) if here else Settled()


async def _keep_out(work: Work, prompt: Prompt, state: PromptState, reason: str | None) -> Settled:
    if (prompt.state, prompt.reason) == (state, reason):
        return Settled()
    changed = await Prompts(work).change(prompt, state=state, reason=reason, asking=None, snoozed_until=None)
    return Settled((changed,) if changed else ())


async def _vacate(work: Work, run: Run, prompt: Prompt) -> Settled:
    """They are not in that run at all any more. What they wrote ahead of it is kept."""
    to_come = prompt.state != PromptState.ASKED and work.now < prompt.prompt_at
    if run.state == RunState.OPEN and to_come and prompt.draft is None and prompt.deleted_at is None:
        await Timers(work).cancel(f"prompt:{prompt.id}")
        await Prompts(work).remove([prompt.id])
    return Settled()


async def _move(work: Work, run: Run, roll: Roll, prompt: Prompt, seat: Seat) -> Settled:
    """Whose moment has come is not moved any more, and whose new one is past is asked now."""
    window = seat.window
    same = (window.asks_at, window.closes_at, seat.part) == (prompt.prompt_at, prompt.close_at, prompt.part)
    if same or prompt.prompt_at <= work.now:
        return Settled()
    if window.asks_at < work.now:
        close_at = close_when_asked_at(roll.standup.schedule, run.on, seat.member.week, work.now)
        window = replace(window, asks_at=work.now, closes_at=close_at)
    moved = await Prompts(work).change(
        prompt,
        zone=seat.member.zone.key,
        prompt_at=window.asks_at,
        close_at=window.closes_at,
        part=seat.part,
    )
    if moved is None:
        return Settled()
    await promise_prompt(work, moved)
    await promise_looks(work, [moved])
    return Settled(moved=int(moved.prompt_at != prompt.prompt_at))


async def _take_back(work: Work, prompt: Prompt, seat: Seat) -> Settled:
    """They are here after all: asked when their moment comes, or again where they had been asked before."""
    window = seat.window
    if work.now >= window.closes_at:
        return Settled()
    if await Deliveries(work).promised([prompt_key(prompt.id)]):
        back = await Prompts(work).change(prompt, state=PromptState.ASKED, reason=None)
    elif work.now <= window.asks_at + LATEST_PROMPT:
        back = await Prompts(work).change(
            prompt,
            state=PromptState.WAITING,
            reason=None,
            zone=seat.member.zone.key,
            prompt_at=window.asks_at,
            close_at=window.closes_at,
        )
        if back is not None:
            await promise_prompt(work, back)
            await promise_looks(work, [back])
    else:
        back = None
    return Settled((back,) if back else ())
