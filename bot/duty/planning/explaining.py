"""Why a plan is as it is, in sentences that can be checked against calendars and sums."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.wording import listed
from bot.duty.planning.draft import (
    CHANGES,
    FURTHEST_OFF,
    IN_A_ROW,
    RELUCTANT,
    SHORT_REST,
    SQUARES,
    UNCOVERED,
    UNFILLED,
    UNGROWN,
    Draft,
    seated,
)
from bot.duty.planning.problem import Level, Role
from bot.duty.planning.scene import NOBODY, POINT, Pair, Scene

# A slot of a primary: further than that from the fair share is said.
WORTH_SAYING = 2 * POINT


class Given(StrEnum):
    """What a plan gave up."""

    IN_A_ROW = "in_a_row"
    SHORT_REST = "short_rest"
    UNCOVERED = "uncovered"
    FAIRNESS = "fairness"
    GROWTH = "growth"
    WISH = "wish"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Tradeoff:
    """Something that is worse than it could be by itself, and where."""

    kind: Given
    text: str


@dataclass(frozen=True)
class Explained:
    """One slot: why these people, why not the next best, and what cannot be had."""

    why: str
    runner_up: str
    impossible: tuple[str, ...]


WHY_NOT = {
    UNFILLED: "that would be more often in a row than {name} takes",
    IN_A_ROW: "somebody would be on twice in a row",
    SHORT_REST: "somebody would have only one slot of rest",
    UNCOVERED: "fewer of the topics would be known",
    SQUARES: "credit would be less even",
    UNGROWN: "somebody would learn less",
    RELUCTANT: "somebody would rather not",
    CHANGES: "it is published otherwise",
}


def explain(scene: Scene, pairs: list[Pair]) -> list[Explained]:
    draft = seated(scene, pairs)
    return [
        Explained(_why(draft, slot), _runner_up(draft, slot), _impossible(draft, slot))
        for slot in range(len(scene.slots))
    ]


def tradeoffs(scene: Scene, pairs: list[Pair]) -> tuple[Tradeoff, ...]:
    """The most important first; what cannot be had at all stands with its slot instead."""
    draft = seated(scene, pairs)
    found = [
        (Given.IN_A_ROW, _close(draft, 1, "one after the other")),
        (Given.SHORT_REST, _close(draft, 2, "with one slot of rest")),
        (Given.UNCOVERED, _uncovered(draft)),
        (Given.FAIRNESS, _far_off(draft)),
        (Given.GROWTH, _ungrown(draft)),
        (Given.WISH, _unwished(draft)),
        (Given.PUBLISHED, _unpublished(draft)),
    ]
    return tuple(Tradeoff(kind, text) for kind, texts in found for text in texts)


def _why(draft: Draft, slot: int) -> str:
    scene, (primary, backup) = draft.scene, _pair(draft, slot)
    if primary == NOBODY:
        return "Nobody can take it."
    name, facts = scene.members[primary].name, [_presence(scene, slot, primary)]
    known = [topic for topic in _wanted(scene, slot) if scene.members[primary].knows(topic) is Level.SOLID]
    facts += [f"knows {listed(known)}"] if known else []
    facts.append(_share(_earned(draft, primary), _fair(scene, primary)))
    said = f"{name} {listed(facts)}."
    if (slot, Role.PRIMARY) in scene.frozen:
        said = f"Published already. {said}"
    return f"{said} {_shadow(scene, slot, primary, backup)}".strip()


def _shadow(scene: Scene, slot: int, primary: int, backup: int) -> str:
    if backup == NOBODY:
        return ""
    name = scene.members[backup].name
    bits = scene.shadows.get((primary, backup), 0)
    learnt = [topic for bit, (_, topic) in enumerate(scene.goals) if bits >> bit & 1]
    added = [
        topic
        for topic in _wanted(scene, slot)
        if scene.members[backup].knows(topic) is Level.SOLID and scene.members[primary].knows(topic) is not Level.SOLID
    ]
    if added:
        return f"{name} is backup and adds {listed(added)}."
    return f"{name} is backup and learns {listed(learnt)}." if learnt else f"{name} is backup."


def _runner_up(draft: Draft, slot: int) -> str:
    """The best plan with another primary here, all else equal, and what is first worse in it."""
    scene, (primary, backup) = draft.scene, _pair(draft, slot)
    if primary == NOBODY or (slot, Role.PRIMARY) in scene.frozen:
        return ""
    chosen, tried = draft.standing(), []
    for person in scene.able[slot]:
        if person not in (primary, backup):
            draft.put(slot, Role.PRIMARY, person)
            tried.append((draft.standing(), person))
            draft.put(slot, Role.PRIMARY, primary)
    if not tried:
        return "Nobody else is there."
    standing, person = min(tried)
    part = next((place for place, (new, old) in enumerate(zip(standing, chosen, strict=True)) if new != old), SQUARES)
    name = scene.members[person].name
    if part == FURTHEST_OFF:
        return f"{name} was next, but somebody would be {_points(standing[part])} points from the fair share."
    return f"{name} was next, but {WHY_NOT[part].format(name=name)}."


def _impossible(draft: Draft, slot: int) -> tuple[str, ...]:
    scene, label = draft.scene, draft.scene.slots[slot].label
    able, found = scene.able[slot], []
    absent = [_absence(scene, slot, person) for person in range(len(scene.members)) if person not in able]
    for role, person in enumerate(draft.seats[slot]):
        if person == NOBODY:
            wanted = "nobody" if role == Role.PRIMARY else "no backup"
            causes = absent if len(able) <= role else ["who is there was on as often in a row as they take"]
            found.append(f"impossible: {label} has {wanted}: {listed(causes) or 'the team is too small'}")
    for topic in _wanted(scene, slot):
        knowing = [place for place, member in enumerate(scene.members) if member.knows(topic) is Level.SOLID]
        if able and not set(knowing) & set(able):
            causes = [_absence(scene, slot, person) for person in knowing] or ["nobody on the team knows it well yet"]
            found.append(f"impossible: {label} has nobody for {topic}: {listed(causes)}")
    return tuple(found)


def _absence(scene: Scene, slot: int, person: int) -> str:
    member, dates = scene.members[person], scene.slots[slot].dates
    if any(each.touches(dates) for each in member.exempt):
        return f"{member.name} is exempt"
    part = scene.there[slot][person]
    return f"{member.name} is there only {part:.0%} of it" if part else f"{member.name} is away"


def _presence(scene: Scene, slot: int, person: int) -> str:
    part = scene.there[slot][person]
    return "is there all the time" if part > 0.999 else f"is there {part:.0%} of it"


def _close(draft: Draft, apart: int, words: str) -> list[str]:
    scene, found = draft.scene, []
    for slot in range(apart, len(scene.slots)):
        here, there = scene.slots[slot - apart].label, scene.slots[slot].label
        for person in sorted({*draft.seats[slot]} & {*draft.seats[slot - apart]} - {NOBODY}):
            found.append(f"{scene.members[person].name} is on in {here} and {there}, {words}")
    return found


def _uncovered(draft: Draft) -> list[str]:
    """Slots without the same topics, which the same people know, stand in one line."""
    scene = draft.scene
    alike: dict[tuple[tuple[str, ...], tuple[int, ...]], list[str]] = {}
    for slot in range(len(scene.slots)):
        missing, could = _missed(draft, slot)
        if missing:
            alike.setdefault((missing, could), []).append(scene.slots[slot].label)
    return [
        f"{listed(labels)} {'is' if len(labels) == 1 else 'are'} without {listed(list(missing))}: "
        f"{listed([scene.members[who].name for who in could])} could, but rest and other topics came first"
        for (missing, could), labels in alike.items()
    ]


def _missed(draft: Draft, slot: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Topics that nobody seated in it knows, and who is there and does."""
    scene = draft.scene
    here = [scene.members[person] for person in draft.seats[slot] if person != NOBODY]
    missing, could = [], set[int]()
    for topic in _wanted(scene, slot):
        knowing = [who for who in scene.able[slot] if scene.members[who].knows(topic) is Level.SOLID]
        if knowing and all(member.knows(topic) is not Level.SOLID for member in here):
            missing.append(topic)
            could |= set(knowing)
    return tuple(missing), tuple(sorted(could))


