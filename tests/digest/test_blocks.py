"""How a team's week looks: sentences that stand alone, a picture, no names, nothing empty."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.digest.blocks import digest
from bot.digest.domain import FEWEST, Flow, TeamWeek, Typical, days_shown, typical
from bot.duty.domain import Role, Stretch, span_of
from bot.load.domain import Concentration
from bot.people.domain import UserId
from bot.slack.limits import message_problems
from bot.slack.message import Message
from bot.standups.domain import Participation
from bot.standups.domain.blockers import Blocker, ShownBlocker
from bot.triage.domain import FireCounts
from tests.load.test_blocks import texts
from tests.people.builders import ANA, BEN, CHITRA, a_person, a_team
from tests.triage.builders import a_fire

FRIDAY = date(2026, 11, 27)
TEAM = a_team(*(a_person(each) for each in (ANA, BEN, CHITRA)))
NOTHING = FireCounts(0, 0, 0, 0, 0, 0)
LAST_WEEK = FireCounts(arrived=9, done=9, declined=1, open=5, unclaimed=1, aged=0)
THIS_WEEK = FireCounts(arrived=12, done=7, declined=2, open=8, unclaimed=2, aged=1)


def a_blocker(number: int, age: int) -> ShownBlocker:
    return ShownBlocker(Blocker(number, 1, 1, 1, BEN, "a password", FRIDAY), "Ben", age)


def a_week(*counts: FireCounts, **changes: Any) -> TeamWeek:
    """The last ones of eight; those before are empty."""
    ends = days_shown(FRIDAY)[1:]
    known = [NOTHING] * (len(ends) - len(counts)) + list(counts)
    week = TeamWeek(
        team=TEAM,
        flows=tuple(Flow(on, each) for on, each in zip(ends, known, strict=True)),
        response=None,
        cycle=None,
        topics=(),
        participation=None,
        blockers=(),
        concentration=None,
        needed=(),
        away=0,
        missed=False,
    )
    return replace(week, **changes)


FULL = a_week(
    *[LAST_WEEK] * 7,
    THIS_WEEK,
    response=Typical(timedelta(hours=2, minutes=30), 11),
    cycle=Typical(timedelta(hours=18), 9),
    topics=(("billing", 5), ("access <b>", 3), ("x" * 40, 1)),
    participation=Participation(answered=45, expected=50, away=4, holiday=1, left=1),
    blockers=tuple(a_blocker(number, age=7 - number) for number in range(1, 8)),
    concentration=Concentration.PROPOSED,
    needed=tuple(a_fire(number=number, needed_by=FRIDAY + timedelta(days=3)) for number in range(1, 9)),
    away=2,
    missed=True,
)
HUGE = replace(
    FULL,
    team=replace(TEAM, name="<n>" * 34),
    flows=tuple(Flow(flow.on, FireCounts(*[10**6] * 6)) for flow in FULL.flows),
)


def shown(message: Message) -> str:
    return "\n".join([message.text, *texts(message.blocks)])


def chart(message: Message) -> Mapping[str, Any]:
    [found] = [block["chart"] for block in message.blocks if block["type"] == "data_visualization"]
    return dict(found)


@pytest.mark.parametrize(
    "week",
    [FULL, HUGE, a_week(), a_week(THIS_WEEK), a_week(THIS_WEEK, NOTHING), replace(FULL, flows=a_week().flows)],
)
def test_slack_takes_every_digest(week: TeamWeek) -> None:
    assert message_problems(digest(week).to_dict()) == []


def test_what_came_went_and_stayed_is_set_beside_the_week_before() -> None:
    said = shown(digest(FULL))
    assert "*12* in (3 more than the week before)" in said
    assert "*9* out (1 fewer than the week before), 2 of them declined" in said
    assert "*8* still open (3 more than the week before), 2 not taken yet" in said
    assert "*1* open for over a week (1 more than the week before)" in said
    assert "*9* in (as the week before)" in shown(digest(a_week(LAST_WEEK, LAST_WEEK)))


def test_the_notification_says_it_all_in_sentences() -> None:
    assert digest(FULL).text == ("Data's week: 12 fires came in, 9 went out, 8 are open, 1 of them for over a week.")


def test_a_first_week_is_compared_with_nothing() -> None:
    message = digest(a_week(THIS_WEEK))
    assert "than the week before" not in shown(message)
    assert chart(message)["axis_config"]["categories"] == ["27 Nov"]


def test_the_picture_has_eight_weeks_at_most_and_begins_with_the_first_lived_one() -> None:
    full = chart(digest(FULL))
    assert full["axis_config"]["categories"][0] == "9 Oct"
    assert [len(series["data"]) for series in full["series"]] == [8, 8]
    assert [series["name"] for series in full["series"]] == ["In", "Out"]
    short = chart(digest(a_week(LAST_WEEK, NOTHING, THIS_WEEK)))
    assert short["axis_config"]["categories"] == ["13 Nov", "20 Nov", "27 Nov"]
    assert [point["value"] for point in short["series"][1]["data"]] == [10, 0, 9]


def test_times_are_in_working_time_with_their_number() -> None:
    said = shown(digest(FULL))
    assert "Half were taken within 2.5 working hours (of 11); half were over within 2.2 working days (of 9)." in said
    assert "working" not in shown(digest(replace(FULL, response=None, cycle=None, blockers=())))


def test_participation_shows_its_counts_and_names_nobody() -> None:
    said = shown(digest(FULL))
    assert "*Blockers*  7 are open: B-1 (6 working days), B-2 (5), B-3 (4), B-4 (3), B-5 (2), and 2 more" in said
    assert "45 of 50 answered (90%); not expected: 4 away, 1 on holiday, 1 left the team" in said
    assert not [name for name in ("Ana", "Ben", "Chitra") if name in said]


def test_load_is_one_line_without_names() -> None:
    assert "*Load*  Requests are concentrated; the lead has a proposal." in shown(digest(FULL))
    assert "Load" not in shown(digest(replace(FULL, concentration=None)))


def test_what_is_ahead_is_said_and_cut_with_a_number() -> None:
    said = shown(digest(FULL))
    assert "F-1 by Mon 30 Nov" in said
    assert "and 3 more; 2 people have days off" in said
    assert "next seven days" not in shown(digest(replace(FULL, needed=(), away=0)))


def test_a_quiet_week_is_one_friendly_message() -> None:
    message = digest(a_week(LAST_WEEK, NOTHING))
    assert message.text == "A quiet week in Data: no fire came in, and none is open."
    assert [block["type"] for block in message.blocks] == ["section"]
    beside = digest(a_week(participation=Participation(5, 6), missed=True))
    assert "5 of 6 answered" in shown(beside)
    assert "did not appear" in shown(beside)


def test_words_of_people_do_not_come_alive() -> None:
    assert "access &lt;b&gt; 3" in shown(digest(FULL))
    assert "<n>" not in "".join(
        text for block in digest(HUGE).blocks if block["type"] == "section" for text in texts(block)
    )


def test_a_missed_digest_is_owned_up_to() -> None:
    assert "Last week's digest did not appear" in shown(digest(FULL))
    assert "did not appear" not in shown(digest(replace(FULL, missed=False)))


@pytest.mark.parametrize(("count", "is_said"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_median_of_few_is_not_said(count: int, is_said: bool) -> None:
    friday = datetime.fromisoformat("2026-11-27T16:00+00:00")
    spans = [(friday, friday + timedelta(days=3, hours=number)) for number in range(count)]
    found = typical(spans, TEAM.week)
    # Monday at four is a working day later, two hours of it on Monday at six are not.
    assert found == (Typical(timedelta(hours=8) + timedelta(hours=1), count) if is_said else None)


def test_who_is_on_duty_is_named_without_a_ping() -> None:
    """The digest is of Friday the 27th."""
    zone = TEAM.week.zone
    mine = Stretch(Role.PRIMARY, BEN, *span_of(FRIDAY, FRIDAY + timedelta(days=2), zone))
    next_one = Stretch(Role.BACKUP, UserId("UGONE"), *span_of(date(2026, 11, 30), date(2026, 12, 6), zone))
    said = "*On duty*  Ben until Sun 29 Nov; somebody who left as backup from Mon 30 Nov to Sun 6 Dec"
    assert said in str(digest(a_week(THIS_WEEK, duty=(mine, next_one))).to_dict())
    assert "On duty" not in str(digest(a_week(THIS_WEEK)).to_dict())


def test_what_was_put_off_long_ago_is_brought_up() -> None:
    asleep = tuple(a_fire(number=each, snoozed_until=datetime.fromisoformat("2026-12-11T09:00Z")) for each in (3, 8))
    said = "*Put off for over two weeks*  F-3 until Fri 11 Dec and F-8 until Fri 11 Dec"
    assert said in str(digest(a_week(THIS_WEEK, asleep=asleep)).to_dict())
    assert "Put off" not in str(digest(a_week(THIS_WEEK)).to_dict())


def test_what_keeps_coming_back_is_one_line() -> None:
    said = "*Coming back*  2 kinds of fires keep coming back; `/triage recurring` says which could be automated"
    assert said in str(digest(a_week(THIS_WEEK, recurring=2)).to_dict())
    assert "Coming back" not in str(digest(a_week(THIS_WEEK)).to_dict())
