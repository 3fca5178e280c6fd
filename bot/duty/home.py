"""What a person's Home tab says of their own duty."""

from bot.core.calendar import local_date
from bot.core.work import Work
from bot.duty.blocks import own_line
from bot.duty.blocks.limits import limits_button
from bot.duty.use_cases import duty_of_person, takes_turns_in
from bot.slack import kit
from bot.slack.message import Block

MOST, MOST_BUTTONS = 6, 3
NOT_ON = "You are not on duty in the next two weeks."


async def home_section(work: Work, user_id: str) -> list[Block]:
    """Nothing for who is in no team that has duty."""
    found = await duty_of_person(work, user_id)
    lines = [own_line(each, team, local_date(work.now, team.week.zone)) for team, each in found[:MOST]]
    teams = await takes_turns_in(work, user_id)
    if not lines and not teams:
        return []
    buttons = [limits_button(each, names_team=len(teams) > 1) for each in teams[:MOST_BUTTONS]]
    return [
        kit.header("Duty"),
        *(lines or [kit.section(NOT_ON)]),
        *([kit.actions(*buttons, block_id="duty.own")] if buttons else []),
    ]
