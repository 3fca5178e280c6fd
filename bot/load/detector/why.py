"""What kind of uneven work is behind a person's flag, so that the counts that show it can be looked up."""

from dataclasses import dataclass

import numpy as np

from bot.load.detector import share, weight
from bot.load.detector.beliefs import Beliefs
from bot.load.detector.share import Duty
from bot.load.detector.week import Floats, Week

MORE, HEAVIER = np.log(1.25), np.log(1.2)
LIKELY = 0.5


@dataclass(frozen=True)
class Kind:
    """`more`: they take more requests than is theirs; `heavier`: bigger or more urgent ones; `topic`: the category they
    are asked about alone, "" for requests without one, None where there is no such.
    """

    more: bool
    heavier: bool
    topic: str | None


def kinds(beliefs: Beliefs) -> dict[str, Kind]:
    """By member, after the week was learnt."""
    more = beliefs.share[:, share.GRID.points >= MORE].sum(1) >= LIKELY
    tilted = beliefs.weight[:, :, weight.TILTS >= 1].sum((1, 2))
    bigger = beliefs.weight[:, weight.EFFORTS >= HEAVIER].sum((1, 2))
    alone = 1 - beliefs.contact[:, :, 0]
    topics = [
        beliefs.categories[int(np.argmax(each))] if each.size and each.max() >= LIKELY else None for each in alone
    ]
    return {
        member: Kind(bool(more[row]), bool(max(tilted[row], bigger[row]) >= LIKELY), topics[row])
        for row, member in enumerate(beliefs.members)
    }


def fair_shares(duty: Duty, week: Week) -> Floats:
    """[member] the part of the week's requests that hours and duty make nobody's fault; together they are 1.

    Duty brings requests for as much of the week as whoever is on is there; the rest is everybody's by hours.
    """
    tally = week.tally
    on = tally.on * tally.hours
    if not on.any():
        return tally.share
    taken = duty.taken * on / (tally.hours.max() * max(1.0, tally.on.sum()))
    fair: Floats = (1 - taken.sum()) * tally.share + taken
    return fair
