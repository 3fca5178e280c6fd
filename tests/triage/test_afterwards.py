"""What comes back, what is still owned, how it went, and what is written to whom: rules and blocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.slack.limits import message_problems
from bot.triage.blocks import afterwards, requester
from bot.triage.blocks.requester import Standing
from bot.triage.domain import Effort, Fire, Note, Recurrence, State, Step
from bot.triage.domain.owning import Answer, Owned, asks_at, still_owned
from bot.triage.domain.recurring import candidates, significant
from bot.triage.forms.typed import read_for_requester
from tests.people.builders import ANA, BEN, a_person, a_team
from tests.triage.builders import GRACE, a_fire, an_event, as_payload, taken
from tests.triage.test_blocks import EXTREMES

LONDON = ZoneInfo("Europe/London")
TEAM = a_team(a_person(ANA), a_person(BEN))
NOW = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)


def closed(number: int, title: str, topic: str | None = "revenue", **changes: Any) -> Fire:
    return taken(State.DONE, number=number, title=title, topic=topic, **changes)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Revenue dashboard shows zeros", {"revenue", "dashboard", "zero"}),
        ("Please can you fix the dashboards?", {"fix", "dashboard"}),
        ("Access for Ana's laptop, again", {"access", "ana", "laptop"}),
        ("F-12 and 2026", set()),
        ("Übersicht über Erlöse", {"übersicht", "über", "erlöse"}),
    ],
)
def test_a_title_says_what_it_is_about_in_its_rarer_words(title: str, words: set[str]) -> None:
    assert significant(title) == words


def test_three_cases_of_one_topic_with_two_words_in_common_come_back() -> None:
    fires = [
        closed(1, "Revenue dashboard shows zeros", effort=Effort.SMALL),
        closed(2, "Dashboard for revenue is empty", effort=Effort.SMALL),
        closed(3, "Revenue dashboards again", effort=Effort.LARGE),
        closed(4, "Revenue forecast"),
        closed(5, "Revenue dashboard is slow", topic="billing"),
        closed(6, "Revenue dashboard is slow", topic=None),
    ]
    (found,) = candidates(fires)
    assert [fire.number for fire in found.fires] == [1, 2, 3]
    assert (found.topic, found.words, found.cases) == ("revenue", ("dashboard", "revenue"), 3)
    assert found.efforts == ((Effort.LARGE, 1), (Effort.SMALL, 2))


def test_two_cases_are_no_candidate_and_fires_of_one_case_count_once() -> None:
    fires = [closed(1, "Revenue dashboard"), closed(2, "Revenue dashboard"), closed(3, "Revenue dashboard", case_id=1)]
    assert candidates(fires) == []


def test_a_fire_is_in_the_largest_group_it_fits_only() -> None:
    fires = [closed(number, "Revenue dashboard export") for number in (1, 2, 3)]
    fires += [closed(number, "Churn export broken") for number in (4, 5, 6, 7)]
    assert [[fire.number for fire in each.fires] for each in candidates(fires)] == [[4, 5, 6, 7], [1, 2, 3]]


OURS = taken(State.DONE, recurrence=Recurrence.OURS_NOW)
ENDED = an_event(Step.RESOLVE)


def test_what_is_owned_is_asked_about_until_somebody_says_no() -> None:
    still = an_event(Note.OWNED, id=2, after=Answer.STILL)
    no = an_event(Note.OWNED, id=3, after=Answer.NOT_OURS)
    again = an_event(Step.RESOLVE, id=4)
    assert still_owned(OURS, [ENDED]) == ENDED
    assert still_owned(OURS, [ENDED, still]) == ENDED
    assert still_owned(OURS, [ENDED, still, no]) is None
    assert still_owned(OURS, [ENDED, still, no, again]) == again, "it was opened and done again"
    assert still_owned(replace(OURS, state=State.NEW), [ENDED]) is None
    assert still_owned(replace(OURS, recurrence=Recurrence.ONE_OFF), [ENDED]) is None


def test_it_is_asked_when_the_team_works() -> None:
    friday = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert asks_at(friday, 30, TEAM.week) == datetime(2026, 12, 28, 9, 0, tzinfo=UTC), "30 days later is a Sunday"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("&gt;&gt; which month?", "which month?"),
        (">>which month?", "which month?"),
        ("<@UGRACE> which month?", "which month?"),
        ("<@UGRACE|grace>, which\nmonth?", "which\nmonth?"),
        ("  &gt;&gt;  x", "x"),
        ("<@UBEN> which month?", None),
        ("&gt; quoted", None),
        ("I wonder what <@UGRACE> wants", None),
        ("&gt;&gt;", None),
        ("", None),
    ],
)
def test_words_for_the_requester_begin_with_two_arrows_or_their_name(text: str, words: str | None) -> None:
    assert read_for_requester(text, GRACE) == words


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", EXTREMES)
def test_a_requesters_card_is_something_slack_takes_in_every_state(name: str, state: State) -> None:
    words = EXTREMES[name]
    due = NOW + timedelta(days=1)
    fire = taken(state, title=words, outcome=words, resolution_due_at=due, snoozed_until=due, filer_id=ANA)
    last = an_event(Step.WAIT, text=words)
    for now in (NOW, due + timedelta(days=1)):
        card = requester.requesters_card(Standing(fire, TEAM, LONDON, last, a_fire(number=9), due), now)
        assert message_problems(as_payload(card), text_most=4000) == []
        assert "<!channel>" not in str(card.to_dict())


@pytest.mark.parametrize("name", EXTREMES)
def test_what_is_said_afterwards_is_something_slack_takes(name: str) -> None:
    words = EXTREMES[name]
    fire = taken(State.DONE, title=words, topic=words[:40] or None, recurrence=Recurrence.OURS_NOW)
    found = candidates([taken(State.DONE, number=number, title=words, topic=fire.topic) for number in range(1, 60)])
    shown = [
        afterwards.still_ours(Owned(fire, ENDED, 30), TEAM),
        *(afterwards.answered_ours(fire, BEN, each) for each in Answer),
        afterwards.recurring_message(TEAM, found * 12),
        afterwards.recurring_message(TEAM, []),
        requester.for_requester(fire, BEN, words),
        requester.taken_back(fire, BEN),
        requester.stays_here(fire),
    ]
    for message in shown:
        assert message_problems(as_payload(message), text_most=4000) == []
        assert "<!channel>" not in str(message.to_dict())
