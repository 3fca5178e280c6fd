"""People say how much duty suits them, and leads say it for others."""

from dataclasses import replace

from bot.core.calendar import local_date
from bot.core.errors import BotError, NotAllowed
from bot.core.work import Work
from bot.duty.domain import days_of, span_of
from bot.duty.domain.limits import LONGEST_EXEMPT, SeenLimits, WantedLimits, changed_limits
from bot.duty.domain.rotas import Days
from bot.duty.repository import Limits, Shifts
from bot.duty.use_cases.standing import may_change, team_meant
from bot.people.domain import Team
from bot.people.repository import Teams


async def see_limits(
    work: Work, by: str, user_id: str, *, channel_id: str | None = None, team_id: int | None = None
) -> SeenLimits:
    """Of the team named, or the one they most likely mean. Raises BotError for whom it is not to see."""
    team = await team_meant(work, by, channel_id) if team_id is None else await Teams(work).get(team_id)
    member = team.member(user_id)
    if user_id != by and not await may_change(work, team, by):
        raise NotAllowed(
            f"Only leads of {team.name} can say that for others. Without a name it is about you: `/triage duty me`."
        )
    if member is None or member.person.is_guest:
        raise BotError(f"Only members of {team.name} take turns on its duty, and guests do not.")
    return SeenLimits(team, member, await Limits(work).of(team.id, user_id), local_date(work.now, team.week.zone))


async def say_limits(work: Work, by: str, user_id: str, team_id: int, wanted: WantedLimits) -> SeenLimits:
    """Holds for plans from now on; what is published stays. Raises BotError for an exempt period that cannot be."""
    seen = await see_limits(work, by, user_id, team_id=team_id)
    if wanted.exempt is not None:
        _must_make_sense(seen, wanted.exempt)
    limits = changed_limits(seen.limits, wanted, seen.today)
    await Limits(work).put(limits)
    ahead = limits.exempt_ahead(seen.today)
    clashes = await _on_duty_in(work, seen.team, user_id, ahead) if ahead else ()
    return replace(seen, limits=limits, clashes=clashes)


def _must_make_sense(seen: SeenLimits, wanted: Days) -> None:
    running = seen.limits.exempt_ahead(seen.today)
    if wanted[0] < seen.today and (running is None or wanted[0] != running[0]):
        raise BotError("Days that are over stay as they were worked. Let it begin today or later.")
    if wanted[1] < seen.today:
        raise BotError("That is over already. Choose a last day to come, or empty both to take turns again.")
    if wanted[1] - max(wanted[0], seen.today) >= LONGEST_EXEMPT:
        raise BotError("Choose a year at most. For longer, a lead takes you out of `/triage rotate settings`.")


async def _on_duty_in(work: Work, team: Team, user_id: str, days: Days) -> tuple[Days, ...]:
    first, last = span_of(*days, team.week.zone)
    first = max(first, work.now)
    found = await Shifts(work).stretches(team.id, first, last)
    mine = sorted((each for each in found if each.user_id == user_id), key=lambda each: each.starts)
    return tuple(days_of(each, team.week.zone) for each in mine)
