"""How much work a ticket is, guessed from its kind, from an estimate, and from how long it was in somebody's hands.

Everything is in logs, because efforts spread by factors: a ticket is twice or half as big as expected, rarely two hours
more or less. Each source says log effort with an error; what is combined is weighted by how small that error is.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.duty.planning.tickets import STRAIN, TeamHistory, Ticket

# Before anything is known of a team: an urgent ticket is bigger. In units of an everyday one.
USUAL = {"P1": 1.6, "P2": 1.2, "P3": 1.0, "P4": 0.6}
# Squared errors, in logs: of a kind's usual effort for one ticket, of an estimate, of time in hand. What was begun
# right after something else says more than what was picked up at leisure.
OF_KIND, OF_ESTIMATE = 0.36, 0.16
OF_HAND = {True: 0.5, False: 1.0}
# How many tickets a group needs before its own mean counts as much as what is usual everywhere.
TRUST = {"priority": 100.0, "category": 6.0, "requester": 100.0}
SHORTEST, FEWEST = 0.5, 10


Signal = tuple[float, float]


@dataclass(frozen=True)
class Efforts:
    """What a team's tickets showed: by kind how much it differs, and by ticket what is known of it alone.

    `estimate_unit` is the log of hours that people write for an everyday ticket, where enough do.
    """

    offsets: Mapping[tuple[str, str], float]
    estimate_unit: float | None
    in_hand: Mapping[str, Signal]

    def usual(self, ticket: Ticket) -> float:
        """Log effort of tickets of this kind."""
        kinds = (("priority", ticket.priority), ("category", ticket.category), ("requester", ticket.requester))
        return _start(ticket) + sum(self.offsets.get(each, 0.0) for each in kinds)

    def strain(self, ticket: Ticket) -> float:
        """Expected effort in everyday tickets, weighted by urgency."""
        signals = [(self.usual(ticket), OF_KIND)]
        if self.estimate_unit is not None and ticket.estimate:
            signals.append((math.log(ticket.estimate) - self.estimate_unit, OF_ESTIMATE))
        if ticket.id in self.in_hand:
            signals.append(self.in_hand[ticket.id])
        value, error = combined(signals)
        # The mean of what spreads by factors lies above its middle.
        return math.exp(value + error / 2) * STRAIN.get(ticket.priority, 1.0)


def combined(signals: list[Signal]) -> Signal:
    """One value and its squared error from several, each weighted by one over its own."""
    weight = sum(1 / error for _, error in signals)
    return sum(value / error for value, error in signals) / weight, 1 / weight


def learn(history: TeamHistory) -> Efforts:
    """From all that the history holds; a source with fewer than ten tickets is left out."""
    estimated = {ticket: math.log(ticket.estimate) for ticket in history.tickets if ticket.estimate}
    unit = _unit(estimated)
    in_hand: dict[str, Signal] = {}
    for at_once, hours in times_in_hand(history).items():
        scale = _unit(hours)
        if scale is not None:
            in_hand |= {ticket.id: (value - scale, OF_HAND[at_once]) for ticket, value in hours.items()}
    signals = []
    for ticket in history.tickets:
        said = [(estimated[ticket] - unit, OF_ESTIMATE)] if unit is not None and ticket in estimated else []
        said += [in_hand[ticket.id]] if ticket.id in in_hand else []
        if said:
            signals.append((ticket, *combined(said)))
    return Efforts(_offsets(signals), unit, in_hand)


def times_in_hand(history: TeamHistory) -> dict[bool, dict[Ticket, float]]:
    """Log of working hours from the claim, or from the last thing the same person finished, to the end.

    Under True is what was begun right after something else, under False what was claimed with nothing waiting.
    """
    members = {each.id: each for each in history.members}
    spans = {each.id: history.spans_away(each) for each in history.members}
    ended = [ticket for ticket in history.tickets if ticket.assignee in members and ticket.resolved_at]
    found: dict[bool, dict[Ticket, float]] = {True: {}, False: {}}
    last: dict[str, datetime] = {}
    for ticket in sorted(ended, key=lambda each: (each.resolved_at, each.claimed_at or each.created_at, each.id)):
        person, end = str(ticket.assignee), ticket.resolved_at or ticket.created_at
        begun, before = ticket.claimed_at or ticket.created_at, last.get(str(ticket.assignee))
        start = max(begun, before) if before else begun
        hours = members[person].hours.between(start, end, spans[person])
        found[start > begun][ticket] = math.log(max(SHORTEST, hours))
        last[person] = end
    return found


def _start(ticket: Ticket) -> float:
    return math.log(USUAL.get(ticket.priority, 1.0))


def _unit(values: Mapping[Ticket, float]) -> float | None:
    """What the source says of an everyday ticket; nothing where it says too little."""
    if len(values) < FEWEST:
        return None
    return sum(value - _start(ticket) for ticket, value in values.items()) / len(values)


def _offsets(signals: list[tuple[Ticket, float, float]]) -> dict[tuple[str, str], float]:
    """What a priority, a category, then a requester adds to the usual log effort; small groups add little."""
    left = [value - _start(ticket) for ticket, value, _ in signals]
    weights = [OF_KIND / (OF_KIND + error) for _, _, error in signals]
    offsets: dict[tuple[str, str], float] = {}
    for kind, trust in TRUST.items():
        names = [str(getattr(ticket, kind)) for ticket, _, _ in signals]
        totals, counts = dict.fromkeys(names, 0.0), dict.fromkeys(names, trust)
        for name, value, weight in zip(names, left, weights, strict=True):
            totals[name] += value * weight
            counts[name] += weight
        means = {name: total / counts[name] for name, total in totals.items()}
        left = [value - means[name] for name, value in zip(names, left, strict=True)]
        offsets |= {(kind, name): mean for name, mean in means.items()}
    return offsets
