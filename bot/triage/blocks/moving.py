"""Putting off, merging, splitting, and saying that something is no request: the buttons and forms for it."""

from collections.abc import Sequence
from typing import Any

from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.sizes import OPTION_TEXT, OPTIONS
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Ref
from bot.triage.blocks.parts import titled
from bot.triage.domain import Act, Fire, Step

LONGEST_SAID = 2000
OWN_CASE = "own"
SAME_CASE = "same"
# Why something is no request, as the requester reads it.
REASONS = {
    "answered": "It was answered at once",
    "chat": "Nothing is asked for in it",
    "elsewhere": "It belongs to somebody else",
    "mistake": "It was filed by mistake",
}


def more_buttons(fire: Fire, ref: Ref, steps: frozenset[Step], acts: frozenset[Act]) -> list[kit.Element]:
    """What there is no room for in the menu, for those who may."""
    value = str(ref)
    found = []
    if Step.WAKE in steps:
        found.append(kit.button("Bring it back now", ids.WAKE, value, label=f"Bring {fire.name} back"))
    if Step.SNOOZE in steps:
        found.append(kit.button("Snooze…", ids.SNOOZE, value, label=f"Snooze {fire.name}"))
    if Step.MERGE in steps:
        found.append(kit.button("Merge…", ids.MERGE, value, label=f"Merge {fire.name} into another fire"))
    if Act.SPLIT in acts:
        found.append(kit.button("Split…", ids.SPLIT, value, label=f"Split {fire.name}"))
    if Act.SET_PRIORITY in acts:
        found.append(kit.button("Set the priority…", ids.SET_PRIORITY, value, label=f"Priority of {fire.name}"))
    if Step.DECLINE in steps:
        found.append(kit.button("It is not a request…", ids.DISMISS, value, label=f"{fire.name} is not a request"))
    return found


def snooze_form(fire: Fire, memo: str) -> dict[str, Any]:
    why = kit.text_input(ids.FIELD, max_length=LONGEST_SAID, placeholder="The export is only there from December on")
    hint = "It comes back when the team begins to work that day: to who has it, or to the queue."
    blocks = [
        kit.section(f"*{titled(fire)}*"),
        kit.labelled("Until when?", kit.date_picker(ids.FIELD), ids.UNTIL, hint=hint),
        kit.labelled("Why?", why, ids.TEXT, optional=True, hint="Whoever asked reads this."),
    ]
    return kit.modal(f"Snooze {fire.name}", blocks, callback_id=ids.SNOOZE_FORM, submit="Snooze", memo=memo)


def merge_form(fire: Fire, others: Sequence[Fire], memo: str) -> dict[str, Any]:
    """`others` are those it may become part of, the likeliest first."""
    options = [kit.option(cut(f"{each.name} · {each.title}", OPTION_TEXT), str(each.number)) for each in others]
    hint = "Both are one piece of work from then on. Whoever asked is told, and hears what happens with that one."
    if len(options) > OPTIONS:
        hint = f"Not here? Type `/triage merge {fire.name} into F-9`."
    blocks = [
        kit.section(f"*{titled(fire)}*"),
        kit.labelled("Which fire is it part of?", kit.select(ids.FIELD, options[:OPTIONS]), ids.INTO, hint=hint),
    ]
    return kit.modal(f"Merge {fire.name}", blocks, callback_id=ids.MERGE_FORM, submit="Merge", memo=memo)


def split_form(fire: Fire, memo: str) -> dict[str, Any]:
    said = kit.text_input(ids.FIELD, multiline=True, max_length=LONGEST_SAID, placeholder="The churn chart too")
    cases = [
        kit.option("The same matter", SAME_CASE, "Counted once, as one piece of work"),
        kit.option("Another matter", OWN_CASE, "Counted apart"),
    ]
    blocks = [
        kit.section(f"*{titled(fire)}*"),
        kit.labelled("What is the other fire?", said, ids.TEXT, hint="It gets the same requester, who is told."),
        kit.labelled("Is it…", kit.radio(ids.FIELD, cases, chosen=SAME_CASE), ids.CASE),
    ]
    return kit.modal(f"Split {fire.name}", blocks, callback_id=ids.SPLIT_FORM, submit="Split", memo=memo)


def dismiss_form(fire: Fire, memo: str, *, may_be_slip: bool) -> dict[str, Any]:
    """`may_be_slip`: it is young enough to leave all counts."""
    reasons = [kit.option(text, value) for value, text in REASONS.items()]
    words = kit.text_input(ids.FIELD, max_length=LONGEST_SAID)
    counts = "It leaves all counts." if may_be_slip else "It is older than an hour, so it counts as declined."
    blocks = [
        kit.section(f"*{titled(fire)}*\n{counts}"),
        kit.labelled("Why is it none?", kit.radio(ids.FIELD, reasons, chosen="answered"), ids.REASON),
        kit.labelled("In your words", words, ids.TEXT, optional=True, hint="Whoever asked reads both."),
    ]
    return kit.modal("Not a request", blocks, callback_id=ids.DISMISS_FORM, submit="Close it", memo=memo)
