"""Finding a good plan: greedily, then by annealing, then by climbing until no single change helps.

The number of steps is bounded, not the time, and everything is whole numbers and one seeded stream: the same problem
and seed give the same plan on any machine.
"""

import random

from bot.duty.planning.draft import Draft, Standing
from bot.duty.planning.problem import Role
from bot.duty.planning.scene import NOBODY, Pair, Scene

STEPS = 16_000
STARTS = 5
# What one unit of each part of a standing is worth while annealing. Steep, so that what matters more freezes first.
PRICES = (40_000_000, 4_000_000, 500_000, 60_000, 6, 0, 600, 200, 60)
PER_SQUARE = 500
HOTTEST, COLDEST = 400_000.0, 30.0
Seat = tuple[int, Role]
Change = tuple[tuple[int, int, int], ...]


def search(scene: Scene, seed: int, steps: int = STEPS) -> list[Pair]:
    """Who is primary and backup of each slot, as places in the scene; the best of several starts."""
    found: list[tuple[Standing, list[Pair]]] = []
    for start in range(STARTS):
        draft = begin(scene)
        open_seats = _open_seats(scene)
        if open_seats:
            fill(draft, open_seats)
            anneal(draft, open_seats, random.Random(f"{seed}/{start}"), steps)  # noqa: S311 (repeats, hides nothing)
            climb(draft, open_seats)
            vacate(draft)
        found.append((draft.standing(), draft.pairs()))
    return min(found)[1]


def begin(scene: Scene) -> Draft:
    """With what is frozen in its place, and nothing else."""
    draft = Draft(scene)
    for (slot, role), person in scene.frozen.items():
        draft.put(slot, role, person)
    return draft


def fill(draft: Draft, seats: list[Seat]) -> None:
    """Seat by seat, whoever makes the plan so far look best."""
    for slot, role in seats:
        tried = []
        for person in (*_candidates(draft, slot, role), NOBODY):
            draft.put(slot, role, person)
            tried.append((draft.standing(), person))
        draft.put(slot, role, min(tried)[1])


def climb(draft: Draft, seats: list[Seat]) -> None:
    """Takes the first change that makes the standing better, until there is none."""
    standing = draft.standing()
    better = True
    while better:
        better = False
        for change in _neighbours(draft, seats):
            undo = apply(draft, change)
            new = draft.standing() if undo is not None else standing
            if undo is not None and new < standing:
                standing, better = new, True
            elif undo is not None:
                apply(draft, undo)


def anneal(draft: Draft, seats: list[Seat], luck: random.Random, steps: int) -> None:
    """Takes changes for the worse, too, ever more rarely; ends with the best plan it met."""
    price = best = cost(draft)
    kept = [row[:] for row in draft.seats]
    cooling = (COLDEST / HOTTEST) ** (1 / max(1, steps))
    heat = HOTTEST
    for _ in range(steps):
        heat *= cooling
        change = _random_change(draft, seats, luck)
        undo = apply(draft, change) if change else None
        if undo is None:
            continue
        new = cost(draft)
        if new <= price or luck.random() < _chance((new - price) / heat):
            price = new
        else:
            apply(draft, undo)
        if price < best:
            best, kept = price, [row[:] for row in draft.seats]
    _restore(draft, kept)


def cost(draft: Draft) -> int:
    """A standing as one number, for annealing only; what is shown and compared is the standing."""
    standing = draft.standing()
    squares = standing[5] * PER_SQUARE // 1_000_000
    return sum(price * value for price, value in zip(PRICES, standing, strict=True)) + squares


def vacate(draft: Draft) -> None:
    """Nobody is on more often in a row than they take: the last such shift is given up, and shown as empty."""
    for slot, row in enumerate(draft.seats):
        for role, person in enumerate(row):
            if person != NOBODY and draft.breaks_a_limit(person) and (slot, role) not in draft.scene.frozen:
                before = draft.standing()[0]
                draft.put(slot, role, NOBODY)
                if draft.standing()[0] > before:
                    draft.put(slot, role, person)


def apply(draft: Draft, change: Change) -> Change | None:
    """Seats people and gives what undoes it; nothing happens, and nothing is given, where somebody sat twice."""
    undo = []
    for slot, role, person in change:
        undo.append((slot, role, draft.put(slot, role, person)))
    if any(_twice(draft.seats[slot]) for slot, _, _ in change):
        for slot, role, person in reversed(undo):
            draft.put(slot, role, person)
        return None
    return tuple(reversed(undo))


def _open_seats(scene: Scene) -> list[Seat]:
    return [place for place in scene.places if place not in scene.frozen]


def _candidates(draft: Draft, slot: int, role: int) -> list[int]:
    row = draft.seats[slot]
    return [person for person in draft.scene.able[slot] if person not in row or row[role] == person]


def _neighbours(draft: Draft, seats: list[Seat]) -> list[Change]:
    able = draft.scene.able
    found: list[Change] = [((slot, role, person),) for slot, role in seats for person in able[slot]]
    for place, (slot, role) in enumerate(seats):
        for other_slot, other_role in seats[place + 1 :]:
            change = _swap(draft, (slot, role), (other_slot, other_role))
            if change:
                found.append(change)
    return found


def _random_change(draft: Draft, seats: list[Seat], luck: random.Random) -> Change | None:
    slot, role = seats[int(luck.random() * len(seats))]
    if luck.random() < 0.5:
        able = draft.scene.able[slot]
        return ((slot, role, able[int(luck.random() * len(able))]),) if able else None
    return _swap(draft, (slot, role), seats[int(luck.random() * len(seats))])


def _swap(draft: Draft, one: Seat, other: Seat) -> Change | None:
    (slot, role), (other_slot, other_role) = one, other
    here, there = draft.seats[slot][role], draft.seats[other_slot][other_role]
    if here == there or not (_fits(draft, other_slot, here) and _fits(draft, slot, there)):
        return None
    return ((slot, role, there), (other_slot, other_role, here))


def _fits(draft: Draft, slot: int, person: int) -> bool:
    return person == NOBODY or person in draft.scene.able[slot]


def _twice(row: list[int]) -> bool:
    return len(row) > 1 and row[0] == row[1] != NOBODY


def _restore(draft: Draft, seats: list[list[int]]) -> None:
    for slot, row in enumerate(seats):
        for role, person in enumerate(row):
            draft.put(slot, role, person)


def _chance(worse: float) -> float:
    """Near exp(-worse), from sums and products only: those are the same on every machine."""
    return 1.0 / (1.0 + worse + worse * worse / 2 + worse * worse * worse / 6)
