"""What people type behind `/triage duty` and `/triage cover`, and into the forms of duty."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from bot.core.dates import read_span
from bot.core.errors import BotError
from bot.duty.blocks import cover as cover_blocks
from bot.duty.blocks import limits as limits_blocks
from bot.duty.blocks import rota_form
from bot.duty.blocks.groups import YES
from bot.duty.blocks.swaps import read_turn
from bot.duty.domain import LONGEST, LONGEST_SHIFT, MOST_AHEAD, MOST_SHIFTS, Days, Role, Rota, Wanted
from bot.duty.domain.limits import MOST_IN_A_ROW, MOST_WISHES, WantedLimits
from bot.duty.domain.swaps import Turn
from bot.duty.use_cases.cover import Wish
from bot.people.domain import TeamId, UserId
from bot.people.forms import read_whom
from bot.slack.forms import Form, FormErrors, Values

ROLE = re.compile(r"\b(?:as\s+)?(primary|backup)\b", re.IGNORECASE)


def read_put(text: str, by: str, today: date) -> Wanted:
    """`@ben backup next week`, `tomorrow`; without a name whoever types it. Raises BotError where no days are named."""
    user_id, rest = read_whom(text, by)
    found = ROLE.search(rest)
    role = Role(found[1].lower()) if found else Role.PRIMARY
    days = " ".join(ROLE.sub(" ", rest).split())
    span = read_span(days, today)
    if span is None:
        raise BotError(
            "Which days? Write them behind it, like `/triage duty @ben next week` or `/triage duty @ben backup "
            "24 Nov to 28 Nov`. Pick the name from Slack's list."
        )
    return Wanted(user_id, role, span.first_on, span.last_on)


# What an input holds that was left empty.
Empty = BeforeValidator(lambda value: value or None)


class RotaForm(Form):
    sentences: ClassVar[Mapping[str, str]] = {
        rota_form.DAYS: f"Write a number of days from 2 to {LONGEST_SHIFT}.",
        rota_form.SHIFTS: f"Plan from 1 to {MOST_SHIFTS} shifts at once, or leave it empty for eight weeks of them.",
        rota_form.FIRST: "Choose the first day of a shift.",
        rota_form.LENGTH: "Choose how long a shift is.",
    }

    length: str
    first_on: date
    shift_days: Annotated[Annotated[int, Field(ge=2, le=LONGEST_SHIFT)] | None, Empty] = None
    shifts: Annotated[Annotated[int, Field(ge=1, le=MOST_SHIFTS)] | None, Empty] = None
    backup: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def read_rota(values: Values, team_id: int, today: date) -> Rota:
    """Raises FormErrors."""
    form = RotaForm.read(values)
    if form.length == rota_form.SOME_DAYS and form.shift_days is None:
        raise FormErrors({rota_form.DAYS: RotaForm.sentences[rota_form.DAYS]})
    if not timedelta(days=-366) <= form.first_on - today <= MOST_AHEAD:
        raise FormErrors({rota_form.FIRST: "Choose a day within a year from today."})
    _, named = rota_form.LENGTHS.get(form.length, ("", None))
    return Rota(
        team_id=TeamId(team_id),
        first_on=form.first_on,
        shift_days=named or form.shift_days or 7,
        has_backup=rota_form.YES in form.backup,
        shifts=form.shifts,
        people=tuple(UserId(each) for each in form.people) or None,
    )


class _GroupForm(Form):
    group: Annotated[str | None, Empty] = None
    group_backup: tuple[str, ...] = ()


def read_group(values: Values) -> tuple[str | None, bool]:
    """The handle of a user group without its @, and whether the backup is in it; None for no group."""
    form = _GroupForm.read(values)
    handle = (form.group or "").removeprefix("@").strip()
    return handle or None, YES in form.group_backup


class _CoverForm(Form):
    first_on: date
    last_on: date


class _SwapForm(Form):
    mine: str
    theirs: str


def read_cover(text: str, by: str, today: date) -> Wish | str:
    """`Friday`, `@ben Fri 27 Nov to 28 Nov`; only whose duty it is about where no days are named. Raises BotError for
    days that cannot be read.
    """
    user_id, rest = read_whom(text, by)
    found = ROLE.search(rest)
    days = " ".join(ROLE.sub(" ", rest).split())
    if not days:
        return user_id
    span = read_span(days, today)
    if span is None:
        raise BotError(
            "Which days? Write them like `/triage cover Friday` or `/triage cover @ben Fri 27 Nov to 28 Nov`. Pick the "
            "name from Slack's list."
        )
    return Wish(user_id, span.first_on, span.last_on, Role(found[1].lower()) if found else None)


def read_cover_days(values: Values) -> tuple[date, date]:
    form = _CoverForm.read(values)
    if form.last_on < form.first_on:
        raise FormErrors({cover_blocks.LAST_ON: "The last day is before the first one."})
    return form.first_on, form.last_on


def read_swap(values: Values) -> tuple[Turn, Turn]:
    """One's own shift, and the other's."""
    form = _SwapForm.read(values)
    return read_turn(form.mine), read_turn(form.theirs)


class _LimitsForm(Form):
    sentences: ClassVar[Mapping[str, str]] = {
        limits_blocks.MOST: f"Write a number from 1 to {MOST_IN_A_ROW}, or leave it empty."
    }

    most_in_a_row: Annotated[Annotated[int, Field(ge=1, le=MOST_IN_A_ROW)] | None, Empty] = None
    exempt_from: Annotated[date | None, Empty] = None
    exempt_until: Annotated[date | None, Empty] = None
    rather_not: Annotated[str | None, Empty] = None


def read_limits(values: Values, today: date) -> WantedLimits:
    """Raises FormErrors."""
    form = _LimitsForm.read(values)
    first, last = form.exempt_from, form.exempt_until
    if (first is None) != (last is None):
        missing = limits_blocks.UNTIL if last is None else limits_blocks.FROM
        raise FormErrors({missing: "Choose both days, or neither to take turns as usual."})
    exempt = None if first is None or last is None else (first, last)
    if exempt is not None and exempt[1] < exempt[0]:
        raise FormErrors({limits_blocks.UNTIL: "The last day is before the first one."})
    return WantedLimits(form.most_in_a_row, exempt, _wishes(form.rather_not or "", today))


def _wishes(text: str, today: date) -> tuple[Days, ...]:
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    if len(lines) > MOST_WISHES:
        raise FormErrors({limits_blocks.RATHER_NOT: limits_blocks.too_many()})
    return tuple(_wish(each, today) for each in lines)


def _wish(line: str, today: date) -> Days:
    span, shown = read_span(line, today), line if len(line) <= 40 else f"{line[:39]}…"
    if span is None:
        said = f"I cannot read “{shown}”. Write days like 24 Dec to 26 Dec, Friday or next week."
    elif span.last_on < span.first_on:
        said = f"“{shown}” ends before it begins."
    elif span.last_on < today or span.first_on - today > MOST_AHEAD or span.last_on - span.first_on >= LONGEST:
        said = f"“{shown}” is over, more than a year ahead or longer than a quarter. Take it out, or write other days."
    else:
        return span.first_on, span.last_on
    raise FormErrors({limits_blocks.RATHER_NOT: said})


def read_person(text: str, by: str) -> UserId:
    """`@ben`; without a name whoever types it. Raises BotError for anything else."""
    user_id, rest = read_whom(text, by)
    if rest:
        raise BotError(
            "`/triage duty me` opens a form about your own duty; leads open it for others: `/triage duty me @ben`. "
            "Pick the name from Slack's list."
        )
    return user_id
