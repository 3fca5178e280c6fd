"""What a requester said besides title and details: kind, decision, readiness, files."""

from collections.abc import Sequence

from bot.slack import kit
from bot.slack.escape import cut, escape, parts
from bot.slack.message import Block
from bot.slack.sizes import FIELD_TEXT, SECTION_TEXT
from bot.triage.blocks.filing import READINESS
from bot.triage.domain import FileReference, Fire, Readiness

NAMES = {"value": "value", "waiting": "who waits", "use": "way into use", "data": "data at hand"}
SHOWN = 300
MOST_FILES = 20


def readiness_note(readiness: Readiness) -> str:
    """`2 of 4 readiness questions answered: value, who waits. Open: way into use, data at hand.`"""
    said = [name for key, name in NAMES.items() if getattr(readiness, key)]
    left = [name for key, name in NAMES.items() if not getattr(readiness, key)]
    note = f"{len(said)} of {len(NAMES)} readiness questions answered"
    note += f": {', '.join(said)}." if said else "."
    return f"{note} Open: {', '.join(left)}." if said and left else note


def told_in_short(fire: Fire) -> list[Block]:
    """For the card: what its kind asks for, and under it the rest in a line each."""
    blocks: list[Block] = []
    lines = [f"*{escape(label)}:* {escape(cut(text, SHOWN))}" for label, text in fire.fields.items()]
    if lines:
        blocks += [kit.section(piece) for piece in parts("\n".join(lines), SECTION_TEXT)[:2]]
    notes = []
    if fire.decision:
        notes.append(f"Serves the decision: {escape(cut(fire.decision, SHOWN))}")
    if fire.readiness.answered:
        notes.append(readiness_note(fire.readiness))
    if fire.private:
        notes.append("Private: the requester, its owner and the leads see it, nobody else.")
    return [*blocks, *(kit.context(note) for note in notes)]


def told_in_full(fire: Fire, files: Sequence[FileReference]) -> list[Block]:
    """For who asks to see all of it."""
    fields = [_field("Kind of request", fire.type)] if fire.type else []
    fields += [_field(label, text) for label, text in fire.fields.items()]
    if fire.decision:
        fields.append(_field("Which decision does it serve?", fire.decision))
    for key, (label, _) in READINESS.items():
        said = getattr(fire.readiness, key)
        if said:
            fields.append(_field(label, said))
    blocks: list[Block] = [kit.section(fields=fields[at : at + 10]) for at in range(0, len(fields), 10)]
    if fire.readiness.answered:
        blocks.append(kit.context(readiness_note(fire.readiness)))
    if fire.private:
        blocks.append(kit.context("Private: the requester, its owner and the leads see it, nobody else."))
    return [*blocks, *_files(files)]


def listed(files: Sequence[FileReference]) -> str:
    """`Files: <link|name>, …`"""
    shown = [f"<{each.permalink}|{_name(each)}>" if each.permalink else _name(each) for each in files[:MOST_FILES]]
    more = len(files) - len(shown)
    return "Files: " + ", ".join([*shown, *([f"and {more} more"] if more > 0 else [])])


def _files(files: Sequence[FileReference]) -> list[Block]:
    return [kit.context(listed(files[at : at + 5])) for at in range(0, min(len(files), MOST_FILES), 5)]


def _name(file: FileReference) -> str:
    return escape(cut(file.name, 60)).replace("|", "/")


def _field(label: str, text: str) -> str:
    return cut(f"*{escape(label)}*\n{escape(text)}", FIELD_TEXT)
