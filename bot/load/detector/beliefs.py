"""What is believed of a team after a week: all that the next week needs, and its form as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from bot.load.detector import FORMAT, contact, share, timing, weight
from bot.load.detector.capacity import Early
from bot.load.detector.share import Duty
from bot.load.detector.week import DAYS, HOURS, Floats, Tally, Week, seat


@dataclass(frozen=True)
class Beliefs:
    """Rows are members, in the order of `members`. `seen` counts weeks; `recent` are the last of them, oldest first.

    `share`, `weight`, `off` and `contact` are probabilities on the channels' grids. `own` and `due` are, by category,
    what somebody took and what the team got in weeks in which they were no single contact. `clock` and `late` are the
    weeks' counts, older ones fading; `turns` is how much better the weeks are explained by an unknown rota of others.
    """

    seen: int
    members: tuple[str, ...]
    categories: tuple[str, ...]
    share: Floats
    weight: Floats
    off: Floats
    contact: Floats
    own: Floats
    due: Floats
    clock: Floats
    late: Floats
    turns: Floats
    flagged: Floats
    duty: Duty
    early: Early
    team_risk: float
    team_flagged: bool
    recent: tuple[Tally, ...]


def unbiased(categories: Sequence[str]) -> Beliefs:
    """Before the first week; nobody is a member yet."""
    nobody = {name: np.zeros((0, *anew.shape)) for name, anew in _anew(len(categories)).items()}
    return Beliefs(
        seen=0,
        members=(),
        categories=tuple(categories),
        duty=Duty(),
        early=Early(),
        team_risk=0.0,
        team_flagged=False,
        recent=(),
        **nobody,
    )


def seated(beliefs: Beliefs, week: Week) -> Beliefs:
    """For the members of that week: who is new has the beliefs of the first day, who left is forgotten.

    What is believed of a category that is new begins anew.
    """
    if week.categories != beliefs.categories:
        beliefs = _recategorised(beliefs, week.categories)
    if week.members == beliefs.members:
        return beliefs
    rows = [beliefs.members.index(each) if each in beliefs.members else None for each in week.members]
    anew = _anew(len(week.categories))
    arrays: dict[str, Any] = {name: seat(getattr(beliefs, name), rows, of) for name, of in anew.items()}
    # Weeks of which nobody is left say nothing.
    recent = tuple(each.seated(rows) for each in beliefs.recent) if any(row is not None for row in rows) else ()
    return replace(beliefs, members=week.members, recent=recent, **arrays)


def _recategorised(beliefs: Beliefs, categories: tuple[str, ...]) -> Beliefs:
    """Counts of categories that are gone stay counts of the first one, so that nothing somebody did is lost."""
    known = {name: number for number, name in enumerate(beliefs.categories)}
    columns = [known.get(name) for name in categories]
    anew = _anew(1)
    arrays: dict[str, Any] = {
        name: np.swapaxes(seat(np.swapaxes(getattr(beliefs, name), 0, 1), columns, anew[name]), 0, 1)
        for name in ("contact", "own", "due")
    }
    gone = [number for name, number in known.items() if name not in categories]
    recent = tuple(each.recategorised(columns, gone) for each in beliefs.recent)
    return replace(beliefs, categories=categories, recent=recent, **arrays)


def to_plain(beliefs: Beliefs) -> dict[str, Any]:
    """Numbers, texts, lists and mappings; `from_plain` gives exactly the same beliefs."""
    plain = _plain_arrays(beliefs)
    plain |= {"format": FORMAT, "members": list(beliefs.members), "categories": list(beliefs.categories)}
    plain |= {"duty": [beliefs.duty.more, beliefs.duty.could], "early": [beliefs.early.arrived, beliefs.early.hours]}
    return plain | {"recent": [_plain_arrays(each) for each in beliefs.recent]}


def from_plain(plain: dict[str, Any]) -> Beliefs:
    """Raises ValueError for what was not written by `to_plain` in this format."""
    if plain.get("format") != FORMAT:
        raise ValueError(f"these beliefs are not {FORMAT}")
    members, categories = tuple(plain["members"]), tuple(plain["categories"])
    arrays = {name: np.reshape(plain[name], (len(members), *of.shape)) for name, of in _anew(len(categories)).items()}
    return Beliefs(
        seen=plain["seen"],
        members=members,
        categories=categories,
        duty=Duty(*plain["duty"]),
        early=Early(*plain["early"]),
        team_risk=plain["team_risk"],
        team_flagged=plain["team_flagged"],
        recent=tuple(_tally(each) for each in plain["recent"]),
        **arrays,
    )


def _anew(categories: int) -> dict[str, Floats]:
    """What a row of each array is for somebody of whom nothing is known."""
    return {
        "share": share.GRID.prior,
        "weight": weight.PRIOR,
        "off": timing.GRID.prior,
        "contact": np.tile(contact.START, (categories, 1)),
        "own": np.zeros(categories),
        "due": np.zeros(categories),
        "clock": np.zeros((DAYS, HOURS)),
        "late": np.zeros(2),
        "turns": np.zeros(()),
        "flagged": np.zeros(()),
    }


def _plain_arrays(of: Beliefs | Tally) -> dict[str, Any]:
    told = {each.name: getattr(of, each.name) for each in fields(of)}
    return {
        name: value.tolist() if isinstance(value, np.ndarray) else value
        for name, value in told.items()
        if isinstance(value, np.ndarray | int | float)
    }


def _tally(plain: dict[str, Any]) -> Tally:
    arrays: dict[str, Any] = {name: np.array(of) if isinstance(of, list) else of for name, of in plain.items()}
    return Tally(**arrays)
