"""The one reader of `load-history/1`: a team's history as programs hand it over, with every field checked."""

from datetime import date, time
from typing import Annotated, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError


class Unreadable(Exception):
    """What cannot be followed; its text names the field."""


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no zone {name}, write it as Europe/Berlin") from None


def _monday(on: date) -> date:
    if on.weekday() != 0:
        raise ValueError(f"{on} is no Monday")
    return on


Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
Weekday = Annotated[int, Field(ge=0, le=6)]


class _Told(BaseModel):
    """Fields nobody knows are passed over."""

    model_config = ConfigDict(frozen=True, arbitrary_types_allowed=True, coerce_numbers_to_str=True)


Told = TypeVar("Told", bound=_Told)


class ToldTeam(_Told):
    id: str
    tz: Zone
    start: Annotated[date, AfterValidator(_monday)]
    weeks: Annotated[int, Field(ge=0)]
    categories: tuple[str, ...] = ()
    adhoc_fraction: float | None = None


class ToldMember(_Told):
    id: str
    tz: Zone
    work_days: frozenset[Weekday]
    work_start: time
    work_end: time
    joined_on: date | None = None
    skills: frozenset[str]


class ToldSpan(_Told):
    """Whole days, both included: away, or on duty."""

    member: str
    first_on: date = Field(alias="from")
    last_on: date = Field(alias="to")


class ToldTicket(_Told):
    """Fields about how it was handled are missing where it was not."""

    id: str
    created_at: AwareDatetime
    requester: str
    priority: Literal["P1", "P2", "P3", "P4"]
    category: str
    effort_hours: float | None = None
    assignee: str | None = None
    claimed_at: AwareDatetime | None = None
    resolved_at: AwareDatetime | None = None


class ToldHistory(_Told):
    format: Literal["load-history/1"]
    team: ToldTeam
    members: tuple[ToldMember, ...]
    absences: tuple[ToldSpan, ...] = ()
    rota: tuple[ToldSpan, ...] = ()
    tickets: tuple[ToldTicket, ...]


def read(kind: type[Told], said: object, at: str = "") -> Told:
    """From parsed JSON. `at` is the field that holds it. Raises Unreadable about the first field that is wrong."""
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        raise Unreadable(_sentence(error, at)) from None


def _sentence(error: ValidationError, field: str) -> str:
    first = error.errors(include_url=False)[0]
    for part in first["loc"]:
        field += f"[{part}]" if isinstance(part, int) else f".{part}" if field else part
    if first["type"] == "missing":
        return f"{field} is missing"
    if first["type"] == "model_type":
        return f"{field or 'it'} is no object"
    return f"{field}: {first['msg'].removeprefix('Value error, ')}"
