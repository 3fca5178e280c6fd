"""What a person's Home tab says of fires: what they have in hand, what they asked for, and where to ask."""

from bot.core.work import Work
from bot.people.repository import Teams
from bot.slack import kit
from bot.slack.message import Block
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.lists import asked_section, file_button, owned_section
from bot.triage.blocks.queue import led_section
from bot.triage.use_cases import fires_asked_by, open_fires_of
from bot.triage.use_cases.finding import queue_of


async def home_section(work: Work, user_id: str) -> list[Block]:
    """For everybody; who never had a fire sees only where to ask for something."""
    owned = await open_fires_of(work, user_id)
    asked = await fires_asked_by(work, user_id)
    here = Ref(0, Place.HOME)
    blocks: list[Block] = [kit.header("Fires")]
    if owned:
        blocks += owned_section(owned, work.now, here)
    if asked:
        blocks += asked_section(asked, work.now, here)
    if not blocks[1:]:
        blocks.append(kit.section("You have nothing in hand, and asked for nothing."))
    return [*blocks, *await _led(work, user_id), kit.actions(file_button())]


async def _led(work: Work, user_id: str) -> list[Block]:
    """For leads: where each of their teams stands, and what nobody has yet."""
    blocks: list[Block] = []
    for team in await Teams(work).of_person(user_id):
        if team.is_lead(user_id):
            blocks += led_section(await queue_of(work, team.id, user_id), work.now)
    return blocks
