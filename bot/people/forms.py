"""What people typed into the forms of people and teams, as requests, or sentences beside the fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.people import blocks
from bot.people.domain import TeamRequest, TeamSettings, UserId
from bot.people.use_cases import About
from bot.slack.escape import unescape

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]

FIELD_ABOUT: Mapping[About, str] = {
    "name": blocks.NAME,
    "channel": blocks.CHANNEL,
    "leads": blocks.LEADS,
    "members": blocks.MEMBERS,
    "days": blocks.DAYS,
    "hours": blocks.ENDS,
}
MISSING = {
    blocks.NAME: "A team needs a name.",
    blocks.CHANNEL: "Choose the team's channel.",
    blocks.DAYS: "Choose at least one day.",
}
WHOM = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>\s*(.*)", re.DOTALL)


@dataclass(frozen=True)
class FormErrors:
    """A sentence for each field that cannot be as it is."""

    by_field: Mapping[str, str]


@dataclass(frozen=True)
class HoursRequest:
    """None everywhere: as the team works."""

    days: frozenset[int] | None
    starts: time | None
    ends: time | None


@dataclass(frozen=True)
class AwayRequest:
    user_id: UserId
    first_on: date
    last_on: date
    reason: str | None


class _Form(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class _TeamForm(_Form):
    name: str = Field(min_length=1, max_length=blocks.LONGEST_NAME)
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


class _HoursForm(_Form):
    whose: str
    days: frozenset[int] = Field(min_length=1)
    starts: time
    ends: time


class _AwayForm(_Form):
    first_on: date
    last_on: date
    reason: str | None = Field(default=None, max_length=blocks.LONGEST_REASON)


def read_team(values: Values, by: str) -> TeamRequest | FormErrors:
    try:
        form = _TeamForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    settings = TeamSettings(
        name=form.name,
        channel_id=form.channel,
        follows_channel=blocks.YES in form.follows,
        zone=form.zone,
        days=form.days,
        starts=form.starts,
        ends=form.ends,
        digest_on=form.digest_on,
        digest_at=form.digest_at,
    )
    return TeamRequest(UserId(by), settings, leads=frozenset(form.leads), members=frozenset(form.members))


def read_hours(values: Values) -> HoursRequest | FormErrors:
    try:
        form = _HoursForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    if form.whose != blocks.OWN:
        return HoursRequest(None, None, None)
    return HoursRequest(form.days, form.starts, form.ends)


def read_away(values: Values, user_id: str) -> AwayRequest | FormErrors:
    try:
        form = _AwayForm.model_validate(_chosen(values))
    except ValidationError as error:
        return _errors(error)
    if form.last_on < form.first_on:
        return FormErrors({blocks.LAST_ON: "The last day away is before the first one."})
    return AwayRequest(UserId(user_id), form.first_on, form.last_on, form.reason or None)


def read_whom(text: str, by: str) -> tuple[UserId, str]:
    """`@dan 24 Dec to 26 Dec`: who is to be away, and what stands behind; without a name whoever types it."""
    found = WHOM.match(text)
    return (UserId(found[1]), unescape(found[2])) if found else (UserId(by), unescape(text))


def _chosen(values: Values) -> dict[str, object]:
    """Block id to what stands in it, whatever kind of input that is."""
    return {block_id: _value(state[blocks.ANSWER]) for block_id, state in values.items() if blocks.ANSWER in state}


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
    return state.get("value")


def _errors(error: ValidationError) -> FormErrors:
    fields = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
    return FormErrors({field: MISSING.get(field, "Please fill this in.") for field in fields})
