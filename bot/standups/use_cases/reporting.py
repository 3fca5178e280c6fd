"""Where a run's report stands, and when it begins to."""

from bot.core.work import Work
from bot.outbox.repository import Deliveries, Timers
from bot.standups.domain import Report, Standup
from bot.standups.domain.report_keys import ReportKey, What, read_key
from bot.standups.domain.reports import Copy, destinations_of
from bot.standups.domain.schedule import Place, Readers, Shows
from bot.standups.repository import Prompts
from bot.standups.use_cases.readers import readers_of

OPEN_REPORT = "standups.open_report"
# The owner's copy of what could not be said where it should stand.
STAND_IN = "owner"


async def copies_of(work: Work, report: Report) -> list[Copy]:
    """The places a report is kept true in now. While posting is held, channels get nothing."""
    standup = report.standup
    whole_team = standup.rules.readers == Readers.TEAM
    readers = [] if whole_team else await readers_of(work, standup, report.team)
    copies = [each for each in destinations_of(standup, readers) if each.is_direct or standup.held is None]
    if whole_team and await has_stand_in(work, report.run.id):
        copies.append(stand_in(standup))
    return copies


def stand_in(standup: Standup) -> Copy:
    return Copy(STAND_IN, standup.owner_id, Shows.EVERYTHING, Place.THREAD)


async def has_stand_in(work: Work, run_id: int) -> bool:
    key = str(ReportKey(What.REPORT, run_id, copy=STAND_IN))
    return key in await Deliveries(work).promised([key])


async def await_beginning(work: Work, report: Report) -> None:
    """Somebody answered ahead: what they said is shown once the first of all is asked."""
    begins_at = report.begins_at()
    if begins_at is not None and work.now < begins_at and report.answered:
        key = f"open-report:{report.run.id}:{begins_at.isoformat()}"
        await Timers(work).set(key, OPEN_REPORT, report.run.id, begins_at)


async def run_of_key(work: Work, key: str) -> tuple[ReportKey, int] | None:
    """Which message of which run's report a promised message is; None when it is another one."""
    known = read_key(key)
    if known is None:
        return None
    if known.what != What.ANSWER:
        return known, known.ref
    return known, (await Prompts(work).get(known.ref)).run_id
