"""Making standups and changing them: for leads and workspace admins."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Literal

from bot.core.calendar import DAY
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team
from bot.people.repository import Teams
from bot.people.use_cases import team_for
from bot.standups.domain import NewQuestion, Standup, StandupSettings
from bot.standups.repository import Runs, Standups
from bot.standups.use_cases.channels import settle_channels
from bot.standups.use_cases.leading import must_lead
from bot.standups.use_cases.readers import may_see
from bot.standups.use_cases.running import plan_from_today
from bot.standups.use_cases.settling import plan_anew

NO_TEAM = "You are in no team yet. `/standup team` sets one up, and then `/standup new` its first standup."

About = Literal["name", "days", "anonymous", "readers"]


class Unsound(BotError):
    """A standup cannot be like this; `about` says which of its settings is the trouble."""

    def __init__(self, about: About, text: str) -> None:
        super().__init__(text)
        self.about = about


async def team_to_set_up(work: Work, user_id: str, channel_id: str | None = None) -> Team:
    """The team somebody may make standups for. Raises BotError saying whom to ask otherwise."""
    team = await team_for(work, user_id, channel_id)
    if team is None:
        raise BotError(NO_TEAM)
    await must_lead(work, team, user_id)
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
    await must_lead(work, team, by)
    await _must_be_sound(work, team, settings, None)
    standup = await Standups(work).add(team.id, by, settings)
    await Standups(work).ask(standup, questions)
    standup = await Standups(work).get(standup.id)
    await plan_from_today(work, standup)
    return standup


async def change_standup(work: Work, standup_id: int, by: str, settings: StandupSettings) -> Standup:
    """Holds for everybody who was not asked yet."""
    before = await Standups(work).get(standup_id)
    team = await Teams(work).get(before.team_id)
    await must_lead(work, team, by)
    await _must_be_sound(work, team, settings, before)
    if settings.rules.readers != before.rules.readers and not await may_see(work, before, team, by):
        raise Unsound("readers", "Only those who read it now can change who does: people answered knowing that.")
    await Standups(work).change(standup_id, settings)
    standup = await settle_channels(work, before, await Standups(work).get(standup_id))
    await plan_anew(work, standup_id)
    await plan_from_today(work, standup)
    return standup


async def change_questions(work: Work, standup_id: int, by: str, questions: Sequence[NewQuestion]) -> Standup:
    """An open run keeps the questions it was opened with."""
    standup = await Standups(work).get(standup_id)
    await must_lead(work, await Teams(work).get(standup.team_id), by)
    if not questions:
        raise BotError("A standup needs at least one question.")
    await Standups(work).ask(standup, questions)
    await plan_anew(work, standup_id)
    return await Standups(work).get(standup_id)


async def pause_standup(work: Work, standup_id: int, by: str, until: date | None) -> Standup:
    """Until that date it does not run; without one until somebody resumes it."""
    standup = await Standups(work).get(standup_id)
    await must_lead(work, await Teams(work).get(standup.team_id), by)
    await Standups(work).pause(standup_id, until)
    await plan_anew(work, standup_id)
    return await Standups(work).get(standup_id)


async def resume_standup(work: Work, standup_id: int, by: str) -> Standup:
    standup = await Standups(work).get(standup_id)
    await must_lead(work, await Teams(work).get(standup.team_id), by)
    await Standups(work).resume(standup_id)
    resumed = await Standups(work).get(standup_id)
    await plan_from_today(work, resumed)
    return resumed


async def _must_be_sound(work: Work, team: Team, settings: StandupSettings, before: Standup | None) -> None:
    if not settings.schedule.days and settings.schedule.month_day is None:
        raise Unsound("days", "Choose at least one day.")
    same = [
        each
        for each in await Standups(work).of_teams([team.id])
        if each.name.lower() == settings.name.lower() and (before is None or each.id != before.id)
    ]
    if same:
        raise Unsound("name", f"{team.name} has a standup called {same[0].name} already. Choose another name.")
    gives_up = before is not None and before.rules.anonymous and not settings.rules.anonymous
    if before and gives_up and await Runs(work).latest(before.id, work.now.date() + DAY) is not None:
        raise Unsound("anonymous", "People answered under the promise that nobody sees who they are, so it stays.")
