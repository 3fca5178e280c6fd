"""Stories of people's own record: what they did, in their words, for nobody else."""

from datetime import date

import pytest

from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.records.blocks.hype import own_record as as_messages
from bot.records.domain.hype import Entry, Period, Record, read_period, to_markdown
from bot.records.domain.markdown import as_markdown
from bot.slack.limits import message_problems
from bot.standups.domain import Kind, NewQuestion, Question, Rich
from bot.standups.domain.schedule import Readers, Rules
from bot.standups.domain.templates import TEMPLATES
from tests.support.standups import BLOCKED, DONE, PLAN, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World

TODAY = date(2026, 11, 25)
IMPACT = next(each.questions for each in TEMPLATES if each.key == "impact")
CHANGED, BETTER_OFF = IMPACT[0].text, IMPACT[1].text


async def record(world: World, name: str, text: str = "") -> str:
    """All of the record, as it arrives in direct messages; empty when none does."""
    person = world.person(name)
    known = {each.ts for each in person.dm}
    await person.types(f"/standup hype {text}".strip())
    await world.forward(seconds=30)
    new = [each for each in person.dm if each.ts not in known and each.ephemeral_to is None]
    return "\n".join(world.read(each) for each in new if "record" in world.read(each))


async def test_h6_a_record_has_everything_somebody_did_and_impact_comes_first(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    await a_standup(world, team, reminders=())
    await a_standup(world, team, "Impact", questions=IMPACT, reminders=())
    await world.forward_to(at(9, 31))
    ana, dan = world.person("ana"), world.person("dan")
    daily = next(each for each in dan.dm if world.read(each).startswith("Daily"))
    await dan.clicks("Answer", daily)
    await dan.fills({DONE: "Rebuilt the loads", PLAN: "Write the memo\nClean exports", BLOCKED: "No"})
    await dan.submits()
    impact = next(each for each in dan.dm if world.read(each).startswith("Impact"))
    await dan.clicks("Answer", impact)
    await dan.fills({CHANGED: "Finance *closes* a day sooner", BETTER_OFF: "Finance"})
    await dan.submits()
    anas_daily = next(each for each in ana.dm if world.read(each).startswith("Daily"))
    await ana.clicks("Answer", anas_daily)
    await ana.fills({DONE: "Reviews", BLOCKED: "Yes"})
    await ana.fills({WORDS: "No access to billing"})
    await ana.submits()
    await world.forward(seconds=30)
    await dan.clicks("I can help")
    await ana.types("/standup kudos @dan for the quick help")
    await ana.submits()
    await dan.types("/triage new Dashboard is down")
    await world.forward(seconds=30)
    await dan.types("/triage claim F-1")
    await dan.types("/triage resolve F-1 Back up, with a check")
    await world.forward_to(at(9, 31, day=24))
    await dan.opens_home()
    await dan.clicks("Done", in_view=dan.home)
    said = await record(world, "dan")
    parts = [
        "Your record from Wed 26 Aug 2026 to Tue 24 Nov 2026.",
        "# What Dan did",
        "## What changed because of it",
        "### Mon 23 Nov 2026, Impact",
        f"**{CHANGED}**",
        "Finance **closes** a day sooner",
        "## Done",
        "- Tue 24 Nov 2026: Write the memo",
        "## Blockers I helped with",
        "- B-1 of Ana: No access to billing",
        "## Fires I closed",
        "- Mon 23 Nov 2026, F-1: Dashboard is down. Outcome: Back up, with a check",
        "## Kudos",
        "- Mon 23 Nov 2026, from Ana: the quick help",
        "## In my own words",
        "Rebuilt the loads",
    ]
    places = [said.index(each) for each in parts]
    assert places == sorted(places)
    assert "Reviews" not in said, "what others said is theirs"
    assert "is in our direct messages" in world.read(dan.ephemerals[-1])


async def test_h6_only_whoever_asks_gets_it_and_where_they_asked_stands_only_that(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "My very own words"})
    await world.forward(seconds=30)
    await world.person("dan").types("/standup me", channel="data-team")
    await world.forward(seconds=30)
    assert not any("record" in each for each in world.texts("data-team"))
    assert not world.person("ana").sees("What Dan did")
    assert "My very own words" not in await record(world, "ana")


async def test_h6_parts_without_anything_are_left_out_and_an_empty_record_is_not_sent(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DONE: "Loads"})
    await world.forward(seconds=30)
    said = await record(world, "dan")
    assert "## In my own words" in said
    assert said.count("## ") == 1 + said.count("### ")
    assert await record(world, "ana") == ""
    assert "I know of nothing that you did" in world.read(world.person("ana").ephemerals[-1])
    assert await record(world, "dan", "last month") == ""
    await world.person("dan").types("/standup hype next year")
    assert "I do not know that time, or it lies ahead" in world.read(world.person("dan").ephemerals[-1])


