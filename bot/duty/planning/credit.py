"""Credit: what a shift counts, who gets it, and how far anybody can get ahead or behind.

A slot's points are owed by everybody who could have worked in it, by hours. Leave, exempt periods and the time before
joining owe nothing, so they build no debt. Credit goes to whoever worked. Points: a primary's slot is 2, a backup's 1.
"""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.duty.planning.problem import ORDINARY, Balance, Member, Role, Slot

# Nobody comes back to a wall of shifts, and nobody can save up for a year: 1.5 slots of a primary, in points.
FURTHEST = 3.0
HEAVY, HEAVIER = 1.5, 1.25


@dataclass(frozen=True)
class Worked:
    """A part of a shift: who was really on, for how many hours; a swap or cover is simply somebody else. None is
    nobody: those hours earn nothing.
    """

    member: str | None
    role: Role
    hours: float


@dataclass(frozen=True)
class Served:
    """A slot that is over, with the cases that came in it."""

    slot: Slot
    worked: tuple[Worked, ...]
    cases: int = 0


def exposure(member: Member, slot: Slot, zone: ZoneInfo) -> float:
    """Hours in which the member could have been on; none in a slot they are exempt from."""
    if any(each.touches(slot.dates) for each in member.exempt):
        return 0.0
    return member.hours.between(*slot.span(zone), member.away)


def shares(members: Iterable[Member], slot: Slot, zone: ZoneInfo) -> dict[str, float]:
    """Who owes which part of a slot; the parts make 1, or there are none."""
    hours = {each.id: exposure(each, slot, zone) for each in members}
    total = sum(hours.values())
    return {member: each / total for member, each in hours.items()} if total else {}


def clipped(points: float) -> float:
    return max(-FURTHEST, min(FURTHEST, points))


def settle(
    balances: Mapping[str, Balance], served: Sequence[Served], members: Sequence[Member], zone: str
) -> dict[str, Balance]:
    """Balances after these slots, clipped after each of them.

    A slot with more than 1.5 times the median number of cases earns 1.25 times its points; the rest of the team owes
    what was earned, so that balances stay level.
    """
    usual = statistics.median(each.cases for each in served) if served else 0.0
    found = {each.id: balances.get(each.id, Balance()) for each in members}
    for each in served:
        factor = HEAVIER if usual and each.cases > HEAVY * usual else 1.0
        earned = {member: factor * points for member, points in earnings(each).items()}
        owed = shares(members, each.slot, ZoneInfo(zone))
        total = sum(earned.values())
        found = {
            member: _moved(balance, each.slot.kind, earned.get(member, 0.0) - total * owed.get(member, 0.0))
            for member, balance in found.items()
        }
    return found


def earnings(served: Served) -> dict[str, float]:
    """Points of a slot, shared within each role by hours."""
    earned: dict[str, float] = {}
    for role, weight in zip(Role, served.slot.weights, strict=False):
        parts = [each for each in served.worked if each.role is role]
        hours = sum(each.hours for each in parts)
        for each in parts:
            if each.member is None:
                continue
            earned[each.member] = earned.get(each.member, 0.0) + (weight * each.hours / hours if hours else 0.0)
    return earned


def _moved(balance: Balance, kind: str, by: float) -> Balance:
    kinds = dict(balance.by_kind)
    if kind != ORDINARY:
        kinds[kind] = clipped(kinds.get(kind, 0.0) + by)
    return Balance(clipped(balance.points + by), kinds)
