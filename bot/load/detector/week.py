"""What is known of a team when a week ends: everything a belief can change by."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRIORITIES = 4
DAYS, HOURS = 7, 24
# Too little of a week to say anything about a share.
PRESENT = 0.15


@dataclass(frozen=True)
class Tally:
    """Counts of one week; each row is a member, in the order of the week's members.

    `hours` are working hours, `nominal` those of a week without absence, `share` the part of the team's requests that
    would come to each by hours alone, `on` 1 on duty. `handled` is [member, category, priority]; `estimated` counts
    requests with an estimate and `effort`, `effort_squared` add up the logs of estimate over what such a priority
    usually takes, [member, category]. `off` were claimed outside the own hours, `open` are claimed and not solved at
    the end of the week, `closed` were solved in it, and `done` is what such ones usually take beside one of P3; `busy`
    are own working hours in which anything was open. `arrived` were created, by anybody for anybody; `hours_estimated`
    adds up the estimates of those claimed.
    """

    hours: Floats
    nominal: Floats
    share: Floats
    on: Floats
    handled: Floats
    estimated: Floats
    effort: Floats
    effort_squared: Floats
    off: Floats
    open: Floats
    closed: Floats
    done: Floats
    busy: Floats
    arrived: float
    hours_estimated: float

    @property
    def count(self) -> Floats:
        counted: Floats = self.handled.sum((1, 2))
        return counted

    @property
    def present(self) -> NDArray[np.bool_]:
        here: NDArray[np.bool_] = self.hours > PRESENT * self.nominal
        return here

    def seated(self, rows: Sequence[int | None]) -> "Tally":
        """The same counts with the members in another order; None for who was not there, whose counts are 0."""
        counts = {each.name: getattr(self, each.name) for each in fields(self)}
        seated: dict[str, Any] = {name: seat(of, rows) for name, of in counts.items() if isinstance(of, np.ndarray)}
        return replace(self, **seated)

    def recategorised(self, columns: Sequence[int | None], gone: Sequence[int]) -> "Tally":
        """The same counts with the categories in another order; None for new ones. Those `gone` count as the first."""
        counts: dict[str, Any] = {}
        for name in ("handled", "estimated", "effort", "effort_squared"):
            by_category = np.swapaxes(getattr(self, name), 0, 1)
            moved = seat(by_category, columns)
            moved[0] += by_category[[*gone]].sum(0)
            counts[name] = np.swapaxes(moved, 0, 1)
        return replace(self, **counts)


@dataclass(frozen=True)
class Week:
    """`knows` is 1 where a member has a category's skill, [member, category]. `adhoc` is the part of working time
    set aside for requests. `clock` is [member, day, hour], claims by the own clock; `workday` is 1 in the hours said to
    be worked, in the same shape. `late` counts requests that came in the second half of the own hours and went to that
    member, and those of them taken on the same day, [member, 2].
    """

    members: tuple[str, ...]
    categories: tuple[str, ...]
    knows: Floats
    tally: Tally
    adhoc: float | None
    clock: Floats
    workday: Floats
    late: Floats


def seat(rows_of: Floats, rows: Sequence[int | None], anew: Floats | float = 0.0) -> Floats:
    """The same rows in another order, `anew` for None."""
    empty = np.broadcast_to(np.asarray(anew, dtype=np.float64), rows_of.shape[1:])
    return np.array([empty if row is None else rows_of[row] for row in rows], dtype=np.float64).reshape(
        (len(rows), *rows_of.shape[1:])
    )
