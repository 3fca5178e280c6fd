"""The clock speaks about people: who can act is told what Slack did not take."""

from collections.abc import Mapping

from bot.core.work import Work
from bot.outbox.domain import GAVE_UP, Timer
from bot.outbox.jobs import TimerHandler
from bot.outbox.repository import Deliveries
from bot.people.announcements import tell_undelivered
from bot.people.repository import Teams


async def take_in_undelivered(work: Work, timer: Timer) -> None:
    """The leads of the channel's team, or of the teams the unreached person is in."""
    undelivered = await Deliveries(work).given_up(timer.ref)
    if undelivered is None:
        return
    of_channel = await Teams(work).of_channel(undelivered.channel)
    teams = [of_channel] if of_channel else await Teams(work).of_person(undelivered.channel)
    await tell_undelivered(work, undelivered, {lead.user_id for team in teams for lead in team.leads})


TIMERS: Mapping[str, TimerHandler] = {GAVE_UP: take_in_undelivered}
