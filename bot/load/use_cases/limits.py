"""Limits: what each member reached in the week that is over, who is told of it and when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from bot.core.calendar import DAY, WEEK, moment_of, next_working_moment, one_working_day_later
from bot.core.calendar import days_of as every_day
from bot.core.work import Work
from bot.duty.domain import Stretch
from bot.duty.repository import Shifts
from bot.load.domain import (
    TOUCHES,
    URGENT_IN_HAND,
    Found,
    LimitNote,
    NotedLimits,
    OwnLimits,
    PersonsWeek,
    Place,
    days_on_duty,
    knows_hours,
    limits_reached,
    to_tell,
    urgent_in_hand,
    urgent_taken,
)
from bot.load.domain.limits import DUTY_WEEKS, WEEKS_OF_TOUCHES
from bot.load.repository import Choices, LimitNotes, LoadBeliefs, LoadWeeks, Looks
from bot.load.use_cases.believing import days_off
from bot.outbox.repository import Deliveries, Timers
from bot.people.domain import Member, Team, UserId, dates_away
from bot.people.repository import Absences, Teams
from bot.triage.repository import Desks, FireEvents, ManyFires
from bot.triage.use_cases import cases_handled

TELL_LIMITS = "load.tell_limits"
TELL_LEADS_LIMITS = "load.tell_leads_limits"


def limits_key(user_id: str, monday: date) -> str:
    """The one promised message to somebody about a week, of all their teams."""
    return f"load:limits:{user_id}:{monday}"


async def note_limits(work: Work, team: Team, found: Found | None, monday: date) -> None:
    """Of everybody, once a week; each is told at work. What they were told of lately is noted and not told."""
    for member, of in await _weeks_of(work, team, found, monday):
        reached = limits_reached(of)
        if not reached:
            continue
        before = await LimitNotes(work).of_person(member.user_id, monday - DUTY_WEEKS * WEEK, monday - WEEK)
        fresh = to_tell(reached, [each for each in before if each.team_id == team.id], monday)
        note_id = await LimitNotes(work).add(team.id, member.user_id, monday, reached, fresh)
        at = next_working_moment(work.now, member.week, await days_off(work, member))
        if note_id is not None and fresh and at is not None:
            await Timers(work).set(f"load:limits:{note_id}", TELL_LIMITS, ref=note_id, at=at)


async def tell_limits(work: Work, note_id: int) -> list[NotedLimits]:
    """Settles what the person is told now, of all their teams, and when leads may hear what is theirs. Nobody is told
    twice of a week: what comes too late for its message is told with the next week, if it still holds then.
    """
    note = await LimitNotes(work).get(note_id)
    if note is None or not note.waits_for_person:
        return []
    of_week = await LimitNotes(work).of_person(note.user_id, note.monday, note.monday)
    if any(each.person_told_at is not None for each in of_week):
        return []
    standing = [await _standing(work, each) for each in of_week if each.waits_for_person]
    for noted in filter(None, standing):
        due = await _due_for_leads(work, noted)
        await LimitNotes(work).person_told(noted.note.id, due)
        if due is not None:
            await _promise_leads(work, noted.note, due)
    return await told_limits(work, note.user_id, note.monday)


async def told_limits(work: Work, user_id: UserId, monday: date) -> list[NotedLimits]:
    """What somebody was told of a week, as it stands."""
    notes = await LimitNotes(work).of_person(user_id, monday, monday)
    told = [await noted_limits(work, each.id) for each in notes if each.person_told_at is not None]
    return [each for each in told if each is not None]


async def tell_leads_limits(work: Work, note_id: int) -> list[NotedLimits]:
    """Settles what the leads of a team are shown now of its plan of duty: of everybody who has heard it a working day
    ago, at once. Empty while or because they must not be told.
    """
    note = await LimitNotes(work).get(note_id)
    if note is None or not note.waits_for_leads:
        return []
    waiting = [each for each in await LimitNotes(work).of_team(note.team_id, note.monday) if each.waits_for_leads]
    due = max(each.lead_due_at for each in waiting if each.lead_due_at is not None)
    if due > work.now:
        await _promise_leads(work, note, due)
        return []
    told = []
    for each in waiting:
        noted = await _standing(work, each)
        if noted is not None and await _may_be_told(work, noted) and await _tell_of(work, noted):
            told.append(await noted_limits(work, each.id))
    return [each for each in told if each is not None]


async def noted_limits(work: Work, note_id: int) -> NotedLimits | None:
    """As it stands; None for who is in the team no more."""
    note = await LimitNotes(work).get(note_id)
    team = await Teams(work).get(note.team_id) if note is not None else None
    member = team.member(note.user_id) if note is not None and team is not None else None
    if note is None or team is None or member is None:
        return None
    return NotedLimits(note, team, member, tuple(each for each in team.leads if each.user_id != member.user_id))


async def own_limits(work: Work, team: Team, user_id: UserId) -> OwnLimits | None:
    """What somebody reached in the last week that was counted; None while none was."""
    monday = await LoadWeeks(work).newest(team.id)
    if monday is None:
        return None
    notes = await LimitNotes(work).of_person(user_id, monday, monday)
    reached = tuple(one for each in notes if each.team_id == team.id for one in each.reached)
    found = await LoadBeliefs(work).found(team.id, monday)
    return OwnLimits(monday, reached, await _cap(work, team), knows_hours(found, user_id))


async def _weeks_of(work: Work, team: Team, found: Found | None, monday: date) -> list[tuple[Member, PersonsWeek]]:
    """What is stored of everybody, with a day more at both ends: people's days begin and end elsewhere."""
    zone, over = team.week.zone, monday + WEEK
    first = moment_of(monday - (WEEKS_OF_TOUCHES - 1) * WEEK - DAY, time.min, zone)
    last = min(moment_of(over + DAY, time.min, zone), work.now)
    cases = await cases_handled(work, team.id, first, last)
    fires = await ManyFires(work).open_of(team.id)
    touches: dict[UserId, list[datetime]] = defaultdict(list)
    for user_id, at in await FireEvents(work).of_workers(team.id, TOUCHES, first, last):
        touches[user_id].append(at)
    members = [each.user_id for each in team.members]
    absences = await Absences(work).between(members, monday - WEEKS_OF_TOUCHES * WEEK, over + WEEK)
    begins = monday - (DUTY_WEEKS - 1) * WEEK
    duty, cap = await _duty(work, team, begins, over), await _cap(work, team)
    return [
        (
            member,
            PersonsWeek(
                monday=monday,
                week=member.week,
                away=dates_away(absences, member.user_id),
                taken=urgent_taken(cases, member.user_id),
                in_hand=urgent_in_hand(fires, member.user_id),
                cap=cap,
                touches=touches[member.user_id] if knows_hours(found, member.user_id) else None,
                duty=days_on_duty(duty, member.user_id, zone),
                team_days=[on for on in every_day(begins, over - DAY) if team.week.works_on(on)],
            ),
        )
        for member in team.members
    ]


