"""What a person's Home tab says of their own duty."""

from bot.core.calendar import local_date
from bot.core.work import Work
from bot.duty.blocks import own_line
from bot.duty.use_cases import duty_of_person
from bot.slack import kit
from bot.slack.message import Block

MOST = 6


async def home_section(work: Work, user_id: str) -> list[Block]:
    """Nothing for who is not on duty within two weeks."""
    found = await duty_of_person(work, user_id)
    lines = [own_line(each, team, local_date(work.now, team.week.zone)) for team, each in found[:MOST]]
    return [kit.header("Duty"), *lines] if lines else []
