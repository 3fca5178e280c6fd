"""What everybody is ahead or behind by the shifts that were worked. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.core.calendar import WorkingWeek
from bot.duty.domain import Days, Role, span_of, stretches
from bot.duty.planning.credit import Served, Worked, settle
from bot.duty.planning.hours import Away, WorkHours
from bot.duty.planning.problem import Balance, Member, Slot
from bot.duty.planning.problem import Role as Seat
from bot.duty.use_cases.facts import Facts

SEATS = {Role.PRIMARY: Seat.PRIMARY, Role.BACKUP: Seat.BACKUP}
AN_HOUR = timedelta(hours=1)
# What is left of a slot by rounding is nobody's.
HARDLY = 0.01


def balances(facts: Facts, members: tuple[Member, ...], slots: Mapping[Days, Slot]) -> Mapping[str, Balance]:
    """By the shifts before the first that is planned; the one that is running counts as it is planned."""
    served = [_served(facts, days, slots[days]) for days in facts.behind]
    return settle({}, served, members, facts.team.week.zone.key)


def holders(facts: Facts, days: Days) -> Mapping[Role, str]:
    """Who has at least half of each role's working time in these days."""
    found = {}
    for role, parts in _parts(facts, days, with_leave=True).items():
        total = _working(facts, *span_of(*days, facts.team.week.zone))
        hours: dict[str, float] = {}
        for user_id, each in parts:
            hours[user_id] = hours.get(user_id, 0.0) + each
        most = max(hours, key=lambda who: hours[who], default=None)
        if most is not None and 2 * hours[most] >= total:
            found[role] = most
    return found


def held(facts: Facts, days: Days) -> tuple[str, ...]:
    """Every stretch in these days, to see whether one changed."""
    starts, ends = span_of(*days, facts.team.week.zone)
    return tuple(
        f"{each.role} {each.user_id} {each.starts.isoformat()} {each.ends.isoformat()}"
        for each in stretches(facts.shifts, starts, ends)
    )


def absences_of(facts: Facts, user_id: str, week: WorkingWeek) -> tuple[Away, ...]:
    """On their own clock, in the time that matters."""
    found = []
    for each in facts.absences:
        if each.user_id != user_id:
            continue
        for number in range((min(each.last_on, facts.last) - max(each.first_on, facts.first)).days + 1):
            span = each.span_on(max(each.first_on, facts.first) + timedelta(days=number), week)
            if span is not None:
                found.append(Away(*span))
    return tuple(found)


def work_hours(week: WorkingWeek) -> WorkHours:
    """The planner's."""
    return WorkHours(week.zone.key, week.days, week.starts, week.ends)


def _served(facts: Facts, days: Days, slot: Slot) -> Served:
    """Nobody gets the part of a slot in which nobody was there."""
    starts, ends = span_of(*days, facts.team.week.zone)
    total, worked = _working(facts, starts, ends), []
    for role, parts in _parts(facts, days, with_leave=False).items():
        worked += [Worked(user_id, SEATS[role], hours) for user_id, hours in parts]
        rest = total - sum(hours for _, hours in parts)
        if rest > HARDLY:
            worked.append(Worked(None, SEATS[role], rest))
    return Served(slot, tuple(worked), sum(starts <= each < ends for each in facts.knowledge.cases))


def _parts(facts: Facts, days: Days, *, with_leave: bool) -> Mapping[Role, list[tuple[str, float]]]:
    """Hours of the team's working time by role and person; leave within counts only if asked for."""
    starts, ends = span_of(*days, facts.team.week.zone)
    found: dict[Role, list[tuple[str, float]]] = {role: [] for role in Role}
    for each in stretches(facts.shifts, starts, ends):
        member = facts.team.member(each.user_id)
        week = member.week if member else facts.team.week
        away = () if with_leave else absences_of(facts, each.user_id, week)
        found[each.role].append((each.user_id, _working(facts, each.starts, each.ends, away)))
    return found


def _working(facts: Facts, starts: datetime, ends: datetime, away: tuple[Away, ...] = ()) -> float:
    """Hours of the team's usual week, holidays or not: whoever is on over Christmas is on."""
    return work_hours(facts.team.week).between(starts, ends, away)
