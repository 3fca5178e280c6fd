"""The form that makes a standup."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek
from bot.people.domain import WEEKDAYS, Member, Person, Role, Team, TeamId, UserId
from bot.standups.blocks.settings_form import SettingsPage, settings_form, shape_of
from bot.standups.domain import TEMPLATES
from bot.standups.forms.settings import settings_from


def a_team_of(size: int) -> Team:
    week = WorkingWeek(WEEKDAYS, time(9), time(17), ZoneInfo("UTC"))
    members = tuple(Member(Person(UserId(f"U{each}"), f"P{each}", "UTC"), Role.MEMBER, week) for each in range(size))
    return Team(TeamId(1), "Data", "C1", False, "UTC", WEEKDAYS, time(9), time(17), 4, time(15), members)


def hint_beside_the_time(size: int) -> str | None:
    settings = settings_from(TEMPLATES[0], "C1", "UTC", date(2026, 11, 23))
    form: Any = settings_form(SettingsPage(a_team_of(size), settings, TEMPLATES[0], shape_of(settings.schedule)))
    (field,) = [each for each in form["blocks"] if each.get("block_id", "").startswith("at:")]
    hint: str | None = field.get("hint", {}).get("text")
    return hint


@pytest.mark.parametrize(("size", "about"), [(200, "a minute"), (500, "2 minutes"), (2000, "8 minutes")])
def test_a_large_round_says_how_long_it_takes(size: int, about: str) -> None:
    said = f"Asking all {size} at one minute takes about {about}: Slack limits how fast messages may come."
    assert hint_beside_the_time(size) == said


def test_a_small_round_needs_no_word() -> None:
    assert hint_beside_the_time(20) is None
