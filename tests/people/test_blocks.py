"""Every form and message of people and teams is one that Slack takes, however much stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import available_timezones

import pytest

from bot.core.calendar import DAY
from bot.core.holidays import Place
from bot.people import forms
from bot.people.blocks import absences, calendars, home, hours, ids, teams
from bot.people.blocks.calendars import DaysOffPage
from bot.people.blocks.home import Page
from bot.people.domain import ZONES, Absence, Calendar, CompanyDay, DayOff, Kind, Person, Team, spans_of
from bot.slack import kit
from bot.slack.limits import message_problems, view_problems
from bot.slack.message import Message
from tests.people.builders import ANA, BEN, a_person, a_team, an_absence

TODAY = date(2026, 11, 25)
LONG = "<!channel> & " + "x" * 3000
MANY = [a_person(f"U{number:03}", name=f"Person <{number}> {'y' * 200}") for number in range(60)]

# Without regions, with some, and with more than Slack takes in one list.
PLACES = [Place("AF"), Place("DE", "BY"), Place("IT"), Place("IT", "RM"), Place("XX"), Place("DE", "gone")]
COMPANY = tuple(
    CompanyDay(date(2026, 12, 1) + number * 2 * DAY, f"<!channel> {number} {'z' * 9}", from_calendar=number % 2 > 0)
    for number in range(100)
)
CALENDAR = Calendar(1, ANA, None, LONG[:200], datetime(2026, 11, 25, tzinfo=UTC), address="https://calendar.example/x")
SHAPES = [
    an_absence(TODAY, TODAY, starts=time(13), ends=time(0)),
    an_absence(TODAY, date(2026, 12, 8), asks_again=True),
    an_absence(date(2026, 12, 1), date(2026, 12, 14), asks_again=True),
    an_absence(date(2026, 12, 1), date(2026, 12, 3), starts=time(9), ends=time(12)),
]
DAY_OFF = DayOff("<!channel>" + "y" * 100, Kind.COMPANY)
DAYS_OFF = [
    DaysOffPage(a_team(name=LONG[:60]), place, own, days, may_change=own, today=TODAY)
    for place in (None, Place("GB", "ENG"))
    for own in (False, True)
    for days in ([], [(TODAY, DAY_OFF)] * 5)
]


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
    for block in home.home_page(page):
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        found += [each["text"]["text"] for each in elements if each["type"] == "button"]
    return found


@pytest.mark.parametrize(
    "view",
    [
        teams.team_form(None, zone="Europe/London"),
        teams.team_form(None, zone=""),
        teams.team_form(a_team(*MANY, name="n" * 60, zone="America/Argentina/ComodRivadavia"), zone=""),
        teams.team_form(a_team(days=frozenset(range(7)), leads=()), zone=""),
        teams.team_form(a_team(a_person(), a_person(BEN), follows_channel=True), zone=""),
        hours.hours_form(a_person(), a_team().week, a_team().week),
        hours.hours_form(a_person(days=frozenset({6})), a_team(days=frozenset({6})).week, a_team().week),
        hours.hours_form(
            a_person(),
            a_team().week,
            a_team(days=frozenset({0, 2, 4, 6}), zone="America/Argentina/ComodRivadavia").week,
        ),
        absences.away_form(None, TODAY),
        absences.away_form(MANY[0], TODAY),
        absences.back_form(an_absence(TODAY, TODAY), TODAY),
        *(
            hours.hours_form(a_person(place=place), a_team().week, a_team(place=Place("GB", "ENG")).week)
            for place in PLACES
        ),
        *(hours.place_form(a_team(name=LONG[:60]), place) for place in [None, *PLACES]),
        calendars.company_form(a_team(name=LONG[:60]), TODAY, None),
        calendars.company_form(a_team(company_days=COMPANY), TODAY, CALENDAR),
        calendars.calendar_form(None, None, TODAY, None),
        calendars.calendar_form(CALENDAR, a_team(), TODAY, TODAY),
        calendars.reading_takes_long("x" * 2000),
    ],
)
def test_slack_takes_every_form(view: Mapping[str, Any]) -> None:
    assert view_problems(view) == []


@pytest.mark.parametrize(
    "message",
    [
        teams.team_is_set_up(a_team(*MANY, name=LONG[:60])),
        teams.team_list([a_team(*MANY, leads=tuple(each.user_id for each in MANY), name=LONG[:60])] * 30, {7}),
        teams.team_list([a_team()], ()),
        absences.away_is_set(an_absence(TODAY, TODAY), None, None, TODAY),
        absences.away_is_set(an_absence(TODAY, date(2027, 1, 1)), LONG[:200], date(2027, 1, 2), TODAY),
        absences.set_away_by_other(an_absence(TODAY, TODAY), LONG[:200], TODAY),
        absences.called_off(an_absence(TODAY, TODAY), None, TODAY),
        absences.called_off(an_absence(TODAY, TODAY), LONG[:200], TODAY),
        absences.other_undid(an_absence(TODAY, TODAY), LONG[:200], TODAY),
        absences.welcome_back(an_absence(TODAY, TODAY), TODAY),
        absences.back_again(an_absence(TODAY, TODAY), TODAY),
        *(
            absences.away_is_set(each, name, None, TODAY, "Asia/Tokyo")
            for each in SHAPES
            for name in (None, LONG[:200])
        ),
        *(absences.undone(each, name, TODAY) for each in SHAPES for name in (None, LONG[:200])),
        absences.still_away(an_absence(TODAY, TODAY, asks_again=True), TODAY),
        *(calendars.days_off(page) for page in DAYS_OFF),
        calendars.company_days_are_set(a_team(name=LONG[:60]), TODAY),
        calendars.company_days_are_set(a_team(name=LONG[:60], company_days=COMPANY), TODAY),
        calendars.calendar_is_read(CALENDAR, [], 0, TODAY),
        calendars.calendar_is_read(CALENDAR, SHAPES, 1, TODAY),
        calendars.team_calendar_is_read(CALENDAR, a_team(name=LONG[:60], company_days=COMPANY), 7, TODAY),
        calendars.calendar_not_read(LONG[:200], "No."),
        calendars.calendar_fails(CALENDAR, "No."),
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
    section = home.home_page(page)
    assert view_problems(kit.home(section)) == []
    assert len(section) < 30, "other features want room on the page too"
    assert "<!" not in spoken(section)


def test_a_newcomer_sees_three_lines_and_one_button() -> None:
    [section, _] = home.home_page(a_page(a_person()))
    assert len(section["text"]["text"].splitlines()) == 3
    assert buttons(a_page(a_person())) == ["Set up a team"]


def test_a_guest_without_a_team_is_offered_nothing_that_would_be_refused() -> None:
    assert buttons(a_page(a_person(is_guest=True), may_set_up=False)) == []


def test_members_see_what_is_theirs_to_change() -> None:
    ana, ben = a_person(ANA), a_person(BEN)
    team = a_team(ana, ben)
    own = ["Set me away", "My hours", "Days off", "Read my Slack status"]
    assert buttons(a_page(ana, team)) == ["Team settings", *own, "Set up another team"]
    assert buttons(a_page(ben, team, changeable=())) == [*own, "Set up another team"]
    here = a_page(ben, team, changeable=(), own=[an_absence(TODAY, TODAY, BEN)])
    assert buttons(here)[:2] == ["Call off", "I am back"]


def test_an_admin_outside_the_team_is_not_asked_for_their_hours() -> None:
    assert buttons(a_page(a_person(BEN), a_team(a_person()))) == ["Team settings", "Set up another team"]


def test_the_reason_of_an_absence_is_shown_to_nobody_else() -> None:
    ana, ben = a_person(ANA), a_person(BEN)
    absence = an_absence(TODAY, TODAY, ANA, reason="Surgery")
    assert "Surgery" in str(home.home_page(a_page(ana, a_team(ana, ben), own=[absence], away=[absence])))
    shown = str(home.home_page(a_page(ben, a_team(ana, ben), away=[absence])))
    assert "Ana on Wed 25 Nov" in shown
    assert "Surgery" not in shown


def test_every_zone_offered_exists() -> None:
    assert set(ZONES) <= available_timezones()
    assert len(set(ZONES)) == len(ZONES) < 100


def test_the_form_shows_the_team_as_it_is() -> None:
    team = a_team(a_person(ANA), a_person(BEN), zone="Asia/Yerevan", starts=time(10), digest_on=6)
    shown = {block["block_id"]: block["element"] for block in teams.team_form(team, zone="")["blocks"]}
    assert shown[ids.LEADS]["initial_users"] == [ANA]
    assert shown[ids.MEMBERS]["initial_users"] == [BEN]
    assert shown[ids.ZONE]["initial_option"]["value"] == "Asia/Yerevan"
    assert shown[ids.STARTS]["initial_time"] == "10:00"
    assert shown[ids.DIGEST_ON]["initial_option"]["value"] == "6"


@pytest.mark.parametrize(
    ("absence", "said"),
    [
        (SHAPES[0], "on Wed 25 Nov, 13:00–24:00"),
        (SHAPES[1], "until further notice"),
        (SHAPES[2], "from Tue 1 Dec until further notice"),
        (SHAPES[3], "from Tue 1 Dec to Thu 3 Dec, each day 09:00–12:00"),
        (an_absence(TODAY, date(2026, 12, 3)), "until Thu 3 Dec"),
    ],
)
def test_an_absence_is_said_as_people_say_it(absence: Absence, said: str) -> None:
    assert absences.span(absence, TODAY) == said
    assert said in absences.away_is_set(absence, None, None, TODAY).text


def test_what_is_called_off_is_never_said_to_last_until_further_notice() -> None:
    for message in (
        absences.undone(SHAPES[1], None, TODAY),
        absences.undone(SHAPES[1], "Dan", TODAY),
        absences.called_off(SHAPES[1], "Ana", TODAY),
        absences.other_undid(SHAPES[1], "Dan", TODAY),
    ):
        assert "not away any more" in message.text


def test_choosing_another_country_asks_for_its_regions_in_another_field() -> None:
    fields = {
        place.country: [block.get("block_id") for block in hours.place_form(a_team(), place)["blocks"]]
        for place in (Place("DE"), Place("GB"), Place("AF"))
    }
    assert fields == {
        "DE": [None, ids.COUNTRY, "region:DE"],
        "GB": [None, ids.COUNTRY, "region:GB"],
        "AF": [None, ids.COUNTRY],
    }


def test_company_days_are_shown_as_they_are_typed() -> None:
    """Saved as they stand, nothing changes."""
    breaks = [CompanyDay(date(2026, 12, day), "Break") for day in (28, 29, 30)]
    days = (*breaks, CompanyDay(date(2027, 1, 1), "New Year", worked=True))
    shown = calendars.company_form(a_team(company_days=days), TODAY, None)["blocks"][0]["element"]["initial_value"]
    assert shown.splitlines() == ["28 Dec 2026 to 30 Dec 2026 Break", "1 Jan 2027 worked: New Year"]
    state = {ids.LINES: {ids.ANSWER: {"type": "plain_text_input", "value": shown}}}
    assert forms.read_company_days(state, TODAY) == list(spans_of(days))
