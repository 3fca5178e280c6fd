"""What is told of plan items that keep coming back: to their owner first, then to the lead."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.slack.message import Message
from bot.standups.blocks import plans as blocks
from bot.standups.domain import Prompt
from bot.standups.domain.plans import OFTEN, ItemState, PlanItem
from bot.standups.use_cases.stuck import Stuck, promise_leads_hear, said_of_stuck, told_of

# Who snoozes an item again and again is told of it again; more often than this nobody does.
MOST_WARNINGS = 30


async def warn_of_stuck(work: Work, prompt: Prompt) -> None:
    """After an answer: its owner hears what will be told, and what was told follows."""
    for item in await said_of_stuck(work, prompt):
        found = await promise_leads_hear(work, prompt, item)
        if found is not None and found.on is not None:
            names = [each.name for each in found.leads]
            message = blocks.keeps_coming_back(item, found.standup.name, names, found.on)
            await announce(work, key=_to_owner(item, item.carried), channel=item.user_id, message=message)
        elif item.state != ItemState.OPEN or item.told_at is None:
            await show_item(work, item)


async def tell_leads_of_item(work: Work, found: Stuck) -> None:
    message = blocks.ask_about_item(found.item, found.owner.name, found.standup.name)
    for lead in found.leads:
        await announce(work, key=_to_lead(found.item, lead.user_id), channel=lead.user_id, message=message)
    await _tell_owner(work, found.item, blocks.told_of_item(found.item, [each.name for each in found.leads]))


async def show_item(work: Work, item: PlanItem) -> None:
    """What was said of it reads as it stands now: it is settled, or snoozed."""
    if item.carried < OFTEN:
        return
    await _tell_owner(work, item, blocks.settled_item(item))
    found = await told_of(work, item)
    if found is not None and item.told_at is not None:
        message = blocks.ask_about_item(item, found.owner.name, found.standup.name)
        for lead in found.leads:
            await revise(work, key=_to_lead(item, lead.user_id), message=message)


async def _tell_owner(work: Work, item: PlanItem, message: Message) -> None:
    for carried in range(OFTEN, min(item.carried, MOST_WARNINGS) + 1):
        await revise(work, key=_to_owner(item, carried), message=message)


def _to_owner(item: PlanItem, carried: int) -> str:
    return f"stuck:{item.id}:{carried}"


def _to_lead(item: PlanItem, lead_id: str) -> str:
    return f"stuck:{item.id}:lead:{lead_id}"
