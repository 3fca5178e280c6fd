"""Forms about fires: what is asked at a step."""

from collections.abc import Sequence
from typing import Any

from bot.slack import kit, pickers
from bot.slack.escape import escape
from bot.slack.message import Block
from bot.triage.blocks import ids
from bot.triage.blocks.filing import priority_field
from bot.triage.blocks.parts import EFFORTS, RECURRENCES, titled
from bot.triage.domain import LONGEST_TOPIC, Fire

LONGEST_SAID = 2000


def assign_form(fire: Fire, memo: str, suggestion: str = "", suggested: str | None = None) -> dict[str, Any]:
    """`suggestion` says who could take it and why; that person is chosen already."""
    blocks = [
        kit.section("\n".join(filter(None, [f"*{titled(fire)}*", suggestion]))),
        kit.labelled(
            "Who gets it?", pickers.person_select(ids.FIELD, chosen=suggested), ids.WHO, hint="A member of the team."
        ),
    ]
    return kit.modal(f"Assign {fire.name}", blocks, callback_id=ids.ASSIGN_FORM, submit="Assign", memo=memo)


def away_form(fire: Fire, sentence: str, memo: str) -> dict[str, Any]:
    """Asks once more, in place of the assign form."""
    blocks = [kit.section(f"{escape(sentence)} {fire.name} would lie until then.")]
    return kit.modal(f"Assign {fire.name}", blocks, callback_id=ids.AWAY_FORM, submit="Assign anyway", memo=memo)


def wait_form(fire: Fire, memo: str) -> dict[str, Any]:
    return _one_text(fire, "What do you need from them?", "Ask", ids.WAIT_FORM, memo)


def answer_form(fire: Fire, memo: str) -> dict[str, Any]:
    return _one_text(fire, "Your answer", "Send", ids.ANSWER_FORM, memo)


def resolve_form(fire: Fire, memo: str) -> dict[str, Any]:
    """Everything in it may be left out."""
    efforts = [kit.option(text, effort.value) for effort, text in EFFORTS.items()]
    afterwards = [kit.option(text, each.value) for each, text in RECURRENCES.items()]
    outcome = kit.text_input(
        ids.FIELD, multiline=True, max_length=LONGEST_SAID, placeholder="What changed because of it?"
    )
    blocks = [
        kit.section(f"*{titled(fire)}*"),
        kit.labelled("Outcome", outcome, ids.TEXT, optional=True, hint="The requester reads this."),
        kit.labelled("Effort", kit.radio(ids.FIELD, efforts, chosen=fire.effort), ids.EFFORT, optional=True),
        kit.labelled("And afterwards?", kit.radio(ids.FIELD, afterwards), ids.RECURRENCE, optional=True),
        _topic(fire),
    ]
    return kit.modal(f"{fire.name} is done", blocks, callback_id=ids.RESOLVE_FORM, submit="Done", memo=memo)


def decline_form(fire: Fire, memo: str, *, may_be_slip: bool) -> dict[str, Any]:
    """`may_be_slip`: it is young enough to say that it never was a request."""
    reason = kit.text_input(ids.FIELD, multiline=True, max_length=LONGEST_SAID)
    blocks = [
        kit.section(f"*{titled(fire)}*"),
        kit.labelled("Why not?", reason, ids.TEXT, hint="This is sent to the requester, in your name."),
    ]
    if may_be_slip:
        box = kit.checkboxes(
            ids.FIELD, [kit.option("It was not a request: leave it out of all counts", ids.NOT_A_REQUEST)]
        )
        blocks.append(kit.labelled("Or was it a slip?", box, ids.SLIP, optional=True))
    return kit.modal(f"Decline {fire.name}", blocks, callback_id=ids.DECLINE_FORM, submit="Decline", memo=memo)


def priority_form(fire: Fire, memo: str) -> dict[str, Any]:
    blocks = [
        kit.section(f"*{titled(fire)}*\nProposed by the requester: {fire.priority_proposed}."),
        priority_field(fire.priority),
        _topic(fire),
    ]
    return kit.modal(f"Priority of {fire.name}", blocks, callback_id=ids.PRIORITY_FORM, submit="Set", memo=memo)


def shown_fire(fire: Fire, blocks: Sequence[Block]) -> dict[str, Any]:
    """Everything about a fire where no message can be answered."""
    return kit.modal(fire.name, blocks, callback_id=ids.SHOWN, close="Close")


def _topic(fire: Fire) -> Block:
    topic = kit.text_input(ids.FIELD, value=fire.topic, max_length=LONGEST_TOPIC, placeholder="billing")
    return kit.labelled("Topic", topic, ids.TOPIC, optional=True, hint="One or two words, the same each time.")


def _one_text(fire: Fire, label: str, submit: str, callback_id: str, memo: str) -> dict[str, Any]:
    said = kit.text_input(ids.FIELD, multiline=True, max_length=LONGEST_SAID)
    blocks = [kit.section(f"*{titled(fire)}*"), kit.labelled(label, said, ids.TEXT)]
    return kit.modal(fire.name, blocks, callback_id=callback_id, submit=submit, memo=memo)
