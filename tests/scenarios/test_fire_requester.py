"""Stories of who asks: one card that is always true, few notices, and talking to whoever works on it."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.state import Message
from tests.support.teams import the_data_team
from tests.support.world import World

MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TITLE = "Revenue dashboard shows zeros"
NOTE = "The CFO must not know yet"


async def a_fire(world: World, at: datetime = MORNING) -> Message:
    """Grace asks; gives the team's card."""
    await the_data_team(world)
    await world.forward_to(at)
    await world.person("grace").types(f"/triage new {TITLE}", channel="general")
    await soon(world)
    return world.channel("data-team").last_message


async def soon(world: World) -> None:
    """A few seconds later: one person is sent one message a second."""
    await world.forward(seconds=8)


async def types(world: World, name: str, line: str) -> None:
    await world.person(name).types(f"/triage {line}", channel="data-team")
    await soon(world)


def card_of_hers(world: World) -> Message:
    """What Grace was sent first."""
    return world.person("grace").dm[0]


def under(world: World, card: Message) -> list[str]:
    return [world.read(each) for each in world.channel("data-team").thread(card)]


def sent(world: World, name: str) -> list[str]:
    """What the bot sent somebody, without what stands in threads."""
    return [
        world.read(each) for each in world.person(name).dm if not each.is_reply and each.user != world.person(name).id
    ]


async def test_one_card_is_true_at_every_moment_and_four_notices_are_all(world: World) -> None:
    await a_fire(world)
    assert f"F-1 · {TITLE} is with Data now. Nobody has it yet." in world.read(card_of_hers(world))
    assert "Expected by" in world.read(card_of_hers(world))
    await types(world, "ben", "claim F-1")
    assert "It is with @ben now." in world.read(card_of_hers(world))
    await types(world, "ana", "assign F-1 @chitra")
    assert "It is with @chitra now." in world.read(card_of_hers(world))
    await types(world, "chitra", "start F-1")
    assert "@chitra is working on it." in world.read(card_of_hers(world))
    await types(world, "chitra", "wait F-1 Which <month>?")
    assert "@chitra waits for something from you:\n> Which <month>?" in world.read(card_of_hers(world))
    await types(world, "chitra", "start F-1")
    await types(world, "chitra", "snooze F-1 until Friday the export comes then")
    assert "@chitra put" in world.read(card_of_hers(world))
    assert "the export comes then" in world.read(card_of_hers(world))
    await types(world, "chitra", "wake F-1")
    assert "It is with @chitra now." in world.read(card_of_hers(world))
    await types(world, "chitra", "resolve F-1 Fixed the join")
    assert "@chitra finished it.\n> Fixed the join" in world.read(card_of_hers(world))
    received, taken, waiting, done = sent(world, "grace")
    assert "Nobody has it yet" not in received
    assert "@ben has taken" in taken
    assert "needs something from you" in waiting
    assert "@chitra resolved" in done


