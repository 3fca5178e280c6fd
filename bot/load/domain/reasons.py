"""Why somebody's load is too much, in counts that a person can check; what cannot be counted is not said."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.core.calendar import DAY, WEEK, WorkingWeek, local_date, moment_of
from bot.people.domain import UserId
from bot.triage.domain import URGENT, Effort, HandledCase

LATELY = 4
BEFORE = 8
ROTA_WEEKS = 9
FEWEST_OF_TOPIC = 8
FEWEST_OUTSIDE = 4
FEWEST_ON_DUTY = 3
FEWEST_ESTIMATED = 5
LEAST_HEAVIER = 1.2
LEAST_PART = 0.5
SLACK = timedelta(minutes=15)
# In hours: the middle of what each size says.
SIZES = {Effort.SMALL: 0.75, Effort.MEDIUM: 3.0, Effort.LARGE: 10.0}


class Reason(StrEnum):
    """In which way work is uneven."""

    SHARE = "share"
    WEIGHT = "weight"
    CONTACT = "contact"
    AFTER_HOURS = "after_hours"
    ROTA = "rota"


@dataclass(frozen=True)
class Because:
    """Counts of the last `weeks`: `own` of `of`; what is usual beside it, `usual_own` of `usual_of`.

    share: nothing more, the standing has them. weight: urgent ones of their own requests, and of those of the others;
    `times` is how much bigger theirs are, None without estimates. contact: requests of `topic`, theirs of the team's,
    and the same of the eight weeks before. after_hours: taken outside their hours, of all they took. rota: weeks on
    duty, and how many an even rota would give.
    """

    reason: Reason
    weeks: int
    own: int = 0
    of: int = 0
    usual_own: int = 0
    usual_of: int = 0
    topic: str | None = None
    times: float | None = None


def first_moment(monday: date, weeks: int, week: WorkingWeek) -> datetime:
    """When the span of so many weeks began that ends with the one of that Monday."""
    return moment_of(monday - (weeks - 1) * WEEK, time.min, week.zone)


def of_contact(cases: Sequence[HandledCase], user_id: str, topic: str, since: datetime) -> Because | None:
    """`since` is when the last weeks began; the cases before it are of the eight weeks before."""
    of_topic = [case for case in cases if (_topic(case) or "") == topic]
    late = [case for case in of_topic if case.taken_at >= since]
    early = [case for case in of_topic if case.taken_at < since]
    own, before = _own(late, user_id), _own(early, user_id)
    if not topic or len(of_topic) < FEWEST_OF_TOPIC or not late or own / len(late) < LEAST_PART:
        return None
    return Because(Reason.CONTACT, LATELY, own, len(late), before, len(early), topic=topic)


def of_weight(cases: Sequence[HandledCase], user_id: str) -> Because | None:
    """None where theirs are neither bigger nor more urgent than those of the others."""
    own = [case for case in cases if case.handler == user_id]
    others = [case for case in cases if case.handler != user_id]
    if not own or not others:
        return None
    times = _times_bigger(own, others)
    urgent, usual = _urgent(own), _urgent(others)
    more_urgent = urgent * len(others) >= LEAST_HEAVIER * max(1, usual) * len(own)
    if not more_urgent and (times is None or times < LEAST_HEAVIER):
        return None
    return Because(Reason.WEIGHT, LATELY, urgent, len(own), usual, len(others), times=times)


def of_evenings(cases: Sequence[HandledCase], user_id: str, week: WorkingWeek, away: Container[date]) -> Because | None:
    """None for less than one a week."""
    own = [case for case in cases if case.handler == user_id]
    outside = sum(is_outside(case.taken_at, week, away) for case in own)
    return Because(Reason.AFTER_HOURS, LATELY, outside, len(own)) if outside >= FEWEST_OUTSIDE else None


def of_rota(weeks_on: Collection[UserId | None], user_id: str, people: int) -> Because | None:
    """`weeks_on` says who was on duty for most of each week; None where it was about even."""
    own, even = sum(each == user_id for each in weeks_on), round(len(weeks_on) / max(1, people))
    if own < FEWEST_ON_DUTY or own <= even:
        return None
    return Because(Reason.ROTA, len(weeks_on), own, len(weeks_on), even, len(weeks_on))


def is_outside(moment: datetime, week: WorkingWeek, away: Container[date]) -> bool:
    """More than a quarter of an hour before or after their working hours, or on a day off."""
    on = local_date(moment, week.zone)
    for day in (on, on - DAY):
        if not week.works_on(day, away):
            continue
        starts = moment_of(day, week.starts, week.zone)
        ends = moment_of(day if week.starts < week.ends else day + DAY, week.ends, week.zone)
        if starts - SLACK <= moment <= ends + SLACK:
            return False
    return True


def _topic(case: HandledCase) -> str | None:
    return None if case.private else case.topic


def _own(cases: Sequence[HandledCase], user_id: str) -> int:
    return sum(case.handler == user_id for case in cases)


def _urgent(cases: Sequence[HandledCase]) -> int:
    return sum(case.priority in URGENT for case in cases)


def _times_bigger(own: Sequence[HandledCase], others: Sequence[HandledCase]) -> float | None:
    sizes = [[SIZES[case.effort] for case in each if case.effort] for each in (own, others)]
    if min(len(each) for each in sizes) < FEWEST_ESTIMATED:
        return None
    mine, theirs = (sum(each) / len(each) for each in sizes)
    return round(mine / theirs, 1)
