"""Living through the story of promises, with one crash or with many."""

import random
from collections.abc import Callable
from itertools import count

from tests.crash.sweep_slack import BAD_ANSWERS
from tests.crash.sweep_story import MONDAY, Story, the_story, violations
from tests.crash.sweep_world import NeverAtRest, World

DAYS = 1
LONG, EVERY = 10, 3
workspaces = count(1)


async def live_through(
    url: str,
    story: Story,
    dies: Callable[[int], bool],
    fails: Callable[[str], str | None] = lambda _: None,
) -> tuple[World, list[str]]:
    """One life of the story, in a workspace of its own, and what is wrong at its end."""
    async with World(url, next(workspaces), MONDAY, story.steps) as world:
        world.dies, world.slack.fails = dies, fails
        try:
            await world.live(story.until)
        except NeverAtRest as error:
            return world, [str(error)]
        return world, await violations(world, story)


async def boundaries(url: str) -> list[str]:
    """The names of the effects of a life without a crash, in which nothing may be wrong."""
    world, wrong = await live_through(url, the_story(DAYS), lambda _: False)
    assert wrong == [], "even without a crash"
    return world.trace


async def crash_at(url: str, number: int) -> list[str]:
    """What is wrong after a crash at that effect."""
    world, wrong = await live_through(url, the_story(DAYS), number.__eq__)
    assert world.crashes == 1, "the story reaches that boundary"
    return wrong


async def many_kills(url: str, seed: int) -> tuple[World, list[str]]:
    """At each effect the process dies with 2 %; 15 % of the calls to Slack end badly."""
    random.seed(seed)  # attempts are spread by the same source
    luck = random.Random(seed)

    def fails(_: str) -> str | None:
        return luck.choice(BAD_ANSWERS) if luck.random() < 0.15 else None

    return await live_through(url, the_story(LONG, EVERY), lambda _: luck.random() < 0.02, fails)
