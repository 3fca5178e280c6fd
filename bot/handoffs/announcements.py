"""What is told when duty goes on to somebody else: a draft to who leaves, and what they made of it to the team."""

from bot.core.errors import AlreadySo
from bot.core.work import Work
from bot.handoffs.blocks import note_draft, note_is_left, note_is_posted, posted_note
from bot.handoffs.domain import DutyNote
from bot.outbox.announcements import announce, revise


async def ask_note(work: Work, note: DutyNote) -> None:
    await announce(work, key=f"{note.key}:draft", channel=note.change.leaver, message=note_draft(note))


async def post_note(work: Work, note: DutyNote, said: str) -> None:
    """Once. Raises AlreadySo."""
    message = posted_note(note, said)
    if not await announce(work, key=f"{note.key}:posted", channel=note.team.channel_id, message=message):
        raise AlreadySo("Your note is posted already.")
    await revise(work, key=f"{note.key}:draft", message=note_is_posted(note))


async def leave_note(work: Work, note: DutyNote) -> None:
    await revise(work, key=f"{note.key}:draft", message=note_is_left(note))
