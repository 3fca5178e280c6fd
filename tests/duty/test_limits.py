"""What people say about their own turns: how a new word changes the old one."""

from datetime import date

import pytest

from bot.core.errors import BotError
from bot.duty.domain.limits import OwnLimits, WantedLimits, changed_limits
from bot.duty.domain.rotas import Days
from bot.duty.forms import read_limits, read_person
from bot.people.domain import TeamId, UserId
from bot.slack.forms import FormErrors

TODAY = date(2026, 11, 25)
BEN = UserId("UBEN")


def nov(first: int, last: int) -> Days:
    return date(2026, 11, first), date(2026, 11, last)


NOTHING_SAID = OwnLimits(TeamId(1), BEN)


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        ((), nov(26, 30), (nov(26, 30),)),
        ((nov(26, 30),), nov(27, 30), (nov(27, 30),)),
        ((nov(26, 30),), None, ()),
        # What of it is over is owed by nobody, whatever is said later.
        ((nov(2, 6),), None, (nov(2, 6),)),
        ((nov(2, 30),), None, (nov(2, 24),)),
        ((nov(2, 30),), nov(2, 27), (nov(2, 27),)),
        ((nov(2, 30),), nov(28, 30), (nov(2, 24), nov(28, 30))),
        ((nov(2, 6), nov(26, 30)), nov(25, 30), (nov(2, 6), nov(25, 30))),
        ((nov(25, 30),), None, ()),
    ],
)
def test_only_days_to_come_of_an_exempt_period_can_change(
    before: tuple[Days, ...], wanted: Days | None, after: tuple[Days, ...]
) -> None:
    limits = OwnLimits(TeamId(1), BEN, exempt=before)
    assert changed_limits(limits, WantedLimits(exempt=wanted), TODAY).exempt == after


def test_everything_else_is_as_it_was_said_last() -> None:
    limits = OwnLimits(TeamId(1), BEN, most_in_a_row=2, rather_not=(nov(27, 27),))
    changed = changed_limits(limits, WantedLimits(None, None, (nov(30, 30), nov(26, 26), nov(30, 30))), TODAY)
    assert (changed.most_in_a_row, changed.rather_not) == (None, (nov(26, 26), nov(30, 30)))
    assert changed.says_anything(TODAY)
    assert not changed_limits(changed, WantedLimits(), TODAY).says_anything(TODAY)


def form(
    most: str | None = None, first: str | None = None, last: str | None = None, wishes: str | None = None
) -> object:
    return {
        "most_in_a_row": {"field": {"type": "number_input", "value": most}},
        "exempt_from": {"field": {"type": "datepicker", "selected_date": first}},
        "exempt_until": {"field": {"type": "datepicker", "selected_date": last}},
        "rather_not": {"field": {"type": "plain_text_input", "value": wishes}},
    }


def test_a_form_is_read_with_one_day_or_span_a_line() -> None:
    read = read_limits(form("2", "2026-11-26", "2026-11-30", "Friday\n\n28 Nov to 29 Nov"), TODAY)  # type: ignore[arg-type]
    assert read == WantedLimits(2, nov(26, 30), (nov(27, 27), nov(28, 29)))
    assert read_limits(form(), TODAY) == WantedLimits()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filled", "field", "said"),
    [
        (form("0"), "most_in_a_row", "Write a number from 1 to 12"),
        (form("13"), "most_in_a_row", "Write a number from 1 to 12"),
        (form(first="2026-11-26"), "exempt_until", "Choose both days"),
        (form(last="2026-11-26"), "exempt_from", "Choose both days"),
        (form(first="2026-11-27", last="2026-11-26"), "exempt_until", "before the first"),
        (form(wishes="when it rains"), "rather_not", "I cannot read “when it rains”."),
        (form(wishes="28 Nov 2026 to 27 Nov 2026"), "rather_not", "ends before it begins"),
        (form(wishes="2 Nov 2026"), "rather_not", "is over"),
        (form(wishes="\n".join(["Friday"] * 21)), "rather_not", "Keep it to 20 lines"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(filled: object, field: str, said: str) -> None:
    with pytest.raises(FormErrors) as raised:
        read_limits(filled, TODAY)  # type: ignore[arg-type]
    assert list(raised.value.by_block) == [field]
    assert said in raised.value.by_block[field]


def test_a_name_behind_me_must_be_one() -> None:
    assert (read_person("", BEN), read_person("<@UANA|ana>", BEN)) == (BEN, "UANA")
    with pytest.raises(BotError, match="Pick the name"):
        read_person("next week", BEN)
