"""Slack's facts about people, read from its user objects."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import BotError
from bot.people.directory import download, read_person
from bot.people.domain import Person, UserId

OURS = "T0OURS"


def a_user(**changes: Any) -> dict[str, Any]:
    user = {
        "id": "UANA",
        "team_id": OURS,
        "name": "ana",
        "real_name": "Ana Lindqvist",
        "tz": "Europe/London",
        "tz_offset": 0,
        "deleted": False,
        "is_bot": False,
        "profile": {"display_name": "", "real_name": "Ana Lindqvist", "status_text": "Lunch"},
    }
    return user | changes


def test_a_person_is_read_from_slack() -> None:
    assert read_person(a_user(), OURS) == Person(UserId("UANA"), "Ana Lindqvist", "Europe/London")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"profile": {"display_name": "Ana L"}}, "name", "Ana L"),
        ({"profile": {}, "real_name": None}, "name", "ana"),
        ({"tz": None}, "zone", ""),
        ({"is_admin": True}, "is_admin", True),
        ({"is_owner": True}, "is_admin", True),
        ({"is_restricted": True}, "is_guest", True),
        ({"is_ultra_restricted": True}, "is_guest", True),
        ({"is_bot": True}, "is_bot", True),
        # Slack's own bot says of itself that it is none.
        ({"id": "USLACKBOT"}, "is_bot", True),
        ({"deleted": True}, "deleted", True),
        ({"is_stranger": True}, "is_stranger", True),
        ({"team_id": "T0OTHER"}, "is_stranger", True),
        # In one organisation people of other workspaces are colleagues.
        ({"team_id": "T0OTHER", "enterprise_user": {"id": "E1"}}, "is_stranger", False),
    ],
)
def test_what_slack_says_of_somebody(changes: dict[str, Any], field: str, value: object) -> None:
    assert getattr(read_person(a_user(**changes), OURS), field) == value


def test_a_leaver_of_whom_slack_says_little_is_still_read() -> None:
    person = read_person({"id": "UGONE", "deleted": True}, OURS)
    assert (person.name, person.zone, person.deleted, person.is_stranger) == ("UGONE", "", True, False)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"url_private_download": "https://calendar.example/leave.ics", "size": 5}, "does not hand me that file"),
        ({"url_private_download": "https://slack.com.calendar.example/leave.ics", "size": 5}, "does not hand me"),
        ({"url_private_download": "http://files.slack.com/leave.ics", "size": 5}, "does not hand me that file"),
        ({"size": 5}, "does not hand me that file"),
        ({"url_private_download": "https://files.slack.com/leave.ics", "size": 11}, "bigger than 2 MB"),
    ],
)
async def test_our_token_goes_to_slack_only_and_for_no_big_file(file: dict[str, Any], said: str) -> None:
    client = AsyncWebClient(token="xoxb-no-token", base_url="https://slack.com/api/")
    with pytest.raises(BotError, match=said):
        await download(client, file, largest=10)
