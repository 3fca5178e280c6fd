"""The form that makes a standup."""

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.core.calendar import WorkingWeek
from bot.people.domain import WEEKDAYS, Member, Person, Role, Team, TeamId, UserId
from bot.standups.blocks.settings_form import settings_form
from bot.standups.domain import TEMPLATES


def a_team_of(size: int) -> Team:
    week = WorkingWeek(WEEKDAYS, time(9), time(17), ZoneInfo("UTC"))
    members = tuple(Member(Person(UserId(f"U{each}"), f"P{each}", "UTC"), Role.MEMBER, week) for each in range(size))
    return Team(TeamId(1), "Data", "C1", False, "UTC", WEEKDAYS, time(9), time(17), 4, time(15), members)


def hint_beside_the_time(size: int) -> str | None:
    form: Any = settings_form(standup=None, template=TEMPLATES[0], channel_id="C1", team=a_team_of(size))
    (field,) = [each for each in form["blocks"] if each.get("block_id", "").startswith("at:")]
    hint: str | None = field.get("hint", {}).get("text")
    return hint


@pytest.mark.parametrize(("size", "about"), [(200, "a minute"), (500, "2 minutes"), (2000, "8 minutes")])
def test_a_large_round_says_how_long_it_takes(size: int, about: str) -> None:
    said = f"Asking all {size} at one minute takes about {about}: Slack limits how fast messages may come."
    assert hint_beside_the_time(size) == said


def test_a_small_round_needs_no_word() -> None:
    assert hint_beside_the_time(20) is None
