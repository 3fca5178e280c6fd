"""Somebody goes on leave: what they have in hand, with a button for each way it can go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message
from bot.slack.sizes import BUTTON_TEXT
from bot.triage.blocks import ids
from bot.triage.blocks.parts import COLOURS, day, state_line, titled
from bot.triage.domain.leave import Handover, Held

# Two blocks a fire; who has more decides about these first.
SHOWN = 15


@dataclass(frozen=True)
class HandRef:
    """What a button of a handover is about: one fire or all (0), of whom, to whom, and what they decided to keep."""

    absence_id: int
    user_id: str
    number: int = 0
    to: str = ""
    kept: tuple[int, ...] = ()

    def __str__(self) -> str:
        kept = ",".join(str(each) for each in self.kept)
        return f"{self.absence_id}:{self.user_id}:{self.number}:{self.to}:{kept}"


def read_hand_ref(value: str) -> HandRef:
    absence_id, user_id, number, to, kept = value.split(":")
    return HandRef(int(absence_id), user_id, int(number), to, tuple(int(each) for each in kept.split(",") if each))


def handover_message(
    handover: Handover, *, is_self: bool, kept: Collection[int] = (), refused: Sequence[str] = ()
) -> Message:
    """As it stands now; what was decided has no buttons any more."""
    text = _opening(handover, is_self=is_self)
    ref = HandRef(handover.absence_id, handover.user_id, kept=tuple(sorted(kept)))
    open_ones = [each for each in handover.held if each.fire.number not in kept]
    shown = [*open_ones, *(each for each in handover.held if each.fire.number in kept)][:SHOWN]
    blocks: list[Block] = [kit.section(text)]
    for each in shown:
        blocks += _row(each, ref, is_kept=each.fire.number in kept, is_self=is_self)
    if len(handover.held) > SHOWN:
        blocks.append(kit.context(f"…and {len(handover.held) - SHOWN} more, which come when these are settled."))
    if len(open_ones) > 1:
        blocks += [kit.divider(), _for_all(open_ones, ref)]
    blocks += [kit.context(escape(each)) for each in refused[:5]]
    return Message(text, blocks)


def _opening(handover: Handover, *, is_self: bool) -> str:
    who = "You" if is_self else escape(handover.name)
    count = len(handover.held)
    if not count:
        return f"{who} {'have' if is_self else 'has'} no fire in hand any more: all is handed over."
    has = f"{'have' if is_self else 'has'} {count} fire{'' if count == 1 else 's'} in hand"
    if handover.first_on is None:
        return f"{who} {has}. What becomes of {'it' if count == 1 else 'them'}?"
    back = f", back on {_day(handover.back_on)}" if handover.back_on else ""
    away = f"{'are' if is_self else 'is'} away from {_day(handover.first_on)}{back}"
    return f"{who} {away}, and {has}. What becomes of {'it' if count == 1 else 'them'}?"


def _row(each: Held, ref: HandRef, *, is_kept: bool, is_self: bool) -> list[Block]:
    fire = each.fire
    facts = [state_line(fire), *([f"needed by {day(fire.needed_by)}"] if fire.needed_by else [])]
    line = kit.section(f"{COLOURS[fire.priority]} *{titled(fire)}*\n{' · '.join(facts)}")
    if is_kept:
        return [line, kit.context("You keep it." if is_self else "It stays where it is.")]
    to = each.to
    ways = [
        *([_button(f"Pass to {to.name}", ids.HAND_ONE, ref, fire.number, to.user_id)] if to else []),
        _button("Back to the queue", ids.QUEUE_ONE, ref, fire.number),
        _button("Keep", ids.KEEP_ONE, ref, fire.number),
    ]
    return [line, kit.actions(*ways)]


def _for_all(held: Sequence[Held], ref: HandRef) -> Block:
    ways = [
        kit.button("All back to the queue", ids.QUEUE_ALL, str(ref)),
        kit.button("Keep all", ids.KEEP_ALL, str(ref)),
    ]
    if any(each.to for each in held):
        ways.insert(0, kit.button("Pass all on as suggested", ids.HAND_ALL, str(ref), style="primary"))
    return kit.actions(*ways)


def _button(text: str, action_id: str, ref: HandRef, number: int, to: str = "") -> kit.Element:
    value = str(HandRef(ref.absence_id, ref.user_id, number, to, ref.kept))
    return kit.button(cut(text, BUTTON_TEXT), action_id, value, label=cut(f"{text}: F-{number}", BUTTON_TEXT))


def _day(on: date) -> str:
    return f"{on:%A, %-d %B}"
