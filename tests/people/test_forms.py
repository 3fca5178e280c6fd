"""What stands in a form becomes a request, or sentences beside the fields."""

from datetime import date, time
from typing import Any

import pytest

from bot.people import blocks, forms
from bot.people.domain import TeamRequest, TeamSettings
from bot.people.forms import AwayRequest, FormErrors, HoursRequest
from tests.people.builders import ANA, BEN, CHANNEL


def chosen(value: str | None) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": "…"}, "value": value}
    return {"type": "static_select", "selected_option": option if value else None}


def ticked(*values: str) -> dict[str, Any]:
    return {"type": "checkboxes", "selected_options": [{"value": each} for each in values]}


def team_values(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Slack's state of a filled form."""
    values = {
        blocks.NAME: {"type": "plain_text_input", "value": "  Data "},
        blocks.CHANNEL: {"type": "conversations_select", "selected_conversation": CHANNEL},
        blocks.FOLLOWS: ticked(),
        blocks.MEMBERS: {"type": "multi_users_select", "selected_users": [ANA, BEN]},
        blocks.LEADS: {"type": "multi_users_select", "selected_users": []},
        blocks.DAYS: ticked("0", "1", "4"),
        blocks.STARTS: {"type": "timepicker", "selected_time": "09:30"},
        blocks.ENDS: {"type": "timepicker", "selected_time": "17:00"},
        blocks.ZONE: chosen("Asia/Kolkata"),
        blocks.DIGEST_ON: chosen("3"),
        blocks.DIGEST_AT: {"type": "timepicker", "selected_time": "15:15"},
    }
    return {block_id: {blocks.ANSWER: state} for block_id, state in (values | changes).items()}


def test_a_filled_form_is_a_team() -> None:
    assert forms.read_team(team_values(), by=ANA) == TeamRequest(
        by=ANA,
        settings=TeamSettings(
            "Data",
            CHANNEL,
            follows_channel=False,
            zone="Asia/Kolkata",
            days=frozenset({0, 1, 4}),
            starts=time(9, 30),
            ends=time(17),
            digest_on=3,
            digest_at=time(15, 15),
        ),
        leads=frozenset(),
        members=frozenset({ANA, BEN}),
    )


def test_the_tick_lets_the_team_follow_its_channel() -> None:
    request = forms.read_team(team_values(follows=ticked(blocks.YES)), by=ANA)
    assert isinstance(request, TeamRequest)
    assert request.settings.follows_channel


@pytest.mark.parametrize(
    ("field", "state"),
    [
        (blocks.NAME, {"type": "plain_text_input", "value": None}),
        (blocks.NAME, {"type": "plain_text_input", "value": "   "}),
        (blocks.NAME, {"type": "plain_text_input", "value": "x" * 61}),
        (blocks.CHANNEL, {"type": "conversations_select", "selected_conversation": None}),
        (blocks.DAYS, ticked()),
        (blocks.STARTS, {"type": "timepicker", "selected_time": None}),
        (blocks.ZONE, chosen(None)),
        (blocks.DIGEST_ON, chosen("7")),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(field: str, state: dict[str, Any]) -> None:
    read = forms.read_team(team_values(**{field: state}), by=ANA)
    assert isinstance(read, FormErrors)
    assert list(read.by_field) == [field]


def hours(whose: str) -> dict[str, dict[str, Any]]:
    values = {
        blocks.WHOSE: {**chosen(whose), "type": "radio_buttons"},
        blocks.DAYS: ticked("6"),
        blocks.STARTS: {"type": "timepicker", "selected_time": "22:00"},
        blocks.ENDS: {"type": "timepicker", "selected_time": "06:00"},
    }
    return {block_id: {blocks.ANSWER: state} for block_id, state in values.items()}


def test_own_hours_count_only_when_they_are_chosen() -> None:
    assert forms.read_hours(hours(blocks.OWN)) == HoursRequest(frozenset({6}), time(22), time(6))
    assert forms.read_hours(hours(blocks.TEAMS)) == HoursRequest(None, None, None)


@pytest.mark.parametrize(
    ("first", "last", "read"),
    [
        ("2026-12-24", "2026-12-24", AwayRequest(ANA, date(2026, 12, 24), date(2026, 12, 24), None)),
        ("2026-12-24", "2026-12-23", FormErrors({blocks.LAST_ON: "The last day away is before the first one."})),
        (None, "2026-12-23", FormErrors({blocks.FIRST_ON: "Please fill this in."})),
    ],
)
def test_days_away_are_read_from_two_calendars(first: str | None, last: str, read: AwayRequest | FormErrors) -> None:
    values: dict[str, dict[str, dict[str, Any]]] = {
        blocks.FIRST_ON: {blocks.ANSWER: {"type": "datepicker", "selected_date": first}},
        blocks.LAST_ON: {blocks.ANSWER: {"type": "datepicker", "selected_date": last}},
        blocks.REASON: {blocks.ANSWER: {"type": "plain_text_input", "value": None}},
    }
    assert forms.read_away(values, ANA) == read


@pytest.mark.parametrize(
    ("text", "whom", "rest"),
    [
        ("<@UBEN> 24 Dec", BEN, "24 Dec"),
        ("<@UBEN|ben> 24 Dec", BEN, "24 Dec"),
        ("<@UBEN>", BEN, ""),
        ("24 Dec &amp; 25 Dec", ANA, "24 Dec & 25 Dec"),
        ("", ANA, ""),
        ("tomorrow <@UBEN>", ANA, "tomorrow <@UBEN>"),
    ],
)
def test_a_name_in_front_says_who_is_away(text: str, whom: str, rest: str) -> None:
    assert forms.read_whom(text, ANA) == (whom, rest)
