"""What one's own part of load looks like: Slack takes it, it says whose it is, and it says no more than it knows."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core.calendar import WEEK
from bot.load.blocks.dips import dip_notice, is_over, shared_card, watched_no_more
from bot.load.blocks.own import mix_form, own_blocks, own_home_blocks
from bot.load.domain.dips import AnswerWeek, Comparison, Dip, ToldDip
from bot.load.domain.mixes import Lived, Mix, Own, TooLittle
from bot.people.domain import UserId
from bot.slack.limits import message_problems, problems, view_problems
from bot.slack.message import Message
from tests.load.builders import TOLD_AT
from tests.load.test_blocks import JARGON, LONG, buttons, charts, shown, texts
from tests.people.builders import ANA, BEN, CHITRA

NEWEST = date(2026, 11, 16)
VALUES = (4, 4, 5, 4, 4, 4, 5, 4, 2, 2, 1)
WEEKS = tuple(AnswerWeek(NEWEST - (10 - at) * WEEK, value, 1) for at, value in enumerate(VALUES))
FORBIDDEN = (*JARGON, "depress", "ill", "stress", "exhaust", "mental", "feel", "mood dropped", "perform badly")


def told(**changes: Any) -> ToldDip:
    dip = Dip(3, BEN, NEWEST, NEWEST, Comparison("How was the week?", WEEKS), TOLD_AT, None, (ANA,))
    return ToldDip(replace(dip, **changes), {BEN: "Ben", ANA: "Ana", CHITRA: "Chitra"})


MANY = tuple(UserId(f"U{number:03}") for number in range(60))
TOLD = [
    told(),
    told(leads=()),
    told(leads=(ANA, CHITRA)),
    told(shared_at=TOLD_AT),
    told(comparison=Comparison(LONG, WEEKS)),
    ToldDip(told(leads=MANY).dip, dict.fromkeys((*MANY, BEN), "<!channel> & " + "y" * 200)),
]
MIX = Mix(60, 20, 20)
LIVED = Lived(14, 5, 42.0, 120.0)
OWNS = [
    Own(),
    Own(watched=True),
    Own(mix=MIX, lived=LIVED),
    Own(mix=MIX, lived=replace(LIVED, guessed=0)),
    Own(mix=MIX, lived=replace(LIVED, hours=150.0)),
    *(Own(mix=MIX, lived=Lived(each, 0, 3.0, 120.0, TooLittle.FIRES)) for each in (0, 1, 4)),
    Own(mix=MIX, lived=Lived(9, 0, 30.0, 0.0, TooLittle.HOURS)),
]
MESSAGES = [
    *map(dip_notice, TOLD),
    *(shared_card(each) for each in TOLD if each.dip.leads),
    is_over(),
    watched_no_more(),
]


def page(own: Own) -> Message:
    return Message("Your load", own_blocks(own, 7))


@pytest.mark.parametrize("message", [*MESSAGES, *map(page, OWNS)])
def test_slack_takes_it_and_words_of_people_do_not_come_alive(message: Message) -> None:
    assert message_problems(message.to_dict()) == []
    assert "<!channel>" not in str([each for each in message.blocks if each["type"] in ("section", "context")])


@pytest.mark.parametrize("own", OWNS)
def test_the_home_tab_and_the_form_are_taken_too(own: Own) -> None:
    assert problems(own_home_blocks(own, 7), "home") == []
    assert view_problems(mix_form(own.mix, "7 https://example.com")) == []


@pytest.mark.parametrize("message", [*MESSAGES, *map(page, OWNS)])
def test_it_makes_no_diagnosis_and_speaks_no_jargon(message: Message) -> None:
    words = f" {' '.join(texts(message.blocks))} ".lower()
    assert [each for each in FORBIDDEN if f" {each.lower()}" in words] == []


def test_the_person_reads_their_own_numbers_and_that_nobody_else_does() -> None:
    text = shown(dip_notice(told()))
    assert "In the last three weeks the answers to _How was the week?_ were 1.7 of 5 on average." in text
    assert "In the eight weeks with answers before, they were 4.2." in text
    assert "this low by chance is rare: about 6 in 1,000" in text
    assert "week of 16 Nov: 1 of 5, 1 answer" in text
    assert "Nobody else is told of this, now or later, unless you click" in text
    assert "sends exactly the numbers above to Ana" in text
    assert buttons(dip_notice(told())) == ["Share with my lead", "Don't watch this"]


def test_who_has_no_lead_but_themselves_has_nobody_to_share_with() -> None:
    assert buttons(dip_notice(told(leads=()))) == ["Don't watch this"]
    assert "now or later." in shown(dip_notice(told(leads=())))


def test_a_lead_is_sent_exactly_the_numbers_that_the_person_saw() -> None:
    seen = [each for each in dip_notice(told()).blocks if "of 5" in str(each)]
    sent = [each for each in shared_card(told()).blocks if "of 5" in str(each)]
    assert seen == sent
    assert len(seen) == 2
    assert buttons(shared_card(told())) == []
    assert "Chitra" not in shown(shared_card(told()))


def test_what_was_shared_says_with_whom_and_can_still_be_stopped() -> None:
    message = dip_notice(told(shared_at=TOLD_AT))
    assert "You shared this with Ana." in shown(message)
    assert buttons(message) == ["Don't watch this"]


def test_no_number_stays_once_it_is_over_or_stopped() -> None:
    for message in (is_over(), watched_no_more()):
        assert "of 5" not in shown(message)
        assert buttons(message) == []


def test_the_agreed_mix_stands_beside_the_lived_one() -> None:
    message = page(Own(mix=MIX, lived=LIVED))
    [chart] = charts(message)
    assert chart["axis_config"]["categories"] == ["Fires", "Everything else"]
    assert {each["name"]: [point["value"] for point in each["data"]] for each in chart["series"]} == {
        "Agreed": [20, 80],
        "Lived": [35, 65],
    }
    text = shown(message)
    assert "60% project, 20% fires, 20% growth. Only you see it." in text
    assert "fires took about *35%* of your time: 42 of 120 working hours. About 65% was left" in text
    assert "how much growth, I cannot see" in text
    assert "5 of your 14 had no size" in text


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (Lived(0, 0, 0.0, 160.0, TooLittle.FIRES), "You finished no fire in the last four weeks"),
        (Lived(1, 0, 3.0, 160.0, TooLittle.FIRES), "You finished only 1 fire in the last four weeks"),
        (Lived(4, 0, 12.0, 160.0, TooLittle.FIRES), "fewer than 5 I show nothing"),
        (Lived(9, 0, 12.0, 0.0, TooLittle.HOURS), "no working hours in the last four weeks"),
    ],
)
def test_where_too_little_is_known_it_says_why_and_shows_no_chart(found: Lived, why: str) -> None:
    message = page(Own(mix=MIX, lived=found))
    assert charts(message) == []
    assert why in shown(message)


def test_more_than_all_hours_is_said_to_be_worth_a_look() -> None:
    assert "more than all of your hours by my count: 150 of 120" in shown(
        page(Own(mix=MIX, lived=replace(LIVED, hours=150.0)))
    )


def test_watching_is_off_until_somebody_asks_for_it() -> None:
    assert buttons(page(Own())) == ["Set my agreed mix", "Watch my own answers"]
    for blocks in (own_blocks(Own(), 7), own_home_blocks(Own(), 7)):
        assert "I do not look at them now" in " ".join(texts(blocks))
    assert buttons(page(Own(watched=True, mix=MIX))) == ["Change my agreed mix", "Don't watch my answers"]
