"""A published plan that somebody's absence broke, put right with as few changes as can be."""

from bot.duty.planning.draft import Draft, Standing, can_sit
from bot.duty.planning.scene import NOBODY, Pair, Scene
from bot.duty.planning.search import Change, Seat, apply, vacate


def mend(scene: Scene, *, may_swap: bool = True) -> list[Pair]:
    """Seats that are still good stay as published. An empty one gets the best of all others who are there, or, if that
    is wanted, swaps with another slot where only one is empty; so one absence changes no more slots than it hits, or
    two.
    """
    draft, hurt = _as_published(scene)
    for seat in hurt:
        _best(draft, _ways(draft, seat, may_swap=may_swap and len({slot for slot, _ in hurt}) == 1))
    vacate(draft)
    return draft.pairs()


def _as_published(scene: Scene) -> tuple[Draft, list[Seat]]:
    draft, hurt = Draft(scene), []
    for slot, role in scene.places:
        person = scene.published.get(slot, (NOBODY, NOBODY))[role]
        if can_sit(scene, slot, person):
            draft.put(slot, role, person)
        else:
            hurt.append((slot, role))
    return draft, hurt


def _ways(draft: Draft, seat: Seat, *, may_swap: bool) -> list[Change]:
    """Somebody new in the seat; the backup steps up and somebody new is backup; or somebody of another slot comes, and
    another person goes there.
    """
    slot, role = seat
    scene = draft.scene
    ways: list[Change] = [((slot, role, person),) for person in scene.able[slot]]
    other = 1 - role
    if len(draft.seats[slot]) > 1 and draft.seats[slot][other] != NOBODY:
        moved = draft.seats[slot][other]
        ways += [((slot, other, person), (slot, role, moved)) for person in scene.able[slot]]
    if may_swap:
        for far, far_role in scene.places:
            person = draft.seats[far][far_role]
            if (
                far != slot
                and person != NOBODY
                and can_sit(scene, slot, person)
                and (far, far_role) not in scene.frozen
            ):
                ways += [((slot, role, person), (far, far_role, each)) for each in scene.able[far]]
    return ways


def _best(draft: Draft, ways: list[Change]) -> None:
    found: tuple[Standing, Change] | None = None
    for change in ways:
        undo = apply(draft, change)
        if undo is None:
            continue
        rated = (draft.standing(), change)
        found = rated if found is None or rated < found else found
        apply(draft, undo)
    if found is not None:
        apply(draft, found[1])
