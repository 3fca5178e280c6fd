"""How things look that one feature hands to another: a note from who was on duty to who is next."""

from typing import Any

from bot.core.dates import say_date
from bot.handoffs.domain import DutyNote
from bot.slack import kit
from bot.slack.escape import cut, escape, mention, parts
from bot.slack.message import Block, Message
from bot.slack.sizes import SECTION_TEXT
from bot.triage.domain import Fire, State

BLOCKER_TO_FIRE = "handoffs.blocker_becomes_fire"
NOTE_EDIT, NOTE_LEAVE, NOTE_FORM = "handoffs.note_edit", "handoffs.note_leave", "handoffs.note_form"
NOTE, FIELD = "note", "field"
LONGEST_NOTE = 3000
MOST_FIRES = 20
LONGEST_LINE = 120
GROUPS = {
    "Nobody has these yet": (State.NEW,),
    "In somebody's hands": (State.CLAIMED, State.IN_PROGRESS),
    "Waiting for an answer": (State.WAITING,),
    "Put off": (State.SNOOZED,),
}


def note_text(note: DutyNote) -> str:
    """The draft, in plain words, to be changed by hand."""
    if not note.fires:
        return "No fire is open."
    lines = []
    for title, states in GROUPS.items():
        fires = [each for each in note.fires[:MOST_FIRES] if each.state in states]
        if fires:
            lines += [f"{title}:", *(f"• {_line(each, note)}" for each in fires)]
    if len(note.fires) > MOST_FIRES:
        lines.append(f"…and {len(note.fires) - MOST_FIRES} more: /triage open shows all.")
    return cut("\n".join(lines), LONGEST_NOTE)


def note_draft(note: DutyNote) -> Message:
    """To who leaves."""
    value = f"{note.team.id}:{note.change.second}"
    text = f"Your duty for {escape(note.team.name)} ends, and {mention(note.change.taker)} is next. A note for them?"
    edit = kit.button("Edit and post", NOTE_EDIT, value, style="primary")
    leave = kit.button("Leave it", NOTE_LEAVE, value)
    return Message(text, [kit.section(f"*{text}*"), *_said(note_text(note)), kit.actions(edit, leave)])


def note_form(note: DutyNote, memo: str) -> dict[str, Any]:
    field = kit.text_input(FIELD, value=note_text(note), multiline=True, max_length=LONGEST_NOTE)
    blocks = [
        kit.section(f"It is posted in <#{note.team.channel_id}>, in your name, for {mention(note.change.taker)}."),
        kit.labelled("Note", field, NOTE, hint="Private fires are not in it."),
    ]
    return kit.modal("Handover note", blocks, callback_id=NOTE_FORM, submit="Post", memo=memo)


def posted_note(note: DutyNote, said: str) -> Message:
    """To the team's channel."""
    change = note.change
    text = f"Duty for {escape(note.team.name)} goes from {mention(change.leaver)} to {mention(change.taker)}."
    return Message(text, [kit.section(f"*{text}*"), *_said(said)])


def note_is_posted(note: DutyNote) -> Message:
    text = f"Your note for {mention(note.change.taker)} is posted in <#{note.team.channel_id}>. Thank you!"
    return Message(text, [kit.section(text)])


def note_is_left(note: DutyNote) -> Message:
    text = f"No note was posted for {mention(note.change.taker)}. The fires stand in the queue, as always: `/triage`."
    return Message(text, [kit.section(text)])


def _line(fire: Fire, note: DutyNote) -> str:
    names = note.names
    owner = names.get(fire.owner_id, "somebody") if fire.owner_id else None
    facts = [str(fire.priority)]
    if fire.state == State.WAITING:
        facts.append(f"{owner or 'nobody'} waits for {names.get(fire.requester_id, 'the requester')}")
    elif owner is not None:
        facts.append(f"with {owner}")
    if fire.needed_by is not None:
        facts.append(f"needed by {say_date(fire.needed_by, note.today)}")
    if fire.state == State.SNOOZED and fire.snoozed_until is not None:
        until = fire.snoozed_until.astimezone(note.team.week.zone).date()
        facts.append(f"until {say_date(until, note.today)}")
    return f"{fire.name} {cut(' '.join(fire.title.split()), LONGEST_LINE)} ({', '.join(facts)})"


def _said(text: str) -> list[Block]:
    return [kit.section(each) for each in parts(escape(text), SECTION_TEXT)]
