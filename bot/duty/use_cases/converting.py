"""From what is stored to the planner's words and back: the one place where both are spoken. Pure.

The planner calls people by their ids, and so do the sentences that are stored: names and mentions come when they are
shown, and nobody's name stays behind who was forgotten.
"""

import random
from collections.abc import Iterable
from dataclasses import replace

from bot.core.calendar import DAY, WEEK, days_of, local_date, week_start
from bot.core.dates import say_date
from bot.duty.domain import Days, Effect, PlannedShift, Role, Turns
from bot.duty.planning.hours import Away, whole_days
from bot.duty.planning.planning import Plan, Proposed, make_plan, mend_plan
from bot.duty.planning.problem import Level, Member, Period, Problem, Shift, Slot, turns
from bot.duty.planning.scene import set_up
from bot.duty.use_cases.facts import Facts
from bot.duty.use_cases.ledger import absences_of, balances, held, holders, work_hours
from bot.people.domain import Member as Colleague
from bot.people.domain import UserId, day_off_in

HOLIDAY = "holiday"
# So many slots before count for rest.
JUST_SERVED = 3
# From this part of the plan on that is published, what is published is kept, and only what is missing is filled.
MOSTLY = 0.5
ANOTHER_TRIES = 4


def problem_of(facts: Facts) -> Problem:
    members = tuple(_member(facts, each) for each in facts.takers)
    slots = {days: _slot(facts, days) for days in (*facts.behind, *facts.ahead)}
    return Problem(
        zone=facts.team.week.zone.key,
        on=facts.today,
        members=members,
        slots=tuple(slots[days] for days in facts.ahead),
        balances=balances(facts, members, slots),
        published=tuple(each for days in facts.ahead for each in [_shift(facts, days)] if any(each.people)),
        before=tuple(_shift(facts, days) for days in facts.behind[-JUST_SERVED:]),
    )


def draft_plan(facts: Facts, seed: int) -> Turns:
    """What is published is mended where most of it is; else, or where that is asked for, all is planned anew.

    Seconds of arithmetic: never within a transaction, nor on the thread that answers Slack.
    """
    problem = problem_of(facts)
    if len([each for each in problem.published if each.primary]) >= MOSTLY * len(problem.slots):
        return _turns(facts, mend_plan(problem), seed, mends=True)
    return _turns(facts, make_plan(problem, seed), seed, mends=False)


def draft_relief(facts: Facts, user_id: str) -> Turns:
    """What is published, as far as it goes and until next week at least, with somebody else in that person's place next
    week; everything else stays.
    """
    soon = _next_week(facts)
    held_until = max((place for place, days in enumerate(facts.ahead, 1) if any(_shift(facts, days).people)), default=0)
    facts = replace(facts, ahead=facts.ahead[: max(held_until, len(soon))])
    problem, free = problem_of(facts), Period(soon[0][0], soon[-1][1])
    members = tuple(replace(each, exempt=(free,)) if each.id == user_id else each for each in problem.members)
    return _turns(facts, mend_plan(replace(problem, members=members), may_swap=False), seed_of(facts), mends=True)


def _next_week(facts: Facts) -> tuple[Days, ...]:
    """The shifts to plan that begin until the Sunday of next week; else the next one."""
    sunday = week_start(facts.today) + 2 * WEEK - DAY
    return tuple(each for each in facts.ahead if each[0] <= sunday) or facts.ahead[:1]


def draft_another(facts: Facts, before: Turns) -> Turns:
    """With the next luck that gives other people somewhere; the same people where there is no other as good. Of plans
    that are equally good the planner takes the one of the smaller ids, so everybody draws a new one.
    """
    problem = problem_of(facts)
    for seed in range(before.seed + 1, before.seed + 1 + ANOTHER_TRIES):
        turns = _turns(facts, make_plan(_drawn(problem, seed), seed), seed, mends=False)
        if seats(turns) != seats(before):
            break
    return turns


