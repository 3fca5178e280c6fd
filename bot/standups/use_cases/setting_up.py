"""Making standups and changing them: for leads and workspace admins."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Team, may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import team_for
from bot.standups.domain import NewQuestion, Standup, StandupSettings, next_date, plan_moment
from bot.standups.repository import Standups
from bot.standups.use_cases.running import PLAN, plan_anew, plan_key

NO_TEAM = "You are in no team yet. `/standup team` sets one up, and then `/standup new` its first standup."


async def team_to_set_up(work: Work, user_id: str, channel_id: str | None = None) -> Team:
    """The team somebody may make standups for. Raises BotError saying whom to ask otherwise."""
    team = await team_for(work, user_id, channel_id)
    if team is None:
        raise BotError(NO_TEAM)
    await _must_lead(work, team, user_id)
    return team


async def standups_of(work: Work, user_id: str, channel_id: str | None = None) -> list[Standup]:
    """Those of their teams, or of the team they look at."""
    teams = await Teams(work).of_person(user_id)
    team = await team_for(work, user_id, channel_id)
    return await Standups(work).of_teams({each.id for each in teams} | ({team.id} if team else set()))


async def find_standup(work: Work, user_id: str, name: str, channel_id: str | None = None) -> Standup:
    """By name, or the only one there is. Raises BotError naming the nearest."""
    found = await standups_of(work, user_id, channel_id)
    if not found:
        raise BotError("There is no standup yet. `/standup new` makes one.")
    if not name and len(found) == 1:
        return found[0]
    wanted = name.strip().lower()
    matching = [each for each in found if each.name.lower() == wanted] or [
        each for each in found if wanted and each.name.lower().startswith(wanted)
    ]
    if len(matching) == 1:
        return matching[0]
    near = get_close_matches(wanted, [each.name.lower() for each in found], n=1)
    names = ", ".join(f"*{each.name}*" for each in found)
    hint = next((f" Did you mean *{each.name}*?" for each in found if near and each.name.lower() == near[0]), "")
    raise BotError(f"Which standup do you mean? There is {names}.{hint}")


async def create_standup(
    work: Work, team_id: int, by: str, settings: StandupSettings, questions: Sequence[NewQuestion]
) -> Standup:
    """The first run is the next of its dates, today's too while nobody's morning has begun."""
    team = await Teams(work).get(team_id)
    await _must_lead(work, team, by)
    await _must_be_sound(work, team, settings, None)
    standup = await Standups(work).add(team.id, by, settings)
    await Standups(work).ask(standup, questions)
    standup = await Standups(work).get(standup.id)
    await _plan_from_today(work, team, standup)
    return standup


async def change_standup(work: Work, standup_id: int, by: str, settings: StandupSettings) -> Standup:
    """Holds from the next run on."""
    before = await Standups(work).get(standup_id)
    team = await Teams(work).get(before.team_id)
    await _must_lead(work, team, by)
    await _must_be_sound(work, team, settings, before)
    await Standups(work).change(standup_id, settings)
    standup = await Standups(work).get(standup_id)
    await plan_anew(work, standup_id)
    await _plan_from_today(work, team, standup)
    return standup


async def change_questions(work: Work, standup_id: int, by: str, questions: Sequence[NewQuestion]) -> Standup:
    """An open run keeps the questions it was opened with."""
    standup = await Standups(work).get(standup_id)
    await _must_lead(work, await Teams(work).get(standup.team_id), by)
    if not questions:
        raise BotError("A standup needs at least one question.")
    await Standups(work).ask(standup, questions)
    await plan_anew(work, standup_id)
    return await Standups(work).get(standup_id)


async def pause_standup(work: Work, standup_id: int, by: str, until: date | None) -> Standup:
    """Until that date it does not run; without one until somebody resumes it."""
    standup = await Standups(work).get(standup_id)
    await _must_lead(work, await Teams(work).get(standup.team_id), by)
    await Standups(work).pause(standup_id, until)
    await plan_anew(work, standup_id)
    return await Standups(work).get(standup_id)


async def resume_standup(work: Work, standup_id: int, by: str) -> Standup:
    standup = await Standups(work).get(standup_id)
    await _must_lead(work, await Teams(work).get(standup.team_id), by)
    await Standups(work).resume(standup_id)
    return await Standups(work).get(standup_id)


async def _must_lead(work: Work, team: Team, user_id: str) -> None:
    person = await People(work).get(user_id)
    if person is None or not may_lead(team, person):
        names = " or ".join(each.name for each in team.leads) or "a workspace admin"
        raise BotError(f"Only leads of {team.name} and workspace admins can do that. Ask {names}.")


async def _must_be_sound(work: Work, team: Team, settings: StandupSettings, before: Standup | None) -> None:
    if not settings.schedule.days:
        raise BotError("Choose at least one day.")
    same = [
        each
        for each in await Standups(work).of_teams([team.id])
        if each.name.lower() == settings.name.lower() and (before is None or each.id != before.id)
    ]
    if same:
        raise BotError(f"{team.name} has a standup called {same[0].name} already. Choose another name.")


async def _plan_from_today(work: Work, team: Team, standup: Standup) -> None:
    """Sets the next plan; a run that is planned already stays as it is."""
    today = local_date(work.now, find_zone(team.zone))
    on = next_date(standup.schedule, today - DAY)
    if on is not None:
        at = max(plan_moment(on), work.now)
        key = plan_key(standup.id, on)
        await Timers(work).set(key, PLAN, ref=standup.id, at=at)
