"""Who is in a run and when each is asked: how runs are opened, and when members are asked next."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.people.domain import Member
from bot.people.repository import Absences, Teams
from bot.standups.domain import Prompt, PromptState, Run, RunState, Standup, plan_moment
from bot.standups.domain.asking import asks_on
from bot.standups.domain.roster import Roll, Seat, reach
from bot.standups.domain.schedule import dates_of
from bot.standups.repository import Exemptions, Participants, Prompts, Runs, Standups
from bot.standups.use_cases.kept_drafts import give_back_drafts
from bot.standups.use_cases.looking import promise_looks

PROMPT = "standups.prompt"
CLOSE = "standups.close"
# Five runs of a monthly standup, and a long leave.
AHEAD = timedelta(days=400)


async def read_roll(work: Work, standup: Standup, dates: Iterable[date], only: Collection[str] | None = None) -> Roll:
    """What decides who is asked on these dates; `only` of these people, where that is enough."""
    teams = Teams(work)
    team = await (teams.get(standup.team_id) if only is None else teams.get_with(standup.team_id, only))
    first, last = reach(dates)
    return Roll(
        standup,
        team,
        await Participants(work).of(standup.id),
        await Absences(work).between([each.user_id for each in team.members], first, last),
        await Exemptions(work).between([standup.id], first, last),
    )


async def open_run(work: Work, standup: Standup, on: date) -> Run | None:
    """The run of that date with its prompts and moments, however early. None when there is one, and when nobody works
    then or nothing is asked.

    With everybody away it is on record, and asks nobody.
    """
    if not asks_on(await Standups(work).questions(standup.id, standup.version), on):
        return None
    seats = (await read_roll(work, standup, [on])).seats(on)
    if not seats:
        return None
    close_at = max(each.window.closes_at for each in seats)
    run = await Runs(work).open(standup, on, close_at)
    if run is None:
        return None
    await promise_looks(work, [await take_seat(work, run, each) for each in seats])
    await give_back_drafts(work, standup, run)
    await promise_close(work, run.id, close_at)
    await note(work, Event.RUN_OPENED, standup=standup.id, run=run.id)
    return run


async def take_seat(work: Work, run: Run, seat: Seat) -> Prompt:
    """A prompt for one more member of a run; its moment is promised unless they are off or away."""
    window = seat.window
    prompt = await Prompts(work).add(
        run.id,
        seat.member.user_id,
        seat.member.zone.key,
        window.asks_at,
        window.closes_at,
        part=seat.part,
        state=seat.state,
        reason=seat.reason,
    )
    if prompt.state == PromptState.WAITING:
        await promise_prompt(work, prompt)
    return prompt


async def promise_prompt(work: Work, prompt: Prompt) -> None:
    await Timers(work).renew(f"prompt:{prompt.id}", PROMPT, prompt.id, max(prompt.prompt_at, work.now))


async def promise_close(work: Work, run_id: int, at: datetime) -> None:
    await Timers(work).renew(f"close:{run_id}", CLOSE, run_id, max(at, work.now))


async def next_sends(
    work: Work, standup: Standup, most: int, only: Collection[str] | None = None
) -> list[tuple[Member, list[datetime]]]:
    """When each member is asked next: the moments of runs that are planned, and those of runs to come."""
    first = work.now.date() - DAY
    # What was not planned when it could have been, had begun before the standup was made or resumed.
    coming = dates_of(standup.schedule, first, first + AHEAD)
    questions = await Standups(work).questions(standup.id, standup.version)
    dates = {each for each in coming if plan_moment(standup.schedule, each) > work.now and asks_on(questions, each)}
    runs = await Runs(work).of([standup.id], first)
    planned = {each.on: (each, await Prompts(work).of_run(each.id)) for each in runs}
    dates |= planned.keys()
    if not dates:
        return []
    roll = await read_roll(work, standup, dates, only)
    found = []
    for member in roll.team.members:
        moments = (_next_moment(roll, member, on, planned.get(on)) for on in sorted(dates))
        found.append((member, list(islice((at for at in moments if at is not None and at > work.now), most))))
    return found


def _next_moment(roll: Roll, member: Member, on: date, planned: tuple[Run, Sequence[Prompt]] | None) -> datetime | None:
    """A run that is planned has its prompts already; one that is not will have what is decided now."""
    if planned is not None:
        run, prompts = planned
        waiting = (each for each in prompts if each.user_id == member.user_id and each.state == PromptState.WAITING)
        mine = next(waiting, None)
        return mine.prompt_at if mine is not None and run.state != RunState.SKIPPED else None
    seat = roll.seat(member, on)
    asked = seat is not None and seat.state == PromptState.WAITING and not roll.standup.is_paused_on(on)
    return seat.window.asks_at if seat is not None and asked else None
