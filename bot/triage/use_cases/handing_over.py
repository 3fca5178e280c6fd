"""Somebody goes on leave: what becomes of what they have in hand, asked the working day before."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.calendar import DAY, WorkingWeek, days_of, local_date, moment_of
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Absence, absence_on, dates_away
from bot.people.repository import Absences, People, Teams
from bot.people.use_cases import week_in_team
from bot.triage.domain import IN_HAND, DeskAct, in_order, may_at_desk
from bot.triage.domain.leave import Fate, Handover, Held
from bot.triage.repository import Fires
from bot.triage.use_cases.room import Full
from bot.triage.use_cases.stepping import Change, Refusal, name_of, see
from bot.triage.use_cases.suggesting import suggestions_for
from bot.triage.use_cases.working import Away, assign_fire, release_fire

HANDOVER = "triage.handover"
# An absence that begins later is looked at again when its moment comes; none is planned further ahead.
LOOK_BACK, LOOK_AHEAD = timedelta(days=14), timedelta(days=60)


@dataclass(frozen=True)
class HandedOver:
    """What was done, and why the rest was not, a sentence each."""

    changes: tuple[Change, ...]
    refused: tuple[str, ...]


async def promise_handover(work: Work, absence_id: int) -> None:
    """After an absence was set or changed: asks at the start of their working day before it, or now if that is over.
    Nothing is asked of parts of days, and of days on which they would not work.
    """
    absence = await Absences(work).get(absence_id)
    week = await week_in_team(work, absence.user_id) if absence else None
    if absence is None or week is None:
        return
    first = await _first_missed(work, absence, week)
    if first is None:
        return
    eve = next((on for on in (first - n * DAY for n in range(1, LOOK_BACK.days)) if week.works_on(on)), first)
    key, at = f"handover:{absence.id}:{first}", max(moment_of(eve, week.starts, week.zone), work.now)
    if not await Timers(work).move(key, at):
        await Timers(work).set(key, HANDOVER, ref=absence.id, at=at)


async def handover_before(work: Work, absence_id: int, first: date) -> Handover | None:
    """For the moment promised above; None when the absence was called off, begins on another day or has ended, or
    they have nothing in hand.
    """
    absence = await Absences(work).get(absence_id)
    week = await week_in_team(work, absence.user_id) if absence else None
    if absence is None or week is None or await _first_missed(work, absence, week) != first:
        return None
    found = await _handover(work, absence.user_id, absence.user_id, absence)
    return found if found.held else None


async def handover_of(work: Work, user_id: str, by: str, absence_id: int = 0) -> Handover:
    """What `by` can hand over of what that person has: their own, or as a lead. Raises BotError for others."""
    if user_id != by:
        person, teams = await People(work).get(by), await Teams(work).of_person(user_id)
        if not any(may_at_desk(team, person, DeskAct.HAND_OVER) for team in teams):
            name = await name_of(work, user_id)
            raise BotError(f"Only leads of {name}'s team and workspace admins can hand over what {name} has in hand.")
    absence = await Absences(work).get(absence_id) if absence_id else await _absence_now(work, user_id)
    return await _handover(work, user_id, by, absence)


async def first_day_of(work: Work, absence_id: int) -> date | None:
    """The day under which a handover was promised for that absence; None where there is none."""
    absence = await Absences(work).recorded(absence_id)
    week = await week_in_team(work, absence.user_id) if absence else None
    if absence is None or week is None:
        return None
    return next((on for on in days_of(absence.first_on, absence.last_on) if week.works_on(on)), None)


async def decide(work: Work, user_id: str, by: str, fates: dict[int, tuple[Fate, str]]) -> HandedOver:
    """What becomes of these, by their numbers; each is looked at again, and what cannot be done is said."""
    changes, refused = [], []
    for number, (fate, to) in fates.items():
        try:
            fire = (await see(work, number, by)).fire
            if fire.owner_id != user_id:
                raise Refusal(fire, f"{fire.name} is not with {await name_of(work, user_id)} any more.")
            if fate == Fate.HAND:
                changes.append(await assign_fire(work, number, to, by))
            elif fate == Fate.QUEUE:
                changes.append(await release_fire(work, number, by, "Handed over before leave."))
        except Full as full:
            refused.append(f"F-{number} stays: {await name_of(work, to)} has no room for it. ({full.team.name})")
        except Away as away:
            refused.append(f"F-{number} stays: {away.text}")
        except Refusal as refusal:
            refused.append(refusal.text)
    return HandedOver(tuple(changes), tuple(refused))


async def _handover(work: Work, user_id: str, by: str, absence: Absence | None) -> Handover:
    held: list[Held] = []
    person = await People(work).get(by)
    owned = [each for each in in_order(await Fires(work).open_owned_by(user_id)) if each.state in IN_HAND]
    for team_id in dict.fromkeys(each.team_id for each in owned):
        team = await Teams(work).get(team_id)
        if user_id == by or may_at_desk(team, person, DeskAct.HAND_OVER):
            fires = [each for each in owned if each.team_id == team_id]
            found = await suggestions_for(work, fires, team, but=[user_id])
            held += [Held(fire, suggestion.best) for fire, suggestion in zip(fires, found, strict=True)]
    week = await week_in_team(work, user_id)
    back_on = None
    if absence is not None and week is not None:
        after = await Absences(work).between([user_id], absence.first_on, absence.last_on + LOOK_AHEAD)
        back_on = week.next_workday(absence.last_on, dates_away(after, user_id))
    first_on = absence.first_on if absence else None
    return Handover(user_id, await name_of(work, user_id), absence.id if absence else 0, first_on, back_on, tuple(held))


async def _first_missed(work: Work, absence: Absence, week: WorkingWeek) -> date | None:
    """The first day on which they would work and do not for this absence; None when it is over, or an absence before
    it has asked already.
    """
    today = local_date(work.now, week.zone)
    if not absence.is_whole or absence.last_on < today:
        return None
    first = next((on for on in days_of(absence.first_on, absence.last_on) if week.works_on(on)), None)
    if first is None:
        return None
    others = [
        each
        for each in await Absences(work).between([absence.user_id], first - LOOK_BACK, first)
        if each.id != absence.id
    ]
    eve = next((on for on in (first - n * DAY for n in range(1, LOOK_BACK.days)) if week.works_on(on)), None)
    goes_on = eve is not None and absence_on(others, absence.user_id, eve) is not None
    return None if goes_on else first


async def _absence_now(work: Work, user_id: str) -> Absence | None:
    """The one they are in, or the next."""
    week = await week_in_team(work, user_id)
    if week is None:
        return None
    today = local_date(work.now, week.zone)
    found = await Absences(work).between([user_id], today, today + LOOK_AHEAD)
    return next((each for each in found if each.is_whole), None)
