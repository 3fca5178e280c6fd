"""How fires look: within Slack's limits at every extreme, harmless whatever people wrote, complete."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.people.domain import TeamId, UserId
from bot.slack.limits import message_problems, problems, view_problems
from bot.slack.message import Message
from bot.triage.blocks import lists, modals, notices
from bot.triage.blocks.card import fire_card, whole_fire
from bot.triage.blocks.ids import MenuChoice, Place, Ref, menu_value, read_menu, read_ref
from bot.triage.blocks.parts import quotation, quoted, shown_title
from bot.triage.domain import Act, Effort, Fire, Note, Priority, Recurrence, State, Step
from bot.triage.forms import Memo
from tests.people.builders import ANA, BEN, a_person, a_team
from tests.triage.builders import LAST_MONDAY, a_fire, an_event, as_payload, taken

LONDON = ZoneInfo("Europe/London")
NOW = LAST_MONDAY + timedelta(hours=3)
TEAM = a_team(a_person(ANA), a_person(BEN))
NASTY = "<!channel> <@UANA> & <https://x.example|y> \"quoted\" 'and' `code` :fire: 🔥\n> quote\n*bold*"
EXTREMES = {
    "plain": "Revenue is zero",
    "nasty": NASTY,
    "ampersands": "&" * 3000,
    "lines": "\n" * 1500 + "x" * 1500,
    "long": "word " * 600,
    "one word": "x" * 3000,
}
EVERYTHING: dict[str, Any] = {
    "permalink": "https://northwind.slack.com/archives/C1/p1",
    "topic": "&" * 40,
    "effort": Effort.LARGE,
    "recurrence": Recurrence.OURS_NOW,
    "needed_by": date(2026, 11, 27),
    "filer_id": BEN,
    "priority_proposed": Priority.P4,
    "number": 123456789,
}


def in_state(state: State, **changes: Any) -> Fire:
    return a_fire(state=state, **changes) if state == State.NEW else taken(state, **changes)


def written(text: str, state: State = State.NEW) -> Fire:
    """A fire full of that text."""
    outcome = text if state in (State.DONE, State.DECLINED) else None
    return in_state(state, title=text, description=text, outcome=outcome, **EVERYTHING)


@pytest.mark.parametrize(("state", "name"), list(product(State, EXTREMES)))
def test_a_card_is_something_slack_takes(state: State, name: str) -> None:
    card = fire_card(written(EXTREMES[name], state), LONDON)
    assert message_problems(as_payload(card), text_most=4000) == []


@pytest.mark.parametrize(("state", "name"), list(product(State, EXTREMES)))
def test_everything_about_a_fire_fits_a_message_and_a_window(state: State, name: str) -> None:
    fire = written(EXTREMES[name], state)
    history = [an_event(Step.WAIT, text=EXTREMES[name], id=number) for number in range(200)]
    blocks = whole_fire(fire, "D" * 100, LONDON, history, now=NOW, steps=frozenset(Step), acts=frozenset(Act))
    assert message_problems(as_payload(Message("F-1", blocks))) == []
    assert view_problems(modals.shown_fire(fire, blocks)) == []


@pytest.mark.parametrize("name", EXTREMES)
def test_no_words_of_people_come_alive(name: str) -> None:
    fire = written(EXTREMES[name], State.DONE)
    blocks = whole_fire(
        fire, NASTY, LONDON, [an_event(Step.RESOLVE, text=NASTY)], now=NOW, steps=frozenset(), acts=frozenset()
    )
    for shown in (str(fire_card(fire, LONDON).to_dict()), str(blocks)):
        assert "<!channel>" not in shown
        assert "<@UANA>" not in shown
        assert "<https://x.example" not in shown


def test_three_thousand_characters_are_shown_to_whoever_asks() -> None:
    text = "".join(chr(ord("a") + number % 26) for number in range(3000))
    blocks = whole_fire(written(text), "Data", LONDON, [], now=NOW, steps=frozenset(), acts=frozenset())
    assert text in "".join(block.get("text", {}).get("text", "") for block in blocks)


def test_a_title_is_one_line_of_at_most_150_characters() -> None:
    shown = shown_title(a_fire(title="line one\nline two " + "x" * 500))
    assert shown.startswith("line one line two xxx")
    assert len(shown) == 150


@pytest.mark.parametrize("name", EXTREMES)
def test_a_quotation_fits_its_section(name: str) -> None:
    assert len(quoted(EXTREMES[name], 2000)) <= 3000
    assert problems(quotation(EXTREMES[name]), "message") == []


@pytest.mark.parametrize(
    ("state", "pressed", "menu"),
    [
        (State.NEW, ["Take it", "Done"], ["assign", "decline", "priority", "not_a_request", "show"]),
        (State.CLAIMED, ["Start", "Done"], ["assign", "wait", "decline", "release", "show"]),
        (State.IN_PROGRESS, ["Done"], ["assign", "wait", "decline", "release", "show"]),
        (State.WAITING, ["Go on", "Done"], ["assign", "decline", "release", "snooze", "show"]),
        (State.SNOOZED, ["Take it", "Done"], ["assign", "decline", "wake", "snooze", "show"]),
        (State.MERGED, ["Reopen"], []),
        (State.DONE, ["Reopen"], []),
        (State.DECLINED, ["Reopen"], []),
    ],
)
def test_a_card_offers_what_can_be_done_in_its_state(state: State, pressed: list[str], menu: list[str]) -> None:
    elements = fire_card(in_state(state), LONDON).blocks[-1]["elements"]
    assert [each["text"]["text"] for each in elements if each["type"] == "button"] == pressed
    options = [option["value"] for each in elements if each["type"] == "overflow" for option in each["options"]]
    assert [read_menu(value)[0].value for value in options] == menu


def test_a_card_says_what_it_knows() -> None:
    shown = str(fire_card(written("Revenue is zero"), LONDON).to_dict())
    for fact in (
        "F-123456789 · Revenue is zero",
        "*P2*",
        "stuck" if False else "today",
        "(proposed: P4)",
        "Fri 27 Nov",
    ):
        assert fact in shown
    assert "<@UGRACE> (filed by <@UBEN>)" in shown
    assert "<!date^" in shown
    assert "Mon 23 Nov, 09:30 (Europe/London)" in shown


@pytest.mark.parametrize(("count", "page"), [(0, 0), (1, 0), (10, 0), (11, 1), (60, 0), (60, 5), (60, 99)])
@pytest.mark.parametrize("may_work", [True, False])
def test_a_queue_of_any_length_is_paged(count: int, page: int, may_work: bool) -> None:
    fires = [replace(written("&" * 3000), number=number) for number in range(1, count + 1)]
    for draw in (lists.queue_message, lists.open_message):
        message = draw(TEAM, fires, NOW, page=page, may_work=may_work)
        assert message_problems(as_payload(message)) == []


def test_a_page_shows_ten_and_says_how_many_more() -> None:
    fires = [a_fire(number=number) for number in range(1, 24)]
    first = lists.queue_message(TEAM, fires, NOW)
    assert str(first.blocks).count("Take it") == 10
    assert first.text == "Data: 23 to take, 0 in hand."
    assert "And 13 more" in str(first.blocks)
    last = str(lists.queue_message(TEAM, fires, NOW, page=2).blocks)
    assert last.count("Take it") == 3
    assert "'triage.page'" not in last
    assert "Back" in last


def test_the_queue_parts_what_nobody_has_from_what_is_in_hand() -> None:
    fires = [a_fire(number=1), a_fire(number=2), taken(number=3), taken(number=4)]

    def headings(*shown: Fire) -> list[str]:
        blocks = lists.queue_message(TEAM, shown, NOW).blocks
        return [block["elements"][0]["text"] for block in blocks if block["type"] == "context"]

    assert headings(*fires) == ["Nobody has these yet", "In hand"]
    assert headings(*fires[:2]) == ["Nobody has these yet"]
    assert headings(*fires[2:]) == ["In hand"]


def test_who_cannot_take_fires_gets_no_buttons_for_it() -> None:
    assert "Take it" not in str(lists.queue_message(TEAM, [a_fire()], NOW, may_work=False).blocks)


def test_an_empty_queue_is_good_news() -> None:
    message = lists.queue_message(TEAM, [], NOW)
    assert "Nothing is burning" in str(message.blocks)
    assert "File a fire" in str(message.blocks)


@pytest.mark.parametrize("count", [0, 1, 60])
def test_what_concerns_one_person_fits_a_message_and_the_home_tab(count: int) -> None:
    owned = [replace(written("&" * 3000, State.CLAIMED), number=number) for number in range(count)]
    asked = [replace(written("&" * 3000, state), number=number) for number in range(count // 6 + 1) for state in State]
    assert message_problems(as_payload(lists.mine_message(owned, asked, NOW))) == []


def test_the_choice_of_teams_fits_however_many_there_are() -> None:
    teams = [replace(TEAM, id=TeamId(number), name="T" * 100) for number in range(1, 120)]
    assert message_problems(as_payload(lists.teams_message(teams))) == []


@pytest.mark.parametrize("name", EXTREMES)
def test_every_notice_is_something_slack_takes(name: str) -> None:
    text = EXTREMES[name]
    team = replace(TEAM, name="T" * 100)
    fire, over = written(text, State.WAITING), written(text, State.DONE)
    event = an_event(Step.WAIT, text=text, about_id=UserId(ANA))
    told = [
        notices.filed(fire, team, NOW, LONDON),
        notices.filed(fire, team, None, LONDON),
        notices.filed_before(over),
        notices.taken(fire, event),
        notices.waiting(fire, event),
        notices.waiting(over, event),
        *(notices.done(over, event, good) for good in (None, True, False)),
        notices.noted(fire, event),
        notices.declined(over, event),
        notices.withdrawn(over, event),
        notices.reopened(fire, event),
        notices.given_to_you(fire, event),
        notices.taken_from_you(over, event),
        notices.back_with_you(fire, event),
        notices.urgent(fire, team),
        notices.unclaimed(fire, team, "30 minutes"),
        notices.answered(fire, event),
        notices.told_better(fire, event),
        notices.late_answer(over),
        notices.yours(fire),
        notices.given(fire, BEN),
        notices.asked(fire),
        notices.open_again(fire),
        notices.passed_on(fire),
        notices.moved(fire),
        notices.confirm_away(fire, BEN, "@Ben is away (back on Tuesday, 1 December)."),
    ]
    for message in told:
        assert message_problems(as_payload(message), text_most=4000) == [], message.text
        assert "<!channel>" not in str(message.to_dict())


@pytest.mark.parametrize("name", EXTREMES)
def test_every_form_is_something_slack_takes(name: str) -> None:
    text = EXTREMES[name]
    fire = written(text)
    memo = Memo(number=fire.number, response_url="https://hooks.slack.com/" + "x" * 200, permalink="x" * 500).written()
    forms = [
        modals.assign_form(fire, memo),
        modals.away_form(fire, "@Ben is away.", memo),
        modals.wait_form(fire, memo),
        modals.answer_form(fire, memo),
        modals.resolve_form(fire, memo),
        modals.decline_form(fire, memo, may_be_slip=True),
        modals.decline_form(fire, memo, may_be_slip=False),
        modals.priority_form(fire, memo),
    ]
    for view in forms:
        assert view_problems(view) == [], view["callback_id"]


@pytest.mark.parametrize("place", Place)
def test_a_button_knows_its_fire_and_where_it_stands(place: Place) -> None:
    ref = Ref(12, place, 7, 3)
    assert read_ref(str(ref)) == ref
    for choice in MenuChoice:
        assert read_menu(menu_value(choice, ref)) == (choice, ref)


def test_the_history_names_everything_that_can_happen() -> None:
    history = [an_event(kind, id=number) for number, kind in enumerate([*Step, *Note])]
    blocks = whole_fire(taken(), "Data", LONDON, history, now=NOW, steps=frozenset(), acts=frozenset())
    assert len([block for block in blocks if block["type"] == "context"]) == len(history)
