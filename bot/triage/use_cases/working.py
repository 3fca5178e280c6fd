"""Working on a fire: taken, given, given back, begun, waiting for its requester, answered."""

from datetime import date, timedelta

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Member, absence_on, dates_away
from bot.people.repository import Absences
from bot.triage.domain import Fire, Note, State, Step, next_state
from bot.triage.repository import FireEvents
from bot.triage.use_cases.room import must_fit
from bot.triage.use_cases.stepping import Change, Grip, Refusal, give_back, grip, name_of, refusal, see, take_step

# Absences that follow each other are read this far, to name the day somebody is really back.
LOOK_AHEAD = timedelta(days=60)


class Away(BotError):
    """Who should get the fire is away; it can still be given to them, by somebody who knows that now."""

    def __init__(self, fire: Fire, user_id: str, name: str, back_on: date | None) -> None:
        until = f"back on {back_on:%A, %-d %B}" if back_on else "away for longer than I can see"
        super().__init__(f"{name} is away ({until}).")
        self.fire = fire
        self.user_id = user_id


async def claim_fire(work: Work, number: int, by: str, anyway: str | None = None) -> Change:
    """Of several people at once exactly one gets it; the others are told who. Raises Full to ask what moves, unless
    `anyway` says why it is taken all the same; empty where room was made.
    """
    held = await grip(work, number, by, Step.CLAIM)
    if held.fire.owner_id not in (None, by):
        raise await refusal(work, held.fire, Step.CLAIM, by)
    if anyway is None and next_state(held.fire.state, Step.CLAIM) is not None:
        await must_fit(work, held.fire, held.team, by, by)
    since = held.fire.claimed_at if held.fire.owner_id == by else None
    return await take_step(work, held, Step.CLAIM, text=anyway, about=by, owner_id=by, claimed_at=since or work.now)


async def assign_fire(
    work: Work, number: int, to: str, by: str, even_if_away: bool = False, *, anyway: str | None = None
) -> Change:
    """Gives it to a member of the team: by a lead, or by its owner who hands it over. Raises Away to ask once more,
    and Full as `claim_fire` does.
    """
    fire = (await see(work, number, by)).fire
    if to == by and fire.owner_id is None:
        return await claim_fire(work, number, by, anyway)
    held = await grip(work, number, by, Step.ASSIGN)
    member = held.team.member(to)
    if member is None:
        raise Refusal(fire, f"{await name_of(work, to)} is not in {held.team.name}, so they cannot get its fires.")
    if to == fire.owner_id and fire.is_open:
        raise Refusal(fire, f"{await name_of(work, to)} has {fire.name} already.")
    if not even_if_away:
        await _must_be_here(work, fire, member)
    if anyway is None and next_state(fire.state, Step.ASSIGN) is not None:
        await must_fit(work, fire, held.team, to, by)
    return await take_step(
        work, held, Step.ASSIGN, text=anyway, about=to, owner_id=to, last_owner_id=fire.owner_id, claimed_at=work.now
    )


async def release_fire(work: Work, number: int, by: str, why: str | None = None) -> Change:
    """Puts it back into the queue."""
    held = await grip(work, number, by, Step.RELEASE)
    owner = held.fire.owner_id
    return await take_step(
        work,
        held,
        Step.RELEASE,
        text=why,
        about=owner,
        owner_id=None,
        last_owner_id=owner,
        queued_at=work.now,
    )


async def start_fire(work: Work, number: int, by: str) -> Change:
    """Its owner works on it, now or again."""
    held = await grip(work, number, by, Step.START)
    return await take_step(work, held, Step.START, started_at=held.fire.started_at or work.now)


async def wait_for_answer(work: Work, number: int, by: str, what_for: str) -> Change:
    """The requester has to say or do something first, and is told what."""
    held = await grip(work, number, by, Step.WAIT)
    if not what_for.strip():
        raise BotError(f"Say what you wait for, so that they can answer: `/triage wait {held.fire.name} which month?`")
    return await take_step(work, held, Step.WAIT, text=what_for.strip())


async def answer_fire(work: Work, number: int, by: str, text: str) -> Change:
    """What the requester says goes to the owner, and a waiting fire goes on. What comes later is kept as a remark."""
    held = await grip(work, number, by, Step.ANSWER)
    if held.fire.state == State.WAITING:
        started_at = held.fire.started_at or work.now
        return await take_step(work, held, Step.ANSWER, text=text.strip(), started_at=started_at)
    event = await FireEvents(work).add(held.fire.id, by, Note.REMARK, text=text.strip())
    return Change(held.fire, held.fire, event)


async def back_to_owner(work: Work, held: Grip, change: Change, owner: str | None) -> Change:
    """What is in the queue again goes to who had it, if they are still a member and here today."""
    member = held.team.member(owner) if owner else None
    if member is not None and await is_here(work, member):
        return await give_back(work, held, change, member.user_id)
    return change


async def is_here(work: Work, member: Member) -> bool:
    """Whether they are not away on their own today."""
    today = local_date(work.now, member.zone)
    return absence_on(await Absences(work).between([member.user_id], today, today), member.user_id, today) is None


async def _must_be_here(work: Work, fire: Fire, member: Member) -> None:
    today = local_date(work.now, member.zone)
    absences = await Absences(work).between([member.user_id], today, today + LOOK_AHEAD)
    if absence_on(absences, member.user_id, today) is None:
        return
    back_on = member.week.next_workday(today, dates_away(absences, member.user_id))
    raise Away(fire, member.user_id, await name_of(work, member.user_id), back_on)
