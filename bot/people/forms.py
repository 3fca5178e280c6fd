"""What people typed into the forms of people and teams, as requests, or sentences beside the fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.core.calendar import DAY
from bot.core.dates import read_dated_name
from bot.core.holidays import Place
from bot.people.blocks import ids
from bot.people.domain import NamedSpan, TeamRequest, TeamSettings, UserId, further_notice
from bot.people.domain.statuses import USUAL_WORDS, read_words
from bot.people.use_cases import About
from bot.slack.escape import unescape

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]

FIELD_ABOUT: Mapping[About, str] = {
    "name": ids.NAME,
    "channel": ids.CHANNEL,
    "leads": ids.LEADS,
    "members": ids.MEMBERS,
    "days": ids.DAYS,
    "hours": ids.ENDS,
}
MISSING = {
    ids.NAME: "A team needs a name.",
    ids.CHANNEL: "Choose the team's channel.",
    ids.DAYS: "Choose at least one day.",
}
WHOM = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>\s*(.*)", re.DOTALL)
# `28 Dec worked: Boxing Day`
WORKED = re.compile(r"worked\b[\s:,-]*(.*)", re.IGNORECASE)
MOST_DAYS = 31 * DAY


@dataclass(frozen=True)
class FormErrors:
    """A sentence for each field that cannot be as it is."""

    by_field: Mapping[str, str]


@dataclass(frozen=True)
class HoursRequest:
    """None: as the team works, and its public holidays."""

    days: frozenset[int] | None
    starts: time | None
    ends: time | None
    place: Place | None = None


@dataclass(frozen=True)
class AwayRequest:
    user_id: UserId
    first_on: date
    last_on: date
    reason: str | None
    starts: time | None = None
    ends: time | None = None
    asks_again: bool = False


@dataclass(frozen=True)
class CalendarRequest:
    """Where a calendar is: on the web, or a file as Slack describes it."""

    address: str | None
    file: Mapping[str, Any] | None


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class _TeamForm(_Form):
    name: str = Field(min_length=1, max_length=ids.LONGEST_NAME)
    channel: str
    follows: list[str]
    leads: list[UserId]
    members: list[UserId]
    days: frozenset[int] = Field(min_length=1)
    starts: time
    ends: time
    zone: str
    digest_on: int = Field(ge=0, le=6)
    digest_at: time
    status: list[str] = []
    status_words: str | None = None


class _HoursForm(_Form):
    whose: str
    days: frozenset[int] = Field(min_length=1)
    starts: time
    ends: time


class _AwayForm(_Form):
    first_on: date
    last_on: date
    reason: str | None = Field(default=None, max_length=ids.LONGEST_REASON)
    starts: time | None = Field(default=None, alias=ids.FROM)
    ends: time | None = Field(default=None, alias=ids.TO)
    open_end: list[str] = []


class _BackForm(_Form):
    first_back: date | None


def read_team(values: Values, by: str) -> TeamRequest | FormErrors:
    try:
        form = _TeamForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    settings = TeamSettings(
        name=form.name,
        channel_id=form.channel,
        follows_channel=ids.YES in form.follows,
        zone=form.zone,
        days=form.days,
        starts=form.starts,
        ends=form.ends,
        digest_on=form.digest_on,
        digest_at=form.digest_at,
        reads_status=ids.YES in form.status,
        status_words=_own_words(form.status_words),
    )
    return TeamRequest(UserId(by), settings, leads=frozenset(form.leads), members=frozenset(form.members))


def _own_words(text: str | None) -> tuple[str, ...]:
    """Empty for the usual ones, so that a team which changed nothing gets new ones with them."""
    words = read_words(unescape(text or ""))
    return () if set(words) == set(USUAL_WORDS) else words


def read_hours(values: Values) -> HoursRequest | FormErrors:
    try:
        form = _HoursForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    place = read_place(values)
    if form.whose != ids.OWN:
        return HoursRequest(None, None, None, place)
    return HoursRequest(form.days, form.starts, form.ends, place)


def read_place(values: Values) -> Place | None:
    """The country chosen in a form and its region; None for none."""
    state = values.get(ids.COUNTRY, {}).get(ids.CHOOSE_COUNTRY, {})
    country = (state.get("selected_option") or {}).get("value", ids.NONE)
    if country == ids.NONE:
        return None
    region = _chosen(values).get(f"{ids.REGION}:{country}")
    return Place(country, None if region in (None, ids.NONE) else str(region))


def read_away(values: Values, user_id: str) -> AwayRequest | FormErrors:
    try:
        form = _AwayForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    asks_again = ids.YES in form.open_end
    last_on = further_notice(form.first_on) if asks_again else form.last_on
    errors = _away_errors(form, last_on, asks_again=asks_again)
    if errors:
        return FormErrors(errors)
    return AwayRequest(UserId(user_id), form.first_on, last_on, form.reason or None, form.starts, form.ends, asks_again)


def _away_errors(form: _AwayForm, last_on: date, *, asks_again: bool) -> dict[str, str]:
    if last_on < form.first_on:
        return {ids.LAST_ON: "The last day away is before the first one."}
    if (form.starts is None) != (form.ends is None):
        missing = ids.TO if form.ends is None else ids.FROM
        return {missing: "Give both times, or neither for whole days."}
    if form.starts is not None and asks_again:
        return {ids.OPEN_END: "A part of each day needs a last day. Take this out, or the times."}
    return {}


def read_first_back(values: Values) -> date | None:
    return _BackForm.model_validate(_chosen(values)).first_back


def read_company_days(values: Values, today: date) -> list[NamedSpan] | FormErrors:
    """One line for each span of days; the first that cannot be read is named."""
    lines = [each.strip() for each in str(_chosen(values).get(ids.LINES) or "").splitlines() if each.strip()]
    if len(lines) > ids.MOST_LINES:
        return FormErrors({ids.LINES: f"That is more than {ids.MOST_LINES} lines. Leave out what is far away."})
    spans = []
    for each in lines:
        span = _read_line(each, today)
        if isinstance(span, str):
            return FormErrors({ids.LINES: span})
        spans.append(span)
    return spans


def _read_line(line: str, today: date) -> NamedSpan | str:
    """A sentence when it is none."""
    shown = line if len(line) <= 40 else f"{line[:39]}…"
    found = read_dated_name(line, today)
    if found is None:
        return f"I cannot read “{shown}”. Write the days first and then a name: 24 Dec Winter break."
    span, name = found
    if span.last_on < span.first_on:
        return f"“{shown}” ends before it begins."
    if span.last_on < today:
        return f"“{shown}” is over. Take it out, or write another year."
    if span.last_on - span.first_on > MOST_DAYS:
        return f"“{shown}” is longer than a month. Give it a last day that is nearer."
    worked = WORKED.match(name)
    name = (worked[1] if worked else name)[: ids.LONGEST_DAY_NAME] or ("Day of work" if worked else "Company day")
    return NamedSpan(max(span.first_on, today), span.last_on, name, worked is not None)


def read_calendar(values: Values) -> CalendarRequest | FormErrors:
    """What was given, a file before an address."""
    chosen = _chosen(values)
    address, files = str(chosen.get(ids.ADDRESS) or "").strip(), chosen.get(ids.FILE)
    if isinstance(files, list) and files:
        return CalendarRequest(None, files[0])
    if not address:
        return FormErrors({ids.ADDRESS: "Paste the calendar's address here, or upload a file below."})
    return CalendarRequest(address, None)


def read_whom(text: str, by: str) -> tuple[UserId, str]:
    """`@dan 24 Dec to 26 Dec`: who is to be away, and what stands behind; without a name whoever types it."""
    found = WHOM.match(text)
    return (UserId(found[1]), unescape(found[2])) if found else (UserId(by), unescape(text))


def _chosen(values: Values) -> dict[str, object]:
    """Block id to what stands in it, whatever kind of input that is."""
    return {block_id: _value(state[ids.ANSWER]) for block_id, state in values.items() if ids.ANSWER in state}


def _value(state: Mapping[str, Any]) -> object:
    match state["type"]:
        case "checkboxes":
            return [each["value"] for each in state.get("selected_options") or []]
        case "static_select" | "radio_buttons":
            return (state.get("selected_option") or {}).get("value")
        case "multi_users_select":
            return state.get("selected_users") or []
        case "conversations_select":
            return state.get("selected_conversation")
        case "datepicker":
            return state.get("selected_date")
        case "timepicker":
            return state.get("selected_time")
        case "file_input":
            return state.get("files") or []
    return state.get("value")


def _errors(error: ValidationError) -> FormErrors:
    fields = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
    return FormErrors({field: MISSING.get(field, "Please fill this in.") for field in fields})
