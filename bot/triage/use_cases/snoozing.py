"""Putting a fire off until a day: it sleeps, wakes by itself or by hand, and goes back to who had it."""

from zoneinfo import ZoneInfo

from bot.core.calendar import find_zone
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.repository import Timers
from bot.people.domain import Team, TeamId
from bot.people.repository import People
from bot.triage.domain import LONG_SNOOZE, LONGEST_SNOOZE, Fire, State, Step, Wake, read_wake, wakes_at
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases.filing import Mistaken
from bot.triage.use_cases.stepping import Change, Grip, grip, take_step
from bot.triage.use_cases.working import back_to_owner

WAKES = "triage.wake"
AS_PLANNED = "the day has come"


async def snooze_fire(work: Work, number: int, by: str, wake: Wake, why: str | None = None) -> Change:
    """Until that moment on the clock of whoever puts it off, and then until the team works. Raises Mistaken for a
    moment that is over or too far away.
    """
    held = await grip(work, number, by, Step.SNOOZE)
    return await _snooze(work, held, wake, await _zone(work, held), why)


async def snooze_by_words(work: Work, number: int, by: str, words: str) -> Change:
    """`until Monday`, `3 days waiting for the export`: when, and perhaps why. Raises BotError where no day is named."""
    held = await grip(work, number, by, Step.SNOOZE)
    zone = await _zone(work, held)
    read = read_wake(words, work.now, zone)
    if read is None:
        raise BotError(
            f"Until when? Write a day or a length: `/triage snooze {held.fire.name} until Monday`, `2026-12-01`, "
            "`tomorrow 9:00` or `3 days`; a reason may follow."
        )
    wake, why = read
    return await _snooze(work, held, wake, zone, why)


async def wake_fire(work: Work, number: int, by: str) -> Change:
    """Before its day: back to who had it if they are here, else into the queue."""
    held = await grip(work, number, by, Step.WAKE)
    return await _wake(work, held, None)


async def wake_by_clock(work: Work, fire: Fire, team: Team) -> Change | None:
    """What its day brings back, in the name of whoever put it off. None when it does not sleep, or sleeps longer."""
    if fire.state != State.SNOOZED or fire.snoozed_until is None or fire.snoozed_until > work.now:
        return None
    put_off = await FireEvents(work).last(fire.id, [Step.SNOOZE])
    by = put_off.actor_id if put_off else fire.filer_id
    return await _wake(work, Grip(fire, team, by, frozenset()), AS_PLANNED)


async def long_snoozed(work: Work, team_id: TeamId) -> list[Fire]:
    """What has slept for more than two weeks: the digest brings it up, so that it is not forgotten."""
    return await Fires(work).snoozed_since(team_id, work.now - LONG_SNOOZE)


async def _snooze(work: Work, held: Grip, wake: Wake, zone: ZoneInfo, why: str | None) -> Change:
    at = wakes_at(wake, zone, held.team.week)
    if at <= work.now:
        raise Mistaken("until", "That moment is over. Choose a later day.")
    if at > work.now + LONGEST_SNOOZE:
        raise Mistaken("until", "A fire can be put off for a year at most. Choose an earlier day, or decline it.")
    change = await take_step(
        work, held, Step.SNOOZE, text=(why or "").strip(), about=held.fire.owner_id, snoozed_until=at
    )
    await Timers(work).renew(f"fire:{held.fire.id}:wake", WAKES, ref=held.fire.id, at=at)
    return change


async def _wake(work: Work, held: Grip, text: str | None) -> Change:
    owner = held.fire.owner_id
    change = await take_step(
        work,
        held,
        Step.WAKE,
        text=text,
        about=owner,
        owner_id=None,
        last_owner_id=owner or held.fire.last_owner_id,
        queued_at=work.now,
    )
    return await back_to_owner(work, held, change, owner)


async def _zone(work: Work, held: Grip) -> ZoneInfo:
    person = await People(work).get(held.by)
    return find_zone(person.zone if person else None, fallback=held.team.week.zone.key)
