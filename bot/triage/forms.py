"""What people typed into forms, commands and messages about fires, as requests, or sentences beside the fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import TeamId, UserId
from bot.people.repository import People
from bot.slack.escape import unescape
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.domain import DEFAULT_PRIORITY, Effort, Priority, Recurrence, Source, read_number
from bot.triage.use_cases import Closing, Edit, FireRequest

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]

TOKEN = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
WHOM = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>\s*(.*)", re.DOTALL)
MISSING = {
    ids.TEAM: "Choose a team.",
    ids.TITLE: "Say in a few words what is wanted.",
    ids.PRIORITY: "Choose how urgent it is.",
    ids.WHO: "Choose who gets it.",
    ids.TEXT: "This cannot be left empty.",
}


@dataclass(frozen=True)
class FormErrors:
    """A sentence for each field that cannot be as it is."""

    by_field: Mapping[str, str]


class Memo(BaseModel):
    """What a form about fires carries: what it is about, and where its answer is shown."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int = 0
    place: Place = Place.NOTICE
    team_id: int = 0
    page: int = 0
    response_url: str = ""
    source: Source = Source.FORM
    requester: str = ""
    channel: str | None = None
    ts: str | None = None
    thread: str | None = None
    permalink: str | None = None
    to: str = ""

    @property
    def ref(self) -> Ref:
        return Ref(self.number, self.place, self.team_id, self.page)

    def written(self) -> str:
        return self.model_dump_json(exclude_defaults=True)


def memo_of(ref: Ref, response_url: str = "") -> Memo:
    return Memo(number=ref.number, place=ref.place, team_id=ref.team_id, page=ref.page, response_url=response_url)


def read_memo(text: str) -> Memo:
    return Memo.model_validate_json(text or "{}")


def _empty_is_none(value: Any) -> Any:
    return value or None


Maybe = BeforeValidator(_empty_is_none)


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class _FireForm(_Form):
    title: str = Field(min_length=1)
    description: Annotated[str | None, Maybe] = None
    needed_by: Annotated[date | None, Maybe] = None
    priority: Annotated[Priority | None, Maybe] = None
    team: Annotated[TeamId | None, Maybe] = None
    requester: Annotated[UserId | None, Maybe] = None


class _ClosingForm(_Form):
    text: Annotated[str | None, Maybe] = None
    effort: Annotated[Effort | None, Maybe] = None
    recurrence: Annotated[Recurrence | None, Maybe] = None
    topic: Annotated[str | None, Maybe] = None


class _TextForm(_Form):
    text: str = Field(min_length=1)
    slip: list[str] = []


class _WhoForm(_Form):
    who: UserId = Field(min_length=1)


class _PriorityForm(_Form):
    priority: Priority
    topic: Annotated[str | None, Maybe] = None


def read_fire(values: Values, memo: Memo, by: str) -> FireRequest | FormErrors:
    """Of the team the form asked for, or the only one it could be."""
    try:
        form = _FireForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    return FireRequest(
        team_id=form.team or TeamId(memo.team_id),
        title=form.title,
        description=form.description or "",
        priority=form.priority or DEFAULT_PRIORITY,
        needed_by=form.needed_by,
        requester_id=form.requester or UserId(memo.requester or by),
        filer_id=UserId(by),
        source=memo.source,
        permalink=memo.permalink,
        source_channel=memo.channel,
        source_ts=memo.ts,
        source_thread=memo.thread,
    )


def read_edit(values: Values) -> Edit | FormErrors:
    try:
        form = _FireForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    details = (form.description or "") if ids.DESCRIPTION in values else None
    return Edit(form.title, details, form.needed_by, form.priority)


def read_closing(values: Values) -> Closing | FormErrors:
    try:
        form = _ClosingForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    return Closing(form.text, form.effort, form.recurrence, form.topic)


@dataclass(frozen=True)
class Said:
    """One text somebody had to write. `is_slip`: they ticked that it never was a request."""

    text: str
    is_slip: bool


def read_said(values: Values) -> Said | FormErrors:
    try:
        form = _TextForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    return Said(form.text, ids.NOT_A_REQUEST in form.slip)


def read_who(values: Values) -> UserId | FormErrors:
    try:
        return _WhoForm.model_validate(_chosen(values)).who
    except ValidationError as error:
        return _errors(error)


def read_priority(values: Values) -> tuple[Priority, str | None] | FormErrors:
    try:
        form = _PriorityForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    return form.priority, form.topic


def read_numbered(word: str, rest: str) -> tuple[int, str]:
    """`F-12 which month?`: the number, and what stands behind it. Raises BotError when there is no number."""
    first, _, behind = rest.partition(" ")
    number = read_number(first)
    if number is None:
        raise BotError(f"Which fire? Put its number first, like `/triage {word} F-12`. `/triage` shows the queue.")
    return number, behind.strip()


def read_whom(text: str) -> UserId | None:
    """Whom a command names by `@`; None when it names nobody."""
    found = WHOM.match(text)
    return UserId(found[1]) if found else None


async def words_of(work: Work, text: str) -> str:
    """What somebody wrote, as they saw it when they wrote it: names and links in words, nothing of Slack's marks."""
    mentioned = [found[1][1:] for found in TOKEN.finditer(text) if found[1].startswith("@")]
    people = await People(work).of(mentioned)
    names = {str(user_id): person.name for user_id, person in people.items()}
    return unescape(TOKEN.sub(lambda found: _in_words(found[1], found[2], names), text))


def _in_words(target: str, label: str | None, names: Mapping[str, str]) -> str:
    if target.startswith("@"):
        return "@" + (label or names.get(target[1:]) or "somebody")
    if target.startswith("#"):
        return "#" + (label or "channel")
    if target.startswith("!"):
        return label or "@" + target[1:].partition("^")[0].replace("subteam", "group")
    if label is None or target in {label, f"mailto:{label}"}:
        return label or target
    return f"{label} ({target})"


def _chosen(values: Values) -> dict[str, object]:
    """Block id to what stands in it, whatever kind of input that is."""
    return {block_id: _value(state[ids.FIELD]) for block_id, state in values.items() if ids.FIELD in state}


def _value(state: Mapping[str, Any]) -> object:
    match state["type"]:
        case "checkboxes":
            return [each["value"] for each in state.get("selected_options") or []]
        case "static_select" | "radio_buttons":
            return (state.get("selected_option") or {}).get("value")
        case "users_select":
            return state.get("selected_user")
        case "datepicker":
            return state.get("selected_date")
    return state.get("value")


def _errors(error: ValidationError) -> FormErrors:
    fields = {str(each["loc"][0]) for each in error.errors()}
    return FormErrors({field: MISSING.get(field, "This cannot be read. Please look again.") for field in fields})