async def test_a_fire_asked_for_at_night_says_once_when_work_resumes(world: World) -> None:
    await a_fire(world, datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    grace = world.person("grace")
    assert "work resumes" in world.read(card_of_hers(world))
    assert "work resumes" in world.read(grace.ephemerals[-1])
    await grace.types("/triage new Churn numbers", channel="general")
    await soon(world)
    assert "F-2 · Churn numbers is with Data now" in world.read(grace.ephemerals[-1])
    assert "work resumes" not in world.read(grace.ephemerals[-1])
    assert "work resumes" not in world.read(grace.dm[-1])
    await grace.types("/triage new For another day", channel="general")
    await world.forward(hours=24)
    await grace.types("/triage new Conversion", channel="general")
    assert "work resumes" in world.read(grace.ephemerals[-1]), "the next evening it is said again"


async def test_each_side_writes_in_its_own_thread_and_reads_the_other(world: World) -> None:
    card = await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await types(world, "ben", "claim F-1")
    await grace.says("It began <yesterday>", thread=card_of_hers(world))
    await soon(world)
    assert under(world, card) == ["@ben, @grace says about F-1:\n> It began <yesterday>"]
    await ben.says(">> Which region do you mean?", channel="data-team", thread=card)
    await soon(world)
    hers = [each for each in grace.dm if each.is_reply and each.thread_ts == card_of_hers(world).ts]
    assert f"@grace, @ben says about F-1 · {TITLE}:\n> Which region do you mean?" in world.read(hers[-1])
    assert "I passed that on to @grace" in world.read(ben.ephemerals[-1])
    await ben.says("@grace and which month?", channel="data-team", thread=card)
    await soon(world)
    assert grace.sees("and which month?")
    await grace.says("EMEA, October", thread=card_of_hers(world))
    await soon(world)
    assert "> EMEA, October" in under(world, card)[-1]
    assert not any("says about F-1" in each for each in sent(world, "ben")), "nothing comes back to who wrote it"


async def test_what_the_team_writes_among_itself_stays_there_and_that_is_said_once(world: World) -> None:
    card = await a_fire(world)
    ben, chitra, grace = world.person("ben"), world.person("chitra"), world.person("grace")
    await ben.says("The join is broken, I think", channel="data-team", thread=card)
    await soon(world)
    assert "does not go to @grace. Begin a message with >>" in under(world, card)[-1]
    await chitra.says("> quoting you", channel="data-team", thread=card)
    await soon(world)
    assert len([each for each in under(world, card) if "does not go to" in each]) == 1
    assert not any("join is broken" in each or "quoting you" in each for each in map(world.read, grace.dm))
    hugo = world.person("hugo")
    await hugo.joins("data-team")
    await hugo.says(">> I am not of the team", channel="data-team", thread=card)
    await soon(world)
    assert not any("not of the team" in each for each in map(world.read, grace.dm))


async def test_changed_and_deleted_words_are_marked_on_the_other_side(world: World) -> None:
    card = await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await types(world, "ben", "claim F-1")
    said = await grace.says("It began on Monday", thread=card_of_hers(world))
    await soon(world)
    await grace.edits(said, "It began on Sunday")
    await soon(world)
    assert under(world, card) == ["@ben, @grace says about F-1:\n> It began on Sunday\nThey changed this."]
    await grace.edits(said, "It began on Saturday")
    await soon(world)
    assert under(world, card) == ["@ben, @grace says about F-1:\n> It began on Saturday\nThey changed this."]
    asked = await ben.says(">> Which month?", channel="data-team", thread=card)
    await soon(world)
    await ben.edits(asked, ">> Which year?")
    await soon(world)
    answer = next(each for each in map(world.read, grace.dm) if "Which" in each)
    assert "Which year?" in answer
    assert "They changed this." in answer
    await ben.deletes(asked)
    await grace.deletes(said)
    await soon(world)
    assert grace.sees("@ben deleted what they wrote about F-1.")
    assert not grace.sees("Which year?")
    assert "@grace deleted what they wrote about F-1." in under(world, card)


async def test_arrows_that_were_forgotten_can_be_added(world: World) -> None:
    card = await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    said = await ben.says("Which month?", channel="data-team", thread=card)
    await soon(world)
    assert not grace.sees("> Which month?")
    await ben.edits(said, ">> Which month?")
    await soon(world)
    assert grace.sees("> Which month?")


@pytest.mark.parametrize("state", ["open", "done"])
async def test_no_note_of_the_team_reaches_who_asked(world: World, state: str) -> None:
    await a_fire(world)
    ben, grace = world.person("ben"), world.person("grace")
    await types(world, "ben", "claim F-1")
    await types(world, "ana", f"note F-1 {NOTE}")
    assert ben.sees(NOTE), "who has it reads it"
    if state == "done":
        await types(world, "ben", "resolve F-1 Fixed it")
    await types(world, "chitra", "show F-1")
    assert NOTE in world.read(world.person("chitra").ephemerals[-1])
    await grace.says("Any news?", thread=card_of_hers(world))
    for line in ("show F-1", "find CFO", "mine", "open", "export mine"):
        await grace.types(f"/triage {line}", channel="general")
        await soon(world)
    await grace.clicks("Show it", card_of_hers(world))
    await grace.opens_home()
    everything = [*map(world.read, grace.dm), *map(world.read, grace.ephemerals), world.read(grace.home)]
    assert all(NOTE not in each for each in everything)
    assert all(NOTE not in each for each in world.texts("data-team"))


async def test_only_the_team_writes_notes_and_only_with_words(world: World) -> None:
    await a_fire(world)
    await world.person("grace").joins("data-team")
    await types(world, "grace", f"note F-1 {NOTE}")
    assert "can write notes about F-1" in world.read(world.person("grace").ephemerals[-1])
    await types(world, "ben", "note F-1")
    assert "Say what to note" in world.read(world.person("ben").ephemerals[-1])


async def test_about_a_private_fire_they_talk_in_direct_messages_only(world: World) -> None:
    await a_fire(world)
    ana, grace = world.person("ana"), world.person("grace")
    await ana.says("Whose salary is that?", channel="data-team", thread=world.channel("data-team").last_message)
    await soon(world)
    await grace.clicks("Add details", card_of_hers(world))
    await grace.fills({"Who may see it?": ["Keep it private"]})
    assert (await grace.submits()).closed
    await soon(world)
    assert not any("@grace" in world.read(each) for each in world.channel("data-team").messages)
    card = next(each for each in ana.dm if "Asked by" in world.read(each))
    await ana.says(">> Whose salary is that?", thread=card)
    await soon(world)
    assert grace.sees(f"@grace, @ana says about F-1 · {TITLE}:\n> Whose salary is that?")
    await grace.says("Everybody's", thread=card_of_hers(world))
    await soon(world)
    assert ana.sees("@grace says about F-1:\n> Everybody's")
    assert not world.person("ben").sees("Everybody's")
