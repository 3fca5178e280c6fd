"""Teams with a seed: people, absences, skills, goals and histories as planning meets them."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

from bot.duty.planning.hours import Away, WorkHours, whole_days
from bot.duty.planning.problem import Balance, Level, Member, Period, Problem, Shift, Slot, turns
from bot.duty.planning.scene import NOBODY, Scene

MONDAY = date(2026, 8, 3)
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata")
TOPICS = ("access", "billing", "pipelines")
WEEK = timedelta(weeks=1)


def a_member(name: str, **changes: object) -> Member:
    return replace(Member(name, name.title(), WorkHours("Europe/Berlin")), **changes)  # type: ignore[arg-type]


def away_in(first_on: date, days: int = 7, zone: str = "Europe/Berlin") -> tuple[Away, ...]:
    return (whole_days(zone, first_on, first_on + timedelta(days=days - 1)),)


def a_problem(members: list[Member], weeks: int = 4, **changes: object) -> Problem:
    problem = Problem("Europe/Berlin", MONDAY, tuple(members), turns(MONDAY, weeks))
    return replace(problem, **changes)  # type: ignore[arg-type]


def a_random_problem(seed: str, people: int | None = None, weeks: int | None = None) -> Problem:
    """Four to twelve people, six to thirteen weeks; one in seven is away, topics are known by half."""
    luck = Random(seed)
    count, length = people or luck.randint(4, 12), weeks or luck.randint(6, 13)
    slots = _slots(luck, length)
    members = tuple(_member(luck, f"m{place:02}", slots) for place in range(count))
    balances = {each.id: Balance(luck.choice([-3, -2, -1, 0, 0, 1, 2, 3])) for each in members if luck.random() < 0.8}
    dates = [MONDAY - 2 * WEEK, MONDAY - WEEK, *(each.dates.first_on for each in slots[:4])]
    told = _taking_turns(luck, [each.id for each in members], dates)
    problem = Problem("Europe/Berlin", MONDAY, members, slots, balances, before=told[:2])
    if luck.random() < 0.5:
        problem = replace(problem, published=told[2:])
    return problem


def _taking_turns(luck: Random, people: list[str], dates: list[date]) -> tuple[Shift, ...]:
    """Pairs by chance, nobody twice in a row."""
    found: list[Shift] = []
    for day in dates:
        rested = [each for each in people if not found or each not in found[-1].people]
        found.append(Shift(day, *luck.sample(rested, 2)))
    return tuple(found)


def _slots(luck: Random, length: int) -> tuple[Slot, ...]:
    special = {MONDAY + WEEK * luck.randrange(length): "holiday" for _ in range(2)} if luck.random() < 0.5 else {}
    topics = frozenset(luck.sample(TOPICS, luck.randint(1, 3)))
    return turns(MONDAY, length, topics=topics, special=special)


def _member(luck: Random, name: str, slots: tuple[Slot, ...]) -> Member:
    zone = luck.choice(ZONES)
    part_time = luck.random() < 0.2
    joined = MONDAY + WEEK * luck.randint(1, 4) if luck.random() < 0.08 else None
    days = frozenset(range(3 if part_time else 5))
    hours = WorkHours(zone, days, time(9), time(13 if luck.random() < 0.1 else 17), joined)
    away = []
    for slot in slots:
        if luck.random() < 0.13:
            first = slot.dates.first_on + timedelta(days=luck.choice([0, 0, 0, 2, 3]))
            away.append(whole_days(zone, first, slot.dates.last_on))
    skills = {topic: luck.choice([Level.SOLID, Level.SOLID, Level.LEARNING, Level.NONE]) for topic in TOPICS}
    learning = [topic for topic, level in skills.items() if level is Level.LEARNING]
    periods = [Period(each.dates.first_on, each.dates.last_on) for each in slots]
    return Member(
        name,
        name.upper(),
        hours,
        tuple(away),
        skills,
        frozenset(learning[:1] if luck.random() < 0.6 else []),
        exempt=tuple(luck.sample(periods, 2)) if luck.random() < 0.1 else (),
        rather_not=tuple(luck.sample(periods, 2)) if luck.random() < 0.3 else (),
        most_in_a_row=luck.choice([1, 2]) if luck.random() < 0.3 else None,
    )


def broken_rules(scene: Scene, pairs: list[tuple[int, int]]) -> list[str]:
    """What no plan may do, found without the planner's own bookkeeping."""
    found = []
    for slot, pair in enumerate(pairs):
        seated = [person for person in pair if person != NOBODY]
        found += [f"{slot}: twice" for _ in range(len(seated) - len(set(seated)))]
        found += [f"{slot}: not there" for person in seated if scene.there[slot][person] < 0.6]
    for (slot, role), person in scene.frozen.items():
        found += [f"{slot}: published"] if pairs[slot][role] != person else []
    served = [{who for who in shift.people if who} for shift in scene.problem.before]
    rows = served + [{scene.members[person].id for person in pair if person != NOBODY} for pair in pairs]
    for member in scene.members:
        run = 0
        for row in rows:
            run = run + 1 if member.id in row else 0
            if member.most_in_a_row and run > member.most_in_a_row:
                found.append(f"{member.id}: {run} in a row")
    return found
