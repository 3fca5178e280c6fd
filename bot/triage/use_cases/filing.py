"""Asking: a fire is filed once, however often somebody tries, and may be told better until it is out."""

from dataclasses import dataclass
from datetime import date

from bot.core.calendar import find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Team, TeamId, UserId
from bot.people.repository import People, Teams
from bot.triage.domain import (
    DEFAULT_PRIORITY,
    LONGEST_TOPIC,
    Act,
    CaseId,
    Fire,
    FireEvent,
    Note,
    Part,
    Priority,
    Source,
    State,
    patience_ends,
    title_of,
)
from bot.triage.repository import FireEvents, Fires, NewFire
from bot.triage.use_cases.stepping import Change, grip, must_be_open, overtaken

FILED = "triage.filed"
UNCLAIMED = "triage.unclaimed"


@dataclass(frozen=True)
class FireRequest:
    """What somebody asks a team for. A pair of `source_channel` and `source_ts` makes one fire at most."""

    team_id: TeamId
    title: str
    requester_id: UserId
    filer_id: UserId
    source: Source
    description: str = ""
    priority: Priority = DEFAULT_PRIORITY
    needed_by: date | None = None
    permalink: str | None = None
    source_channel: str | None = None
    source_ts: str | None = None
    source_thread: str | None = None


@dataclass(frozen=True)
class Filed:
    """`event` is None when the same message was made a fire before; `fire` is that one then."""

    fire: Fire
    team: Team
    event: FireEvent | None

    @property
    def is_new(self) -> bool:
        return self.event is not None


class Mistaken(BotError):
    """Something in a request cannot be; `about` is the field it is in."""

    def __init__(self, about: str, text: str) -> None:
        super().__init__(text)
        self.about = about


async def file_fire(work: Work, request: FireRequest) -> Filed:
    """Gives it the next number and puts it into the team's queue; its card and notices follow whoever files it."""
    team = await Teams(work).get(request.team_id)
    if not request.title.strip():
        raise Mistaken("title", "Say in a few words what is wanted.")
    await _must_be_ahead(work, request.needed_by, request.requester_id, team)
    fires = Fires(work)
    last = await fires.last_number()
    if request.source_channel and request.source_ts:
        known = await fires.of_message(request.source_channel, request.source_ts)
        if known is not None:
            return Filed(known, await Teams(work).get(known.team_id), None)
    fire = await fires.add(_new(request, await _case(work, request)), last + 1)
    event = await FireEvents(work).add(fire.id, request.filer_id, Note.FILED, after=fire.state)
    await Timers(work).set(f"fire:{fire.id}:filed", FILED, ref=fire.id, at=work.now)
    await keep_watch(work, fire, team)
    return Filed(fire, team, event)


async def edit_fire(work: Work, number: int, by: str, edit: "Edit") -> Change:
    """Tells it better while it is open. A new priority is a proposal: it holds until a lead decides otherwise."""
    held = await grip(work, number, by, Act.EDIT)
    fire = held.fire
    must_be_open(fire)
    if not edit.title.strip():
        raise Mistaken("title", "Say in a few words what is wanted.")
    if edit.needed_by != fire.needed_by:
        await _must_be_ahead(work, edit.needed_by, fire.requester_id, held.team)
    values: dict[str, object] = {"title": edit.title.strip(), "needed_by": edit.needed_by}
    if edit.description is not None:
        values |= {"description": edit.description.strip()}
    if edit.priority is not None and Part.ASKED in held.parts:
        values |= {"priority_proposed": edit.priority}
        if await FireEvents(work).last(fire.id, [Note.PRIORITY]) is None:
            values |= {"priority": edit.priority}
    changed = await Fires(work).change(fire, **values)
    if changed is None:
        raise overtaken(fire)
    event = await FireEvents(work).add(fire.id, by, Note.EDITED, text=_told_better(fire, changed))
    await keep_watch(work, changed, held.team)
    return Change(fire, changed, event)


@dataclass(frozen=True)
class Edit:
    """How somebody wants a fire to read. None leaves details or proposed priority as they are."""

    title: str
    description: str | None
    needed_by: date | None
    priority: Priority | None = None


async def set_priority(work: Work, number: int, by: str, priority: Priority, topic: str | None = None) -> Change:
    """What a lead decides, whatever the requester proposed; both are kept."""
    held = await grip(work, number, by, Act.SET_PRIORITY)
    fire = held.fire
    must_be_open(fire)
    changed = await Fires(work).change(fire, priority=priority, topic=tidy_topic(topic) or fire.topic)
    if changed is None:
        raise overtaken(fire)
    event = await FireEvents(work).add(fire.id, by, Note.PRIORITY, before=fire.priority, after=priority)
    await keep_watch(work, changed, held.team)
    return Change(fire, changed, event)


async def keep_watch(work: Work, fire: Fire, team: Team) -> None:
    """While nobody has it: promises to look again when the team's patience with its priority ends."""
    ends = patience_ends(fire, team.week) if fire.state == State.NEW else None
    if ends is not None:
        key = f"fire:{fire.id}:unclaimed:{ends.isoformat()}"
        await Timers(work).set(key, UNCLAIMED, ref=fire.id, at=ends)


def tidy_topic(topic: str | None) -> str | None:
    """One spelling of a topic, whoever types it."""
    return " ".join((topic or "").lower().split())[:LONGEST_TOPIC] or None


async def _must_be_ahead(work: Work, needed_by: date | None, requester_id: str, team: Team) -> None:
    requester = await People(work).get(requester_id)
    zone = find_zone(requester.zone if requester else None, fallback=team.week.zone.key)
    if needed_by is not None and needed_by < local_date(work.now, zone):
        raise Mistaken("needed_by", "That day is over. Choose today or a later day, or leave it empty.")


async def _case(work: Work, request: FireRequest) -> CaseId | None:
    """The case of an earlier fire from the same thread."""
    thread = request.source_thread or request.source_ts
    if not request.source_channel or not thread:
        return None
    first = await Fires(work).of_thread(request.team_id, request.source_channel, thread)
    return first.case_id if first else None


def _new(request: FireRequest, case_id: CaseId | None) -> NewFire:
    """A title too long for one goes before the details, so that nothing is lost."""
    title, details = title_of(request.title), request.description.strip()
    if title != request.title.strip():
        details = f"{request.title.strip()}\n\n{details}".strip()
    return NewFire(
        team_id=request.team_id,
        title=title,
        description=details,
        permalink=request.permalink,
        source=request.source,
        source_channel=request.source_channel,
        source_ts=request.source_ts,
        source_thread=request.source_thread,
        requester_id=request.requester_id,
        filer_id=request.filer_id,
        priority=request.priority,
        needed_by=request.needed_by,
        case_id=case_id,
    )


def _told_better(before: Fire, after: Fire) -> str:
    """Which of its fields changed, in people's words."""
    words = {
        "title": "title",
        "description": "details",
        "needed_by": "needed-by date",
        "priority_proposed": "proposed priority",
    }
    changed = [word for field, word in words.items() if getattr(before, field) != getattr(after, field)]
    return ", ".join(changed) or "nothing"
