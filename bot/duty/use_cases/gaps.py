"""Each working morning of a team its duty of the next eight weeks is looked at."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.calendar import DAY, local_date, moment_of
from bot.core.work import Work
from bot.duty.domain import LONGEST, Role, Stretch
from bot.duty.domain.gaps import AHEAD, LOOKS_BACK, Clash, Gap, clash_of, gaps_between, is_worth_telling
from bot.duty.repository import Covers, Shifts
from bot.outbox.repository import Timers
from bot.people.domain import Team
from bot.people.repository import Absences, Teams

LOOK = "duty.look_ahead"


@dataclass(frozen=True)
class Outlook:
    """What was found for a team; `today` is the team's."""

    team: Team
    today: date
    clashes: tuple[Clash, ...]
    gaps: tuple[Gap, ...]


async def plan_look(work: Work, team_id: int) -> None:
    """The next look comes at the start of the team's next working day, as long as there is duty to look at. Safe to
    call however often.
    """
    team = await Teams(work).get(team_id)
    at = _next_morning(work, team)
    if at is not None and await Shifts(work).between(team.id, work.now - LOOKS_BACK, work.now + AHEAD):
        await Timers(work).renew(f"duty:{team.id}:look", LOOK, ref=team.id, at=at)


async def look_ahead(work: Work, team_id: int) -> Outlook:
    team = await Teams(work).get(team_id)
    today = local_date(work.now, team.week.zone)
    first, last = work.now - LONGEST - DAY, work.now + AHEAD
    found = [
        each for each in await Shifts(work).stretches(team.id, first, last) if team.member(each.user_id) is not None
    ]
    clashes = await _clashes(work, team, [each for each in found if each.ends > work.now], today)
    return Outlook(team, today, tuple(clashes), tuple(_gaps(work, team, found, today)))


async def _clashes(work: Work, team: Team, found: list[Stretch], today: date) -> list[Clash]:
    """Without those for which cover is asked already."""
    absences = await Absences(work).between({each.user_id for each in found}, today - DAY, today + AHEAD + DAY)
    asked = [each for each in await Covers(work).between(team.id, work.now, work.now + AHEAD) if each.is_open]
    clashes = []
    for stretch in found:
        member = team.member(stretch.user_id)
        for absence in absences:
            clash = clash_of(stretch, absence, member, team.week, today) if member is not None else None
            if clash is not None and not any(
                each.user_id == stretch.user_id and each.starts < stretch.ends and each.ends > stretch.starts
                for each in asked
            ):
                clashes.append(clash)
    return clashes


def _gaps(work: Work, team: Team, found: list[Stretch], today: date) -> list[Gap]:
    """None where duty is not in use: where nobody was on in the last four weeks."""
    since = work.now - LOOKS_BACK
    if not any(each.role == Role.PRIMARY and each.ends > since and each.starts <= work.now for each in found):
        return []
    gaps = gaps_between(found, team.week, today - LOOKS_BACK, today, today + AHEAD - DAY)
    return [each for each in gaps if is_worth_telling(each, today)]


def _next_morning(work: Work, team: Team) -> datetime | None:
    week = team.week
    today = local_date(work.now, week.zone)
    if week.works_on(today) and work.now < (at := moment_of(today, week.starts, week.zone)):
        return at
    on = week.next_workday(today)
    return None if on is None else moment_of(on, week.starts, week.zone)
