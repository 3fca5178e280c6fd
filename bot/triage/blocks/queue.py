"""A team's queue with ways to narrow it, forms for several fires at once, what was found, and a long history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.slack import kit, pickers
from bot.slack.escape import cut, escape, parts
from bot.slack.message import Block, Message
from bot.slack.sizes import OPTION_TEXT, OPTIONS, SECTION_TEXT
from bot.triage.blocks import ids
from bot.triage.blocks.card import event_line
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.lists import queue_message as plain_queue
from bot.triage.blocks.parts import COLOURS, state_line, titled
from bot.triage.domain import MEANINGS, Choice, Fire, Option, Priority, State, ago, is_behind
from bot.triage.domain.pages import Found, History, Queue

# A queue that fits the eye needs no narrowing.
FEW = 5
LONGEST_REASON = 2000
LONGEST_WORDS = 150
FIRES = "fires"
HOME_UNTAKEN = 3


class Several(StrEnum):
    """What can be done to several fires at once."""

    ASSIGN = "assign"
    PRIORITY = "priority"
    SNOOZE = "snooze"
    DECLINE = "decline"


SEVERAL = {
    Several.ASSIGN: "Assign several…",
    Several.PRIORITY: "Set the priority of several…",
    Several.SNOOZE: "Snooze several…",
    Several.DECLINE: "Decline several…",
}


def queue_message(queue: Queue, now: datetime, *, page: int = 0) -> Message:
    """The queue first, with load beside names for the team; narrowed to what was chosen."""
    chosen = str(queue.choice)
    message = plain_queue(queue.team, queue.fires, now, page=page, may_work=queue.may_work, chosen=chosen)
    heading, *rest = message.blocks or []
    around: list[Block] = []
    if queue.hands:
        around.append(kit.context(_hands(queue)))
    if queue.total > FEW or not queue.choice.is_everything:
        around.append(_narrow(queue))
    if queue.may_bulk and len(queue.fires) > 1:
        ref = Ref(0, Place.QUEUE, queue.team.id, page, chosen)
        options = [kit.option(text, f"{each}:{ref}") for each, text in SEVERAL.items()]
        rest = [*rest[:-1], {**rest[-1], "elements": [*rest[-1]["elements"], kit.overflow(ids.SEVERAL, options)]}]
    return Message(message.text, [heading, *around, *rest])


def led_section(queue: Queue, now: datetime) -> list[Block]:
    """On the Home tab of a lead: the team in one line, and the first of what nobody has."""
    untaken = [fire for fire in queue.fires if fire.state == State.NEW]
    late = sum(is_behind(fire, queue.team, now) for fire in queue.fires)
    numbers = [
        f"{len(untaken)} to take",
        f"{len(queue.fires) - len(untaken)} in hand",
        *([f"{late} late"] if late else []),
    ]
    show = kit.button("Open the queue", ids.QUEUE, str(Ref(0, Place.HOME, queue.team.id)))
    blocks: list[Block] = [kit.section(f"*{escape(queue.team.name)}*  {', '.join(numbers)}", accessory=show)]
    for fire in untaken[:HOME_UNTAKEN]:
        ref = Ref(fire.number, Place.HOME)
        text = f"{COLOURS[fire.priority]} *{fire.priority}*  *{titled(fire)}*\nasked {ago(now - fire.created_at)}"
        assign = kit.button(
            "Assign…", ids.MENU, ids.menu_value(ids.MenuChoice.ASSIGN, ref), label=f"Assign {fire.name}"
        )
        blocks.append(kit.section(text, accessory=assign))
    return blocks


def several_form(queue: Queue, what: Several, memo: str) -> dict[str, Any]:
    """Those that are listed, as many as Slack lets one choose from."""
    options = [
        kit.option(cut(f"{fire.name} · {' '.join(fire.title.split())}", OPTION_TEXT), str(fire.number))
        for fire in queue.fires[:OPTIONS]
    ]
    fires = kit.labelled("Which fires?", kit.multi_select(ids.FIELD, options, placeholder="Choose fires"), FIRES)
    asked = {
        Several.ASSIGN: kit.labelled("Who gets them?", pickers.person_select(ids.FIELD), ids.WHO),
        Several.PRIORITY: kit.labelled("How urgent are they?", kit.radio(ids.FIELD, _priorities()), ids.PRIORITY),
        Several.SNOOZE: kit.labelled("Until when?", kit.date_picker(ids.FIELD), ids.NEEDED_BY),
        Several.DECLINE: kit.labelled(
            "Why not?",
            kit.text_input(ids.FIELD, multiline=True, max_length=LONGEST_REASON),
            ids.TEXT,
            hint="This is sent to every requester, in your name.",
        ),
    }[what]
    title = SEVERAL[what].rstrip("…").replace("Set the priority of several", "Priority of several")
    return kit.modal(title, [fires, asked], callback_id=ids.SEVERAL_FORM, submit="Do it", memo=memo)


def several_done(done: Sequence[Fire], refused: Sequence[str]) -> Message:
    """What was changed and what was not, to the lead who did it."""
    names = ", ".join(fire.name for fire in done)
    text = f"Done for {names}." if done else "Nothing was changed."
    lines = "\n".join(f"• {escape(each)}" for each in refused)
    said = f"{text}\n{'These stay as they are' if done else 'Why'}:\n{lines}" if refused else text
    return Message(text, [kit.section(piece) for piece in parts(said, SECTION_TEXT)[:5]])


def found_message(found: Found, now: datetime, *, is_first: bool = True) -> Message:
    """A page of what was looked for; only the reader sees it."""
    words = escape(cut(found.words, 60))
    if not found.fires:
        text = f"I found no {'' if is_first else 'older '}fire with “{words}” that you may see."
        return Message(text, [kit.section(f"{text} Try fewer words, or a part of one.")])
    text = f"Fires with “{words}”, the newest first:"
    blocks: list[Block] = [kit.section(f"*{text}*")]
    for fire in found.fires:
        line = f"{COLOURS[fire.priority]} *{titled(fire)}*\n{state_line(fire)} · asked {ago(now - fire.created_at)}"
        show = kit.button("Show", ids.SHOW, str(Ref(fire.number, Place.NOTICE)), label=f"Show {fire.name}")
        blocks.append(kit.section(line, accessory=show))
    if found.before is not None:
        more = kit.button("Older ones", ids.FIND_MORE, f"{found.before}:{found.words[:LONGEST_WORDS]}")
        blocks.append(kit.actions(more))
    return Message(text, blocks)


def history_message(history: History) -> Message:
    """A page of everything that happened to a fire, the oldest first."""
    fire, zone = history.fire, history.team.week.zone
    text = f"What happened to {titled(fire)}, page {history.page + 1} of {history.pages}:"
    lines = [event_line(event, zone) for event in history.events]
    blocks: list[Block] = [kit.section(f"*{text}*"), *(kit.context(line) for line in lines)]
    turns = []
    if history.page:
        turns.append(kit.button("Earlier", ids.HISTORY_BACK, f"{fire.number}:{history.page - 1}"))
    if history.page + 1 < history.pages:
        turns.append(kit.button("Later", ids.HISTORY, f"{fire.number}:{history.page + 1}"))
    return Message(text, [*blocks, *([kit.actions(*turns)] if turns else [])])


def _hands(queue: Queue) -> str:
    limit = f" (at most {queue.cap} each)" if queue.cap else ""
    return f"In hand{limit}: {', '.join(f'{escape(name)} {count}' for name, count in queue.hands)}"


def _narrow(queue: Queue) -> Block:
    """What is shown, and a list of all it can be narrowed to, each with its count."""
    active = [each for each in queue.options if queue.choice.parts[each.part] == each.value]
    shown = ", ".join(f"*{escape(each.label)}*" for each in active)
    text = f"Showing {shown}: {len(queue.fires)} of {queue.total}." if shown else f"Showing all {queue.total}."
    if not queue.choice.is_everything and not active:
        text = f"Showing none of {queue.total}: what you chose has changed."
    ref = Ref(0, Place.QUEUE, queue.team.id, 0)
    offered = [kit.option("Show everything", str(ref))] if not queue.choice.is_everything else []
    offered += [_option(each, queue.choice, ref) for each in queue.options if each not in active]
    return kit.section(text, accessory=kit.select(ids.NARROW, offered[:OPTIONS], placeholder="Narrow it to…"))


def _option(each: Option, choice: Choice, ref: Ref) -> kit.Element:
    narrowed = replace(choice, **{each.part: each.value})
    return kit.option(cut(f"{each.label} ({each.count})", OPTION_TEXT), str(replace(ref, chosen=str(narrowed))))


def _priorities() -> list[kit.Element]:
    return [kit.option(f"{COLOURS[each]} {each}", each.value, description=MEANINGS[each]) for each in Priority]
