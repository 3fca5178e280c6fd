"""A morning on which a standup asks what a story is about."""

from collections.abc import Sequence
from typing import Any

from bot.standups.domain import NewQuestion
from tests.support.standups import a_standup, at
from tests.support.teams import the_data_team
from tests.support.world import World


async def a_morning(
    world: World, *questions: NewQuestion, members: Sequence[str] = ("ana", "dan"), **settings: Any
) -> int:
    """Half past nine in London on a Monday: everybody there was just asked, and is not reminded. Returns its id."""
    team = await the_data_team(world, tuple(members))
    standup = await a_standup(world, team, questions=questions, reminders=(), **settings)
    await world.forward_to(at(9, 31))
    return standup.id


def below(world: World, number: int = -1, name: str = "Daily") -> list[str]:
    """The members' messages under a report."""
    channel = world.channel("data-team")
    anchors = [each for each in channel.messages if world.read(each).startswith(name)]
    return [world.read(each) for each in channel.thread(anchors[number])]
