"""A plan being made: who sits where, and what that costs, kept up to date with every change."""

from bot.duty.planning.problem import Role
from bot.duty.planning.scene import NOBODY, Pair, Scene

# What a plan is judged by, the most important first; all are better when smaller.
Standing = tuple[int, int, int, int, int, int, int, int, int]
UNFILLED, IN_A_ROW, SHORT_REST, UNCOVERED, FURTHEST_OFF, SQUARES, UNGROWN, RELUCTANT, CHANGES = range(9)


class Draft:
    """Seats by slot and role. Changing one seat costs a few whole-number operations, whatever the size of the plan."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.seats = [[NOBODY] * len(weights) for weights in scene.weights]
        self.masks = list(scene.served)
        self.strains = [_rests(mask, limit) for mask, limit in zip(self.masks, scene.limits, strict=True)]
        self.off = [-target for target in scene.targets]
        self.kind_off = [[-target for target in targets] for targets in scene.kind_targets]
        self.kind_of = [scene.kinds.index(slot.kind) if slot.kind in scene.kinds else None for slot in scene.slots]
        self.covers = [wanted.bit_count() for wanted in scene.wanted]
        self.grown = [0] * len(scene.slots)
        self.goals = 0
        for bits in scene.shadows.values():
            self.goals |= bits
        self.unfilled = sum(len(weights) for weights in scene.weights)
        self.reluctant = 0
        self.changes = sum((person != NOBODY) for pair in scene.published.values() for person in pair)

    def put(self, slot: int, role: int, person: int) -> int:
        """Seats somebody, or nobody; gives who sat there."""
        scene, row = self.scene, self.seats[slot]
        before = row[role]
        if before == person:
            return before
        row[role] = person
        bit = 1 << (scene.earlier + slot)
        for who, sign in ((before, -1), (person, 1)):
            if who == NOBODY:
                self.unfilled += sign
                continue
            self._credit(slot, role, who, sign)
            self.masks[who] ^= bit
            self.strains[who] = _rests(self.masks[who], scene.limits[who])
            self.reluctant += sign * (who in scene.rather_not[slot])
        if slot in scene.published:
            told = scene.published[slot][role]
            self.changes += (person != told) - (before != told)
        self._pair(slot, row)
        return before

    def standing(self) -> Standing:
        over = in_a_row = short = 0
        for each in self.strains:
            over += each[0]
            in_a_row += each[1]
            short += each[2]
        squares = sum(each * each for each in self.off)
        for row in self.kind_off:
            squares += sum(each * each for each in row)
        furthest = max(*self.off, -min(self.off))
        return (
            self.unfilled + over,
            in_a_row,
            short,
            sum(self.covers),
            furthest,
            squares,
            self.ungrown(),
            self.reluctant,
            self.changes,
        )

    def ungrown(self) -> int:
        """How many goals no pair serves, of those that some pair could."""
        if not self.goals:
            return 0
        served = 0
        for bits in self.grown:
            served |= bits
        return (self.goals & ~served).bit_count()

    def breaks_a_limit(self, person: int) -> bool:
        return self.strains[person][0] > 0

    def pairs(self) -> list[Pair]:
        return [(row[0], row[1] if len(row) > 1 else NOBODY) for row in self.seats]

    def _credit(self, slot: int, role: int, person: int, sign: int) -> None:
        points = sign * self.scene.weights[slot][role]
        self.off[person] += points
        kind = self.kind_of[slot]
        if kind is not None:
            self.kind_off[kind][person] += points

    def _pair(self, slot: int, row: list[int]) -> None:
        scene = self.scene
        wanted = scene.wanted[slot]
        if wanted:
            known = 0
            for person in row:
                if person != NOBODY:
                    known |= scene.knows[person]
            self.covers[slot] = (wanted & ~known).bit_count()
        if self.goals and len(row) > 1:
            self.grown[slot] = scene.shadows.get((row[Role.PRIMARY], row[Role.BACKUP]), 0)


def _rests(mask: int, limit: int | None) -> tuple[int, int, int]:
    """Shifts beyond what the person takes in a row; pairs without a slot between them; pairs with only one between."""
    over = 0
    if limit is not None:
        run = mask
        for shift in range(1, limit + 1):
            run &= mask >> shift
        over = run.bit_count()
    return over, (mask & mask >> 1).bit_count(), (mask & mask >> 2).bit_count()


def can_sit(scene: Scene, slot: int, person: int) -> bool:
    return person in scene.able[slot]


def seated(scene: Scene, pairs: list[Pair]) -> Draft:
    """That plan, with what it costs."""
    draft = Draft(scene)
    for slot, role in scene.places:
        draft.put(slot, role, pairs[slot][role])
    return draft
