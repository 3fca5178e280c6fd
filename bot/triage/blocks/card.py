"""The card: one message a fire in the team's channel, and everything about a fire for who asks to see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.slack import kit
from bot.slack.escape import cut, escape, mention, parts
from bot.slack.message import Block, Message
from bot.slack.sizes import SECTION_TEXT
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.moving import more_buttons
from bot.triage.blocks.parts import (
    EFFORTS,
    RECURRENCES,
    SHOWN_PIECES,
    buttons,
    day,
    due_for_good,
    due_words,
    moment,
    priority_line,
    quotation,
    quoted,
    state_line,
    titled,
)
from bot.triage.blocks.told import told_in_full, told_in_short
from bot.triage.domain import Act, FileReference, Fire, FireEvent, Kind, Note, State, Step, length_in_words

LINK = "Where it was asked"
# Older history is summed up, so that a long story still fits one message.
SHOWN_EVENTS = 25
HAPPENED: Mapping[Kind, str] = {
    Note.FILED: "filed it",
    Note.EDITED: "changed",
    Note.REMARK: "added",
    Step.CLAIM: "took it",
    Step.RELEASE: "gave it back to the queue",
    Step.START: "is working on it",
    Step.WAIT: "waits for the requester",
    Step.ANSWER: "answered",
    Step.RESOLVE: "resolved it",
    Step.DECLINE: "declined it",
    Step.WITHDRAW: "took it back",
    Step.REOPEN: "reopened it",
    Step.SNOOZE: "snoozed it",
    Step.WAKE: "brought it back",
    Step.MERGE: "made it a part of another fire",
    Note.INTERNAL: "noted for the team",
    Note.FOLLOW_UP: "wrote more",
    Note.SPLIT: "split it; see also",
    Note.TOOK_IN: "made another fire a part of it",
    Note.HIDDEN: "changed who sees it",
    Note.OWNED: "looked at it again",
}


def fire_card(fire: Fire, zone: ZoneInfo, now: datetime | None = None) -> Message:
    """The card as everybody in the channel sees it; `zone` is the team's. `now` None leaves out when it is due."""
    blocks: list[Block] = [kit.section(f"*{titled(fire)}*\n{priority_line(fire)}")]
    due = due_for_good(fire, now, zone) if now else None
    if fire.description and fire.is_open:
        blocks.append(kit.section(quoted(fire.description, 400)))
    blocks += told_in_short(fire)
    blocks += [kit.section(f"*{state_line(fire)}*"), kit.context(*filter(None, [due]), *_facts(fire, zone))]
    if fire.outcome:
        blocks.append(kit.section(quoted(fire.outcome)))
    blocks.append(buttons(fire, Ref(fire.number, Place.CARD)))
    return Message(f"{titled(fire)} ({fire.priority}): {state_line(fire)}.", blocks)


def whole_fire(
    fire: Fire,
    team_name: str,
    zone: ZoneInfo,
    history: Sequence[FireEvent],
    *,
    now: datetime,
    steps: frozenset[Step],
    acts: frozenset[Act],
    files: Sequence[FileReference] = (),
) -> list[Block]:
    """All its fields and all that happened to it; buttons only where this reader may do something."""
    fields = [
        f"*Priority*\n{priority_line(fire)}",
        f"*State*\n{' · '.join(filter(None, [state_line(fire), due_words(fire, now, zone)]))}",
        f"*Asked by*\n{_asked_by(fire)}",
        f"*Team*\n{escape(team_name)}",
        f"*Age*\n{length_in_words(now - fire.created_at)}, since {moment(fire.created_at, zone)}",
        f"*Needed by*\n{day(fire.needed_by) if fire.needed_by else 'no date named'}",
        f"*Topic*\n{escape(fire.topic) if fire.topic else 'none yet'}",
        f"*Effort*\n{EFFORTS[fire.effort] if fire.effort else 'not said'}",
    ]
    if fire.recurrence:
        fields.append(f"*Afterwards*\n{RECURRENCES[fire.recurrence]}")
    if fire.permalink:
        fields.append(f"*Source*\n<{fire.permalink}|{LINK}>")
    blocks: list[Block] = [kit.section(f"*{titled(fire)}*"), kit.section(fields=fields)]
    blocks += [*_described(fire), *told_in_full(fire, files)]
    if fire.outcome:
        blocks += [kit.section("*Outcome*"), *quotation(fire.outcome)]
    return [*blocks, *_history(fire, history, zone), *_possible(fire, steps, acts)]


