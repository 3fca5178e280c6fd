"""Stories of fires from every front door to done."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.people.domain import TeamSettings, UserId
from bot.people.repository import Teams
from bot.sandbox.faults import Fault
from bot.triage.domain import Source
from bot.triage.use_cases import FireRequest, file_fire, look_up
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
PRIORITY = "How urgent is it?"
WANTED, DETAILS, WHOSE = "What is wanted?", "Details", "Who needs it?"


async def at_work(world: World) -> None:
    """Monday, ten in the morning in London, with a team."""
    await the_data_team(world)
    await world.forward_to(MORNING)


async def soon(world: World) -> None:
    """A few seconds later: one person is sent one message a second."""
    await world.forward(seconds=5)


def card(world: World, title: str) -> str:
    (text,) = [text for text in world.texts("data-team") if title in text]
    return text


async def is_worked_off(world: World, title: str, requester: str) -> None:
    """Ben takes it from the card, starts, and is done; the requester hears of both."""
    ben, asker = world.person("ben"), world.person(requester)
    (posted,) = [each for each in world.channel("data-team").messages if title in world.read(each)]
    await ben.clicks("Take it", posted)
    await soon(world)
    assert "Taken by @ben" in card(world, title)
    assert asker.sees(f"@ben has taken F-1 · {title}")
    await ben.clicks("Start", posted)
    await ben.clicks("Done", posted)
    await ben.fills({"Outcome": "Fixed the join", "Effort": "S: under an hour", "And afterwards?": "One-off"})
    assert (await ben.submits()).closed
    await soon(world)
    assert "Done by @ben" in card(world, title)
    assert "Fixed the join" in card(world, title)
    assert asker.sees(f"@ben resolved F-1 · {title}")
    assert asker.sees("Fixed the join")


async def test_a_fire_is_typed_in_one_line(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    await grace.types("/triage new Revenue dashboard shows zeros p1", channel="general")
    await soon(world)
    assert "F-1 · Revenue dashboard shows zeros is with Data now" in world.read(grace.ephemerals[-1])
    assert "P1" in card(world, "Revenue dashboard shows zeros")
    assert "Nobody has it yet" in card(world, "Revenue dashboard shows zeros")
    assert world.person("ana").sees("@grace asks Data for a P1")
    (card_of_hers,) = grace.dm
    assert "Nobody has it yet" in world.read(card_of_hers)
    await is_worked_off(world, "Revenue dashboard shows zeros", "grace")


async def test_a_fire_is_filed_by_the_form_behind_the_bare_word(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    await grace.types("/triage new", channel="fires")
    await grace.fills({WANTED: "Export fails", DETAILS: "Since Monday", PRIORITY: "P2", "Needed by": "2026-11-27"})
    assert (await grace.submits()).closed
    await soon(world)
    assert "F-1 · Export fails is with Data now" in world.read(grace.ephemerals[-1])
    assert "needed by Fri 27 Nov" in card(world, "Export fails")
    await is_worked_off(world, "Export fails", "grace")


async def test_a_fire_is_filed_by_the_shortcut_from_anywhere(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    await grace.uses_shortcut("File a fire")
    await grace.fills({WANTED: "Export fails", PRIORITY: "P3"})
    assert (await grace.submits()).closed
    await soon(world)
    assert "F-1 · Export fails is with Data now" in world.read(grace.dm[-1])
    await is_worked_off(world, "Export fails", "grace")


async def test_a_fire_is_filed_from_the_home_tab_which_shows_it_then(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    await grace.opens_home()
    await grace.clicks("File a fire", in_view=grace.home)
    await grace.fills({WANTED: "Export fails", PRIORITY: "P3"})
    assert (await grace.submits()).closed
    await soon(world)
    assert "F-1 · Export fails" in world.read(grace.home)
    async with world.work() as work:
        assert (await look_up(work, 1)).source == Source.HOME
    await is_worked_off(world, "Export fails", "grace")


async def test_a_message_is_made_a_fire_once_for_who_wrote_it(world: World) -> None:
    await at_work(world)
    grace, dan = world.person("grace"), world.person("dan")
    said = await grace.says("p2 Numbers for @ana look wrong & odd\nsince Monday", channel="fires")
    await dan.uses_shortcut("Make it a fire", said)
    assert (await dan.submits()).closed
    await soon(world)
    shown = card(world, "Numbers for @Ana look wrong & odd")
    assert "Asked by @grace (filed by @dan)" in shown
    assert "Where it was asked" in shown
    assert grace.sees("@dan asked Data for you: F-1")
    await dan.uses_shortcut("Make it a fire", said)
    assert dan.modal is not None
    assert "F-1" in world.read(dan.modal)
    assert "since Monday" in world.read(dan.modal)
    await dan.closes()
    assert len(world.texts("data-team")) == 1
    await is_worked_off(world, "Numbers for @Ana look wrong & odd", "grace")


async def test_two_who_make_one_message_a_fire_at_once_file_it_once(world: World) -> None:
    await at_work(world)
    dan, chitra = world.person("dan"), world.person("chitra")
    said = await world.person("grace").says("Numbers look wrong", channel="fires")
    for each in (dan, chitra):
        await each.uses_shortcut("Make it a fire", said)
        await each.fills({PRIORITY: "P2"})
    assert (await dan.submits()).closed
    assert (await chitra.submits()).closed
    await soon(world)
    assert chitra.sees("That is F-1 · Numbers look wrong already.")
    assert len(world.texts("data-team")) == 1


async def test_a_message_the_bot_cannot_see_is_a_fire_all_the_same(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    said = await world.person("ana").says("Board numbers are off", channel="exec-numbers")
    await grace.uses_shortcut("Make it a fire", said)
    await grace.fills({PRIORITY: "P2"})
    assert (await grace.submits()).closed
    await soon(world)
    assert "Asked by @ana (filed by @grace)" in card(world, "Board numbers are off")
    assert "Where it was asked" not in card(world, "Board numbers are off")


async def test_a_blocker_becomes_a_fire_of_another_room(world: World) -> None:
    await at_work(world)
    ben, chitra = UserId(world.person("ben").id), UserId(world.person("chitra").id)
    async with world.work() as work:
        [team] = await Teams(work).all()
        request = FireRequest(team.id, "No access to billing", requester_id=ben, filer_id=chitra, source=Source.BLOCKER)
        await file_fire(work, request)
    await world.forward(seconds=1)
    assert "Asked by @ben (filed by @chitra)" in card(world, "No access to billing")
    assert world.person("ben").sees("@chitra asked Data for you: F-1")


async def test_a_guest_asks_and_is_told(world: World) -> None:
    await at_work(world)
    jo = world.person("jo")
    await jo.types("/triage new May I have the June export?", channel="general")
    await soon(world)
    assert "F-1" in world.read(jo.ephemerals[-1])
    await is_worked_off(world, "May I have the June export?", "jo")


async def test_outside_working_hours_the_answer_says_when_work_resumes(world: World) -> None:
    await the_data_team(world)
    await world.forward_to(datetime(2026, 11, 27, 18, 0, tzinfo=UTC))
    grace = world.person("grace")
    await grace.types("/triage new Export fails", channel="general")
    assert "work resumes" in world.read(grace.ephemerals[-1])
    assert "Mon 30 Nov, 09:00 (Europe/London)" in world.read(grace.ephemerals[-1])
    await world.forward_to(datetime(2026, 11, 30, 9, 30, tzinfo=UTC))
    await grace.types("/triage new Another one", channel="general")
    assert "work resumes" not in world.read(grace.ephemerals[-1])


async def test_a_form_too_late_for_slack_asks_to_press_once_more(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")

    def four_seconds_pass(_: object) -> bool:
        world.clock.move_to(world.clock.now() + timedelta(seconds=4))
        return True

    world.sandbox.faults.add(Fault("views.open", "slow", seconds=0, matches=four_seconds_pass))
    with world.sandbox.deliberate():
        await grace.types("/triage new", channel="general")
    world.sandbox.faults.clear()
    assert grace.modal is None
    assert grace.sees("please press or type it once more")
    await grace.types("/triage new", channel="general")
    assert grace.modal is not None


async def test_without_a_team_nobody_is_asked_in_vain(world: World) -> None:
    grace = world.person("grace")
    for line in ("/triage new Export fails", "/triage new", "/triage"):
        await grace.types(line, channel="general")
        assert "`/standup team`".strip("`") in world.read(grace.ephemerals[-1])
    await grace.uses_shortcut("File a fire")
    assert grace.modal is None
    assert grace.sees("No team is set up here yet")


async def test_of_several_teams_the_form_asks_which(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    async with world.work() as work:
        await Teams(work).create(TeamSettings("Platform", world.channel("fires").id), {})
    await grace.types("/triage new Export fails p2", channel="general")
    await grace.fills({"Which team?": "Platform"})
    assert (await grace.submits()).closed
    await soon(world)
    (posted,) = world.texts("fires")
    assert "F-1 · Export fails" in posted
    await grace.types("/triage", channel="general")
    await grace.chooses("Choose a team", "Platform")
    assert "Platform: 1 to take" in world.read(grace.ephemerals[-1])


async def test_what_cannot_be_is_said_beside_the_field(world: World) -> None:
    await at_work(world)
    grace = world.person("grace")
    await grace.types("/triage new", channel="general")
    await grace.fills({WANTED: "Export fails", PRIORITY: "P2", "Needed by": "2026-11-22"})
    assert not (await grace.submits()).closed
    assert grace.errors_by_label == {"Needed by": "That day is over. Choose today or a later day, or leave it empty."}


@pytest.mark.parametrize(
    "words",
    [
        "<!channel> R&amp;D &lt;b&gt; \"quotes\" 'and' :fire: 🔥 <!here> <@UANA>",
        "& " * 1490,
        "x" * 2990,
    ],
)
async def test_whatever_people_write_is_shown_as_they_wrote_it_and_pings_nobody(world: World, words: str) -> None:
    await at_work(world)
    grace, ben = world.person("grace"), world.person("ben")
    await grace.types("/triage new", channel="fires")
    await grace.fills({WANTED: words[:150], DETAILS: words, PRIORITY: "P2"})
    assert (await grace.submits()).closed
    await soon(world)
    await ben.types("/triage show F-1", channel="data-team")
    shown = world.read(ben.ephemerals[-1])
    assert "".join(words.split()) in "".join(shown.split())
    await ben.types(f"/triage wait F-1 {words[:1000]}", channel="data-team")
    await ben.types("/triage claim F-1", channel="data-team")
    await ben.types(f"/triage decline F-1 {words[:1000]}", channel="data-team")
    await soon(world)
    assert grace.sees("declined F-1")
    sent = str([call.args for call in world.sandbox.calls if call.method.startswith("chat.")])
    assert "<!channel>" not in sent
    assert "<!here>" not in sent
