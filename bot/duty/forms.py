"""What people type behind `/triage duty` and `/triage cover`, and into the forms of duty."""

import re
from datetime import date

from bot.core.dates import read_span
from bot.core.errors import BotError
from bot.duty.blocks import cover as cover_blocks
from bot.duty.blocks.swaps import read_turn
from bot.duty.domain import Role, Wanted
from bot.duty.domain.swaps import Turn
from bot.duty.use_cases.cover import Wish
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
