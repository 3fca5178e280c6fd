"""Whom the next ticket is suggested to: of those who can take it, whoever has carried least for the hours they have."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.core.calendar import DAY
from bot.duty.planning.efforts import Efforts, learn
from bot.duty.planning.tickets import Colleague, TeamHistory, Ticket, TimeOff

SOON, LATER = 7, 14


@dataclass(frozen=True)
class Desk:
    """Loads and hours of the weeks that count: those looked back on, and those planned for."""

    history: TeamHistory
    efforts: Efforts
    loads: Mapping[str, float]
    hours: Mapping[str, float]
    first_week: int
    weeks: int

    def suggest(self, ticket: Ticket) -> str:
        """Ties go to the smaller id, so that the same question has the same answer."""
        size = self.efforts.strain(ticket)
        able = sorted(each.id for each in can_take(self.history, ticket))
        return min(able, key=lambda each: (self.loads[each] + size) / max(1e-9, self.hours[each]))

    def after(self, ticket: Ticket, member: str) -> "Desk":
        """With that ticket on somebody's desk, whoever was suggested."""
        if member not in self.loads:
            return self
        return replace(self, loads={**self.loads, member: self.loads[member] + self.efforts.strain(ticket)})

    def without(self, off: TimeOff) -> "Desk":
        """With an absence nobody knew of before."""
        history = self.history.with_time_off(off)
        return replace(self, history=history, hours=_hours(history, self.first_week, self.weeks))


def sit_down(history: TeamHistory, look_back: int, horizon: int) -> Desk:
    """A desk at the end of the history's last week; both spans in weeks."""
    efforts = learn(history)
    first, weeks = history.weeks - look_back, look_back + horizon
    return Desk(history, efforts, past_loads(history, efforts, first), _hours(history, first, weeks), first, weeks)


def past_loads(history: TeamHistory, efforts: Efforts, first_week: int) -> dict[str, float]:
    """Strain that came to each member since that week began; by the week of creation."""
    loads = {each.id: 0.0 for each in history.members}
    for ticket in history.tickets:
        if ticket.assignee in loads and history.week_of(ticket.created_at) >= first_week:
            loads[ticket.assignee] += efforts.strain(ticket)
    return loads


def can_take(history: TeamHistory, ticket: Ticket) -> tuple[Colleague, ...]:
    """Skilled people at work on the first day that has any; after a week without, whoever is at work first.

    Everybody where nobody is there for two weeks.
    """
    arrives = ticket.created_at.astimezone(history.clock).date()
    skilled = [each for each in history.members if ticket.category in each.skills]
    for people, days in ((skilled, SOON), (history.members, LATER)):
        for count in range(days):
            there = tuple(each for each in people if history.works_on(each, _later(arrives, count)))
            if there:
                return there
    return history.members


def _later(day: date, count: int) -> date:
    return day + DAY * count


def _hours(history: TeamHistory, first_week: int, weeks: int) -> dict[str, float]:
    return {each.id: history.hours_in(each, first_week, weeks) for each in history.members}