def _described(fire: Fire) -> list[Block]:
    pieces = [piece for piece in parts(escape(fire.description), SECTION_TEXT) if piece.strip()]
    blocks: list[Block] = [kit.section(piece) for piece in pieces[:SHOWN_PIECES]]
    if len(pieces) > SHOWN_PIECES:
        blocks.append(kit.context("The text goes on; one message cannot show all of it."))
    return blocks


def _facts(fire: Fire, zone: ZoneInfo) -> list[str]:
    facts = [f"Asked by {_asked_by(fire)} {moment(fire.created_at, zone)}"]
    if fire.type:
        facts.append(f"kind: {escape(fire.type)}")
    if fire.needed_by:
        facts.append(f"needed by *{day(fire.needed_by)}*")
    if fire.topic:
        facts.append(f"topic: {escape(fire.topic)}")
    if fire.effort:
        facts.append(f"effort {fire.effort}")
    if fire.permalink:
        facts.append(f"<{fire.permalink}|{LINK}>")
    return facts


def _asked_by(fire: Fire) -> str:
    filed = "" if fire.filer_id == fire.requester_id else f" (filed by {mention(fire.filer_id)})"
    return mention(fire.requester_id) + filed


def _history(fire: Fire, history: Sequence[FireEvent], zone: ZoneInfo) -> list[Block]:
    shown = history[-SHOWN_EVENTS:]
    lines = [event_line(event, zone) for event in shown]
    if len(history) > len(shown):
        lines.insert(0, f"…and {len(history) - len(shown)} earlier")
    whole = kit.button("The whole history", ids.HISTORY, f"{fire.number}:") if len(lines) > len(shown) else None
    return [kit.section("*What happened*", accessory=whole), *(kit.context(line) for line in lines)]


def event_line(event: FireEvent, zone: ZoneInfo) -> str:
    line = f"{moment(event.at, zone)}  {mention(event.actor_id)} {_happened(event)}"
    return f"{line}: {escape(cut(event.text, 300))}" if event.text else line


def _happened(event: FireEvent) -> str:
    if event.kind == Step.ASSIGN:
        return f"gave it to {mention(event.about_id)}" if event.about_id else "gave it to somebody"
    if event.kind == Note.PRIORITY:
        return f"set the priority from {event.before} to {event.after}"
    return HAPPENED[event.kind]


def _possible(fire: Fire, steps: frozenset[Step], acts: frozenset[Act]) -> list[Block]:
    ref = Ref(fire.number, Place.SHOW)
    found: list[Block] = []
    if steps - {Step.WITHDRAW, Step.ANSWER}:
        found.append(buttons(fire, ref))
    own = []
    if Step.ANSWER in steps and fire.state == State.WAITING:
        own.append(kit.button("Here is the answer", ids.ANSWER, str(ref), style="primary"))
    if Act.EDIT in acts:
        own.append(kit.button("Change it", ids.EDIT, str(ref)))
    if Step.WITHDRAW in steps:
        own.append(withdraw_button(fire, ref))
    rows = [own, more_buttons(fire, ref, steps, acts)]
    return [*found, *(kit.actions(*row) for row in rows if row)]


def withdraw_button(fire: Fire, ref: Ref) -> dict[str, object]:
    asks = kit.confirm("Take it back?", f"{fire.name} leaves the queue. It can be reopened.", "Take it back", "Keep it")
    return kit.button("Take it back", ids.WITHDRAW, str(ref), asks=asks)
