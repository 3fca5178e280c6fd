"""The form to file a fire, and to change one. It follows the team and the kind of request chosen in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.people.domain import Team
from bot.slack import kit, pickers
from bot.slack.escape import cut
from bot.slack.message import Block
from bot.slack.sizes import OPTION_TEXT, OPTIONS
from bot.triage.blocks import ids
from bot.triage.blocks.parts import COLOURS
from bot.triage.domain import LONGEST_TEXT, MEANINGS, SHOWN_TITLE, Desk, Fire, Priority, Readiness

LONGEST_LINE = 300
READINESS = {
    "value": ("What is it worth?", "Money, time, a risk that goes away."),
    "waiting": ("Who is waiting for it?", "Names or teams."),
    "use": ("How will it be put into use?", "A meeting, a page people look at every day."),
    "data": ("Is the data there?", "Where it is, as far as you know."),
}
PRIVATE_HINT = (
    "Then only you, whoever needs it, its owner and the team's leads see it. It goes to the leads in direct messages "
    "instead of the team's channel."
)


@dataclass(frozen=True)
class Prefilled:
    """What stands in the form. `description` None leaves it out; `requester` None hides the question for whom it is,
    `private` None the one who may see it.
    """

    title: str = ""
    description: str | None = ""
    priority: Priority | None = None
    needed_by: date | None = None
    requester: str | None = None
    type: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    decision: str | None = None
    readiness: Readiness = field(default_factory=Readiness)
    private: bool | None = False


def file_form(
    teams: Sequence[Team], first: Team | None, desk: Desk | None, known: Prefilled, memo: str
) -> dict[str, Any]:
    """Asks for the team only where there are several. `first` is the one most likely meant, `desk` how it takes fires;
    both are None until a team is chosen.
    """
    blocks = [*_team(teams, first), *_told(desk, known), _priority(known.priority), *_around(desk, known)]
    if known.requester is not None:
        who = pickers.person_select(ids.FIELD, chosen=known.requester)
        hint = "They get the notices; you stay named as the one who filed it."
        blocks.append(kit.labelled("Who needs it?", who, ids.REQUESTER, hint=hint))
    blocks += _private(known.private)
    return kit.modal("File a fire", blocks, callback_id=ids.FILE_FORM, submit="File it", memo=memo)


def edit_form(fire: Fire, desk: Desk, known: Prefilled, memo: str) -> dict[str, Any]:
    """The form again, with what is in it now. A priority of None is not asked for."""
    blocks = [*_told(desk, known), *_around(desk, known)]
    if known.priority is not None:
        blocks.append(_priority(known.priority))
    blocks += _private(known.private)
    return kit.modal(f"Change {fire.name}", blocks, callback_id=ids.EDIT_FORM, submit="Save", memo=memo)


def stored(fire: Fire, *, asks_priority: bool, may_hide: bool) -> Prefilled:
    """What is stored of a fire, as it stands in the form. Details that do not fit a field are not asked, so they stay
    whole.
    """
    return Prefilled(
        title=fire.title,
        description=fire.description if len(fire.description) <= LONGEST_TEXT else None,
        priority=fire.priority_proposed if asks_priority else None,
        needed_by=fire.needed_by,
        type=fire.type,
        fields=fire.fields,
        decision=fire.decision,
        readiness=fire.readiness,
        private=fire.private if may_hide else None,
    )


def only_asked(fire: Fire, known: Prefilled) -> Prefilled:
    """What somebody has put into the form so far, without what the form of this fire does not ask."""
    whole = stored(fire, asks_priority=known.priority is not None, may_hide=True)
    return replace(known, description=None if whole.description is None else known.description, requester=None)


def _team(teams: Sequence[Team], first: Team | None) -> list[Block]:
    if len(teams) < 2:
        return []
    options = [kit.option(cut(team.name, OPTION_TEXT), str(team.id)) for team in teams[:OPTIONS]]
    choice = kit.select(ids.CHOOSE_ASKED, options, chosen=str(first.id) if first else None)
    return [kit.labelled("Which team?", choice, ids.TEAM, dispatches=True)]


def _told(desk: Desk | None, known: Prefilled) -> list[Block]:
    """What it is about: its kind, a title, details, and what that kind asks for."""
    title = kit.text_input(
        ids.FIELD, value=known.title, max_length=SHOWN_TITLE, placeholder="Revenue dashboard shows zeros"
    )
    blocks = [*_type(desk, known.type), kit.labelled("What is wanted?", title, ids.TITLE)]
    if known.description is not None:
        details = kit.text_input(ids.FIELD, value=known.description, multiline=True, max_length=LONGEST_TEXT)
        hint = "What you see, and what you expected."
        blocks.append(kit.labelled("Details", details, ids.DESCRIPTION, optional=True, hint=hint))
    return [*blocks, *_of_type(desk, known)]


def _type(desk: Desk | None, chosen: str | None) -> list[Block]:
    """Who changes a fire of a kind that the team gave up can keep it."""
    names = [each.name for each in desk.types] if desk else []
    names += [chosen] if chosen is not None and chosen not in names else []
    if not names:
        return []
    options = [kit.option(name, name) for name in names[:OPTIONS]]
    choice = kit.select(ids.CHOOSE_ASKED, options, chosen=chosen)
    hint = "The form asks for what this kind needs."
    return [kit.labelled("What kind of request is it?", choice, ids.TYPE, optional=True, hint=hint, dispatches=True)]


def _of_type(desk: Desk | None, known: Prefilled) -> list[Block]:
    kind = desk.type_called(known.type) if desk else None
    if kind is None:
        return []
    return [
        kit.labelled(
            each.label,
            kit.text_input(ids.FIELD, value=known.fields.get(each.label), max_length=LONGEST_LINE),
            ids.field_id(each.label),
            optional=not each.required,
        )
        for each in {each.label: each for each in kind.fields}.values()
    ]


def _around(desk: Desk | None, known: Prefilled) -> list[Block]:
    """When it is needed, what for, and what makes it ready to be worked on."""
    picker = kit.date_picker(ids.FIELD, chosen=known.needed_by.isoformat() if known.needed_by else None)
    decision = kit.text_input(ids.FIELD, value=known.decision, max_length=LONGEST_LINE, placeholder="Pricing for March")
    blocks = [
        kit.labelled("Needed by", picker, ids.NEEDED_BY, optional=True),
        kit.labelled("Which decision does it serve?", decision, ids.DECISION, optional=True),
    ]
    if (desk is not None and desk.asks_readiness) or known.readiness.answered:
        blocks += [
            kit.labelled(
                label,
                kit.text_input(ids.FIELD, value=getattr(known.readiness, name), max_length=LONGEST_LINE),
                ids.readiness_id(name),
                optional=True,
                hint=hint,
            )
            for name, (label, hint) in READINESS.items()
        ]
    return blocks


def _priority(chosen: Priority | None) -> Block:
    return priority_field(chosen)


def priority_field(chosen: Priority | None) -> Block:
    """The four levels with what they mean."""
    options = [
        kit.option(f"{COLOURS[each]} {each}", each.value, description=meaning) for each, meaning in MEANINGS.items()
    ]
    return kit.labelled("How urgent is it?", kit.radio(ids.FIELD, options, chosen=chosen), ids.PRIORITY)


def _private(chosen: bool | None) -> list[Block]:
    if chosen is None:
        return []
    option = kit.option("Keep it private", ids.PRIVATE)
    box = kit.checkboxes(ids.FIELD, [option], chosen=[ids.PRIVATE] if chosen else [])
    return [kit.labelled("Who may see it?", box, ids.PRIVATE, optional=True, hint=PRIVATE_HINT)]
