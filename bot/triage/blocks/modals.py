"""Forms about fires: filing and changing one, and what is asked at a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.people.domain import Team
from bot.slack import kit, pickers
from bot.slack.escape import cut, escape
from bot.slack.message import Block
from bot.slack.sizes import OPTION_TEXT, OPTIONS
from bot.triage.blocks import ids
from bot.triage.blocks.parts import COLOURS, EFFORTS, RECURRENCES, titled
from bot.triage.domain import LONGEST_TEXT, LONGEST_TOPIC, MEANINGS, SHOWN_TITLE, Fire, Priority

LONGEST_SAID = 2000


@dataclass(frozen=True)
class Prefilled:
    """What stands in the form when it opens. `requester` None hides the question for whom it is."""

    title: str = ""
    description: str = ""
    priority: Priority | None = None
    needed_by: date | None = None
    requester: str | None = None


def file_form(teams: Sequence[Team], first: Team | None, known: Prefilled, memo: str) -> dict[str, Any]:
    """Asks for the team only where there are several. `first` is the one most likely meant."""
    asked: list[Block] = []
    if len(teams) > 1:
        options = [kit.option(cut(team.name, OPTION_TEXT), str(team.id)) for team in teams[:OPTIONS]]
        chosen = str(first.id) if first else None
        asked.append(kit.labelled("Which team?", kit.select(ids.FIELD, options, chosen=chosen), ids.TEAM))
    asked += [*_told(known), _priority(known.priority), _needed_by(known.needed_by)]
    if known.requester is not None:
        who = pickers.person_select(ids.FIELD, chosen=known.requester)
        hint = "They get the notices; you stay named as the one who filed it."
        asked.append(kit.labelled("Who needs it?", who, ids.REQUESTER, hint=hint))
    return kit.modal("File a fire", asked, callback_id=ids.FILE_FORM, submit="File it", memo=memo)


def edit_form(fire: Fire, memo: str, *, asks_priority: bool) -> dict[str, Any]:
    """The form again, filled with what is stored. Details that do not fit a field are not asked, so they stay whole."""
    told = _told(Prefilled(fire.title, fire.description))
    if len(fire.description) > LONGEST_TEXT:
        told.pop()
    blocks = [*told, _needed_by(fire.needed_by)]
    if asks_priority:
        blocks.append(_priority(fire.priority_proposed))
    return kit.modal(f"Change {fire.name}", blocks, callback_id=ids.EDIT_FORM, submit="Save", memo=memo)


def assign_form(fire: Fire, memo: str) -> dict[str, Any]:
    blocks = [
        kit.section(f"*{titled(fire)}*"),
        kit.labelled("Who gets it?", pickers.person_select(ids.FIELD), ids.WHO, hint="A member of the team."),
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
        _priority(fire.priority),
        _topic(fire),
    ]
    return kit.modal(f"Priority of {fire.name}", blocks, callback_id=ids.PRIORITY_FORM, submit="Set", memo=memo)


def shown_fire(fire: Fire, blocks: Sequence[Block]) -> dict[str, Any]:
    """Everything about a fire where no message can be answered."""
    return kit.modal(fire.name, blocks, callback_id=ids.SHOWN, close="Close")


def _told(known: Prefilled) -> list[Block]:
    title = kit.text_input(
        ids.FIELD, value=known.title, max_length=SHOWN_TITLE, placeholder="Revenue dashboard shows zeros"
    )
    details = kit.text_input(ids.FIELD, value=known.description, multiline=True, max_length=LONGEST_TEXT)
    hint = "What you see, what you expected, which decision waits for it."
    return [
        kit.labelled("What is wanted?", title, ids.TITLE),
        kit.labelled("Details", details, ids.DESCRIPTION, optional=True, hint=hint),
    ]


def _priority(chosen: Priority | None) -> Block:
    options = [
        kit.option(f"{COLOURS[each]} {each}", each.value, description=meaning) for each, meaning in MEANINGS.items()
    ]
    return kit.labelled("How urgent is it?", kit.radio(ids.FIELD, options, chosen=chosen), ids.PRIORITY)


def _needed_by(chosen: date | None) -> Block:
    picker = kit.date_picker(ids.FIELD, chosen=chosen.isoformat() if chosen else None)
    return kit.labelled("Needed by", picker, ids.NEEDED_BY, optional=True)


def _topic(fire: Fire) -> Block:
    topic = kit.text_input(ids.FIELD, value=fire.topic, max_length=LONGEST_TOPIC, placeholder="billing")
    return kit.labelled("Topic", topic, ids.TOPIC, optional=True, hint="One or two words, the same each time.")


def _one_text(fire: Fire, label: str, submit: str, callback_id: str, memo: str) -> dict[str, Any]:
    said = kit.text_input(ids.FIELD, multiline=True, max_length=LONGEST_SAID)
    blocks = [kit.section(f"*{titled(fire)}*"), kit.labelled(label, said, ids.TEXT)]
    return kit.modal(fire.name, blocks, callback_id=callback_id, submit=submit, memo=memo)
