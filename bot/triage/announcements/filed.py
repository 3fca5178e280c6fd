"""What is told when a fire is filed: its card, and notices to whoever must know at once."""

from bot.core.calendar import find_zone
from bot.core.work import Work
from bot.people.repository import People
from bot.slack.message import Message
from bot.triage.announcements.cards import show_card
from bot.triage.announcements.leads import tell_leads
from bot.triage.announcements.requester import resumes_at
from bot.triage.blocks import notices
from bot.triage.domain import Priority
from bot.triage.use_cases import Filed


async def tell_filed(work: Work, filed: Filed) -> None:
    """The cards, also that of who asked, and notices to whoever must know at once. Safe to call again."""
    fire, team = filed.fire, filed.team
    await show_card(work, fire, team)
    if fire.priority == Priority.P1:
        await tell_leads(work, fire, team, "urgent", message=notices.urgent(fire, team), but=fire.filer_id)


async def filed_reply(work: Work, filed: Filed) -> Message:
    """What to answer whoever filed it."""
    if not filed.is_new:
        return notices.filed_before(filed.fire)
    zone = find_zone(await _zone_name(work, filed.fire.filer_id), filed.team.week.zone.key)
    return notices.filed(filed.fire, filed.team, await resumes_at(work, filed.fire, filed.team), zone)


async def _zone_name(work: Work, user_id: str) -> str | None:
    person = await People(work).get(user_id)
    return person.zone if person else None
