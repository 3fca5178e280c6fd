"""A plan of duty with its reasons: what is proposed, why, what was given up for it, and what it changes."""

from dataclasses import dataclass

from bot.duty.planning import mending, search
from bot.duty.planning.credit import clipped
from bot.duty.planning.draft import Standing, seated
from bot.duty.planning.explaining import Explained, Tradeoff, explain, tradeoffs
from bot.duty.planning.problem import Balance, Problem, Role, Shift
from bot.duty.planning.scene import NOBODY, POINT, Pair, Scene, set_up


@dataclass(frozen=True)
class Proposed:
    """One slot of the plan; `impossible` says what cannot be had, and why, or is empty."""

    label: str
    shift: Shift
    why: str
    runner_up: str
    impossible: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """One person's credit in points against the fair share: before the plan, in it, and after it."""

    member: str
    before: float
    shifts: float
    fair: float
    after: float


@dataclass(frozen=True)
class Change:
    """One seat that differs from what is published."""

    label: str
    role: Role
    published: str | None
    proposed: str | None


@dataclass(frozen=True)
class Plan:
    """A proposal. Nothing is published by making one."""

    slots: tuple[Proposed, ...]
    tradeoffs: tuple[Tradeoff, ...]
    effects: tuple[Effect, ...]
    changes: tuple[Change, ...]
    standing: Standing

    @property
    def shifts(self) -> tuple[Shift, ...]:
        return tuple(each.shift for each in self.slots)

    @property
    def impossible(self) -> tuple[str, ...]:
        return tuple(text for each in self.slots for text in each.impossible)


def make_plan(problem: Problem, seed: int = 1, steps: int = search.STEPS) -> Plan:
    """The best plan found; what is published for the next two weeks stays where its people are there."""
    scene = set_up(problem)
    return _told(scene, search.search(scene, seed, steps))


def mend_plan(problem: Problem, *, may_swap: bool = True) -> Plan:
    """Keeps all that is published and changes only what an absence made impossible: one slot, or two that swap."""
    scene = set_up(problem)
    return _told(scene, mending.mend(scene, may_swap=may_swap))


def _told(scene: Scene, pairs: list[Pair]) -> Plan:
    explained = explain(scene, pairs)
    slots = tuple(
        _proposed(slot.label, _shift(scene, place, pairs[place]), explained[place])
        for place, slot in enumerate(scene.slots)
    )
    standing = seated(scene, pairs).standing()
    return Plan(slots, tradeoffs(scene, pairs), _effects(scene, pairs), _changes(scene, pairs), standing)


def _proposed(label: str, shift: Shift, explained: Explained) -> Proposed:
    return Proposed(label, shift, explained.why, explained.runner_up, explained.impossible)


def _shift(scene: Scene, slot: int, pair: Pair) -> Shift:
    names = [scene.members[person].id if person != NOBODY else None for person in pair]
    return Shift(scene.slots[slot].dates.first_on, names[0], names[1])


def _effects(scene: Scene, pairs: list[Pair]) -> tuple[Effect, ...]:
    found = []
    for person, member in enumerate(scene.members):
        before = clipped(scene.problem.balances.get(member.id, Balance()).points)
        shifts = sum(
            weight
            for slot, weights in enumerate(scene.weights)
            for role, weight in enumerate(weights)
            if pairs[slot][role] == person
        )
        fair = scene.targets[person] / POINT + before
        after = before + shifts / POINT - fair
        found.append(Effect(member.id, before, shifts / POINT, round(fair, 3), round(after, 3)))
    return tuple(found)


def _changes(scene: Scene, pairs: list[Pair]) -> tuple[Change, ...]:
    ids = [*(member.id for member in scene.members), None]
    return tuple(
        Change(scene.slots[slot].label, role, ids[told[role]], ids[pairs[slot][role]])
        for slot, told in sorted(scene.published.items())
        for role in Role
        if told[role] != pairs[slot][role]
    )
