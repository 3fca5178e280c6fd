"""A problem in small whole numbers, in an order of its own, so that the same people always give the same plan.

Members go by id and slots by date, whatever order they were given in. Points are thousandths: sums of whole numbers do
not depend on the order they are added in, nor on the machine.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.duty.planning.credit import clipped, shares
from bot.duty.planning.problem import (
    FROZEN,
    ORDINARY,
    THERE,
    Balance,
    Level,
    Member,
    Period,
    Problem,
    Role,
    Shift,
    Slot,
)

POINT = 1000
NOBODY = -1
Pair = tuple[int, int]


@dataclass(frozen=True)
class Scene:
    """Everything by position: [slot] and [member]. Topics and goals are bits."""

    problem: Problem
    members: tuple[Member, ...]
    slots: tuple[Slot, ...]
    there: tuple[tuple[float, ...], ...]
    able: tuple[tuple[int, ...], ...]
    weights: tuple[tuple[int, ...], ...]
    wanted: tuple[int, ...]
    knows: tuple[int, ...]
    targets: tuple[int, ...]
    kinds: tuple[str, ...]
    kind_targets: tuple[tuple[int, ...], ...]
    shadows: Mapping[Pair, int]
    goals: tuple[tuple[int, str], ...]
    rather_not: tuple[frozenset[int], ...]
    published: Mapping[int, Pair]
    frozen: Mapping[tuple[int, Role], int]
    served: tuple[int, ...]
    limits: tuple[int | None, ...]
    earlier: int

    def index(self, member: str | None) -> int:
        return next((place for place, each in enumerate(self.members) if each.id == member), NOBODY)

    @property
    def places(self) -> list[tuple[int, Role]]:
        """Every role of every slot."""
        return [(slot, Role(role)) for slot, each in enumerate(self.weights) for role in range(len(each))]


def set_up(problem: Problem) -> Scene:
    """Turns hours, absences and balances into numbers; everything else only reads these."""
    members = tuple(sorted(problem.members, key=lambda each: each.id))
    slots = tuple(sorted(problem.slots, key=lambda each: each.dates.first_on))
    zone = ZoneInfo(problem.zone)
    there = tuple(tuple(_part_there(member, slot, zone) for member in members) for slot in slots)
    able = tuple(tuple(place for place, part in enumerate(row) if part >= THERE) for row in there)
    weights = tuple(tuple(POINT * each for each in slot.weights) for slot in slots)
    topics = _topics(problem)
    kinds = tuple(sorted({slot.kind for slot in slots} - {ORDINARY}))
    goals = tuple((place, topic) for place, member in enumerate(members) for topic in sorted(member.goals))
    published = _published(problem, members, slots)
    return Scene(
        problem=problem,
        members=members,
        slots=slots,
        there=there,
        able=able,
        weights=weights,
        wanted=tuple(_bits(topics, slot.topics) for slot in slots),
        knows=tuple(
            _bits(topics, [each for each in topics if member.knows(each) is Level.SOLID]) for member in members
        ),
        targets=_targets(problem, members, slots, able, None),
        kinds=kinds,
        kind_targets=tuple(_targets(problem, members, slots, able, kind) for kind in kinds),
        shadows=_shadows(members, goals),
        goals=goals,
        rather_not=tuple(_reluctant(members, slot.dates) for slot in slots),
        published=published,
        frozen=_frozen(problem, slots, able, published),
        served=tuple(_mask([shift.people for shift in _earlier(problem)], member.id) for member in members),
        limits=tuple(member.most_in_a_row for member in members),
        earlier=len(problem.before),
    )


def _part_there(member: Member, slot: Slot, zone: ZoneInfo) -> float:
    start, end = slot.span(zone)
    usual = member.hours.between(start, end)
    if not usual or any(each.touches(slot.dates) for each in member.exempt):
        return 0.0
    return member.hours.between(start, end, member.away) / usual


def _targets(
    problem: Problem,
    members: tuple[Member, ...],
    slots: tuple[Slot, ...],
    able: tuple[tuple[int, ...], ...],
    kind: str | None,
) -> tuple[int, ...]:
    """Points each should get from the slots that can be filled, less what they are ahead; of one kind, or of all."""
    owed = {each.id: 0.0 for each in members}
    for slot, free in zip(slots, able, strict=True):
        if kind is None or slot.kind == kind:
            points = sum(slot.weights[: len(free)])
            for member, part in shares(members, slot, ZoneInfo(problem.zone)).items():
                owed[member] += points * part
    balances = {each.id: problem.balances.get(each.id, Balance()) for each in members}
    ahead = {who: each.points if kind is None else each.by_kind.get(kind, 0.0) for who, each in balances.items()}
    return tuple(round(POINT * (owed[each.id] - clipped(ahead[each.id]))) for each in members)


def _shadows(members: tuple[Member, ...], goals: tuple[tuple[int, str], ...]) -> dict[Pair, int]:
    """Which goals a pair of primary and backup serves: a learner behind somebody who knows it."""
    found: dict[Pair, int] = {}
    for bit, (learner, topic) in enumerate(goals):
        if members[learner].knows(topic) is not Level.LEARNING:
            continue
        for expert, member in enumerate(members):
            if expert != learner and member.knows(topic) is Level.SOLID:
                found[expert, learner] = found.get((expert, learner), 0) | 1 << bit
    return found


def _published(problem: Problem, members: tuple[Member, ...], slots: tuple[Slot, ...]) -> dict[int, Pair]:
    by_date = {shift.starts_on: shift for shift in problem.published}
    ids = {member.id: place for place, member in enumerate(members)}
    found = {}
    for place, slot in enumerate(slots):
        shift = by_date.get(slot.dates.first_on)
        if shift is not None:
            found[place] = (ids.get(shift.primary or "", NOBODY), ids.get(shift.backup or "", NOBODY))
    return found


def _frozen(
    problem: Problem, slots: tuple[Slot, ...], able: tuple[tuple[int, ...], ...], published: Mapping[int, Pair]
) -> dict[tuple[int, Role], int]:
    return {
        (place, role): pair[role]
        for place, pair in published.items()
        for role in Role
        if slots[place].dates.first_on < problem.on + FROZEN and pair[role] in able[place]
    }


def _earlier(problem: Problem) -> list[Shift]:
    return sorted(problem.before, key=lambda shift: shift.starts_on)


def _mask(pairs: list[tuple[str | None, str | None]], member: str) -> int:
    return sum(1 << place for place, pair in enumerate(pairs) if member in pair)


def _reluctant(members: tuple[Member, ...], dates: Period) -> frozenset[int]:
    return frozenset(
        place for place, member in enumerate(members) if any(each.touches(dates) for each in member.rather_not)
    )


def _topics(problem: Problem) -> tuple[str, ...]:
    return tuple(sorted({topic for slot in problem.slots for topic in slot.topics}))


def _bits(names: tuple[str, ...], chosen: Collection[str]) -> int:
    return sum(1 << place for place, name in enumerate(names) if name in chosen)
