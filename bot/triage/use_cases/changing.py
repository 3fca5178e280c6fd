"""A fire is told better until it is out: its words, what its type asks for, who sees it, its priority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.work import Work
from bot.triage.domain import LONGEST_TOPIC, Act, Fire, Note, Part, Priority, Readiness, may
from bot.triage.repository import Desks, FireEvents, Fires
from bot.triage.use_cases.clocks import set_clocks
from bot.triage.use_cases.filing import Mistaken, must_be_ahead, must_fit, must_have_leads
from bot.triage.use_cases.stepping import Change, Grip, grip, must_be_open, overtaken

CHANGED = {
    "title": "title",
    "description": "details",
    "type": "kind of request",
    "fields": "what its kind asks for",
    "decision": "decision it serves",
    "readiness": "readiness answers",
    "needed_by": "needed-by date",
    "priority_proposed": "proposed priority",
}


@dataclass(frozen=True)
class Kind:
    """What kind of request it is, None for none, and what that asks for, by label."""

    type: str | None
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Edit:
    """How somebody wants a fire to read. None leaves details, proposed priority, kind, readiness or who sees it as they
    are. An empty decision takes it out.
    """

    title: str
    description: str | None
    needed_by: date | None
    priority: Priority | None = None
    kind: Kind | None = None
    decision: str | None = None
    readiness: Readiness | None = None
    private: bool | None = None


async def edit_fire(work: Work, number: int, by: str, edit: Edit) -> Change:
    """Tells it better while it is open. A new priority is a proposal: it holds until a lead decides otherwise. Raises
    Mistaken with the field that cannot be so.
    """
    held = await grip(work, number, by, Act.EDIT)
    fire = held.fire
    must_be_open(fire)
    if not edit.title.strip():
        raise Mistaken("title", "Say in a few words what is wanted.")
    if edit.needed_by != fire.needed_by:
        await must_be_ahead(work, edit.needed_by, fire.requester_id, held.team)
    values = {
        "title": edit.title.strip(),
        "needed_by": edit.needed_by,
        **_said(edit),
        **await _kind(work, fire, edit.kind),
        **await _proposal(work, held, edit.priority),
        **_who_sees(held, edit.private),
    }
    changed = await Fires(work).change(fire, **values)
    if changed is None:
        raise overtaken(fire)
    if changed.private != fire.private:
        await FireEvents(work).add(fire.id, by, Note.HIDDEN, after="private" if changed.private else "shown")
    event = await FireEvents(work).add(fire.id, by, Note.EDITED, text=_told_better(fire, changed))
    return Change(fire, await set_clocks(work, changed, held.team), event)


async def set_priority(work: Work, number: int, by: str, priority: Priority, topic: str | None = None) -> Change:
    """What a lead decides, whatever the requester proposed; both are kept."""
    held = await grip(work, number, by, Act.SET_PRIORITY)
    fire = held.fire
    must_be_open(fire)
    changed = await Fires(work).change(fire, priority=priority, topic=tidy_topic(topic) or fire.topic)
    if changed is None:
        raise overtaken(fire)
    event = await FireEvents(work).add(fire.id, by, Note.PRIORITY, before=fire.priority, after=priority)
    return Change(fire, await set_clocks(work, changed, held.team), event)


def tidy_topic(topic: str | None) -> str | None:
    """One spelling of a topic, whoever types it."""
    return " ".join((topic or "").lower().split())[:LONGEST_TOPIC] or None


def _said(edit: Edit) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if edit.description is not None:
        values["description"] = edit.description.strip()
    if edit.decision is not None:
        values["decision"] = edit.decision.strip() or None
    if edit.readiness is not None:
        values["readiness"] = edit.readiness.as_stored
    return values


async def _kind(work: Work, fire: Fire, kind: Kind | None) -> dict[str, Any]:
    """A kind that the team gave up stays with the fires that have it, and so do answers nobody asked about now."""
    if kind is None:
        return {}
    desk = await Desks(work).get(fire.team_id)
    if kind.type != fire.type or desk.type_called(kind.type) is not None:
        must_fit(desk, kind.type, kind.fields)
    kept = fire.fields if kind.type == fire.type else {}
    fields = {label: text.strip() for label, text in {**kept, **kind.fields}.items() if text.strip()}
    return {"type": kind.type, "fields": fields or None}


async def _proposal(work: Work, held: Grip, priority: Priority | None) -> dict[str, Any]:
    if priority is None or Part.ASKED not in held.parts:
        return {}
    decided = await FireEvents(work).last(held.fire.id, [Note.PRIORITY]) is not None
    return {"priority_proposed": priority} | ({} if decided else {"priority": priority})


def _who_sees(held: Grip, private: bool | None) -> dict[str, Any]:
    if private is None or private == held.fire.private:
        return {}
    if not may(held.parts, Act.HIDE):
        raise Mistaken("private", "Only the requester, its owner or a lead can change who sees it.")
    if private:
        must_have_leads(held.team)
    return {"private": private}


def _told_better(before: Fire, after: Fire) -> str:
    """Which of its fields changed, in people's words."""
    changed = [word for name, word in CHANGED.items() if getattr(before, name) != getattr(after, name)]
    if before.private != after.private:
        changed.append("who sees it")
    return ", ".join(changed) or "nothing"
