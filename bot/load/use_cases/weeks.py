"""One week of a team as the detector reads it, made of what is stored: only that week, and what was open in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.core.calendar import DAY, WEEK, days_of, moment_of
from bot.duty.domain import Stretch, primary_of_days
from bot.load.detector.history import History, Member, Span, Ticket
from bot.load.domain.reasons import SIZES
from bot.load.use_cases.joining import joined_on
from bot.people.domain import Absence, Team, UserId, dates_away
from bot.people.domain import Member as TeamMember
from bot.triage.domain import HandledCase, Level, Priority, TopicPerson
from bot.triage.use_cases import CasesAlive

# Requests without a topic, and those of topics that are too many.
NO_TOPIC = ""
MOST_TOPICS = 15
PRIORITIES = {priority: number for number, priority in enumerate(Priority, 1)}


@dataclass(frozen=True)
class Facts:
    """What is known of a week. `teams` says in how many teams each member is; `topics` are the desk's own."""

    team: Team
    monday: date
    cases: CasesAlive
    absences: Sequence[Absence]
    duty: Sequence[Stretch]
    topics: Sequence[str]
    known: Sequence[TopicPerson]
    teams: Mapping[UserId, int]

    @property
    def ends(self) -> datetime:
        return moment_of(self.monday + WEEK, time.min, self.team.week.zone)

    @property
    def waiting(self) -> int:
        """Requests that came before the week's end and that nobody has taken."""
        return sum(came < self.ends for came in self.cases.waiting_since)


def categories_of(before: Sequence[str], facts: Facts) -> tuple[str, ...]:
    """Topics in a fixed order: those known before stay, the team's own and those people know come first of the new."""
    seen = [_topic(case) for case in facts.cases.taken]
    new = [*facts.topics, *(each.topic for each in facts.known), *sorted(set(seen), key=seen.count, reverse=True)]
    return tuple(dict.fromkeys([NO_TOPIC, *before, *new]))[: max(len(before), MOST_TOPICS + 1)]


def history_of(facts: Facts, categories: tuple[str, ...]) -> History:
    """That week alone."""
    team = facts.team
    return History(
        team=str(team.id),
        zone=team.week.zone,
        start=facts.monday,
        weeks=1,
        categories=categories,
        adhoc=None,
        members=tuple(_member(each, facts, categories) for each in team.members),
        absences=tuple(span for each in team.members for span in _away(each, facts)),
        duty=tuple(_on_duty(facts)),
        tickets=(*(_ticket(case) for case in facts.cases.taken), *map(_waiting, facts.cases.waiting_since)),
    )


def _member(member: TeamMember, facts: Facts, categories: Sequence[str]) -> Member:
    """Where nobody is said to know a topic, everybody does."""
    experts = [each for each in facts.known if each.level == Level.EXPERT]
    known, own = {each.topic for each in experts}, {each.topic for each in experts if each.user_id == member.user_id}
    return Member(
        id=member.user_id,
        zone=member.zone,
        days=member.week.days,
        starts=member.week.starts,
        ends=member.week.ends,
        joined_on=joined_on(member, facts.team),
        skills=frozenset(each for each in categories if each in own or each not in known),
        part=1 / max(1, facts.teams.get(member.user_id, 1)),
    )


def _away(member: TeamMember, facts: Facts) -> Iterable[Span]:
    """Days away and days off that would be working days."""
    away = dates_away(facts.absences, member.user_id)
    for on in days_of(facts.monday, facts.monday + WEEK - DAY):
        if on in away or (on.weekday() in member.week.days and on in member.week.off):
            yield Span(member.user_id, on, on)


def _on_duty(facts: Facts) -> Iterable[Span]:
    for on, user_id in primary_of_days(facts.duty, facts.team.week.zone).items():
        yield Span(user_id, on, on)


def _ticket(case: HandledCase) -> Ticket:
    return Ticket(
        created_at=case.created_at,
        claimed_at=case.taken_at,
        resolved_at=case.closed_at,
        assignee=case.handler,
        priority=PRIORITIES[case.priority],
        category=_topic(case),
        effort=SIZES[case.effort] if case.effort else None,
    )


def _waiting(came: datetime) -> Ticket:
    return Ticket(came, None, None, None, PRIORITIES[Priority.P3], NO_TOPIC, None)


def _topic(case: HandledCase) -> str:
    return NO_TOPIC if case.private else case.topic or NO_TOPIC