async def test_h6_a_blocker_that_may_not_be_read_any_more_is_not_told(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, rules=Rules(readers=Readers.MEMBERS), reminders=())
    await world.forward_to(at(9, 31))
    ana, dan = world.person("ana"), world.person("dan")
    await ana.clicks("Answer")
    await ana.fills({DONE: "Reviews", BLOCKED: "Yes"})
    await ana.fills({WORDS: "A private trouble"})
    await ana.submits()
    await answers(dan, {DONE: "Loads"})
    await world.forward(seconds=30)
    await dan.clicks("I can help")
    assert "A private trouble" in await record(world, "dan")
    async with world.work() as work:
        await Teams(work).remove_member(team.id, UserId(dan.id))
    said = await record(world, "dan")
    assert "A private trouble" not in said
    assert "Loads" in said, "their own words stay theirs"


async def test_h6_kudos_are_in_it_once_they_were_told_and_go_with_the_answer(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    helped = NewQuestion("Who helped you?", Kind.PEOPLE, key="helped", kudos=True)
    how = NewQuestion("How?", Kind.SHORT, key="how")
    await a_standup(world, team, questions=(helped, how), reminders=())
    await world.forward_to(at(9, 31))
    ana = world.person("ana")
    await answers(ana, {"Who helped you?": ["dan"], "How?": "Found the bug"})
    assert "Found the bug" not in await record(world, "dan"), "it was not told yet"
    await world.forward_to(at(17, 31))
    assert "from Ana: Found the bug" in await record(world, "dan")
    await ana.clicks("Delete my answer")
    assert "Found the bug" not in await record(world, "dan")


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("", date(2026, 8, 27), TODAY),
        ("quarter", date(2026, 10, 1), TODAY),
        ("last quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("year", date(2026, 1, 1), TODAY),
        ("last year", date(2025, 1, 1), date(2025, 12, 31)),
        ("this month", date(2026, 11, 1), TODAY),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("q4", date(2026, 10, 1), TODAY),
        ("Q4 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("2026-07-01..2026-09-30", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-07-01 to 2027-01-31", date(2026, 7, 1), TODAY),
        ("1 Jul to 30 Sep", date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_h6_times_as_people_type_them(typed: str, first: date, last: date) -> None:
    assert read_period(typed, TODAY) == Period(first, last)


@pytest.mark.parametrize("typed", ["soon", "2027", "2027-01-01..2027-02-01", "q9", "2026-09-30..2026-07-01"])
def test_h6_what_is_no_time_or_lies_ahead_is_none(typed: str) -> None:
    assert read_period(typed, TODAY) is None


def test_styles_lists_and_links_become_markdown() -> None:
    def section(*pieces: dict[str, object]) -> dict[str, object]:
        return {"type": "rich_text_section", "elements": list(pieces)}

    def text(words: str, **style: bool) -> dict[str, object]:
        return {"type": "text", "text": words, "style": style}

    rich = Rich(
        (
            section(
                text("Did "), text("this ", bold=True), text("and"), text(" that", italic=True), text("x", code=True)
            ),
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 1,
                "elements": [section({"type": "user", "user_id": "U1"}), section(text("two"))],
            },
            {"type": "rich_text_quote", "elements": [text("one\ntwo")]},
            {"type": "rich_text_preformatted", "elements": [text("a = 1")]},
            section({"type": "link", "url": "https://example.com", "text": "here"}),
        )
    )
    assert as_markdown(Question(1, 0, "?", Kind.TEXT, True), rich, {"U1": "Ben"}) == (
        "Did **this** and _that_`x`\n   1. @Ben\n   2. two\n> one\n> two\n```\na = 1\n```\n[here](https://example.com)"
    )


def test_a_long_record_is_split_and_nothing_of_it_is_lost() -> None:
    words = "\n".join(f"line {number} " + "x" * 200 for number in range(400))
    entry = Entry(TODAY, 1, "Daily", "What?", words)
    record = Record("Dan", Period(TODAY, TODAY), answers=[entry])
    messages = as_messages(record)
    assert len(messages) > 5
    assert [problem for each in messages for problem in message_problems(each.to_dict())] == []
    shown = "\n".join(
        element["elements"][0]["text"]
        for each in messages
        for block in each.blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
    )
    assert shown.split() == to_markdown(record).split()
