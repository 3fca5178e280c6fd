"""What leads do to one run: ask now, leave it out; and what they are told when nobody was asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import AlreadySo, BotError, NotAllowed
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.people.domain import Team, UserId, may_lead
from bot.people.repository import People, Teams
from bot.standups.domain import Prompt, PromptState, Run, RunState, Standup, next_date, plan_moment
from bot.standups.domain.asking import asks_on
from bot.standups.domain.moments import Window, close_when_asked_at
from bot.standups.domain.roster import ASKED, Missed, Roll, Seat, part_of, say_short
from bot.standups.domain.runs import BOT_WAS_DOWN, LEFT_OUT, NOT_BEGUN, RUN_MISSED
from bot.standups.domain.schedule import happens_on
from bot.standups.repository import Answers, Prompts, Runs, Standups
from bot.standups.use_cases.rosters import promise_close, promise_prompt, read_roll, take_seat
from bot.standups.use_cases.settling import has_begun, keep_close, settle_run

NOT_ASKED_YET = frozenset({PromptState.WAITING, PromptState.UNASKED})
# After a long time without the bot, this far back runs are told of together.
LOOKS_BACK = timedelta(days=31)


async def must_lead(work: Work, team: Team, user_id: str) -> None:
    person = await People(work).get(user_id)
    if person is None or not may_lead(team, person):
        names = team.any_lead or "a workspace admin"
        raise NotAllowed(f"Only leads of {team.name} and workspace admins can do that. Ask {names}.")


async def today_of_team(work: Work, standup: Standup) -> date:
    team = await Teams(work).get_with(standup.team_id, [])
    return local_date(work.now, find_zone(team.zone))


async def run_now(work: Work, standup_id: int, by: str, user_id: str | None = None) -> tuple[Run, list[Prompt]]:
    """Asks everybody today who was not asked yet, or one of them, whatever the schedule; nobody is asked twice."""
    standup = await Standups(work).get(standup_id)
    on = await today_of_team(work, standup)
    roll = await read_roll(work, standup, [on])
    await must_lead(work, roll.team, by)
    if not asks_on(await Standups(work).questions(standup.id, standup.version), on):
        raise BotError("None of its questions is asked on this day of the week. `/standup questions` changes that.")
    seats = _seats_now(roll, on, work.now) if user_id is None else [_seat_now(roll, on, work.now, user_id)]
    moments = [each.window.closes_at for each in seats if each.state == PromptState.WAITING]
    if not moments:
        raise BotError("Everybody is away today, so there is nobody to ask.")
    run = await Runs(work).on(standup_id, on) or await _open_now(work, standup, on, max(moments))
    await _must_not_be_told(work, standup, run)
    if run.state != RunState.OPEN:
        run = await Runs(work).change(run.id, state=RunState.OPEN, reason=None, version=standup.version)
    there = {each.user_id: each for each in await Prompts(work).of_run(run.id)}
    asked = [await _ask_now(work, run, there.get(seat.member.user_id), seat) for seat in seats]
    await keep_close(work, run)
    await promise_close(work, run.id, max(moments))
    return run, [each for each in asked if each is not None]


async def _must_not_be_told(work: Work, standup: Standup, run: Run) -> None:
    """Whoever answered after the report of an anonymous standup would show in it."""
    if standup.rules.anonymous and run.state == RunState.CLOSED and await Answers(work).anonymous(run.id):
        raise BotError(f"{standup.name} is anonymous and today's report is out, so nobody more can be asked today.")


async def _open_now(work: Work, standup: Standup, on: date, close_at: datetime) -> Run:
    run = await Runs(work).open(standup, on, close_at)
    assert run is not None, "there was none a moment ago, in this transaction"
    await note(work, Event.RUN_OPENED, standup=standup.id, run=run.id)
    return run


async def _ask_now(work: Work, run: Run, prompt: Prompt | None, seat: Seat) -> Prompt | None:
    """None for who was asked before, or is not to be."""
    if prompt is None:
        added = await take_seat(work, run, seat)
        return added if added.state == PromptState.WAITING else None
    if prompt.state not in NOT_ASKED_YET or seat.state != PromptState.WAITING:
        return None
    moments = {"prompt_at": seat.window.asks_at, "close_at": seat.window.closes_at}
    moved = await Prompts(work).change(prompt, state=PromptState.WAITING, reason=None, **moments)
    if moved is not None:
        await promise_prompt(work, moved)
    return moved


def _seats_now(roll: Roll, on: date, now: datetime) -> list[Seat]:
    """Of everybody who works today; on a day on which nobody does, of everybody who is not away."""
    seats = roll.seats(on)
    if not seats:
        found = (_seat_off_duty(roll, each.user_id, on, now) for each in roll.team.members)
        seats = [each for each in found if each is not None]
    return [_at(each, roll.standup, on, now) for each in seats]


def _seat_now(roll: Roll, on: date, now: datetime, user_id: str) -> Seat:
    """Of one person, whether they work today or not."""
    member = roll.team.member(user_id)
    if member is None or part_of(roll.standup.rules, roll.own.get(member.user_id)) not in ASKED:
        raise BotError(
            f"They do not take part in {roll.standup.name}. `/standup people {roll.standup.name}` shows who does."
        )
    seat = roll.seat(member, on)
    if seat is not None and seat.state == PromptState.AWAY:
        until = f" {seat.reason}" if seat.reason else " today"
        raise BotError(f"{member.name} is away{until}, so I do not ask them.")
    off = seat if seat is not None and seat.state in NOT_ASKED_YET else _seat_off_duty(roll, user_id, on, now)
    if off is None:
        raise BotError(f"{member.name} is away today, so I do not ask them.")
    return _at(off, roll.standup, on, now)


def _seat_off_duty(roll: Roll, user_id: str, on: date, now: datetime) -> Seat | None:
    """As if they worked that day; None for who does not take part, or is away."""
    member = roll.team.member(user_id)
    assert member is not None, "only members are asked"
    week = replace(member.week, days=frozenset(range(7)), off=())
    seat = roll.seat(replace(member, week=week), on)
    return seat if seat is not None and seat.state == PromptState.WAITING else None


def _at(seat: Seat, standup: Standup, on: date, now: datetime) -> Seat:
    if seat.state not in NOT_ASKED_YET:
        return seat
    window = Window(now, close_when_asked_at(standup.schedule, on, seat.member.week, now))
    return replace(seat, window=window, state=PromptState.WAITING, reason=None)


async def skip_run(work: Work, standup_id: int, by: str, on: date | None) -> Run:
    """Leaves out the run of that date, or the next one: nobody is asked, and it counts for nobody."""
    standup = await Standups(work).get(standup_id)
    await must_lead(work, await Teams(work).get(standup.team_id), by)
    today = await today_of_team(work, standup)
    on = on or await next_run_on(work, standup)
    if on is None or on < today or not (happens_on(standup.schedule, on) or await Runs(work).on(standup_id, on)):
        raise BotError(await _no_run(work, standup, on))
    run = await Runs(work).on(standup_id, on) or await Runs(work).open(standup, on, _end_of(on))
    assert run is not None, "it was there or has just been opened"
    if run.state == RunState.SKIPPED:
        raise AlreadySo(f"{standup.name} on {say_short(on)} is left out already.")
    if run.state == RunState.CLOSED or await has_begun(work, run):
        raise AlreadySo(f"{standup.name} of {say_short(on)} has begun: people were asked already, so it goes on.")
    prompts = await Prompts(work).of_run(run.id)
    await Timers(work).cancel(f"close:{run.id}", *(f"prompt:{each.id}" for each in prompts))
    # What somebody wrote ahead is kept, in case the run comes after all.
    await Prompts(work).remove(each.id for each in prompts if each.draft is None)
    return await Runs(work).change(run.id, state=RunState.SKIPPED, reason=LEFT_OUT)


async def unskip_run(work: Work, standup_id: int, by: str, on: date | None) -> Run:
    """A run that was left out comes after all. Raises BotError once its moment has passed."""
    standup = await Standups(work).get(standup_id)
    await must_lead(work, await Teams(work).get(standup.team_id), by)
    today = await today_of_team(work, standup)
    skipped = [
        each
        for each in await Runs(work).of([standup_id], today)
        if each.state == RunState.SKIPPED and each.on >= today and on in (None, each.on)
    ]
    if not skipped:
        raise BotError(f"No run of {standup.name} is left out{f' on {say_short(on)}' if on else ''}.")
    run = skipped[0]
    roll = await read_roll(work, standup, [run.on])
    seats = [each for each in roll.seats(run.on) if each.state == PromptState.WAITING]
    if any(each.window.asks_at < work.now for each in seats):
        raise BotError(f"Its moment has passed. `/standup run {standup.name}` asks everybody now.")
    run = await Runs(work).change(run.id, state=RunState.OPEN, reason=None, version=standup.version)
    if plan_moment(standup.schedule, run.on) > work.now and not await Prompts(work).of_run(run.id):
        await Runs(work).remove(run.id)  # it is planned when its time comes
        return run
    await settle_run(work, run, roll)
    await promise_close(work, run.id, run.close_at)
    await keep_close(work, run)
    return run


async def next_run_on(work: Work, standup: Standup) -> date | None:
    """The date of the next run that nobody was asked for."""
    on = next_date(standup.schedule, await today_of_team(work, standup) - DAY)
    while on is not None:
        run = await Runs(work).on(standup.id, on)
        if run is None and plan_moment(standup.schedule, on) > work.now:
            return on
        if run is not None and run.state == RunState.OPEN and not await has_begun(work, run):
            return on
        on = next_date(standup.schedule, on)
    return None


async def _no_run(work: Work, standup: Standup, on: date | None) -> str:
    coming = await next_run_on(work, standup)
    then = f" Its next run is on {say_short(coming)}." if coming else ""
    return f"{standup.name} does not run {f'on {say_short(on)}' if on else 'any more'}.{then}"


def _end_of(on: date) -> datetime:
    return datetime.combine(on + DAY, time(0), tzinfo=UTC)


async def count_missed(work: Work, run_id: int) -> Missed | None:
    """Runs for which nobody was asked are on record as skipped. None when that was told with a later run."""
    run = await Runs(work).get(run_id)
    if run.state == RunState.SKIPPED:
        return None
    standup = await Standups(work).get(run.standup_id)
    since = work.now.date() - LOOKS_BACK
    wholly = []
    for each in await Runs(work).of([standup.id], since):
        prompts = await Prompts(work).of_run(each.id)
        missed = [prompt for prompt in prompts if prompt.reason == BOT_WAS_DOWN]
        others = {prompt.state for prompt in prompts} - (NOT_BEGUN - {PromptState.WAITING}) - {PromptState.UNASKED}
        if each.state != RunState.SKIPPED and missed and not others:
            wholly.append(await Runs(work).change(each.id, state=RunState.SKIPPED, reason=RUN_MISSED))
    latest = max([run, *wholly], key=lambda each: each.on)
    missed = [each for each in await Prompts(work).of_run(latest.id) if each.reason == BOT_WAS_DOWN]
    today = await today_of_team(work, standup)
    first_at = min(each.prompt_at for each in missed)
    return Missed(standup, latest, first_at, len(missed), tuple(each.on for each in wholly), latest.on == today)


async def keep_owned(work: Work, team_id: int) -> list[tuple[Standup, UserId]]:
    """Standups whose owner left go to the team's first lead. Gives them with who had them before."""
    team = await Teams(work).get(team_id)
    given = []
    for standup in await Standups(work).of_teams([team_id]):
        owner = await People(work).get(standup.owner_id)
        here = owner is not None and not owner.deleted and (team.member(owner.user_id) is not None or owner.is_admin)
        if not here and team.leads:
            await Standups(work).give_to(standup.id, team.leads[0].user_id)
            given.append((await Standups(work).get(standup.id), standup.owner_id))
    return given
