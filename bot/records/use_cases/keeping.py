"""What people wrote goes when a standup keeps it no longer, and what is known of load after a year."""

from datetime import UTC, datetime, time, timedelta

from bot.core.calendar import DAY, WEEK, find_zone, local_date, week_start
from bot.core.work import Work
from bot.load.repository import LoadPast
from bot.people.repository import Teams
from bot.records.domain.wordings import About, about, is_of_load
from bot.records.repository.wordings import Wordings
from bot.standups.domain import Standup
from bot.standups.repository import Runs, Standups
from bot.standups.repository.clearing import Words

# One transaction's worth.
RUNS_AT_ONCE = 20
# Messages about a run are sent no earlier than this before its date.
AHEAD = timedelta(days=40)
LOAD_KEPT = 52 * WEEK


async def standups_that_clear(work: Work) -> list[Standup]:
    """Those that do not keep what people write for ever."""
    return [each for each in await Standups(work).all() if each.rules.keep_days is not None]


async def clear_old_words(work: Work, standup_id: int) -> int:
    """Clears runs that are older than the standup keeps words, and what has ended since in those cleared before.

    Gives how many runs that were: as many as `RUNS_AT_ONCE` says that there may be more.
    """
    standup = await Standups(work).get(standup_id)
    if standup.rules.keep_days is None:
        return 0
    today = local_date(work.now, find_zone((await Teams(work).get_with(standup.team_id, [])).zone))
    before = today - standup.rules.keep_days * DAY
    runs = await Words(work).runs_older_than(standup_id, before, RUNS_AT_ONCE)
    for run_id in runs:
        await Words(work).clear_run(run_id, today)
    blockers = await Words(work).clear_ended(standup_id)
    if runs or blockers:
        await _empty_wordings(work, runs, blockers)
    return len(runs)


async def clear_old_load(work: Work) -> None:
    """Who carried what a year ago, who was told of it and who looked; the messages about it are emptied here, too."""
    before = week_start((work.now - LOAD_KEPT).date())
    await LoadPast(work).let_go(before)
    keys = await Wordings(work).keys(until=datetime.combine(before, time(0), UTC))
    await Wordings(work).empty(delivery_id for key, delivery_id in keys.items() if is_of_load(key))


async def _empty_wordings(work: Work, runs: list[int], blockers: list[int]) -> None:
    """Slack goes on showing them; we do not keep what they said."""
    gone = {About("runs", each) for each in runs} | {About("blockers", each) for each in blockers}
    gone |= {About("prompts", each) for each in await Words(work).prompts_in(runs)}
    first = min([(await Runs(work).get(each)).on for each in runs], default=None)
    since = None if first is None or blockers else datetime.combine(first, time(0), UTC) - AHEAD
    keys = await Wordings(work).keys(since=since)
    await Wordings(work).empty(delivery_id for key, delivery_id in keys.items() if about(key) in gone)
