"""Looking: a team's load for its leads, one's own for everybody, and what the weekly digest may say."""

from dataclasses import replace
from datetime import time

from bot.core.calendar import WEEK, moment_of
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.domain import COVERAGE_WEEKS, Concentration, OwnLoad, Place, TeamLoad, coverage
from bot.load.domain.mixes import Own
from bot.load.repository import Choices, Episodes, Looks
from bot.load.use_cases.counting import count_weeks, judge_team, this_monday
from bot.load.use_cases.limits import own_limits
from bot.load.use_cases.mixing import own_of
from bot.people.domain import Team, TeamId, UserId, may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import team_for
from bot.triage.use_cases import cases_handled

MOST_LOOKS = 60


async def look_at_load(work: Work, user_id: str, channel_id: str | None, *, own: bool) -> TeamLoad | OwnLoad:
    """A lead sees the team, and that is kept for those they look at; a member sees themselves."""
    team = await team_for(work, user_id, channel_id)
    if team is None:
        raise BotError("You are in no team yet, so there is no load to show. `/standup team` sets one up.")
    person = await People(work).get(user_id)
    if person is not None and may_lead(team, person) and not own:
        found = await team_load(work, team)
        if found.judgement.cases or (found.coverage and found.coverage.topics):
            await Looks(work).add(team.id, user_id, [each.user_id for each in team.members], Place.TEAM)
        return found
    if team.member(user_id) is None:
        raise BotError(f"Load is shown to {team.name} itself: members see their own, leads the team's.")
    return await _own_page(work, team, user_id)


async def own_load(work: Work, team: Team, user_id: str) -> OwnLoad:
    """For a member of the team: the counts, and who looked. The Home tab needs no more."""
    load = await _team_load(work, team)
    standing = load.judgement.standing(user_id)
    assert standing is not None, "every member is judged"
    looks = await Looks(work).at(user_id, MOST_LOOKS)
    people = await People(work).of({look.viewer_id for look in looks})
    names = {each: person.name for each, person in people.items()}
    return OwnLoad(team, load.judgement, standing, load.running, tuple(looks), names)


async def own_choices(work: Work, team: Team, user_id: str) -> Own:
    """What they agreed on and asked for, beside the last four weeks that are over."""
    return await own_of(work, team, UserId(user_id), this_monday(team, work.now) - WEEK)


async def _own_page(work: Work, team: Team, user_id: str) -> OwnLoad:
    return replace(
        await own_load(work, team, user_id),
        limits=await own_limits(work, team, UserId(user_id)),
        own=await own_choices(work, team, user_id),
    )


async def own_page_of(work: Work, team_id: int, user_id: str) -> OwnLoad:
    """One's own page drawn anew. Raises BotError for who is not in that team any more."""
    team = await Teams(work).get(team_id)
    if team.member(user_id) is None:
        raise BotError(f"You are not in {team.name} any more, so there is no load to show.")
    return await _own_page(work, team, user_id)


async def concentration(work: Work, team_id: TeamId) -> Concentration | None:
    """None unless the leads know of an open episode. Says nothing about whom it is."""
    known = [each for each in await Episodes(work).open_of(team_id) if each.lead_told_at is not None]
    if not known:
        return None
    waiting = any(each.settled is None for each in known)
    return Concentration.PROPOSED if waiting else Concentration.SETTLED


async def team_load(work: Work, team: Team) -> TeamLoad:
    """As its leads see it."""
    load = await _team_load(work, team)
    monday, zone = this_monday(team, work.now), team.week.zone
    first, last = (moment_of(each, time.min, zone) for each in (monday - COVERAGE_WEEKS * WEEK, monday))
    cases = await cases_handled(work, team.id, first, last)
    members = team.by_name
    return replace(
        load,
        coverage=coverage(cases, [each.user_id for each in members]),
        person_only=await Choices(work).person_only(team.id),
    )


async def _team_load(work: Work, team: Team) -> TeamLoad:
    monday = this_monday(team, work.now)
    [running] = await count_weeks(work, team, [monday])
    return TeamLoad(team, await judge_team(work, team, monday - WEEK), running)


async def teams_of(work: Work, user_id: str) -> list[Team]:
    """In which they are members, and so have a load."""
    return [each for each in await Teams(work).of_person(user_id) if each.member(user_id)]
