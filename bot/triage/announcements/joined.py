"""What is told when more is said about a fire than its first message."""

from bot.core.work import Work
from bot.people.repository import Teams
from bot.triage.announcements.cards import said_key, say_under_card
from bot.triage.announcements.telling import tell
from bot.triage.blocks import intake
from bot.triage.blocks.told import listed
from bot.triage.domain import Note
from bot.triage.use_cases import Change, Written


async def tell_joined(work: Work, change: Change, written: Written) -> None:
    """Whoever has it reads it under the card. What let a waiting fire go on is told like any other answer."""
    fire, event = change.fire, change.event
    if event.kind != Note.FOLLOW_UP:
        await tell(work, change)
        return
    if event.actor_id == fire.owner_id:
        return
    files = listed(written.files) if written.files else ""
    message = intake.more_words(fire, event, written.channel, written.ts, files)
    team = await Teams(work).get(fire.team_id)
    await say_under_card(work, fire, team, key=said_key(fire, event.id), message=message)