def _far_off(draft: Draft) -> list[str]:
    return [
        f"{draft.scene.members[person].name} ends {_points(abs(off))} points {_side(off)} the fair share"
        for person, off in enumerate(draft.off)
        if abs(off) > WORTH_SAYING
    ]


def _side(off: int) -> str:
    return "above" if off > 0 else "below"


def _ungrown(draft: Draft) -> list[str]:
    scene, served = draft.scene, 0
    for bits in draft.grown:
        served |= bits
    missed = [goal for bit, goal in enumerate(scene.goals) if draft.goals >> bit & 1 and not served >> bit & 1]
    return [f"{scene.members[who].name} is never backup to somebody who knows {topic}" for who, topic in missed]


def _unwished(draft: Draft) -> list[str]:
    scene = draft.scene
    return [
        f"{scene.members[person].name} is on in {slot.label} and would rather not"
        for place, slot in enumerate(scene.slots)
        for person in draft.seats[place]
        if person in scene.rather_not[place]
    ]


def _unpublished(draft: Draft) -> list[str]:
    scene = draft.scene
    return [
        f"{scene.slots[slot].label} was published otherwise: {_absence(scene, slot, told)}"
        for slot, pair in sorted(scene.published.items())
        for role, told in enumerate(pair)
        if told not in (NOBODY, *scene.able[slot]) and draft.seats[slot][role : role + 1] != [told]
    ]


def _pair(draft: Draft, slot: int) -> Pair:
    row = draft.seats[slot]
    return row[0], row[1] if len(row) > 1 else NOBODY


def _wanted(scene: Scene, slot: int) -> list[str]:
    return sorted(scene.slots[slot].topics)


def _earned(draft: Draft, person: int) -> int:
    return draft.off[person] + draft.scene.targets[person]


def _fair(scene: Scene, person: int) -> int:
    return scene.targets[person]


def _points(thousandths: int) -> str:
    tenths = round(thousandths / POINT, 1) or 0.0
    return f"{tenths:.1f}".removesuffix(".0")


def _share(earned: int, fair: int) -> str:
    """`gets 4 points in this plan (3.8 would be fair)`; who did more than their part before is owed none."""
    due = f"{_points(fair)} would be fair" if fair > 0 else "none would be fair, after what they did before"
    return f"gets {_points(earned)} point{'' if earned == POINT else 's'} in this plan ({due})"
