"""What is asked for certain long after a fire is out."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.people.repository import Teams
from bot.triage.blocks.afterwards import answered_ours, still_ours
from bot.triage.domain.owning import ASKED_AFTER, Owned
from bot.triage.use_cases.owning import Answered, whom_to_ask


async def ask_owned(work: Work, owned: Owned) -> None:
    """Once for each end of a fire and number of days."""
    team = await Teams(work).get(owned.fire.team_id)
    message = still_ours(owned, team)
    for user_id in await whom_to_ask(work, owned.fire):
        key = f"{_key(owned.fire.id, owned.event.id, owned.days)}:{user_id}"
        await announce(work, key=key, channel=user_id, message=message)


async def show_owned(work: Work, answered: Answered) -> None:
    """The questions say what somebody answered, whoever was asked."""
    fire = answered.fire
    message = answered_ours(fire, answered.event.actor_id, answered.answer)
    team = await Teams(work).get(fire.team_id)
    asked = {answered.event.actor_id, *(each.user_id for each in team.leads)} | ({fire.closed_by} - {None})
    for days in ASKED_AFTER:
        for user_id in sorted(str(each) for each in asked):
            await revise(work, key=f"{_key(fire.id, answered.ended.id, days)}:{user_id}", message=message)


def _key(fire_id: int, ended_id: int, days: int) -> str:
    return f"fire:{fire_id}:owned:{ended_id}:{days}"
