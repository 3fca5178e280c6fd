"""A whole team has too much: its leads hear it once, without names, and once that it is over."""

from bot.core.calendar import next_working_moment
from bot.core.errors import BotError
from bot.core.work import Work
from bot.load.domain import Found, Overload
from bot.load.repository import Choices, Overloads
from bot.outbox.repository import Timers
from bot.people.domain import Team, TeamId, may_lead
from bot.people.repository import People, Teams

TELL_TEAM = "load.tell_team"


async def note_team(work: Work, team: Team, found: Found, *, tell: bool) -> Overload | None:
    """Opens one, or closes it and gives it back. `tell` is False for weeks that are made up for."""
    known = await Overloads(work).open_of(team.id)
    if known is not None and not found.team_over:
        await Overloads(work).close(known.id)
        return await Overloads(work).get(known.id)
    if known is None and found.team_over and tell:
        opened = await Overloads(work).open(team.id, found.monday, found.pile)
        at = next_working_moment(work.now, team.week)
        if at is not None:
            await Timers(work).set(f"load:overload:{opened.id}", TELL_TEAM, ref=opened.id, at=at)
    return None


async def tell_overload(work: Work, overload_id: int) -> tuple[Overload, Team] | None:
    """Settles which leads are told now; None when it is over, or was told."""
    overload = await Overloads(work).get(overload_id)
    if overload is None or overload.closed_at is not None or overload.told:
        return None
    team = await Teams(work).get(overload.team_id)
    await Overloads(work).told(overload.id, [each.user_id for each in team.leads])
    told = await Overloads(work).get(overload_id)
    return (told, team) if told else None


async def choose_person_only(work: Work, team_id: int, by: str, *, person_only: bool) -> Team:
    """Whether flags go to the person only. For leads; raises BotError."""
    team, person = await Teams(work).get(team_id), await People(work).get(by)
    if person is None or not may_lead(team, person):
        raise BotError(f"Only leads of {team.name} can choose that.")
    await Choices(work).choose(TeamId(team_id), person_only=person_only, by=by)
    return team
