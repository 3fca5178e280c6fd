"""What a person's Home tab says of their own load, and of who looked at it."""

from bot.core.work import Work
from bot.load.blocks.own import own_home_blocks
from bot.load.blocks.pages import home_lines
from bot.load.use_cases import own_choices, own_load, teams_of
from bot.slack import kit
from bot.slack.message import Block

MOST_TEAMS = 3


async def home_section(work: Work, user_id: str) -> list[Block]:
    """For members of teams; nothing for others."""
    teams = await teams_of(work, user_id)
    loads = [await own_load(work, team, user_id) for team in teams[:MOST_TEAMS]]
    if not loads:
        return []
    lines = [line for load in loads for line in home_lines(load)]
    own = await own_choices(work, teams[0], user_id)
    return [kit.header("Load"), *lines, *own_home_blocks(own, teams[0].id)]
