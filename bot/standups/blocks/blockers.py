"""How a blocker looks: who it stops, for how long, who sees to it, and what can be done about it."""

from bot.slack import kit
from bot.slack.escape import escape, mention, parts
from bot.slack.message import Block, Message
from bot.standups.blocks import ids
from bot.standups.domain.blockers import Blocker, ShownBlocker

# Leaves room for the rest in one section.
LONGEST_TEXT = 2000


def blocker_blocks(shown: ShownBlocker) -> list[Block]:
    """For everybody who may read it: what it is, and while it stands, its buttons."""
    blocker = shown.blocker
    words = parts(escape(blocker.text or "no details given"), LONGEST_TEXT)[0]
    is_blocked = "🚧 *{}* is blocked: {}" if blocker.is_open else "✅ *{}* was blocked: {}"
    text = f"{is_blocked.format(escape(shown.person), words)}\n{_facts(shown)}"
    return [kit.section(text), *([kit.actions(*_buttons(blocker))] if blocker.is_open else [])]


def _facts(shown: ShownBlocker) -> str:
    """`B-3 · for 2 working days · Ana sees to it · Ben helps · F-12`"""
    blocker = shown.blocker
    facts = [blocker.name]
    if blocker.is_open:
        facts.append(say_age(shown.age))
    elif shown.solved_by:
        facts.append(f"solved by {escape(shown.solved_by)}")
    if shown.owner and blocker.is_open:
        facts.append(f"{escape(shown.owner)} sees to it")
    if shown.helpers and blocker.is_open:
        verb = "helps" if len(shown.helpers) == 1 else "help"
        facts.append(f"{escape(', '.join(shown.helpers))} {verb}")
    return " · ".join([*facts, *([blocker.fire] if blocker.fire else [])])


def say_age(days: int) -> str:
    return {0: "new", 1: "for 1 working day"}.get(days, f"for {days} working days")


def _buttons(blocker: Blocker) -> list[kit.Element]:
    value = str(blocker.id)
    return [
        kit.button("I can help", ids.HELP_BLOCKER, value),
        *([] if blocker.owner_id else [kit.button("I own it", ids.OWN_BLOCKER, value)]),
        *([] if blocker.fire else [kit.button("Make it a fire", ids.BLOCKER_TO_FIRE, value)]),
        kit.button("Solved", ids.SOLVE_BLOCKER, value),
    ]


def own_blocker_line(shown: ShownBlocker) -> Block:
    """On the Home tab of whoever is blocked."""
    words = parts(escape(shown.blocker.text or "no details given"), LONGEST_TEXT)[0]
    done = kit.button("Solved", ids.SOLVE_BLOCKER, str(shown.blocker.id))
    return kit.section(f"🚧 {words}\n{_facts(shown)}", accessory=done)


def _of(shown: ShownBlocker) -> str:
    """`: No access to billing`, or nothing where there are no words."""
    return f": {parts(escape(shown.blocker.text), LONGEST_TEXT)[0]}" if shown.blocker.text else ""


def help_offered(shown: ShownBlocker, helper_id: str) -> Message:
    return Message(f"{mention(helper_id)} can help with what blocks you{_of(shown)}. Write to them directly.")


def owner_found(shown: ShownBlocker, owner_id: str) -> Message:
    return Message(f"{mention(owner_id)} sees to what blocks you now{_of(shown)} ({shown.blocker.name}).")


def solved_for_you(shown: ShownBlocker, by: str) -> Message:
    """The blocked person may see it otherwise."""
    text = f"{mention(by)} says that what blocked you is solved{_of(shown)} ({shown.blocker.name})."
    button = kit.button("It still blocks me", ids.REOPEN_BLOCKER, str(shown.blocker.id))
    return Message(text, [kit.section(text), kit.actions(button)])


def escalation(shown: ShownBlocker, standup_name: str) -> Message:
    """What a lead is told once; it stays true as the blocker moves on."""
    blocker = shown.blocker
    opening = "Something stays in the way. Can you help it along?"
    if not blocker.is_open:
        opening = "This is out of the way."
    elif shown.owner:
        opening = f"{escape(shown.owner)} sees to this."
    text = f"{escape(shown.person)} is blocked in {escape(standup_name)}: {blocker.name}. {opening}"
    return Message(text, [kit.section(f"*{escape(standup_name)}*: {opening}"), *blocker_blocks(shown)])


def handed_over(shown: ShownBlocker, standup_name: str) -> Message:
    """What a lead is told when somebody left with a blocker open."""
    opening = f"{escape(shown.person)} is not in the team any more, and this was still in the way. It is yours now."
    if not shown.blocker.is_open:
        opening = "This is out of the way."
    text = f"{opening} ({escape(standup_name)}, {shown.blocker.name})"
    return Message(text, [kit.section(f"*{escape(standup_name)}*: {opening}"), *blocker_blocks(shown)])
