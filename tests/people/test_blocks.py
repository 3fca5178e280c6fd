"""Every form and message of people and teams is one that Slack takes, however much stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.people import blocks
from bot.people.blocks import Page
from bot.people.domain import ZONES, Person, Team
from bot.slack.kit import home
from bot.slack.limits import message_problems, view_problems
from bot.slack.message import Message
from tests.people.builders import ANA, BEN, a_person, a_team, an_absence

TODAY = date(2026, 11, 25)
LONG = "<!channel> & " + "x" * 3000
MANY = [a_person(f"U{number:03}", name=f"Person <{number}> {'y' * 200}") for number in range(60)]


def a_page(person: Person, *teams: Team, **changes: Any) -> Page:
    week = teams[0].week if teams else None
    page = Page(person, teams, {each.id for each in teams}, week, (), (), TODAY, may_set_up=True)
    return replace(page, **changes)


def spoken(blocks: Sequence[Mapping[str, Any]]) -> str:
    """All text in which a mention would come alive."""
    texts = [text for block in blocks for text in [block.get("text"), *block.get("elements", ())] if text]
    found = [text["text"] for text in texts if text["type"] == "mrkdwn"]
    assert found or not blocks
    return " ".join(found)


def buttons(page: Page) -> list[str]:
    found = []
    for block in blocks.home_page(page):
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        found += [each["text"]["text"] for each in elements if each["type"] == "button"]
    return found


@pytest.mark.parametrize(
    "view",
    [
        blocks.team_form(None, zone="Europe/London"),
        blocks.team_form(None, zone=""),
        blocks.team_form(a_team(*MANY, name="n" * 60, zone="America/Argentina/ComodRivadavia"), zone=""),
        blocks.team_form(a_team(days=frozenset(range(7)), leads=()), zone=""),
        blocks.team_form(a_team(a_person(), a_person(BEN), follows_channel=True), zone=""),
        blocks.hours_form(a_person(), a_team().week, a_team().week),
        blocks.hours_form(a_person(days=frozenset({6})), a_team(days=frozenset({6})).week, a_team().week),
        blocks.hours_form(
            a_person(),
            a_team().week,
            a_team(days=frozenset({0, 2, 4, 6}), zone="America/Argentina/ComodRivadavia").week,
        ),
        blocks.away_form(None, TODAY),
        blocks.away_form(MANY[0], TODAY),
    ],
)
def test_slack_takes_every_form(view: Mapping[str, Any]) -> None:
    assert view_problems(view) == []


@pytest.mark.parametrize(
    "message",
    [
        blocks.team_is_set_up(a_team(*MANY, name=LONG[:60])),
        blocks.team_list([a_team(*MANY, leads=tuple(each.user_id for each in MANY), name=LONG[:60])] * 30, {7}),
        blocks.team_list([a_team()], ()),
        blocks.away_is_set(an_absence(TODAY, TODAY), None, None, TODAY),
        blocks.away_is_set(an_absence(TODAY, date(2027, 1, 1)), LONG[:200], date(2027, 1, 2), TODAY),
        blocks.set_away_by_other(an_absence(TODAY, TODAY), LONG[:200], TODAY),
        blocks.called_off(an_absence(TODAY, TODAY), None, TODAY),
        blocks.called_off(an_absence(TODAY, TODAY), LONG[:200], TODAY),
        blocks.other_undid(an_absence(TODAY, TODAY), LONG[:200], TODAY),
        blocks.welcome_back(an_absence(TODAY, TODAY), TODAY),
    ],
)
def test_slack_takes_every_message_and_nobody_is_pinged(message: Message) -> None:
    assert message_problems(message.to_dict()) == []
    assert "<!" not in message.text + spoken(message.blocks)


@pytest.mark.parametrize(
    "page",
    [
        a_page(a_person()),
        a_page(a_person(), may_set_up=False),
        a_page(a_person(), a_team(a_person())),
        a_page(a_person(), a_team(a_person(BEN))),
        a_page(
            MANY[0],
            *[a_team(*MANY, leads=tuple(each.user_id for each in MANY), name=LONG[:60])] * 30,
            own=[an_absence(TODAY, TODAY, MANY[0].user_id, reason=LONG[:200])] * 9,
            away=[an_absence(TODAY, date(2026, 12, 4), each.user_id) for each in MANY],
        ),
    ],
)
def test_slack_takes_every_home_section(page: Page) -> None:
    section = blocks.home_page(page)
    assert view_problems(home(section)) == []
    assert len(section) < 30, "other features want room on the page too"
    assert "<!" not in spoken(section)


def test_a_newcomer_sees_three_lines_and_one_button() -> None:
    [section, _] = blocks.home_page(a_page(a_person()))
    assert len(section["text"]["text"].splitlines()) == 3
    assert buttons(a_page(a_person())) == ["Set up a team"]


def test_a_guest_without_a_team_is_offered_nothing_that_would_be_refused() -> None:
    assert buttons(a_page(a_person(is_guest=True), may_set_up=False)) == []


def test_members_see_what_is_theirs_to_change() -> None:
    ana, ben = a_person(ANA), a_person(BEN)
    team = a_team(ana, ben)
    assert buttons(a_page(ana, team)) == ["Team settings", "Set me away", "My hours", "Set up another team"]
    assert buttons(a_page(ben, team, changeable=())) == ["Set me away", "My hours", "Set up another team"]
    here = a_page(ben, team, changeable=(), own=[an_absence(TODAY, TODAY, BEN)])
    assert buttons(here)[:2] == ["Call off", "I am back"]


def test_an_admin_outside_the_team_is_not_asked_for_their_hours() -> None:
    assert buttons(a_page(a_person(BEN), a_team(a_person()))) == ["Team settings", "Set up another team"]


def test_the_reason_of_an_absence_is_shown_to_nobody_else() -> None:
    ana, ben = a_person(ANA), a_person(BEN)
    absence = an_absence(TODAY, TODAY, ANA, reason="Surgery")
    assert "Surgery" in str(blocks.home_page(a_page(ana, a_team(ana, ben), own=[absence], away=[absence])))
    shown = str(blocks.home_page(a_page(ben, a_team(ana, ben), away=[absence])))
    assert "Ana on Wed 25 Nov" in shown
    assert "Surgery" not in shown


def test_every_zone_offered_exists() -> None:
    assert set(ZONES) <= available_timezones()
    assert len(set(ZONES)) == len(ZONES) < 100


def test_the_form_shows_the_team_as_it_is() -> None:
    team = a_team(a_person(ANA), a_person(BEN), zone="Asia/Yerevan", starts=time(10), digest_on=6)
    shown = {block["block_id"]: block["element"] for block in blocks.team_form(team, zone="")["blocks"]}
    assert shown[blocks.LEADS]["initial_users"] == [ANA]
    assert shown[blocks.MEMBERS]["initial_users"] == [BEN]
    assert shown[blocks.ZONE]["initial_option"]["value"] == "Asia/Yerevan"
    assert shown[blocks.STARTS]["initial_time"] == "10:00"
    assert shown[blocks.DIGEST_ON]["initial_option"]["value"] == "6"
