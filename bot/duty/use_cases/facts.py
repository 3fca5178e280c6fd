"""What a plan is made from: who takes turns, when they are there, and who was on duty until now."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.core.calendar import local_date, moment_of
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain import Days, Knowledge, Rota, Shift
from bot.duty.domain.limits import OwnLimits
from bot.duty.repository import Limits, Shifts
from bot.people.domain import Absence, Member, Team, TeamId, UserId
from bot.people.repository import Absences

# How far back shifts that were worked count.
LOOK_BACK = timedelta(weeks=26)
A_DAY = timedelta(days=1)

Knowing = Callable[[Work, TeamId, datetime], Awaitable[Knowledge]]
"""Gives what is known of a team's fires, with the cases since that moment."""


async def know_nothing(work: Work, team_id: TeamId, since: datetime) -> Knowledge:
    """Where nobody gathers topics: plans then have none."""
    return Knowledge()


@dataclass(frozen=True)
class Facts:
    """A team's on one day. `ahead` are the shifts to plan, `behind` those before them, as the rota cuts them."""

    team: Team
    rota: Rota
    now: datetime
    today: date
    takers: tuple[Member, ...]
    ahead: tuple[Days, ...]
    behind: tuple[Days, ...]
    absences: tuple[Absence, ...]
    shifts: tuple[Shift, ...]
    knowledge: Knowledge = field(default_factory=Knowledge)
    limits: tuple[OwnLimits, ...] = ()

    @property
    def first(self) -> date:
        """The earliest date that matters."""
        return self.behind[0][0] if self.behind else self.ahead[0][0]

    @property
    def last(self) -> date:
        return self.ahead[-1][1]

    def limits_of(self, user_id: UserId) -> OwnLimits:
        """None at all where they said nothing."""
        said = (each for each in self.limits if each.user_id == user_id)
        return next(said, OwnLimits(self.team.id, user_id))


async def gather(work: Work, team: Team, rota: Rota, knowing: Knowing = know_nothing) -> Facts:
    """Raises BotError where there is nobody, or nothing to plan."""
    today = local_date(work.now, team.week.zone)
    takers, ahead = rota.takers(team), tuple(rota.ahead(team.week, today))
    if not takers:
        raise BotError(
            f"Nobody takes turns in {team.name}: guests do not, and the people chosen before have left. "
            "`/triage rotate settings` says who does."
        )
    if not ahead:
        raise BotError("With these settings there is no shift to plan. `/triage rotate settings` changes them.")
    behind = tuple(rota.behind(team.week, ahead[0][0], today - LOOK_BACK))
    first = behind[0][0] if behind else ahead[0][0]
    since = moment_of(first - A_DAY, time.min, team.week.zone)
    until = moment_of(ahead[-1][1] + A_DAY, time.min, team.week.zone)
    shifts = await Shifts(work).between(team.id, since, until)
    people = {each.user_id for each in takers} | {each.user_id for each in shifts}
    return Facts(
        team=team,
        rota=rota,
        now=work.now,
        today=today,
        takers=takers,
        ahead=ahead,
        behind=behind,
        absences=tuple(await Absences(work).between(people, first - A_DAY, ahead[-1][1] + A_DAY)),
        shifts=tuple(shifts),
        knowledge=await knowing(work, team.id, since),
        limits=tuple(await Limits(work).of_team(team.id)),
    )
