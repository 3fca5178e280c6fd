"""What stands in a form becomes a request, or sentences beside the fields."""

from datetime import date, time
from typing import Any

import pytest

from bot.core.holidays import Place
from bot.people import forms
from bot.people.blocks import ids
from bot.people.domain import NamedSpan, TeamRequest, TeamSettings
from bot.people.forms import AwayRequest, CalendarRequest, HoursRequest
from bot.slack.forms import FormErrors
from tests.people.builders import ANA, BEN, CHANNEL


def chosen(value: str | None) -> dict[str, Any]:
    option = {"text": {"type": "plain_text", "text": "…"}, "value": value}
    return {"type": "static_select", "selected_option": option if value else None}


def ticked(*values: str) -> dict[str, Any]:
    return {"type": "checkboxes", "selected_options": [{"value": each} for each in values]}


def team_values(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Slack's state of a filled form."""
    values = {
        ids.NAME: {"type": "plain_text_input", "value": "  Data "},
        ids.CHANNEL: {"type": "conversations_select", "selected_conversation": CHANNEL},
        ids.FOLLOWS: ticked(),
        ids.MEMBERS: {"type": "multi_users_select", "selected_users": [ANA, BEN]},
        ids.LEADS: {"type": "multi_users_select", "selected_users": []},
        ids.DAYS: ticked("0", "1", "4"),
        ids.STARTS: {"type": "timepicker", "selected_time": "09:30"},
        ids.ENDS: {"type": "timepicker", "selected_time": "17:00"},
        ids.ZONE: chosen("Asia/Kolkata"),
        ids.DIGEST_ON: chosen("3"),
        ids.DIGEST_AT: {"type": "timepicker", "selected_time": "15:15"},
    }
    return {block_id: {ids.ANSWER: state} for block_id, state in (values | changes).items()}


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
    request = forms.read_team(team_values(follows=ticked(ids.YES)), by=ANA)
    assert isinstance(request, TeamRequest)
    assert request.settings.follows_channel


@pytest.mark.parametrize(
    ("field", "state"),
    [
        (ids.NAME, {"type": "plain_text_input", "value": None}),
        (ids.NAME, {"type": "plain_text_input", "value": "   "}),
        (ids.NAME, {"type": "plain_text_input", "value": "x" * 61}),
        (ids.CHANNEL, {"type": "conversations_select", "selected_conversation": None}),
        (ids.DAYS, ticked()),
        (ids.STARTS, {"type": "timepicker", "selected_time": None}),
        (ids.ZONE, chosen(None)),
        (ids.DIGEST_ON, chosen("7")),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(field: str, state: dict[str, Any]) -> None:
    with pytest.raises(FormErrors) as errors:
        forms.read_team(team_values(**{field: state}), by=ANA)
    assert list(errors.value.by_block) == [field]


def hours(whose: str) -> dict[str, dict[str, Any]]:
    values = {
        ids.WHOSE: {**chosen(whose), "type": "radio_buttons"},
        ids.DAYS: ticked("6"),
        ids.STARTS: {"type": "timepicker", "selected_time": "22:00"},
        ids.ENDS: {"type": "timepicker", "selected_time": "06:00"},
    }
    return {block_id: {ids.ANSWER: state} for block_id, state in values.items()}


def test_own_hours_count_only_when_they_are_chosen() -> None:
    assert forms.read_hours(hours(ids.OWN)) == HoursRequest(frozenset({6}), time(22), time(6))
    assert forms.read_hours(hours(ids.TEAMS)) == HoursRequest(None, None, None)


def days_away(first: str | None, last: str) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        ids.FIRST_ON: {ids.ANSWER: {"type": "datepicker", "selected_date": first}},
        ids.LAST_ON: {ids.ANSWER: {"type": "datepicker", "selected_date": last}},
        ids.REASON: {ids.ANSWER: {"type": "plain_text_input", "value": None}},
    }


def test_days_away_are_read_from_two_calendars() -> None:
    read = forms.read_away(days_away("2026-12-24", "2026-12-24"), ANA)
    assert read == AwayRequest(ANA, date(2026, 12, 24), date(2026, 12, 24), None)


@pytest.mark.parametrize(
    ("first", "last", "errors"),
    [
        ("2026-12-24", "2026-12-23", {ids.LAST_ON: "The last day away is before the first one."}),
        (None, "2026-12-23", {ids.FIRST_ON: "Please fill this in."}),
    ],
)
def test_days_away_that_cannot_be_are_named(first: str | None, last: str, errors: dict[str, str]) -> None:
    with pytest.raises(FormErrors) as raised:
        forms.read_away(days_away(first, last), ANA)
    assert raised.value.by_block == errors


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


def typed(lines: str) -> dict[str, Any]:
    return {ids.LINES: {ids.ANSWER: {"type": "plain_text_input", "value": lines}}}


@pytest.mark.parametrize(
    ("line", "first", "last", "name", "worked"),
    [
        ("24 Dec Winter break", "2026-12-24", "2026-12-24", "Winter break", False),
        ("27 Dec to 31 Dec: Shutdown", "2026-12-27", "2026-12-31", "Shutdown", False),
        ("24 Dec", "2026-12-24", "2026-12-24", "Company day", False),
        ("1 May May Day", "2027-05-01", "2027-05-01", "May Day", False),
        ("28 Dec worked", "2026-12-28", "2026-12-28", "Day of work", True),
        ("28 Dec Worked: Boxing Day", "2026-12-28", "2026-12-28", "Boxing Day", True),
        ("28 Dec Working lunch", "2026-12-28", "2026-12-28", "Working lunch", False),
        # Of days that go on, those to come.
        ("20 Nov to 30 Nov Move", "2026-11-25", "2026-11-30", "Move", False),
    ],
)
def test_company_days_are_typed_one_a_line(line: str, first: str, last: str, name: str, worked: bool) -> None:
    expected = NamedSpan(date.fromisoformat(first), date.fromisoformat(last), name, worked)
    assert forms.read_company_days(typed(f"\n{line}\n\n"), date(2026, 11, 25)) == [expected]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("24 Dec Break\nParty soon", "I cannot read “Party soon”."),
        ("2026-12-24 to 2026-12-01 Break", "ends before it begins"),
        ("2025-12-24 Break", "is over"),
        ("1 Jan to 1 Mar Break", "longer than a month"),
        ("24 Dec\n" * 51, "more than 50 lines"),
        ("Party " * 40, "I cannot read “Party Party Party Party Party Party Par…”."),
    ],
)
def test_a_line_that_cannot_be_is_named(lines: str, said: str) -> None:
    with pytest.raises(FormErrors) as errors:
        forms.read_company_days(typed(lines), date(2026, 11, 25))
    assert said in errors.value.by_block[ids.LINES]


