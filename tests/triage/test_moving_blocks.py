"""How putting off, merging and running late look: within Slack's limits, and harmless whatever people wrote."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.slack.limits import message_problems, view_problems
from bot.triage.announcements.following import FOLLOWED
from bot.triage.blocks import moving, notices_clock
from bot.triage.blocks.parts import due_words
from bot.triage.domain import State, Step
from tests.people.builders import ANA, BEN, a_person, a_team
from tests.triage.builders import HUGO, LAST_MONDAY, a_fire, an_event, as_payload, taken
from tests.triage.test_blocks import EXTREMES

LONDON = ZoneInfo("Europe/London")
NOW = LAST_MONDAY + timedelta(hours=3)
TEAM = a_team(a_person(ANA), a_person(BEN))


@pytest.mark.parametrize("name", EXTREMES)
def test_every_notice_is_something_slack_takes(name: str) -> None:
    words = EXTREMES[name]
    fire = taken(State.SNOOZED, title=words, number=9, snoozed_until=NOW)
    own = a_fire(title=words, requester_id=HUGO)
    event = an_event(Step.RESOLVE, text=words)
    shown = [
        notices_clock.to_be_taken(fire, TEAM, NOW),
        notices_clock.soon_due(fire, LONDON, NOW),
        notices_clock.overdue(own, LONDON, NOW),
        notices_clock.put_off_for_you(fire, event),
        notices_clock.woken_for_you(fire, event),
        notices_clock.back_with_you(fire),
        notices_clock.back_in_queue(fire),
        notices_clock.took_in(fire, own),
        notices_clock.ended_with(own, fire, event),
        notices_clock.merged_from_you(own, an_event(Step.MERGE, text="F-9")),
        notices_clock.merged_for_you(own, an_event(Step.MERGE, text="F-9")),
        notices_clock.split_for_you(own, 9),
        notices_clock.dismissed(own),
        *(notices_clock.followed(own, fire, an_event(kind, text=words)) for kind in FOLLOWED),
    ]
    for message in shown:
        assert message_problems(as_payload(message), text_most=4000) == []
        assert "<!channel>" not in str(message.to_dict())


@pytest.mark.parametrize("name", EXTREMES)
def test_every_form_is_something_slack_takes(name: str) -> None:
    fire = a_fire(title=EXTREMES[name])
    others = [a_fire(title=EXTREMES[name], number=number) for number in range(1, 150)]
    for form in (
        moving.snooze_form(fire, "{}"),
        moving.merge_form(fire, others, "{}"),
        moving.split_form(fire, "{}"),
        moving.dismiss_form(fire, "{}", may_be_slip=True),
        moving.dismiss_form(fire, "{}", may_be_slip=False),
    ):
        assert view_problems(form) == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "*1 min late*"),
        (59, "*59 min late*"),
        (60, "*1 h late*"),
        (24 * 60 - 1, "*23 h late*"),
        (2880, "*2 d late*"),
    ],
)
def test_how_late_a_fire_is_is_said_in_the_largest_unit(minutes: int, words: str) -> None:
    fire = taken(resolution_due_at=NOW)
    assert due_words(fire, NOW + timedelta(minutes=minutes), LONDON) == words


def test_what_is_due_first_is_said() -> None:
    later = NOW + timedelta(hours=4)
    untaken = due_words(a_fire(response_due_at=NOW, resolution_due_at=later), LAST_MONDAY, LONDON)
    in_hand = due_words(taken(resolution_due_at=later), LAST_MONDAY, LONDON)
    assert untaken is not None
    assert in_hand is not None
    assert untaken.startswith("to be taken by ")
    assert in_hand.startswith("due ")
    assert due_words(a_fire(), NOW, LONDON) is None
