"""Who might take a fire: of those who are here the one with the most room, and why it is them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import islice

from bot.core.calendar import DAY, FAR, WorkingWeek, days_of, local_date, moment_of, spans_of_work
from bot.people.domain import Absence, Team, UserId, dates_away
from bot.triage.domain.desk import Level
from bot.triage.domain.fires import Effort, Fire, Priority
from bot.triage.domain.steps import State

# What a case in hand weighs, by its effort: an hour, a day, more than a day.
WEIGHTS: Mapping[Effort, int] = {Effort.SMALL: 1, Effort.MEDIUM: 2, Effort.LARGE: 4}
UNKNOWN_WEIGHT = 2
# How far ahead somebody's hours count: enough to see leave that begins tomorrow, too little for plans to change.
DAYS_AHEAD = 5
# What lies until a date, or is over, takes nobody's time now.
IN_HAND = frozenset({State.CLAIMED, State.IN_PROGRESS, State.WAITING})
URGENT = frozenset({Priority.P1, Priority.P2})
HOUR = timedelta(hours=1)


class Bar(StrEnum):
    """Why somebody cannot be suggested."""

    GUEST = "guest"
    AWAY = "away"
    FREE_DAY = "free day"
    FULL = "full"


@dataclass(frozen=True)
class Candidate:
    """A member of the team as somebody who might take a fire.

    `available` is their working time of the team's next five working days, `weight` that of the cases they have in
    hand, `fires` how many fires of the team these are. `back_on` is the day they are here again; None while they are,
    or when that is not within two months. `last_at` is when they took something last.
    """

    user_id: UserId
    name: str
    available: timedelta
    weight: int = 0
    fires: int = 0
    level: Level | None = None
    last_at: datetime | None = None
    bar: Bar | None = None
    back_on: date | None = None

    @property
    def burden(self) -> Fraction:
        """Weighted open cases an available hour."""
        return Fraction(self.weight * 60, max(1, int(self.available / timedelta(minutes=1))))

    @property
    def hours(self) -> int:
        """As people say it."""
        return round(self.available / HOUR)


class Reason(StrEnum):
    """What speaks for the suggested one, or against the next one."""

    EXPERT = "knows the topic"
    LEARNER = "learns the topic"
    LEAST = "has the most room"
    IDLE = "was given nothing for longest"
    EQUAL = "has as much room as others"
    ONLY = "is the only one here"


@dataclass(frozen=True)
class Suggestion:
    """`best` is None when nobody is available. `behind` is the expert whom a learner can ask, `next` who would come
    after and `against` why they do not come first; `soonest` who is here again first while nobody is.
    """

    best: Candidate | None
    reasons: tuple[Reason, ...] = ()
    behind: Candidate | None = None
    next: Candidate | None = None
    against: Reason | None = None
    soonest: Candidate | None = None
    barred: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Suggested:
    """A fire and whom it could be given to; `may_assign` says whether the reader can do it."""

    fire: Fire
    team: Team
    suggestion: Suggestion
    may_assign: bool


def suggest(candidates: Iterable[Candidate], priority: Priority) -> Suggestion:
    """The lowest burden among those who are here. For P1 and P2 those who know the topic come first; for P3 and P4
    somebody who learns it, if an expert is here to be asked. Of equals who was given nothing for longest, then by id.
    """
    everybody = sorted(candidates, key=lambda each: each.user_id)
    here = [each for each in everybody if each.bar is None]
    barred = tuple(each for each in everybody if each.bar is not None)
    if not here:
        back = [(each.back_on, each.user_id, each) for each in barred if each.back_on]
        return Suggestion(None, soonest=min(back)[2] if back else None, barred=barred)
    expert = min((each for each in here if each.level == Level.EXPERT), key=_by_room, default=None)
    ranks = _ranks(priority, has_expert=expert is not None)
    best, *others = sorted(here, key=lambda each: (ranks[each.level], _by_room(each)))
    following = others[0] if others else None
    return Suggestion(
        best=best,
        reasons=_reasons(best, others, ranks),
        behind=expert if best.level == Level.LEARNER else None,
        next=following,
        against=_difference(best, following, ranks) if following else None,
        barred=barred,
    )


def weight_of(fires: Iterable[Fire]) -> int:
    """Of what somebody has in hand: a case weighs what its largest fire does, however many fires it has."""
    cases: dict[int, int] = {}
    for fire in fires:
        if fire.state in IN_HAND:
            weight = WEIGHTS[fire.effort] if fire.effort else UNKNOWN_WEIGHT
            cases[fire.case_id] = max(weight, cases.get(fire.case_id, 0))
    return sum(cases.values())


def end_of_days_ahead(team: WorkingWeek, now: datetime) -> datetime:
    """When the fifth of the team's working days ends, today included if it is one."""
    today = local_date(now, team.zone)
    workdays = (on for on in days_of(today, today + FAR * DAY) if team.works_on(on))
    last = max(islice(workdays, DAYS_AHEAD), default=today + DAYS_AHEAD * DAY)
    return moment_of(last + DAY, datetime.min.time(), team.zone)


