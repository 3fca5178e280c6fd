"""What owners are told of the channels reports go to, and the reports that go on once that is settled."""

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.standups.announcements.reports import post_again, show_whole_report
from bot.standups.blocks import channels as blocks
from bot.standups.domain import Standup
from bot.standups.domain.schedule import Openness
from bot.standups.use_cases.channels import is_lost, reporting_to, runs_to_show, take_in_openness


async def look_at_channel(work: Work, channel: str, openness: Openness) -> None:
    """More people can read it: the owner decides whether reports go on there. Fewer again: they do."""
    held, freed = await take_in_openness(work, channel, openness)
    for standup in held:
        key = f"held:{standup.id}:{work.now.isoformat()}"
        await announce(work, key=key, channel=standup.owner_id, message=blocks.held(standup, openness))
    for standup in freed:
        await show_recent(work, standup)


async def tell_archived(work: Work, channel: str) -> None:
    for standup in await reporting_to(work, channel):
        if standup.report_channel == channel and standup.active:
            key = f"archived:{standup.id}:{work.now.isoformat()}"
            await announce(work, key=key, channel=standup.owner_id, message=blocks.archived(standup))


async def show_recent(work: Work, standup: Standup) -> None:
    """Reports of the last days say how things stand: those that waited, and those that could not be changed."""
    for run in await runs_to_show(work, standup.id):
        await show_whole_report(work, run.id)


async def show_elsewhere(work: Work, standup: Standup) -> None:
    """Reports that stand nowhere yet come to the new channel; older ones stay where they are."""
    for run in await runs_to_show(work, standup.id):
        if await is_lost(work, run.id):
            await post_again(work, run.id)
        else:
            await show_whole_report(work, run.id)
