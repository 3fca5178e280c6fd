"""The form to file and to change a fire: what it asks, what it fits, and what of it stands on the card."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.people.domain import TeamId
from bot.slack.limits import message_problems, problems, view_problems
from bot.triage.blocks import ids, intake
from bot.triage.blocks.card import fire_card
from bot.triage.blocks.filing import Prefilled, edit_form, file_form, stored
from bot.triage.blocks.told import readiness_note, told_in_full
from bot.triage.domain import Desk, Field, FileReference, Fire, FireType, Note, Priority, Readiness, parts_of
from bot.triage.forms import Memo
from bot.triage.use_cases import may_see
from tests.people.builders import ANA, BEN, CHITRA, IRIS, a_person, a_team
from tests.triage.builders import GRACE, HUGO, a_fire, an_event, as_payload, taken

LONDON = ZoneInfo("Europe/London")
TEAM = a_team(a_person(ANA), a_person(BEN))
LABELS = ["&" * 80, "<" * 80, *(f"{number}" * 40 for number in range(10, 18))]
KIND = FireType("K" * 75, tuple(Field(label, required=number < 5) for number, label in enumerate(LABELS)))
DESK = Desk(TeamId(7), types=(KIND, *(FireType(f"Kind {number}") for number in range(99))), asks_readiness=True)
FILES = [FileReference(f"F{number}", "<" * 90 + "|.png", "https://x.example/" + "p" * 200) for number in range(30)]


def asks(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"]]


def full(text: str) -> Fire:
    """A fire with all that can be said about one."""
    line = text[:300]
    return a_fire(
        title=text[:150],
        description=text[:3000],
        type=KIND.name,
        fields=dict.fromkeys(LABELS, line),
        decision=line,
        readiness=Readiness(line, line, line, line),
        private=True,
        needed_by=date(2026, 11, 27),
        topic="&" * 40,
        permalink="https://northwind.slack.com/archives/C1/p1",
        filer_id=BEN,
    )


@pytest.mark.parametrize("text", ["Revenue is zero", "&" * 3000, "<!channel> <@UANA> *b* `c`", "\n" * 200 + "x" * 2000])
def test_form_and_card_are_something_slack_takes_at_every_extreme(text: str) -> None:
    fire = full(text)
    teams = [replace(TEAM, id=TeamId(number), name="T" * 100) for number in range(1, 120)]
    memo = Memo(number=12, response_url="https://hooks.slack.com/" + "x" * 200, files=tuple(FILES[:5])).written()
    known = replace(stored(fire, asks_priority=True, may_hide=True), requester=GRACE)
    for view in (
        file_form(teams, teams[3], DESK, known, memo),
        file_form([TEAM], None, None, Prefilled(), memo),
        edit_form(fire, DESK, known, memo),
        edit_form(fire, Desk(TeamId(7)), stored(fire, asks_priority=False, may_hide=False), memo),
    ):
        assert view_problems(view) == []
    card = fire_card(fire, LONDON)
    assert message_problems(as_payload(card)) == []
    assert "<!channel>" not in str(card.to_dict())
    assert problems(told_in_full(fire, FILES), "message") == []
    event = an_event(Note.FOLLOW_UP, GRACE, text=text)
    for message in (
        intake.taken_in(fire, TEAM),
        intake.filed_by_emoji(fire, TEAM),
        intake.belongs_to(fire),
        intake.joined(fire, event, "C1", "1.2"),
        intake.more_words(fire, event, "C1", "1.2", "Files: a.png"),
        intake.parted(fire, "F-9"),
        intake.which_team("C1", "1.2"),
    ):
        assert message_problems(as_payload(message)) == []
        assert "<!channel>" not in str(message.to_dict())


def test_details_that_do_not_fit_a_field_are_not_asked_again_and_so_not_cut() -> None:
    def of(length: int) -> dict[str, Any]:
        fire = a_fire(description="x" * length)
        return edit_form(fire, Desk(TeamId(7)), stored(fire, asks_priority=False, may_hide=False), "")

    assert ids.DESCRIPTION in asks(of(3000))
    assert ids.DESCRIPTION not in asks(of(3001))


def test_the_team_is_asked_for_only_where_there_are_several() -> None:
    one = file_form([TEAM], TEAM, None, Prefilled(), "")
    two = file_form([TEAM, replace(TEAM, id=TeamId(8), name="Platform")], TEAM, None, Prefilled(), "")
    assert ids.TEAM not in asks(one)
    assert two["blocks"][0]["element"]["initial_option"]["value"] == "7"


def test_kind_and_readiness_are_asked_only_where_the_team_wants_them() -> None:
    plain = asks(file_form([TEAM], TEAM, Desk(TeamId(7)), Prefilled(), ""))
    asked = asks(file_form([TEAM], TEAM, DESK, Prefilled(), ""))
    assert not {ids.TYPE, ids.readiness_id("value")} & set(plain)
    assert {ids.TYPE, ids.readiness_id("value")} <= set(asked)
    assert ids.DECISION in plain


def test_what_was_said_stays_in_the_form_when_the_team_stops_asking_for_it() -> None:
    fire = full("A lot")
    shown = asks(edit_form(fire, Desk(TeamId(7)), stored(fire, asks_priority=False, may_hide=True), ""))
    assert ids.TYPE in shown
    assert ids.readiness_id("data") in shown


@pytest.mark.parametrize(
    ("readiness", "note"),
    [
        (
            Readiness("x", "y"),
            "2 of 4 readiness questions answered: value, who waits. Open: way into use, data at hand.",
        ),
        (
            Readiness("x", "y", "z", "d"),
            "4 of 4 readiness questions answered: value, who waits, way into use, data at hand.",
        ),
        (Readiness(), "0 of 4 readiness questions answered."),
    ],
)
def test_readiness_is_one_line_for_the_lead(readiness: Readiness, note: str) -> None:
    assert readiness_note(readiness) == note


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [(GRACE, True), (BEN, True), (ANA, True), (IRIS, True), (CHITRA, False), (HUGO, False)],
)
def test_a_private_fire_is_seen_by_requester_owner_and_leads(viewer: str, sees: bool) -> None:
    team = a_team(a_person(ANA), a_person(BEN), a_person(CHITRA))
    fire = taken(owner=BEN, private=True)
    person = a_person(viewer, is_admin=viewer == IRIS) if viewer != HUGO else None
    parts = parts_of(team, viewer, person, asked=frozenset({GRACE}), owner_id=fire.owner_id)
    assert may_see(fire, parts) is sees
    assert may_see(replace(fire, private=False), parts)


def test_priorities_are_shown_with_their_meanings() -> None:
    view = file_form([TEAM], TEAM, None, Prefilled(priority=Priority.P2), "")
    (asked,) = [block for block in view["blocks"] if block["block_id"] == ids.PRIORITY]
    assert [each["description"]["text"] for each in asked["element"]["options"]] == [
        "Wrong or down now, and people are stuck",
        "Needed today, somebody waits for it",
        "Needed this week",
        "When there is time",
    ]
