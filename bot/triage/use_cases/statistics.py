"""A team's fires in numbers, for the team."""

from datetime import time, timedelta

from bot.core.calendar import WEEK, local_date, moment_of, week_start
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team
from bot.people.repository import People, Teams
from bot.people.use_cases import team_for
from bot.triage.domain import (
    DEFAULT_WEEKS,
    MOST_WEEKS,
    DeskAct,
    Share,
    Statistics,
    WeekFlow,
    by_priority,
    by_topic,
    may_at_desk,
    times_of,
)
from bot.triage.repository import Fires, ManyFires, Ratings


async def team_statistics(work: Work, user_id: str, channel_id: str | None, weeks: int = DEFAULT_WEEKS) -> Statistics:
    """Of so many weeks, this one included, on the team's calendar. Raises BotError for those outside the team."""
    team = await own_team(work, user_id, channel_id, DeskAct.SEE_STATISTICS)
    monday = week_start(local_date(work.now, team.week.zone))
    mondays = [monday - number * WEEK for number in reversed(range(min(max(weeks, 1), MOST_WEEKS)))]
    begins = [moment_of(each, time(0), team.week.zone) for each in [*mondays, monday + WEEK]]
    first, last = begins[0], min(begins[-1], work.now + timedelta(seconds=1))
    fires = await ManyFires(work).since(team.id, first)
    flows = [
        WeekFlow(on, await Fires(work).counts(team.id, begin, min(end, last)))
        for on, begin, end in zip(mondays, begins, begins[1:], strict=False)
    ]
    rated = await Ratings(work).by_topic(team.id, first, last)
    shown = {topic for topic, _ in by_topic(fires, first, last, team.week)}
    return Statistics(
        team_name=team.name,
        flows=tuple(flows),
        all=times_of(fires, first, last, team.week),
        by_priority=by_priority(fires, first, last, team.week),
        by_topic=by_topic(fires, first, last, team.week),
        reopened=Share(*await ManyFires(work).reopened(team.id, first, last)),
        liked=Share(sum(good for good, _ in rated.values()), sum(count for _, count in rated.values())),
        liked_by_topic=tuple(
            (topic, Share(*rated[topic])) for topic in sorted(each for each in rated if each in shown and each)
        ),
        hours_a_day=team.week.hours_a_day,
    )


async def own_team(work: Work, user_id: str, channel_id: str | None, act: DeskAct) -> Team:
    """The team somebody means, if that may be done by them. Raises BotError otherwise."""
    team = await team_for(work, user_id, channel_id)
    if team is None:
        raise BotError("I cannot tell which team you mean. Type it in the team's channel.")
    return await must_be_at_desk(work, team.id, user_id, act)


async def must_be_at_desk(work: Work, team_id: int, user_id: str, act: DeskAct) -> Team:
    """The team, if they may do that with it. Raises BotError naming who may."""
    team = await Teams(work).get(team_id)
    if may_at_desk(team, await People(work).get(user_id), act):
        return team
    may_members = act in (DeskAct.SEE_DESK, DeskAct.SEE_STATISTICS, DeskAct.SEE_LOAD, DeskAct.LEARN)
    who = f"Only members and leads of {team.name}" if may_members else f"Only leads of {team.name}"
    names = team.any_lead
    ask = f" Ask {names}." if names and not may_members else ""
    raise BotError(f"{who} and workspace admins can {act}.{ask}")
