"""What somebody and their lead agreed on, and what can be seen of the last four weeks. For their own eyes."""

from datetime import date, time

from bot.core.calendar import DAY, WEEK, moment_of
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.domain import minutes_in, mondays_until
from bot.load.domain.mixes import Lived, Mix, Own, lived
from bot.load.repository import OwnChoices
from bot.people.domain import Team, UserId, dates_away
from bot.people.repository import Absences, Teams
from bot.triage.repository import ManyFires


async def agree(work: Work, user_id: str, mix: Mix | None) -> None:
    """None takes it back. Raises BotError for who is in no team."""
    if not any(team.member(user_id) for team in await Teams(work).of_person(user_id)):
        raise BotError("You are in no team, so there is no load to put this beside. `/standup team` sets one up.")
    await OwnChoices(work).agree(user_id, mix)


async def own_of(work: Work, team: Team, user_id: UserId, monday: date) -> Own:
    """What they chose, and their last four weeks up to the one of that Monday on the team's calendar, fires of all
    their teams together.
    """
    choices = OwnChoices(work)
    mix = await choices.mix(user_id)
    return Own(
        watched=user_id in await choices.watched([user_id]),
        mix=mix,
        lived=await _lived(work, team, user_id, monday) if mix else None,
    )


async def _lived(work: Work, team: Team, user_id: UserId, monday: date) -> Lived | None:
    member, mondays = team.member(user_id), mondays_until(monday)
    if member is None:
        return None
    first, last = (moment_of(each, time.min, team.week.zone) for each in (mondays[0], monday + WEEK))
    teams = [each for each in await Teams(work).of_person(user_id) if each.member(user_id)]
    fires = [fire for each in teams for fire in await ManyFires(work).since(each.id, first)]
    absences = await Absences(work).between([user_id], mondays[0], monday + WEEK - DAY)
    away = dates_away(absences, user_id)
    return lived(fires, user_id, first, last, sum(minutes_in(member.week, each, away) for each in mondays))
