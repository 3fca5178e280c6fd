"""Reports as values: long ones in pieces, keys of their messages, who may read, and when there is something to show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.core.calendar import WorkingWeek, find_zone
from bot.people.domain import Member, Person, Role, Team, TeamId, UserId
from bot.slack.limits import message_problems
from bot.slack.message import Message
from bot.slack.sizes import UPDATE_TEXT
from bot.standups.blocks.layout import pieces
from bot.standups.blocks.paging import PAGE, pages, rich_blocks, size
from bot.standups.domain import Kind, Line, Prompt, PromptState, Report, Rich, Run, RunState, Schedule, Standup, Value
from bot.standups.domain.report_keys import ReportKey, What, read_key
from bot.standups.domain.reports import Copy, may_read
from bot.standups.domain.roster import Participant
from bot.standups.domain.schedule import By, Moment, Part, Place, Readers, Reporting, Rules, Shows
from tests.standups.builders import a_question

NINE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CLOSE = NINE + timedelta(hours=8)
WEEK = WorkingWeek(frozenset(range(5)), time(9), time(17), find_zone("UTC"))
HERE = Copy("", "C1", Shows.EVERYTHING, Place.THREAD)


def a_person(name: str, **facts: Any) -> Person:
    return Person(UserId(f"U{name.upper()}"), name.capitalize(), "UTC", **facts)


def a_team(*names: str, leads: Sequence[str] = ()) -> Team:
    members = tuple(Member(a_person(each), Role.LEAD if each in leads else Role.MEMBER, WEEK) for each in names)
    return Team(TeamId(1), "Data", "C1", False, "UTC", WEEK.days, time(9), time(17), 4, time(15), members=members)


def a_report(
    states: Sequence[PromptState | Prompt],
    said: Sequence[tuple[Any, Value]] = (),
    *,
    reporting: Reporting | None = None,
    rules: Rules | None = None,
) -> Report:
    """A run of Monday at 09:30, open until 17:30; whoever answered said the same."""
    schedule = Schedule(time(9, 30), WEEK.days, date(2026, 11, 23))
    standup = Standup(
        1, TeamId(1), "Daily", schedule, "C1", 1, UserId("UANA"), True, None, reporting or Reporting(), rules or Rules()
    )
    run = Run(1, 1, date(2026, 11, 23), 1, RunState.OPEN, CLOSE)
    prompts = [each if isinstance(each, Prompt) else a_prompt(number, each) for number, each in enumerate(states)]
    lines = tuple(
        Line(each, f"Person {each.id}", tuple(said) if each.state == PromptState.ANSWERED else ()) for each in prompts
    )
    asked = tuple(question for question, _ in said)
    return Report(standup, run, a_team("ana"), asked, lines, asked=asked)


def a_prompt(number: int, state: PromptState, **more: Any) -> Prompt:
    answered = NINE if state == PromptState.ANSWERED else None
    facts: dict[str, Any] = {"answered_at": answered, **more}
    return Prompt(number, 1, UserId(f"U{number}"), "UTC", NINE, CLOSE, state, **facts)


LONG = "word & <tag> " * 230
RICH = Rich(({"type": "rich_text_section", "elements": [{"type": "text", "text": LONG, "style": {"bold": True}}]},))


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("value", [LONG, RICH], ids=["plain", "rich"])
def test_f8_thirty_people_with_three_thousand_characters_each_fit_into_messages_slack_takes(
    by: By, value: Value
) -> None:
    assert 2900 < len(LONG) <= 3000
    questions = [(a_question(Kind.TEXT, number=number, text=f"Question {number}"), value) for number in range(4)]
    report = a_report([PromptState.ANSWERED] * 30, questions, reporting=Reporting(by=by))
    found = [message for _, messages in pieces(report, HERE, CLOSE) for message in messages]
    for message in found:
        assert message_problems(message.to_dict(), text_most=UPDATE_TEXT) == []
        assert size(message.blocks) < 12_000
    words = sum(shown(each).count("word") for each in found)
    assert words == 30 * 4 * 230 * (2 if by == By.BOTH else 1), "every word of it"


def shown(message: Message) -> str:
    return str(message.blocks)


def test_pages_keep_the_order_and_lose_nothing() -> None:
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"{number} " + "x" * 2000}} for number in range(20)
    ]
    found = pages(blocks)
    assert [block for page in found for block in page] == blocks
    assert all(size(page) <= PAGE for page in found)


def test_a_numbered_list_that_is_split_goes_on_counting() -> None:
    items = [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x" * 900}]} for _ in range(10)]
    found = rich_blocks([{"type": "rich_text_list", "style": "ordered", "elements": items}], most=2000)
    lists = [element for block in found for element in block["elements"]]
    assert [each.get("offset", 0) for each in lists] == [0, 2, 4, 6, 8]
    assert message_problems({"blocks": found}) == []


@pytest.mark.parametrize(
    "key",
    [
        ReportKey(What.REPORT, 7),
        ReportKey(What.ANSWER, 7, copy="C0GENERAL", part=3, again=2),
        ReportKey(What.QUESTION, 7, 12, copy="owner"),
    ],
)
def test_a_key_says_which_message_it_is(key: ReportKey) -> None:
    assert read_key(str(key)) == key


@pytest.mark.parametrize("key", ["prompt:7", "report:x", "report:7:1", "answers:7"])
def test_keys_of_other_messages_are_none_of_ours(key: str) -> None:
    assert read_key(key) is None


TEAM = a_team("ana", "dan", "elif", "ben", leads=("dan",))
OWN = {
    UserId("UBEN"): Participant(UserId("UBEN"), Part.OUT),
    UserId("UGRACE"): Participant(UserId("UGRACE"), Part.OBSERVER),
}
PEOPLE = {each: a_person(each) for each in ("ana", "dan", "elif", "ben", "grace", "hugo")} | {
    "iris": a_person("iris", is_admin=True),
    "elsewhere": a_person("ana", is_stranger=True),
    "gone": a_person("dan", deleted=True),
}


@pytest.mark.parametrize(
    ("readers", "who"),
    [
        (Readers.TEAM, {"ana", "dan", "elif", "ben", "grace", "iris"}),
        (Readers.MEMBERS, {"ana", "dan", "elif", "grace"}),
        (Readers.LEADS, {"ana", "dan"}),
        (Readers.OWNER, {"ana"}),
    ],
)
def test_g3_who_may_read(readers: Readers, who: set[str]) -> None:
    standup = replace(a_report([]).standup, rules=Rules(readers=readers))
    assert {name for name, person in PEOPLE.items() if may_read(standup, TEAM, OWN, person)} == who


OPTIONAL = a_prompt(9, PromptState.ASKED, part=Part.OPTIONAL)
TAKEN_BACK = a_prompt(8, PromptState.ASKED, deleted_at=NINE)
ANSWERED, ASKED, AWAY = PromptState.ANSWERED, PromptState.ASKED, PromptState.AWAY


@pytest.mark.parametrize(
    ("states", "moment", "anonymous", "minutes", "due"),
    [
        ([ANSWERED, ASKED], Moment.AS_ANSWERED, False, -1, False),  # answered ahead: not before the first is asked
        ([ANSWERED, ASKED], Moment.AS_ANSWERED, False, 0, True),
        ([ASKED, ASKED], Moment.AS_ANSWERED, False, 60, False),
        ([ASKED, ASKED], Moment.AS_ANSWERED, False, 480, True),  # over: somebody is missing
        ([ANSWERED, ASKED], Moment.AT_END, False, 60, False),
        ([ANSWERED, ANSWERED], Moment.AT_END, False, 60, True),
        ([ANSWERED, OPTIONAL], Moment.AT_END, False, 60, True),  # nobody waits for optional members
        ([ANSWERED, ASKED], Moment.AT_END, False, 480, True),
        ([ANSWERED, OPTIONAL], Moment.AS_ANSWERED, True, 60, False),  # without names everybody may still answer
        ([ANSWERED, OPTIONAL], Moment.AS_ANSWERED, True, 480, True),
        ([AWAY, AWAY], Moment.AS_ANSWERED, False, 480, False),  # everybody away: nothing
    ],
)
def test_when_there_is_something_to_show(
    states: list[PromptState | Prompt], moment: Moment, anonymous: bool, minutes: int, due: bool
) -> None:
    report = a_report(states, reporting=Reporting(moment=moment), rules=Rules(anonymous=anonymous))
    assert report.is_due(NINE + timedelta(minutes=minutes)) is due


@pytest.mark.parametrize(
    ("prompt", "open_as", "over_as"),
    [
        (a_prompt(1, ASKED), "Still to come", "Missing"),
        (OPTIONAL, "Optional", None),
        (TAKEN_BACK, "Still to come", None),
        (a_prompt(1, PromptState.SKIPPED), "Skipped", "Skipped"),
        (a_prompt(1, PromptState.HOLIDAY), "Holiday", "Holiday"),
        (a_prompt(1, PromptState.LEFT), None, None),
        (a_prompt(1, ANSWERED), None, None),
    ],
)
def test_f4_how_somebody_stands_who_said_nothing(prompt: Prompt, open_as: str | None, over_as: str | None) -> None:
    line = Line(prompt, "Dan", ())
    assert (line.group(NINE), line.group(CLOSE)) == (open_as, over_as)
