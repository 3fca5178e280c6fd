"""Reasons: what the rows show of a suspicion, so that only what can be counted is said."""

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.core.calendar import DAY, WEEK, moment_of
from bot.core.work import Work
from bot.duty.domain import Role, Stretch
from bot.duty.repository import Shifts
from bot.load.domain import Because, Flag, Found, Judgement, Reason, Suspected
from bot.load.domain import reasons as counted
from bot.people.domain import Member, Team, UserId, dates_away
from bot.people.repository import Absences
from bot.triage.domain import HandledCase
from bot.triage.use_cases import cases_handled


async def flags_of(work: Work, team: Team, judgement: Judgement, found: Found | None) -> tuple[Flag, ...]:
    """Who is flagged for that week. While the weeks are being learnt the exact test decides, and then the weeks
    together; nobody is where what was entered is doubtful.
    """
    if found is None or not found.speaks:
        return judgement.flags
    if found.doubts_everybody or judgement.lack is not None:
        return ()
    flags = [
        judgement.flag(each.user_id, await because(work, team, each, found.monday))
        for each in found.suspected
        if not found.doubts(each.user_id)
    ]
    return tuple(each for each in flags if each is not None and judgement.lack_for(each.standing) is None)


async def because(work: Work, team: Team, suspected: Suspected, monday: date) -> tuple[Because, ...]:
    """What can be shown; the counts of requests where nothing else can."""
    member = team.member(suspected.user_id)
    since = counted.first_moment(monday, counted.LATELY, team.week)
    until = moment_of(monday + WEEK, time.min, team.week.zone)
    early = counted.first_moment(monday, counted.LATELY + counted.BEFORE, team.week)
    cases = [case for case in await cases_handled(work, team.id, early, until) if not case.dismissed]
    late = [case for case in cases if case.taken_at >= since]
    shown: list[Because | None] = []
    for reason in suspected.reasons:
        match reason:
            case Reason.SHARE:
                shown.append(Because(Reason.SHARE, counted.LATELY))
            case Reason.WEIGHT:
                shown.append(counted.of_weight(late, suspected.user_id))
            case Reason.CONTACT:
                shown.append(counted.of_contact(cases, suspected.user_id, suspected.topic or "", since))
            case Reason.AFTER_HOURS:
                shown.append(await _evenings(work, member, late, monday) if member else None)
            case Reason.ROTA:
                shown.append(await _rota(work, team, suspected.user_id, monday))
    return tuple(each for each in shown if each) or (Because(Reason.SHARE, counted.LATELY),)


async def _evenings(work: Work, member: Member, late: Sequence[HandledCase], monday: date) -> Because | None:
    first, last = monday - (counted.LATELY - 1) * WEEK, monday + WEEK - DAY
    away = dates_away(await Absences(work).between([member.user_id], first, last), member.user_id)
    return counted.of_evenings(late, member.user_id, member.week, away)


async def _rota(work: Work, team: Team, user_id: str, monday: date) -> Because | None:
    weeks = max(counted.ROTA_WEEKS, len(team.members))
    first = counted.first_moment(monday, weeks, team.week)
    until = moment_of(monday + WEEK, time.min, team.week.zone)
    found = await Shifts(work).stretches(team.id, first, until)
    mondays = [monday - number * WEEK for number in range(weeks)]
    return counted.of_rota([_most_on(found, team, each) for each in mondays], user_id, len(team.members))


def _most_on(found: Sequence[Stretch], team: Team, monday: date) -> UserId | None:
    """Who was the primary of at least half of that week."""
    zone = team.week.zone
    first, last = moment_of(monday, time.min, zone), moment_of(monday + WEEK, time.min, zone)
    for user_id in dict.fromkeys(each.user_id for each in found):
        own = [each for each in found if each.user_id == user_id and each.role == Role.PRIMARY]
        if 2 * sum(_overlap(each, first, last) for each in own) >= (last - first).total_seconds():
            return user_id
    return None


def _overlap(stretch: Stretch, first: datetime, last: datetime) -> float:
    return max(0.0, (min(stretch.ends, last) - max(stretch.starts, first)).total_seconds())
