"""What the channel is told: the report that stays true."""

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import Rank, Undelivered
from bot.people.announcements import tell_undelivered
from bot.standups.blocks.report import help_offer, report_message
from bot.standups.use_cases import leads_of_report, read_report, report_key


async def show_report(work: Work, run_id: int) -> None:
    """Posts the report once somebody answered or the run is over, and from then on keeps it true."""
    report = await read_report(work, run_id)
    message = report_message(report, work.now)
    if await revise(work, key=report_key(run_id), message=message):
        return
    over = work.now >= report.run.close_at
    if report.participation.answered or (over and report.participation.expected):
        await announce(
            work, key=report_key(run_id), channel=report.standup.report_channel, message=message, rank=Rank.CLOSING
        )


async def tell_undelivered_report(work: Work, undelivered: Undelivered) -> None:
    """A report goes where the standup says, which may not be its team's channel: the team's leads can change that."""
    found = await leads_of_report(work, undelivered.key)
    await tell_undelivered(work, undelivered, found)


async def offer_help(work: Work, prompt_id: int, run_id: int, helper_id: str) -> bool:
    """False when nobody is blocked there any more, or it is the helper's own blocker."""
    report = await read_report(work, run_id)
    line = report.line_of(prompt_id)
    if line.blocked_by is None or line.prompt.user_id == helper_id:
        return False
    await announce(
        work,
        key=f"help:{prompt_id}:{helper_id}",
        channel=line.prompt.user_id,
        message=help_offer(report, line, helper_id),
    )
    return True