def available_time(
    week: WorkingWeek, absences: Sequence[Absence], user_id: str, now: datetime, until: datetime
) -> timedelta:
    """Their working time from now until then, without days and parts of days on which they are away."""
    own = [each for each in absences if each.user_id == user_id]
    total = timedelta(0)
    for starts, ends in spans_of_work(week, now, dates_away(own, user_id)):
        if starts >= until:
            break
        first, last = max(starts, now), min(ends, until)
        total += last - first - _taken_from(own, week, first, last)
    return total


def _taken_from(absences: Iterable[Absence], week: WorkingWeek, first: datetime, last: datetime) -> timedelta:
    """How much of a span parts of days away take; where they overlap, once."""
    spans = sorted(
        (max(span[0], first), min(span[1], last))
        for each in absences
        if not each.is_whole
        for on in days_of(local_date(first, week.zone) - DAY, local_date(last, week.zone))
        if (span := each.span_on(on, week)) is not None
    )
    taken, reached = timedelta(0), first
    for starts, ends in spans:
        begins = max(starts, reached)
        if begins < ends:
            taken, reached = taken + (ends - begins), ends
    return taken


def _ranks(priority: Priority, *, has_expert: bool) -> Mapping[Level | None, int]:
    if priority in URGENT:
        return {Level.EXPERT: 0, Level.LEARNER: 1, None: 2}
    return {Level.EXPERT: 1, Level.LEARNER: 0 if has_expert else 1, None: 1}


def _by_room(candidate: Candidate) -> tuple[Fraction, bool, float, str]:
    """Who never took anything is idle for longest."""
    last = candidate.last_at
    return candidate.burden, last is not None, last.timestamp() if last else 0.0, candidate.user_id


def _reasons(best: Candidate, others: Sequence[Candidate], ranks: Mapping[Level | None, int]) -> tuple[Reason, ...]:
    knows = {Level.EXPERT: Reason.EXPERT, Level.LEARNER: Reason.LEARNER}
    found = [knows[best.level]] if best.level else []
    if not others:
        return (*found, Reason.ONLY)
    equals = [each for each in others if ranks[each.level] == ranks[best.level]]
    if equals and all(each.burden > best.burden for each in equals):
        found.append(Reason.LEAST)
    elif equals:
        found.append(_turn(best, min(equals, key=_by_room)))
    return tuple(found) or (Reason.LEAST,)


def _difference(best: Candidate, other: Candidate, ranks: Mapping[Level | None, int]) -> Reason:
    """What the best has and the other has not."""
    if ranks[best.level] != ranks[other.level]:
        return Reason.EXPERT if best.level == Level.EXPERT else Reason.LEARNER
    return Reason.LEAST if other.burden > best.burden else _turn(best, other)


def _turn(best: Candidate, other: Candidate) -> Reason:
    """Between two with as much room."""
    return Reason.EQUAL if best.last_at == other.last_at else Reason.IDLE
