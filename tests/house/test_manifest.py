"""The manifest and the code agree: what is declared is used, and what is used is declared."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app import all_routes
from bot.duty.listeners import Site
from bot.people.directory import CalendarServers
from bot.slack.routes import Routes


async def nobody(*_: object) -> None:
    """Stands for what happens when a workspace leaves."""


def routes() -> Routes:
    return all_routes(nobody, CalendarServers(), Site(is_there=False))


MANIFEST: dict[str, Any] = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())


def test_every_command_of_the_manifest_is_handled_and_no_other() -> None:
    declared = {each["command"] for each in MANIFEST["features"]["slash_commands"]}
    assert declared == set(routes().commands)


def test_every_shortcut_of_the_manifest_is_handled_and_no_other() -> None:
    declared = {each["callback_id"] for each in MANIFEST["features"]["shortcuts"]}
    assert declared == set(routes().shortcuts)


def test_every_event_of_the_manifest_is_handled_and_no_other() -> None:
    declared = {each.split(".")[0] for each in MANIFEST["settings"]["event_subscriptions"]["bot_events"]}
    assert declared == set(routes().events)


def test_answers_and_home_can_be_written_in() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["home_tab_enabled"] is True
    assert home["messages_tab_read_only_enabled"] is False


@pytest.mark.parametrize(("command", "word"), [("/triage", "help"), ("/standup", "help")])
def test_help_is_made_from_the_table_of_commands(command: str, word: str) -> None:
    table = routes().commands[command]
    assert word not in table, "help needs no handler of its own"
    assert all(each.does for each in table.values())
