"""From what `firebreak plan` is told to what the planner works with."""

from bot.commands.histories import ToldHistory, ToldMember, ToldSpan, ToldTicket, Unreadable
from bot.duty.planning.hours import WorkHours
from bot.duty.planning.tickets import Colleague, TeamHistory, Ticket, TimeOff


def to_history(said: ToldHistory) -> TeamHistory:
    """Raises Unreadable for a team of nobody: there is nobody to suggest."""
    if not said.members:
        raise Unreadable("history.members is empty")
    return TeamHistory(
        str(said.team.tz),
        said.team.start,
        said.team.weeks,
        tuple(sorted((_colleague(each) for each in said.members), key=lambda each: each.id)),
        tuple(to_time_off(each) for each in said.absences),
        tuple(to_ticket(each) for each in said.tickets),
        tuple(to_time_off(each) for each in said.rota),
    )


def to_ticket(said: ToldTicket) -> Ticket:
    return Ticket(
        said.id,
        said.created_at,
        said.requester,
        said.priority,
        said.category,
        said.effort_hours or None,
        said.assignee,
        said.claimed_at,
        said.resolved_at,
    )


def to_time_off(said: ToldSpan) -> TimeOff:
    return TimeOff(said.member, said.first_on, said.last_on)


def _colleague(said: ToldMember) -> Colleague:
    hours = WorkHours(str(said.tz), said.work_days, said.work_start, said.work_end, said.joined_on)
    return Colleague(said.id, hours, said.skills)
