"""Asking: a fire is filed once, however often somebody tries."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bot.core.calendar import find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Team, TeamId, UserId
from bot.people.repository import People, Teams
from bot.triage.domain import (
    DEFAULT_PRIORITY,
    CaseId,
    Desk,
    FileReference,
    Fire,
    FireEvent,
    Note,
    Priority,
    Readiness,
    Source,
    title_of,
)
from bot.triage.repository import Desks, FireEvents, FireFiles, FireMessages, Fires, NewFire
from bot.triage.use_cases.clocks import set_clocks
from bot.triage.use_cases.seeing import may_see
from bot.triage.use_cases.stepping import parts_in

FILED = "triage.filed"
# Fires that are made from a message in Slack; what else has a place of origin has it elsewhere.
MADE_FROM_MESSAGES = frozenset({Source.SHORTCUT, Source.EMOJI, Source.MENTION, Source.CHANNEL, Source.SPLIT})


@dataclass(frozen=True)
class FireRequest:
    """What somebody asks a team for. A pair of `source_channel` and `source_ts` makes one fire at most. `own_case`:
    it is another matter than what came before from the same thread.
    """

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
    type: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    decision: str | None = None
    readiness: Readiness = field(default_factory=Readiness)
    private: bool = False
    files: tuple[FileReference, ...] = ()
    own_case: bool = False


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
    await _must_be_possible(work, request, team)
    last = await Fires(work).last_number()
    known = await _known(work, request)
    if known is not None:
        return known
    if await _is_taken(work, request):
        # By a private fire: whoever asks again learns nothing of it, and is not refused.
        request = replace(request, source_channel=None, source_ts=None, source_thread=None)
    fire = await Fires(work).add(_new(request, await _case(work, request)), last + 1)
    event = await FireEvents(work).add(fire.id, request.filer_id, Note.FILED, after=fire.state)
    await _keep_source(work, fire, request)
    await Timers(work).set(f"fire:{fire.id}:filed", FILED, ref=fire.id, at=work.now)
    return Filed(await set_clocks(work, fire, team), team, event)


def must_fit(desk: Desk, type_name: str | None, fields: Mapping[str, str]) -> None:
    """Raises Mistaken when the type is not the team's, or something that it asks for is missing."""
    if type_name is None:
        return
    kind = desk.type_called(type_name)
    if kind is None:
        raise Mistaken("type", "That kind of request is not there any more. Choose another one, or none.")
    for each in kind.fields:
        if each.required and not fields.get(each.label, "").strip():
            raise Mistaken(f"field:{each.label}", "This cannot be left empty for that kind of request.")


def must_have_leads(team: Team) -> None:
    """Raises Mistaken when nobody could look after a private fire."""
    if not team.leads:
        raise Mistaken("private", f"{team.name} has no lead who could see it. Leave it open to all, or ask a member.")


async def must_be_ahead(work: Work, needed_by: date | None, requester_id: str, team: Team) -> None:
    """Raises Mistaken for a day that is over where the requester is."""
    requester = await People(work).get(requester_id)
    zone = find_zone(requester.zone if requester else None, fallback=team.week.zone.key)
    if needed_by is not None and needed_by < local_date(work.now, zone):
        raise Mistaken("needed_by", "That day is over. Choose today or a later day, or leave it empty.")


async def _must_be_possible(work: Work, request: FireRequest, team: Team) -> None:
    if not request.title.strip():
        raise Mistaken("title", "Say in a few words what is wanted.")
    await must_be_ahead(work, request.needed_by, request.requester_id, team)
    if request.type is not None:
        must_fit(await Desks(work).get(team.id), request.type, request.fields)
    if request.private:
        must_have_leads(team)


async def _known(work: Work, request: FireRequest) -> Filed | None:
    """The fire which that message was made or joined, for whoever may see it."""
    if not request.source_channel or not request.source_ts:
        return None
    fire = await Fires(work).of_message(request.source_channel, request.source_ts)
    if fire is None:
        joined = await FireMessages(work).fire_of(request.source_channel, request.source_ts)
        fire = await Fires(work).by_id(joined) if joined is not None else None
    if fire is None:
        return None
    team = await Teams(work).get(fire.team_id)
    parts = await parts_in(work, fire, team, request.filer_id)
    return Filed(fire, team, None) if may_see(fire, parts) else None


async def _is_taken(work: Work, request: FireRequest) -> bool:
    if not request.source_channel or not request.source_ts:
        return False
    return await Fires(work).of_message(request.source_channel, request.source_ts) is not None


async def _keep_source(work: Work, fire: Fire, request: FireRequest) -> None:
    """The message it was made from, so that what follows can join it, and the files in it."""
    if request.source in MADE_FROM_MESSAGES and request.source_channel and request.source_ts:
        await FireMessages(work).add(
            fire.id, request.source_channel, request.source_ts, request.source_thread, request.requester_id
        )
    for file in request.files:
        await FireFiles(work).add(fire.id, file, request.requester_id)


async def _case(work: Work, request: FireRequest) -> CaseId | None:
    """The case of an earlier fire from the same thread."""
    thread = request.source_thread or request.source_ts
    if request.own_case or not request.source_channel or not thread:
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
        type=request.type,
        fields={label: text.strip() for label, text in request.fields.items() if text.strip()},
        decision=(request.decision or "").strip() or None,
        readiness=request.readiness,
        private=request.private,
    )
