"""Yes, and: what could move when somebody with full hands takes one more, and how that is told."""

from collections.abc import Mapping
from typing import Any

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Block, Message
from bot.slack.sizes import OPTION_TEXT
from bot.triage.blocks import ids
from bot.triage.blocks.parts import day, state_line, titled
from bot.triage.blocks.suggestions import show_button
from bot.triage.domain import URGENT, Fire
from bot.triage.domain.making_room import Move, Open, Room, moves_for

# Of what somebody has in hand, what can wait best; who has more decides about these first.
SHOWN = 10
LONGEST_WHY = 500
MOVED = "move:"


def room_form(room: Room, memo: str, *, is_self: bool) -> dict[str, Any]:
    """One click for each fire that moves, or the reason why none does."""
    who = "You have" if is_self else f"{escape(room.name)} has"
    whose = "your" if is_self else "their"
    need = "one" if room.excess == 1 else str(room.excess)
    blocks: list[Block] = [
        kit.section(
            f"*{titled(room.fire)}*\n{who} {room.count} in hand, and {escape(room.team.name)} wants nobody to have "
            f"more than {room.cap}. Yes, and: let {need} of these move, or say why it goes on top."
        )
    ]
    for each in room.open[:SHOWN]:
        blocks.append(kit.section(f"{each.fire.priority} *{titled(each.fire)}*\n{_facts(each)}"))
        radio = kit.radio(ids.FIELD, _options(each, room), chosen=Move.STAY)
        blocks.append(kit.labelled(f"What becomes of {each.fire.name}?", radio, f"{MOVED}{each.fire.number}"))
    why = kit.text_input(ids.FIELD, max_length=LONGEST_WHY, placeholder="The board meets at three")
    hint = f"Whoever waits for a fire that moves is told. Leave this empty when something leaves {whose} hands."
    blocks.append(kit.labelled("It is taken anyway, because", why, ids.TEXT, optional=True, hint=hint))
    title, submit = f"Make room for {room.fire.name}", "Take it" if is_self else "Assign it"
    return kit.modal(title, blocks, callback_id=ids.ROOM_FORM, submit=submit, memo=memo)


def made_room(fire: Fire, taken: Fire, team: Team, move: Move) -> Message:
    """To the requester of a fire that moved. What it moved for is named by its urgency only."""
    what = "an urgent request" if taken.priority in URGENT else "another request"
    now = {
        Move.RELEASE: f"is back in {escape(team.name)}'s queue, and somebody else will take it",
        Move.SNOOZE: f"now comes after {day(fire.snoozed_until)}" if fire.snoozed_until else "now comes later",
        Move.LATER: f"is now planned until {day(fire.needed_by)}" if fire.needed_by else "now comes later",
    }.get(move, "is with somebody else now")
    text = f"To make room for {what}, {titled(fire)} {now}."
    return Message(
        text, [kit.section(text), kit.context("If that is too late for you, say so to the team."), _show(fire)]
    )


def taken_on(fire: Fire, moved: Mapping[Move, int]) -> Message:
    """To who made room: how it stands now."""
    count = sum(moved.values())
    told = f" {count} moved for it, and whoever waits for that is told." if count else ""
    text = f"{titled(fire)}: {state_line(fire)}.{told}"
    return Message(text, [kit.section(text), _show(fire)])


def _facts(each: Open) -> str:
    fire = each.fire
    facts = [f"{mention(fire.requester_id)} asked for it", state_line(fire)]
    if fire.needed_by:
        facts.append(f"needed by {day(fire.needed_by)}")
    return " · ".join(facts)


def _options(each: Open, room: Room) -> list[kit.Element]:
    words = {
        Move.STAY: "It stays as it is",
        Move.RELEASE: "Back to the queue",
        Move.HAND: f"Hand it to {each.to.name}" if each.to else "",
        Move.SNOOZE: f"Snooze it until {day(room.monday)}",
        Move.LATER: f"Needed later: by {day(each.later)}",
    }
    return [kit.option(cut(words[move], OPTION_TEXT), move.value) for move in moves_for(each)]


def _show(fire: Fire) -> Block:
    return kit.actions(show_button(fire))
