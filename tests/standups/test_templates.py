"""Ready-made standups can be asked as they are."""

import pytest

from bot.standups.domain import TEMPLATES, Template
from bot.standups.domain.question_list import unsound


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.key)
def test_d8_a_template_is_sound(template: Template) -> None:
    keys = [each.key for each in template.questions]
    assert unsound(template.questions) is None
    assert len(set(keys)) == len(keys), "two questions with one key would share their trend"
    assert all(key and len(key) <= 20 for key in keys)
    assert {each.prefill for each in template.questions} <= {*keys, None}


def test_d8_there_are_templates_for_data_teams() -> None:
    keys = {each.key for each in TEMPLATES}
    assert len(keys) == len(TEMPLATES) >= 8
    assert {"daily", "fires", "plan", "retro", "mood", "growth", "contact", "impact", "incident", "load"} <= keys
