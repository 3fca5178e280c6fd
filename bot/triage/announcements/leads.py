"""What the leads of a team are told about its fires."""

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.people.domain import Team
from bot.slack.message import Message
from bot.triage.domain import Fire


async def tell_leads(work: Work, fire: Fire, team: Team, word: str, *, message: Message, but: str = "") -> None:
    """One notice a lead, fire and word, however often it is said; `but` knows it already."""
    for lead in team.leads:
        if lead.user_id != but:
            key = f"fire:{fire.id}:{word}:{lead.user_id}"
            await announce(work, key=key, channel=lead.user_id, message=message)
