"""A team's week put together, and settled to be told exactly once."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.core.calendar import DAY, WEEK, iso_week, local_date, moment_of, week_start
from bot.core.errors import BotError
from bot.core.work import Work
from bot.digest.domain import (
    MOST_TOPICS,
    DigestState,
    Flow,
    TeamWeek,
    days_shown,
    typical,
)
from bot.digest.repository import Digests
from bot.load.use_cases import concentration
from bot.outbox.repository import Deliveries, Timers
from bot.people.domain import Team, may_lead
from bot.people.repository import Absences, People, Teams
from bot.people.use_cases import team_for
from bot.standups.domain import Participation
from bot.standups.use_cases import open_blockers, participation
from bot.standups.use_cases.kudos import team_kudos
from bot.triage.domain import Fire, HandledCase
from bot.triage.use_cases import cases_handled, open_fires, week_counts
from bot.triage.use_cases.recurring import recurring_of

POST = "digest.post"

# What was taken earlier and closed this week is not counted among the closing times.
LONGEST_CYCLE = timedelta(weeks=12)


@dataclass(frozen=True)
class Posting:
    """A digest to be announced now; after `use_by`, the end of its day, it is not worth sending."""

    key: str
    week: TeamWeek
    use_by: datetime


async def ensure_timers(work: Work) -> None:
    """Every team's next digests will come when its settings say. Safe to call at any time, however often."""
    timers = Timers(work)
    promised = await timers.pending(POST)
    for team in await Teams(work).all():
        monday = week_start(local_date(work.now, team.week.zone))
        for each in (monday, monday + WEEK):
            key, at = digest_key(team, each), _moment(team, each)
            if key in promised and promised[key] != at > work.now:
                await timers.move(key, at)
            elif key not in promised and at > work.now:
                await timers.set(key, POST, ref=team.id, at=at)


def digest_key(team: Team, monday: date) -> str:
    """Of the timer, and of the promised message."""
    return f"digest:{team.id}:{iso_week(monday)}"


async def post_digest(work: Work, team_id: int, monday: date) -> Posting | None:
    """Settles that the digest of that week comes now; None when it was settled before, or its day is over."""
    team = next((each for each in await Teams(work).all() if each.id == team_id), None)
    if team is None:
        return None
    following = monday + WEEK
    await Timers(work).set(digest_key(team, following), POST, ref=team.id, at=_moment(team, following))
    on = monday + team.digest_on * DAY
    in_time = local_date(work.now, team.week.zone) <= on
    state = DigestState.POSTED if in_time else DigestState.SKIPPED
    if not await Digests(work).add(team.id, monday, state) or not in_time:
        return None
    ends_at = min(_moment(team, monday), work.now)
    week = await team_week(work, team, ends_at, missed=await _was_missed(work, team, monday - WEEK))
    return Posting(digest_key(team, monday), week, moment_of(on + DAY, time(0), team.week.zone))


async def preview(work: Work, user_id: str, channel_id: str | None) -> TeamWeek:
    """The week until now, for a lead."""
    team = await team_for(work, user_id, channel_id)
    person = await People(work).get(user_id)
    if team is None or person is None:
        raise BotError("You are in no team yet, so there is no digest to preview. `/standup team` sets one up.")
    if not may_lead(team, person):
        raise BotError(f"Only leads of {team.name} and workspace admins can preview its digest.")
    return await team_week(work, team, work.now, missed=False)


async def team_week(work: Work, team: Team, ends_at: datetime, *, missed: bool) -> TeamWeek:
    """The seven days until that moment, beside those before them."""
    on = local_date(ends_at, team.week.zone)
    ends = _ends(team, on, ends_at)
    handled = await cases_handled(work, team.id, ends_at - LONGEST_CYCLE, ends_at)
    cases = [case for case in handled if not case.dismissed]
    taken = [case for case in cases if case.taken_at >= ends[-2]]
    closed = [(case.created_at, case.closed_at) for case in cases if case.closed_at and ends[-2] <= case.closed_at]
    return TeamWeek(
        team=team,
        flows=await _flows(work, team, ends),
        response=typical([(case.created_at, case.taken_at) for case in taken], team.week),
        cycle=typical(closed, team.week),
        topics=_topics(taken),
        participation=await _participation(work, team, on),
        blockers=tuple(await open_blockers(work, team.id)),
        concentration=await concentration(work, team.id),
        needed=await _needed(work, team, on),
        away=await _away(work, team, on),
        missed=missed,
        kudos=tuple(await team_kudos(work, team, on - WEEK, on - DAY)),
        recurring=len(await recurring_of(work, team.id)),
    )


def _ends(team: Team, on: date, ends_at: datetime) -> list[datetime]:
    """When each shown week ends: at the same time of day on the team's clock, whatever summer time does."""
    at = ends_at.astimezone(team.week.zone).time()
    return [*(moment_of(each, at, team.week.zone) for each in days_shown(on)[:-1]), ends_at]


async def _flows(work: Work, team: Team, ends: list[datetime]) -> tuple[Flow, ...]:
    return tuple(
        [
            Flow(local_date(last, team.week.zone), await week_counts(work, team.id, first, last))
            for first, last in pairwise(ends)
        ]
    )


async def _participation(work: Work, team: Team, on: date) -> Participation | None:
    """Of the seven days before the digest's own, which may have answers still to come; None without standups."""
    counts = await participation(work, team.id, on - WEEK, on - DAY)
    return None if counts == Participation(0, 0) else counts


def _topics(cases: list[HandledCase]) -> tuple[tuple[str, int], ...]:
    """The most frequent ones, of as many by name."""
    counted = Counter(case.topic for case in cases if case.topic)
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:MOST_TOPICS])


async def _needed(work: Work, team: Team, on: date) -> tuple[Fire, ...]:
    fires = await open_fires(work, team.id)
    due = [(fire.needed_by, fire.number, fire) for fire in fires if fire.needed_by and fire.needed_by <= on + WEEK]
    return tuple(fire for _, _, fire in sorted(due, key=lambda each: each[:2]))


async def _away(work: Work, team: Team, on: date) -> int:
    absences = await Absences(work).between([each.user_id for each in team.members], on + DAY, on + WEEK)
    return len({each.user_id for each in absences if each.is_whole})


async def _was_missed(work: Work, team: Team, monday: date) -> bool:
    """It should have come and Slack never showed it."""
    state = await Digests(work).state(team.id, monday)
    if state == DigestState.POSTED:
        return await Deliveries(work).posted(digest_key(team, monday)) is None
    return state == DigestState.SKIPPED


def _moment(team: Team, monday: date) -> datetime:
    return moment_of(monday + team.digest_on * DAY, team.digest_at, team.week.zone)
