"""What a person's Home tab says of fires: what they have in hand, what they asked for, and where to ask."""

from bot.core.work import Work
from bot.slack import kit
from bot.slack.message import Block
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.lists import asked_section, file_button, owned_section
from bot.triage.use_cases import fires_asked_by, open_fires_of


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
    return [*blocks, kit.actions(file_button())]
