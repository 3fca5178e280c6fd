"""What is told when a run, a roster or an owner is not what it was."""

from bot.core.calendar import find_zone
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.people.repository import People, Teams
from bot.slack.message import Message
from bot.standups.announcements.prompts import show_prompt
from bot.standups.announcements.reports import show_report
from bot.standups.blocks import notices
from bot.standups.domain import Standup
from bot.standups.domain.roster import Exemption, Missed
from bot.standups.repository import Standups
from bot.standups.use_cases import Settled, today_for


async def show_settled(work: Work, settled: Settled) -> None:
    """Who is away or gone, or back, reads so in their message, and so does the channel in the report."""
    for prompt in settled.changed:
        await show_prompt(work, prompt)
    for run_id in dict.fromkeys(each.run_id for each in settled.changed):
        await show_report(work, run_id)


async def tell_owner_missed(work: Work, missed: Missed) -> None:
    team = await Teams(work).get_with(missed.standup.team_id, [])
    clock = f"{missed.first_at.astimezone(find_zone(team.zone)):%H:%M}"
    key, message = f"missed:{missed.run.id}", notices.missed(missed, clock)
    # Members of other zones may be missed later; then their number is another.
    if not await revise(work, key=key, message=message):
        await announce(work, key=key, channel=missed.standup.owner_id, message=message)


async def tell_new_owner(work: Work, standup: Standup, before: str) -> None:
    """Every lead hears it once."""
    team = await Teams(work).get(standup.team_id)
    name = await _name(work, before)
    for lead in team.leads:
        await announce(
            work,
            key=f"owner:{standup.id}:{before}:{lead.user_id}",
            channel=lead.user_id,
            message=notices.new_owner(standup, name, standup.owner_id, lead.user_id),
        )


async def off_is_set(work: Work, exemption: Exemption, by: str) -> Message:
    """What to answer whoever set it. Somebody freed by another learns it here, and can undo it."""
    standup = await Standups(work).get(exemption.standup_id)
    today = await today_for(work, exemption.user_id)
    if by == exemption.user_id:
        return notices.off_is_set(standup, exemption, None, today)
    notice = notices.off_by_other(standup, exemption, await _name(work, by), today)
    await announce(work, key=f"off:{exemption.id}", channel=exemption.user_id, message=notice)
    return notices.off_is_set(standup, exemption, await _name(work, exemption.user_id), today)


async def show_off_undone(work: Work, exemption: Exemption, by: str) -> Message:
    """The notice says so from now on. Gives what to answer whoever undid it."""
    standup = await Standups(work).get(exemption.standup_id)
    await revise(work, key=f"off:{exemption.id}", message=notices.off_undone(standup, None))
    return notices.off_undone(standup, None if by == exemption.user_id else await _name(work, exemption.user_id))


async def _name(work: Work, user_id: str) -> str:
    person = await People(work).get(user_id)
    return person.name if person else "Somebody"
