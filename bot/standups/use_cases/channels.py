"""What becomes of the channels that reports go to: lost and found again, opened to others, chosen anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.core.calendar import DAY
from bot.core.work import Work
from bot.outbox.repository import Deliveries, Timers
from bot.people.repository import Teams
from bot.standups.domain import Run, Standup
from bot.standups.domain.report_keys import ReportKey, What, read_key
from bot.standups.domain.schedule import Openness, Readers
from bot.standups.repository import Runs, Standups
from bot.standups.use_cases.leading import must_lead
from bot.standups.use_cases.reporting import has_stand_in
from bot.standups.use_cases.running import plan_from_today
from bot.standups.use_cases.settling import plan_anew

# After so many reports in a row that could not be posted, nobody is asked until somebody looks.
MOST_FAILED = 3
# Nobody posts one report anew more often.
MOST_AGAIN = 10
ASTRAY = "standups.report_astray"
RECENT = timedelta(days=7)


@dataclass(frozen=True)
class Astray:
    """A report that could not be posted, by Slack's word for why; `is_paused` since this one."""

    standup: Standup
    run: Run
    reason: str
    is_paused: bool


async def reporting_to(work: Work, channel: str) -> list[Standup]:
    """Standups whose reports stand in that channel."""
    return [
        each for each in await Standups(work).all() if channel in each.channels and each.rules.readers == Readers.TEAM
    ]


async def take_in_openness(work: Work, channel: str, openness: Openness) -> tuple[list[Standup], list[Standup]]:
    """How open a channel is now: gives the standups whose reports are held from now on, and those that go on.

    The first look at a channel changes nothing: whoever chose it knew it so.
    """
    held, freed = [], []
    for standup in await reporting_to(work, channel):
        seen = standup.channels_seen.get(channel)
        if seen is not None and openness.is_wider(seen):
            if standup.held is None:
                await Standups(work).note(standup.id, held=channel)
                held.append(await Standups(work).get(standup.id))
        elif openness != seen or standup.held == channel:
            await _remember(work, standup, channel, openness)
            freed += [standup] if standup.held == channel else []
    return held, freed


async def confirm_channels(work: Work, standup_id: int, by: str, seen: Iterable[tuple[str, Openness]]) -> Standup:
    """Somebody looked, and reports go where they went: what was held goes on, and so does what was paused for it."""
    standup = await _must_decide(work, standup_id, by)
    known = {**standup.channels_seen, **dict(seen)}
    await Standups(work).note(standup.id, held=None, channels_seen=_as_stored(known))
    for channel in standup.channels:
        await Deliveries(work).revive(channel)
    return await go_on(work, await Standups(work).get(standup.id))


async def move_report(work: Work, standup_id: int, by: str, channel: str, openness: Openness) -> Standup:
    """Reports go to another channel from now on; those of the last days too, if they stand nowhere yet."""
    standup = await _must_decide(work, standup_id, by)
    known = {**standup.channels_seen, channel: openness}
    await Standups(work).move_report(standup.id, channel)
    await Standups(work).note(standup.id, held=None, channels_seen=_as_stored(known))
    return await go_on(work, await Standups(work).get(standup.id))


async def settle_channels(work: Work, before: Standup, after: Standup) -> Standup:
    """Other settings: what was known of channels that reports do not go to any more is no matter."""
    known = {channel: openness for channel, openness in after.channels_seen.items() if channel in after.channels}
    held = after.held if after.held in after.channels else None
    await Standups(work).note(after.id, held=held, channels_seen=_as_stored(known))
    if before.report_channel != after.report_channel:
        return await go_on(work, after)
    return await Standups(work).get(after.id)


async def go_on(work: Work, standup: Standup) -> Standup:
    """What was paused because reports could not be posted runs again."""
    if not standup.active and standup.failed_reports >= MOST_FAILED:
        await Standups(work).resume(standup.id)
        await plan_from_today(work, await Standups(work).get(standup.id))
    await Standups(work).note(standup.id, failed_reports=0)
    return await Standups(work).get(standup.id)


async def promise_astray(work: Work, promised: str) -> None:
    """Where the message that was given up begins a report, its owner hears of it.

    In a moment of its own: whoever tells of it takes the standup first, and the lane is taken already.
    """
    key = read_key(promised)
    if key is not None and key.what == What.REPORT and not key.copy:
        await Timers(work).set(f"astray:{promised}:{work.now.isoformat()}", ASTRAY, key.ref, work.now)


async def report_astray(work: Work, run_id: int) -> Astray | None:
    """The channel did not take that report. None when that is known, or mended already."""
    reason = await _lost_because(work, run_id)
    if reason is None or await has_stand_in(work, run_id):
        return None
    run = await Runs(work).get(run_id)
    standup = await Standups(work).get(run.standup_id)
    failed = standup.failed_reports + 1 if await _failed_before(work, run) else 1
    await Standups(work).note(standup.id, failed_reports=failed)
    is_paused = failed >= MOST_FAILED and standup.active
    if is_paused:
        await Standups(work).pause(standup.id, None)
        await plan_anew(work, standup.id)
    return Astray(await Standups(work).get(standup.id), run, reason, is_paused)


async def runs_to_show(work: Work, standup_id: int) -> list[Run]:
    """Those of the last days, whose reports may say something new by now."""
    return await Runs(work).since(standup_id, (work.now - RECENT).date())


async def _failed_before(work: Work, run: Run) -> bool:
    """Whether the last report before that one could not be posted either."""
    before = await Runs(work).latest(run.standup_id, run.on - DAY)
    return before is not None and await has_stand_in(work, before.id)


async def is_lost(work: Work, run_id: int) -> bool:
    """The report begins nowhere: it was given up before Slack showed it."""
    return await _lost_because(work, run_id) is not None


async def _lost_because(work: Work, run_id: int) -> str | None:
    keys = [str(ReportKey(What.REPORT, run_id, again=number)) for number in range(1, MOST_AGAIN)]
    lost = [each for each in (await Deliveries(work).standing(keys)).values() if each.is_dead and each.ts is None]
    return (lost[-1].error or "") if lost else None


async def _remember(work: Work, standup: Standup, channel: str, openness: Openness) -> None:
    known = _as_stored({**standup.channels_seen, channel: openness})
    await Standups(work).note(standup.id, channels_seen=known, held=None if standup.held == channel else standup.held)


def _as_stored(known: Mapping[str, Openness]) -> dict[str, str]:
    return {channel: str(openness) for channel, openness in known.items()}


async def _must_decide(work: Work, standup_id: int, by: str) -> Standup:
    """The owner, and whoever leads the team."""
    standup = await Standups(work).get(standup_id)
    if by != standup.owner_id:
        await must_lead(work, await Teams(work).get(standup.team_id), by)
    return standup
