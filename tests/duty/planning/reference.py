"""The best plan there is, by a solver that proves it; used to judge the planner and never to make a plan.

Goes down the same list of what matters, one part after the other; a part that was settled may not get worse.
"""

from collections.abc import Callable
from typing import Any

from ortools.sat.python import cp_model

from bot.duty.planning.draft import Standing
from bot.duty.planning.scene import NOBODY, Pair, Scene

SECONDS = 2.0


class Reference:
    """A model with a variable for each seat and person."""

    def __init__(self, scene: Scene, hint: list[Pair]) -> None:
        self.scene, self.model = scene, cp_model.CpModel()
        self.sits: dict[tuple[int, int, int], Any] = {}
        for slot, role in scene.places:
            for person in scene.able[slot]:
                chosen = self.model.new_bool_var("")
                self.sits[slot, role, person] = chosen
                self.model.add_hint(chosen, hint[slot][role] == person)
        self.on = [[self._on(slot, person) for slot in range(len(scene.slots))] for person in range(len(scene.members))]
        self.empty = [1 - sum(self._seat(slot, role).values()) for slot, role in scene.places]
        self._hard()
        self.off = [self._off(person, scene.targets, None) for person in range(len(scene.members))]

    def best(self, seconds: float = SECONDS) -> tuple[list[Pair], bool]:
        """The plan, and whether every part of it is proven."""
        rest = sum(100_000_000 * each for each in self.empty) + self._rests() + 100 * sum(self._uncovered())
        stages: list[Callable[[], Any]] = [lambda: rest, self._furthest, self._squares, self._last]
        proven, solution = True, None
        for stage in stages:
            objective = stage()
            self.model.minimize(objective)
            solver = cp_model.CpSolver()
            solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, 1
            status = solver.solve(self.model)
            if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                proven = False
                continue
            proven = proven and status == cp_model.OPTIMAL
            solution = {key: solver.value(each) for key, each in self.sits.items()}
            self.model.add(objective <= round(solver.objective_value))
            self.model.clear_hints()  # type: ignore[no-untyped-call]
            for key, each in self.sits.items():
                self.model.add_hint(each, solution[key])
        assert solution is not None, "an empty plan is always possible"
        pairs = [(NOBODY, NOBODY)] * len(self.scene.slots)
        for (slot, role, person), chosen in solution.items():
            if chosen:
                pairs[slot] = (person, pairs[slot][1]) if role == 0 else (pairs[slot][0], person)
        return pairs, proven

    def _seat(self, slot: int, role: int) -> dict[int, Any]:
        return {person: self.sits[slot, role, person] for person in self.scene.able[slot]}

    def _on(self, slot: int, person: int) -> Any:
        seats = [self.sits[key] for role in range(2) if (key := (slot, role, person)) in self.sits]
        return sum(seats) if seats else 0

    def _hard(self) -> None:
        scene = self.scene
        for slot, role in scene.places:
            self.model.add_at_most_one(self._seat(slot, role).values())
        for slot in range(len(scene.slots)):
            for person in scene.able[slot]:
                self.model.add(self.on[person][slot] <= 1)
        for (slot, role), person in scene.frozen.items():
            self.model.add(self.sits[slot, role, person] == 1)
        for person, limit in enumerate(scene.limits):
            row = self._row(person)
            for start in range(len(row) - (limit or len(row))):
                self.model.add(sum(row[start : start + (limit or 0) + 1]) <= (limit or 0))

    def _row(self, person: int) -> list[Any]:
        served = [self.scene.served[person] >> place & 1 for place in range(self.scene.earlier)]
        return [*served, *self.on[person]]

    def _rests(self) -> Any:
        total: Any = 0
        for person in range(len(self.scene.members)):
            row = self._row(person)
            for apart, price in ((1, 1_000_000), (2, 10_000)):
                for place in range(self.scene.earlier, len(row)):
                    if place >= apart and not isinstance(row[place], int):
                        both = self.model.new_bool_var("")
                        self.model.add(both >= row[place] + row[place - apart] - 1)
                        total += price * both
        return total

    def _uncovered(self) -> list[Any]:
        found = []
        for slot, wanted in enumerate(self.scene.wanted):
            for bit in range(wanted.bit_length()):
                if wanted >> bit & 1:
                    knowing = [self.on[who][slot] for who in self.scene.able[slot] if self.scene.knows[who] >> bit & 1]
                    missing = self.model.new_bool_var("")
                    self.model.add(missing + sum(knowing) >= 1)
                    found.append(missing)
        return found

    def _off(self, person: int, targets: tuple[int, ...], kind: str | None) -> Any:
        """Points above the target, in thousandths."""
        points: Any = 0
        for (slot, role, who), chosen in self.sits.items():
            if who == person and kind in (None, self.scene.slots[slot].kind):
                points += self.scene.weights[slot][role] * chosen
        return points - targets[person]

    def _furthest(self) -> Any:
        furthest = self.model.new_int_var(0, 10**6, "")
        for off in self.off:
            self.model.add(furthest >= off)
            self.model.add(furthest >= -off)
        return furthest

    def _squares(self) -> Any:
        rows = list(self.off)
        for kind, targets in zip(self.scene.kinds, self.scene.kind_targets, strict=True):
            rows += [self._off(person, targets, kind) for person in range(len(self.scene.members))]
        flat = [each for row in (self.scene.targets, *self.scene.kind_targets) for each in row]
        return sum(self._square(off, target) for off, target in zip(rows, flat, strict=True))

    def _square(self, off: Any, target: int) -> Any:
        """A table over whole points: exact, and easier for the solver than a product."""
        most = 2 * len(self.scene.slots)
        points = self.model.new_int_var(0, most, "")
        self.model.add(1000 * points == off + target)
        table = [(1000 * each - target) ** 2 for each in range(most + 1)]
        square = self.model.new_int_var(0, max(table), "")
        self.model.add_element(points, table, square)
        return square

    def _last(self) -> Any:
        scene = self.scene
        reluctant = sum(chosen for (slot, _, who), chosen in self.sits.items() if who in scene.rather_not[slot])
        kept = [
            self.sits[key]
            for slot, pair in scene.published.items()
            for role in range(2)
            if (key := (slot, role, pair[role])) in self.sits
        ]
        return 10_000 * sum(self._ungrown()) + 100 * reluctant - sum(kept)

    def _ungrown(self) -> list[Any]:
        found = []
        for bit in range(len(self.scene.goals)):
            together = []
            for (expert, learner), bits in self.scene.shadows.items():
                for slot in range(len(self.scene.slots)) if bits >> bit & 1 else ():
                    keys = (slot, 0, expert), (slot, 1, learner)
                    if all(key in self.sits for key in keys):
                        both = self.model.new_bool_var("")
                        for key in keys:
                            self.model.add(both <= self.sits[key])
                        together.append(both)
            missed = self.model.new_bool_var("")
            self.model.add(missed + sum(together) >= 1)
            found.append(missed)
        return found


def judged(standing: Standing, forced: Standing) -> float:
    """A standing as points of cost, to say how much worse one plan is than another.

    Two in a row 60, one slot of rest 20, a topic nobody knows 15, a slot away from the fair share 10, a missed goal 3,
    a wish 1, a change 0.5. Seats that no plan can fill are left out, so that they do not hide the rest.
    """
    unfilled, in_a_row, short, uncovered, furthest, squares, ungrown, reluctant, changes = standing
    cost = 500 * (unfilled - forced[0]) + 60 * in_a_row + 20 * short + 15 * uncovered + 10 * furthest / 2000
    return cost + squares / 4_000_000 + 3 * ungrown + reluctant + changes / 2


def gap(ours: Standing, theirs: Standing) -> float:
    """How much more our plan costs than theirs, as a part; none where ours stands better in what matters first."""
    if ours <= theirs:
        return 0.0
    cost, least = judged(ours, theirs), judged(theirs, theirs)
    return max(0.0, cost - least) / max(1.0, least)