def _drawn(problem: Problem, seed: int) -> Problem:
    """The same with a number before each id; sentences call people by their names, which stay."""
    order = [each.id for each in problem.members]
    random.Random(seed).shuffle(order)  # noqa: S311 (repeats, hides nothing)
    drawn: dict[str | None, str] = {each: f"{place:04} {each}" for place, each in enumerate(order)}

    def again(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
        return tuple(
            replace(each, primary=drawn.get(each.primary, each.primary), backup=drawn.get(each.backup, each.backup))
            for each in shifts
        )

    return replace(
        problem,
        members=tuple(replace(each, id=drawn[each.id]) for each in problem.members),
        balances={drawn[who]: each for who, each in problem.balances.items()},
        published=again(problem.published),
        before=again(problem.before),
    )


def seats(turns: Turns) -> list[tuple[UserId | None, UserId | None]]:
    return [(each.primary, each.backup) for each in turns.shifts]


def seed_of(facts: Facts) -> int:
    """The same all day for one team."""
    return 1000 * facts.today.toordinal() + facts.team.id % 1000


def why_not_now(facts: Facts, turns: Turns) -> str | None:
    """What changed since this was proposed, so that it cannot be published any more."""
    if [(each.first_on, each.last_on) for each in turns.shifts] != list(facts.ahead[: len(turns.shifts)]):
        return "A day has passed since or the settings changed, so it is about other days now."
    scene = set_up(problem_of(facts))
    for place, each in enumerate(turns.shifts):
        for user_id in filter(None, (each.primary, each.backup)):
            member = scene.index(user_id)
            if member < 0:
                return f"{user_id} does not take turns any more."
            if facts.limits_of(UserId(user_id)).is_exempt(each.first_on, each.last_on):
                return f"{user_id} takes no duty in {each.label}."
            if member not in scene.able[place]:
                return f"{user_id} is away by now in {each.label}."
        if held(facts, (each.first_on, each.last_on)) != each.held:
            return f"Somebody else was put on duty meanwhile in {each.label}."
    return None


def _member(facts: Facts, colleague: Colleague) -> Member:
    """Holidays and company days are time away, too."""
    week, knowledge = colleague.week, facts.knowledge
    window = days_of(facts.first - DAY, facts.last + DAY)
    off: list[Away] = [whole_days(week.zone.key, on, on) for on in window if day_off_in(week, on) is not None]
    learns = frozenset(topic for topic, people in knowledge.learners.items() if colleague.user_id in people)
    skills = dict.fromkeys(learns, Level.LEARNING)
    skills |= {topic: Level.SOLID for topic, people in knowledge.experts.items() if colleague.user_id in people}
    limits = facts.limits_of(colleague.user_id)
    joined_on = local_date(colleague.since, week.zone) if colleague.since else None
    return Member(
        id=colleague.user_id,
        name=colleague.user_id,
        hours=replace(work_hours(week), joined_on=joined_on),
        away=(*absences_of(facts, colleague.user_id, week), *off),
        skills=skills,
        goals=learns,
        exempt=tuple(Period(*each) for each in limits.exempt),
        rather_not=tuple(Period(*each) for each in limits.rather_not),
        most_in_a_row=limits.most_in_a_row,
    )


def _slot(facts: Facts, days: Days) -> Slot:
    """Topics are those that somebody of the team knows; what nobody knows is no reason for anybody's turn."""
    takers = {each.user_id for each in facts.takers}
    known = frozenset(topic for topic, people in facts.knowledge.experts.items() if takers & people)
    first_on, last_on = days
    special = {on: HOLIDAY for on in days_of(*days) if day_off_in(facts.team.week, on) is not None}
    (slot,) = turns(first_on, 1, (last_on - first_on).days + 1, topics=known, special=special)
    backup = slot.backup_weight if facts.rota.has_backup else 0
    return replace(slot, label=label_of(facts, days), dates=Period(*days), backup_weight=backup)


def label_of(facts: Facts, days: Days) -> str:
    first, last = (say_date(on, facts.today) for on in days)
    return first if first == last else f"{first} to {last}"


def _shift(facts: Facts, days: Days) -> Shift:
    on = holders(facts, days)
    return Shift(days[0], on.get(Role.PRIMARY), on.get(Role.BACKUP) if facts.rota.has_backup else None)


def _turns(facts: Facts, plan: Plan, seed: int, *, mends: bool) -> Turns:
    return Turns(
        shifts=tuple(_planned(facts, *each) for each in zip(facts.ahead, plan.slots, strict=True)),
        given_up=tuple(each.text for each in plan.tradeoffs),
        effects=tuple(Effect(UserId(_drawn_by(each.member)), each.after) for each in plan.effects),
        seed=seed,
        mends=mends,
    )


def _planned(facts: Facts, days: Days, proposed: Proposed) -> PlannedShift:
    was = _shift(facts, days)
    return PlannedShift(
        label=proposed.label,
        first_on=days[0],
        last_on=days[1],
        primary=_user(proposed.shift.primary),
        backup=_user(proposed.shift.backup),
        was_primary=_user(was.primary),
        was_backup=_user(was.backup),
        held=held(facts, days),
        why=proposed.why,
        runner_up=proposed.runner_up,
        impossible=tuple(each.removeprefix("impossible: ") for each in proposed.impossible),
    )


def _user(member: str | None) -> UserId | None:
    return None if member is None else UserId(_drawn_by(member))


def _drawn_by(member: str) -> str:
    """Whose number that is."""
    return member.rpartition(" ")[2]
