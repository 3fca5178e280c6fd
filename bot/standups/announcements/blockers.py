"""What is told about blockers: to whoever is blocked, to leads when one stays, and in every report that names it."""

from collections.abc import Callable

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.slack.message import Message
from bot.standups.announcements.prompts import show_prompt
from bot.standups.announcements.reports import show_report
from bot.standups.blocks import blockers as blocks
from bot.standups.domain.blockers import ShownBlocker
from bot.standups.repository import Prompts, Runs
from bot.standups.use_cases import Seen, leads_to_tell, runs_showing

Wording = Callable[[ShownBlocker, str], Message]


async def show_blocker(work: Work, seen: Seen) -> None:
    """Everything that names it says how it stands now: reports, the messages to leads, and the member's own."""
    for run_id in await runs_showing(work, seen.blocker):
        await show_report(work, run_id)
    for lead_id in await leads_to_tell(work, seen):
        await revise(work, key=_to_lead("escalated", seen, lead_id), message=_to_leads(blocks.escalation, seen))
        await revise(work, key=_to_lead("left", seen, lead_id), message=_to_leads(blocks.handed_over, seen))
    for prompt in await Prompts(work).of_person(seen.blocker.user_id, work.now - 2 * DAY):
        if (await Runs(work).get(prompt.run_id)).standup_id == seen.standup.id:
            await show_prompt(work, prompt)


async def tell_help(work: Work, seen: Seen, helper_id: str) -> None:
    await _tell_blocked(work, seen, f"help:{seen.blocker.name}:{helper_id}", blocks.help_offered(seen.shown, helper_id))


async def tell_owner(work: Work, seen: Seen, owner_id: str) -> None:
    if owner_id != seen.blocker.user_id:
        key = f"own:{seen.blocker.name}:{owner_id}"
        await _tell_blocked(work, seen, key, blocks.owner_found(seen.shown, owner_id))


async def tell_solved(work: Work, seen: Seen, by: str) -> None:
    if by != seen.blocker.user_id:
        key = f"solved:{seen.blocker.name}:{work.now.isoformat()}"
        await _tell_blocked(work, seen, key, blocks.solved_for_you(seen.shown, by))


async def _tell_blocked(work: Work, seen: Seen, key: str, message: Message) -> None:
    await announce(work, key=key, channel=seen.blocker.user_id, message=message)


async def tell_escalation(work: Work, seen: Seen) -> None:
    for lead_id in await leads_to_tell(work, seen):
        key = _to_lead("escalated", seen, lead_id)
        await announce(work, key=key, channel=lead_id, message=_to_leads(blocks.escalation, seen))
    await show_blocker(work, seen)


async def tell_handed_over(work: Work, seen: Seen) -> None:
    """To the lead who owns it now."""
    owner = seen.blocker.owner_id
    if owner is not None:
        message = _to_leads(blocks.handed_over, seen)
        await announce(work, key=_to_lead("left", seen, owner), channel=owner, message=message)
    await show_blocker(work, seen)


def _to_lead(what: str, seen: Seen, lead_id: str) -> str:
    return f"{what}:{seen.blocker.name}:{lead_id}"


def _to_leads(wording: Wording, seen: Seen) -> Message:
    return wording(seen.shown, seen.standup.name)