async def _duty(work: Work, team: Team, begins: date, over: date) -> Sequence[Stretch]:
    first, last = (moment_of(each, time.min, team.week.zone) for each in (begins, over))
    return await Shifts(work).stretches(team.id, first, last)


async def _cap(work: Work, team: Team) -> int:
    cap = (await Desks(work).get(team.id)).cap
    return cap if cap is not None else URGENT_IN_HAND


async def _standing(work: Work, note: LimitNote) -> NotedLimits | None:
    """While that week is the newest, and the person in the team."""
    return await noted_limits(work, note.id) if note.monday == await LoadWeeks(work).newest(note.team_id) else None


async def _due_for_leads(work: Work, noted: NotedLimits) -> datetime | None:
    """A day on which both the team and the person work; None where no lead is told."""
    if not noted.note.of_rota or not noted.leads or await Choices(work).person_only(noted.team.id):
        return None
    team = one_working_day_later(work.now, noted.team.week)
    own = one_working_day_later(work.now, noted.member.week, await days_off(work, noted.member))
    return max(team, own) if team and own else None


async def _may_be_told(work: Work, noted: NotedLimits) -> bool:
    if not noted.leads or await Choices(work).person_only(noted.team.id):
        return False
    if await Deliveries(work).posted(limits_key(noted.note.user_id, noted.note.monday)) is not None:
        return True
    # Slack has not shown it to the person yet, and nobody hears it before they do.
    later = await _due_for_leads(work, noted)
    if later is not None:
        await _promise_leads(work, noted.note, later)
    return False


async def _tell_of(work: Work, noted: NotedLimits) -> bool:
    leads = [each.user_id for each in noted.leads]
    if not await LimitNotes(work).leads_told(noted.note.id, leads):
        return False
    for lead in leads:
        await Looks(work).add(noted.team.id, lead, [noted.note.user_id], Place.NOTICE)
    return True


async def _promise_leads(work: Work, note: LimitNote, at: datetime) -> None:
    key = f"load:limits:{note.id}:leads:{at.isoformat()}:{work.now.isoformat()}"
    await Timers(work).set(key, TELL_LEADS_LIMITS, ref=note.id, at=at)
