"""The credit everybody has by the duty they worked: where shifts that were put become slots of the planner."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import WEEK, local_date, moment_of, week_start
from bot.core.work import Work
from bot.duty.domain import Role, Stretch, stretches
from bot.duty.planning.credit import Served, Worked, settle
from bot.duty.planning.hours import Away, WorkHours, whole_days
from bot.duty.planning.problem import Member as Planned
from bot.duty.planning.problem import Role as Seat
from bot.duty.planning.problem import Slot, turns
from bot.duty.repository import Shifts
from bot.people.domain import Absence, Member, Team
from bot.people.repository import Absences

LOOKS_BACK = 26
SEATS = {Role.PRIMARY: Seat.PRIMARY, Role.BACKUP: Seat.BACKUP}
HOUR = timedelta(hours=1)


async def credit_of(work: Work, team: Team) -> Mapping[str, float]:
    """Points above what each member owed, by user id, over half a year and to the end of this week; negative is below.
    Where nobody was on duty, everybody is level.
    """
    zone = team.week.zone
    this_monday = week_start(local_date(work.now, zone))
    first, last = (_midnight(each, zone) for each in (this_monday - LOOKS_BACK * WEEK, this_monday + WEEK))
    found = stretches(await Shifts(work).between(team.id, first, last), first, last)
    if not found:
        return {}
    begun = week_start(local_date(min(each.starts for each in found), zone))
    slots = turns(begun, (this_monday - begun) // WEEK + 1)
    ids = [each.user_id for each in team.members]
    absences = await Absences(work).between(ids, begun, this_monday + WEEK)
    members = [as_planned(each, absences) for each in team.members if not each.person.is_guest]
    served = [Served(each, tuple(_worked(found, each, zone))) for each in slots]
    return {member: each.points for member, each in settle({}, served, members, zone.key).items()}


def as_planned(member: Member, absences: Iterable[Absence]) -> Planned:
    """As the planner knows people: hours on their own clock, and whole days of leave."""
    week = member.week
    hours = WorkHours(week.zone.key, week.days, week.starts, week.ends)
    return Planned(member.user_id, member.name, hours, tuple(_away(member, absences)))


def _away(member: Member, absences: Iterable[Absence]) -> Iterable[Away]:
    return (
        whole_days(member.zone.key, each.first_on, each.last_on)
        for each in absences
        if each.is_whole and each.user_id == member.user_id
    )


def _worked(found: Iterable[Stretch], slot: Slot, zone: ZoneInfo) -> Iterable[Worked]:
    first, last = slot.span(zone)
    for each in found:
        hours = (min(each.ends, last) - max(each.starts, first)) / HOUR
        if hours > 0:
            yield Worked(each.user_id, SEATS[each.role], hours)


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return moment_of(on, time.min, zone)
