"""Who is on duty in each of the next weeks, one person a week, so that past and coming load come out even.

Whoever is on duty takes a part of the week's strain that is learnt from past duty; the rest falls on everybody by
hours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.duty.planning.efforts import Efforts, learn
from bot.duty.planning.suggesting import past_loads
from bot.duty.planning.tickets import Colleague, TeamHistory

# Before a team has shown it, duty takes two fifths; that much trust in cases, and never more than four fifths.
FIRST_GUESS, TRUST, MOST = 10.0, 25.0, 0.8
# Weeks that tell how much will come.
RECENT = 8
# Away for two fifths of a week is too much to be on duty in it.
ENOUGH = 0.6
# Whoever works next to nothing in the time that counts is left out of the sum.
HARDLY = 0.15
# How much the highest load matters beside all others: the power in the sum that is made small.
EMPHASIS = 8


@dataclass(frozen=True)
class Outlook:
    """What each week will bring to everybody, and to whoever is on duty, in strain; `done` is what was carried."""

    members: tuple[Colleague, ...]
    free: tuple[tuple[int, ...], ...]
    done: tuple[float, ...]
    hours: tuple[float, ...]
    on_duty: float


def duty_turns(history: TeamHistory, weeks: Sequence[int], look_back: int) -> list[str]:
    """Ids of members, week by week; the same history always gives the same."""
    if not weeks or not history.members:
        return []
    outlook = _outlook(history, weeks, look_back)
    plan = _greedy(outlook)
    while (
        better := min(_others(outlook, plan), key=lambda each: (_unevenness(outlook, each), each), default=plan)
    ) != plan:
        if _unevenness(outlook, better) >= _unevenness(outlook, plan) - 1e-12:
            break
        plan = better
    return [outlook.members[person].id for person in plan]


def duty_share(history: TeamHistory) -> float:
    """The part of a week's tickets that comes to whoever is on duty just for being on duty."""
    taken, possible = FIRST_GUESS, TRUST
    for week, counts, on in _duty_weeks(history):
        total = sum(counts.values())
        hours = {each.id: history.hours_in(each, week, 1) for each in history.members}
        usual = hours[on] / sum(hours.values()) if hours[on] else 1.0
        taken += max(0.0, counts.get(on, 0) - usual * total)
        possible += (1 - usual) * total
    return min(MOST, taken / possible)


def is_free(history: TeamHistory, member: Colleague, week: int) -> bool:
    """At work for more than three fifths of their own days of that week."""
    return history.hours_in(member, week, 1) > ENOUGH * len(member.hours.days) * member.hours.week.hours_a_day


def _outlook(history: TeamHistory, weeks: Sequence[int], look_back: int) -> Outlook:
    members, efforts = history.members, learn(history)
    share, volume = duty_share(history), _volume(history, efforts)
    first, last = history.weeks - look_back, max(weeks)
    done = past_loads(history, efforts, first)
    for week in weeks:
        hours = {each.id: history.hours_in(each, week, 1) for each in members}
        total = sum(hours.values())
        for member, each in hours.items():
            done[member] += (1 - share) * volume * each / total if total else 0.0
    everybody = tuple(range(len(members)))
    free = tuple(
        tuple(place for place in everybody if is_free(history, members[place], week)) or everybody for week in weeks
    )
    hours_all = tuple(history.hours_in(each, first, last - first + 1) for each in members)
    return Outlook(members, free, tuple(done[each.id] for each in members), hours_all, share * volume)


def _unevenness(outlook: Outlook, plan: tuple[int, ...]) -> float:
    loads = list(outlook.done)
    for person in plan:
        loads[person] += outlook.on_duty
    least = HARDLY * max(outlook.hours)
    counted = [(load, hours) for load, hours in zip(loads, outlook.hours, strict=True) if hours > least]
    mean = sum(load for load, _ in counted) / sum(hours for _, hours in counted) or 1.0
    return sum(hours * (load / hours / mean) ** EMPHASIS for load, hours in counted)


def _greedy(outlook: Outlook) -> tuple[int, ...]:
    plan: tuple[int, ...] = ()
    for free in outlook.free:
        loads = [load + outlook.on_duty * plan.count(person) for person, load in enumerate(outlook.done)]
        plan += (min(free, key=lambda each: (loads[each] + outlook.on_duty) / max(1e-9, outlook.hours[each])),)
    return plan


def _others(outlook: Outlook, plan: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Every plan that has somebody else in one week."""
    return [
        (*plan[:week], person, *plan[week + 1 :])
        for week, free in enumerate(outlook.free)
        for person in free
        if person != plan[week]
    ]


def _volume(history: TeamHistory, efforts: Efforts) -> float:
    """Strain a week, from the last eight."""
    weeks = max(1, min(RECENT, history.weeks))
    recent = [each for each in history.tickets if history.week_of(each.created_at) >= history.weeks - weeks]
    return sum(efforts.strain(each) for each in recent) / weeks


def _duty_weeks(history: TeamHistory) -> list[tuple[int, Mapping[str, int], str]]:
    """Weeks of one's own duty, with the tickets that everybody took in them."""
    counts: dict[int, dict[str, int]] = {}
    for ticket in history.tickets:
        if ticket.assignee:
            taken = counts.setdefault(history.week_of(ticket.claimed_at or ticket.created_at), {})
            taken[ticket.assignee] = taken.get(ticket.assignee, 0) + 1
    people = {each.id for each in history.members}
    found: list[tuple[int, Mapping[str, int], str]] = []
    for duty in history.duty:
        week = (duty.first_on - history.starts_on).days // 7
        if 0 <= week < history.weeks and week in counts and duty.member in people:
            found.append((week, counts[week], duty.member))
    return found
