"""Looking before posting again: in threads, in busy channels, and under anchors whose rewriting failed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count

import pytest

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.outbox.domain import IfUnsure
from bot.slack.message import Message
from tests.crash.sweep_slack import LIMITED
from tests.crash.sweep_story import MONDAY, promises, rewords
from tests.crash.sweep_world import HEARTBEAT, Step, World

workspaces = count(1)
LATER = MONDAY + 3600 * HEARTBEAT
UNTIL = MONDAY + 48 * 3600 * HEARTBEAT


async def lives(
    url: str, steps: Sequence[Step], dies: Callable[[int], bool], use: Callable[[World], None] = lambda _: None
) -> World:
    async with World(url, next(workspaces), MONDAY, [replace(each) for each in steps]) as world:
        world.dies = dies
        use(world)
        await world.live(UNTIL)
        return world


async def answers_in_thread(work: Work) -> None:
    """Nobody may be told twice, so an answer that cannot be looked for is dropped."""
    await announce(
        work, key="answer", channel="C1", message=Message("answer first"), thread="card", if_unsure=IfUnsure.DROP
    )


async def test_an_answer_in_a_thread_is_not_sent_twice_wherever_the_process_dies(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", {"outbox.gave_up": _nothing})
    steps = [Step("card", MONDAY, promises(("card", "C1"))), Step("answer", LATER, answers_in_thread)]
    calm = await lives(migrated_database, steps, lambda _: False)
    assert [each.text for each in calm.slack.messages] == ["card first", "answer first"]
    doubled = {}
    answered = len(calm.trace) - calm.trace[::-1].index("before a post leaves")
    for number in range(answered, len(calm.trace) + 1):
        world = await lives(migrated_database, steps, number.__eq__)
        sent = [each.text for each in world.slack.messages].count("answer first")
        if sent > 1:
            doubled[f"{number} {calm.trace[number - 1]}"] = sent
    assert doubled == {}


async def test_a_message_is_found_again_in_a_channel_where_others_talk_meanwhile(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", {})
    steps = [Step("card", MONDAY, promises(("card", "C1")))]
    calm = await lives(migrated_database, steps, lambda _: False)
    took = calm.trace.index("after Slack took it") + 1

    def others_talk(world: World) -> None:
        def dies(number: int) -> bool:
            if number == took:
                for each in range(20):
                    world.slack.say("C1", f"chatter {each}")
            return number == took

        world.dies = dies

    world = await lives(migrated_database, steps, lambda _: False, others_talk)
    assert [each.text for each in world.slack.messages].count("card first") == 1


async def test_an_answer_comes_under_a_message_whose_rewriting_was_given_up(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", {"outbox.gave_up": _nothing})
    steps = [
        Step("card", MONDAY, promises(("card", "C1"))),
        Step("rewording", LATER, rewords("card", "last")),
        Step("answer", LATER + 4 * 3600 * HEARTBEAT, promises(("answer", "C1", "card"))),
    ]

    def no_rewriting(world: World) -> None:
        world.slack.fails = lambda method: "500 before" if method == "chat.update" else None

    world = await lives(migrated_database, steps, lambda _: False, no_rewriting)
    assert [each.text for each in world.slack.messages] == ["card first", "answer first"]


async def test_a_limit_met_while_looking_does_not_make_anything_come_twice(
    migrated_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.worker.TIMERS", {})
    steps = [Step("card", MONDAY, promises(("card", "C1")))]
    calm = await lives(migrated_database, steps, lambda _: False)
    limits = iter([LIMITED, LIMITED])

    def no_looking(world: World) -> None:
        world.slack.fails = lambda method: next(limits, None) if method == "conversations.history" else None

    took = calm.trace.index("after Slack took it") + 1
    world = await lives(migrated_database, steps, took.__eq__, no_looking)
    assert world.slack.calls.count("conversations.history") == 3
    assert [each.text for each in world.slack.messages] == ["card first"]


async def _nothing(*_: object) -> None:
    """What becomes of messages that were given up is another story."""