def place_values(country: str | None, **regions: str) -> dict[str, Any]:
    state = {ids.COUNTRY: {ids.CHOOSE_COUNTRY: chosen(country)}}
    return state | {f"{ids.REGION}:{code}": {ids.ANSWER: chosen(region)} for code, region in regions.items()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (place_values("DE", DE="BY"), Place("DE", "BY")),
        (place_values("DE", DE=ids.NONE), Place("DE")),
        (place_values("AF"), Place("AF")),
        # The region of a country chosen before.
        (place_values("DE", GB="ENG"), Place("DE")),
        (place_values(ids.NONE), None),
        (place_values(None), None),
        ({}, None),
    ],
)
def test_a_place_is_a_country_and_its_region(values: dict[str, Any], expected: Place | None) -> None:
    assert forms.read_place(values) == expected


def given(address: str | None, files: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {
        ids.ADDRESS: {ids.ANSWER: {"type": "plain_text_input", "value": address}},
        ids.FILE: {ids.ANSWER: {"type": "file_input", "files": files or []}},
    }


def test_a_calendar_is_an_address_or_a_file() -> None:
    file = {"id": "F1", "name": "leave.ics"}
    assert forms.read_calendar(given(" https://a.example/b ")) == CalendarRequest("https://a.example/b", None)
    assert forms.read_calendar(given(None, [file])) == CalendarRequest(None, file)
    with pytest.raises(FormErrors) as nothing:
        forms.read_calendar(given(None))
    assert set(nothing.value.by_block) == {ids.ADDRESS}
