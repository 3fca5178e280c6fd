"""A story of promises over some days, and what must be true when it is over."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.core.work import Work
from bot.outbox.announcements import announce, retract, revise, withdraw
from bot.outbox.domain import DeliveryState, Timer, TimerState
from bot.outbox.jobs import TimerHandler
from bot.outbox.repository import Timers
from bot.outbox.tables import DeliveryRow, LaneRow, TimerRow
from bot.slack.message import Message
from tests.crash.sweep_slack import Shown
from tests.crash.sweep_world import Step, World

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
PULSE, LATE = "story.pulse", "story.late"
# A few leases and waiting times after one another.
MOST_LATE = timedelta(minutes=30)
# The last one has to wait for its channel, with nobody else to wake the lane.
CROWD = (("crowd1", "C1"), ("crowd2", "C2"), ("crowd3", "C3"), ("crowd4", "C1"))
FIRST_PULSE = MONDAY + timedelta(days=1, hours=7)


@dataclass(frozen=True)
class Wanted:
    """Where a key ends up, what it says in the end, and when it may be seen first."""

    channel: str
    text: str
    since: datetime
    thread: str | None = None


@dataclass(frozen=True)
class Story:
    """`withdrawn` gives the step that took a promise back; of what is `retracted` nothing is seen in the end."""

    steps: tuple[Step, ...]
    wanted: Mapping[str, Wanted]
    withdrawn: Mapping[str, str]
    retracted: frozenset[str]
    until: datetime


Do = Callable[[Work], Awaitable[None]]


def promises(*keys: tuple[str, str] | tuple[str, str, str]) -> Do:
    """Promises (key, channel) or (key, channel, key of the thread) in their first wording."""

    async def do(work: Work) -> None:
        for key, channel, *thread in keys:
            message = Message(f"{key} first")
            await announce(work, key=key, channel=channel, message=message, thread=thread[0] if thread else None)

    return do


def rewords(key: str, wording: str, *then: str) -> Do:
    async def do(work: Work) -> None:
        await revise(work, key=key, message=Message(f"{key} {wording}"))
        await withdraw(work, *then)

    return do


def retracts(key: str, wording: str | None = None) -> Do:
    """Takes it back for good, in the end with one more wording before."""

    async def do(work: Work) -> None:
        if wording is not None:
            await revise(work, key=key, message=Message(f"{key} {wording}"))
        await retract(work, key)

    return do


async def sets_timers(work: Work) -> None:
    await Timers(work).set("pulse:1", PULSE, 1, FIRST_PULSE)
    await Timers(work).set("late", LATE, 0, FIRST_PULSE)
    await Timers(work).set("never", LATE, 1, FIRST_PULSE)


async def changes_timers(work: Work) -> None:
    await Timers(work).move("late", FIRST_PULSE + timedelta(days=1))
    await Timers(work).cancel("never")


def pulse(days: int) -> TimerHandler:
    """Says something each day, and sets the moment of the next day."""

    async def fire(work: Work, timer: Timer) -> None:
        await promises((f"pulse:{timer.ref}", "C3"))(work)
        if timer.ref < days:
            await Timers(work).set(f"pulse:{timer.ref + 1}", PULSE, timer.ref + 1, timer.fire_at + timedelta(days=1))

    return fire


async def late(work: Work, timer: Timer) -> None:
    await promises((f"late:{timer.ref}", "C2"))(work)


def handlers(days: int) -> Mapping[str, TimerHandler]:
    return {PULSE: pulse(days), LATE: late}


def _on(day: int, clock: str) -> datetime:
    hours, minutes, seconds = (int(each) for each in clock.split(":"))
    return MONDAY + timedelta(days=day, hours=hours, minutes=minutes, seconds=seconds)


def slips(day: int) -> tuple[list[Step], frozenset[str]]:
    """Said by mistake: taken back unsent, on the way, sent, and in mid-rewrite."""
    d, one = f"d{day}.slip", _on(day, "13:00:00")
    steps = [
        Step(f"{d}1", one, promises((f"{d}.early", "C2"), (f"{d}.later", "C2"), (f"{d}.never", "C2"))),
        Step(f"{d}2", one + timedelta(seconds=1), retracts(f"{d}.early"), during=f"{d}.early first"),
        Step(f"{d}3", one + timedelta(seconds=1), retracts(f"{d}.never"), during=f"{d}.early first"),
        Step(f"{d}4", one + timedelta(seconds=30), rewords(f"{d}.later", "second")),
        Step(f"{d}5", one + timedelta(seconds=40), retracts(f"{d}.later", "third"), during=f"{d}.later second"),
    ]
    return steps, frozenset(f"{d}.{each}" for each in ("early", "later", "never"))


def a_morning(day: int) -> tuple[list[Step], dict[str, Wanted], dict[str, str]]:
    """Cards, a thread, notes and a greeting: reworded unsent, in flight, sent and in mid-rewrite; one taken back."""
    d, nine, ten, eight = f"d{day}.", _on(day, "9:00:00"), _on(day, "10:00:00"), _on(day + 1, "8:00:00")
    answer = (f"{d}answer", "C1", f"{d}card")
    notes = [(f"{d}note{number}", "C1") for number in (1, 2, 3)]
    steps = [
        Step(f"{d}1", nine, promises(answer, (f"{d}card", "C1"), (f"{d}ask", "C2"), (f"{d}hello", "U1"))),
        Step(f"{d}2", _on(day, "9:00:10"), rewords(f"{d}card", "last"), during=f"{d}card first"),
        Step(f"{d}3", ten, promises(*notes)),
        Step(f"{d}4", _on(day, "10:00:30"), rewords(f"{d}note3", "last", f"{d}note2"), during=f"{d}note1"),
        Step(f"{d}5", _on(day, "14:00:00"), rewords(f"{d}ask", "second")),
        Step(f"{d}6", _on(day, "14:00:00"), rewords(f"{d}ask", "third", f"{d}hello")),
        Step(f"{d}7", _on(day, "14:00:20"), rewords(f"{d}ask", "last"), during=f"{d}ask third"),
        Step(f"{d}8", eight, promises((f"{d}more", "C2", f"{d}ask"))),
        Step(f"{d}9", eight + timedelta(seconds=20), rewords(f"{d}more", "last"), during=f"{d}more first"),
    ]
    wanted = {
        f"{d}answer": Wanted("C1", f"{d}answer first", nine, f"{d}card"),
        f"{d}card": Wanted("C1", f"{d}card last", nine),
        f"{d}ask": Wanted("C2", f"{d}ask last", nine),
        f"{d}hello": Wanted("DU1", f"{d}hello first", nine),
        f"{d}note1": Wanted("C1", f"{d}note1 first", ten),
        f"{d}note3": Wanted("C1", f"{d}note3 last", ten),
        f"{d}more": Wanted("C2", f"{d}more last", eight, f"{d}ask"),
    }
    return steps, wanted, {f"{d}note2": f"{d}4"}


def the_story(days: int, every: int = 1) -> Story:
    """A morning every so many days; timers that set timers, one that is moved and one that is cancelled."""
    steps = [
        Step("timers", _on(0, "8:30:00"), sets_timers),
        Step("other timers", _on(0, "20:00:00"), changes_timers),
        Step("crowd", _on(days + 1, "12:00:00"), promises(*CROWD)),
    ]
    wanted = {key: Wanted(channel, f"{key} first", steps[2].at) for key, channel in CROWD}
    wanted["late:0"] = Wanted("C2", "late:0 first", FIRST_PULSE + timedelta(days=1))
    withdrawn: dict[str, str] = {}
    retracted: frozenset[str] = frozenset()
    for day in range(0, days, every):
        more_steps, more_wanted, more_withdrawn = a_morning(day)
        slip_steps, slipped = slips(day)
        steps += more_steps + slip_steps
        retracted |= slipped
        withdrawn |= more_withdrawn
        wanted |= more_wanted
    for day in range(days):
        key = f"pulse:{day + 1}"
        wanted[key] = Wanted("C3", f"{key} first", FIRST_PULSE + timedelta(days=day))
    return Story(tuple(steps), wanted, withdrawn, retracted, _on(days + 2, "0:00:00"))


async def violations(world: World, story: Story) -> list[str]:
    """What is not as it must be, in words."""
    async with world.transactions.in_workspace(world.workspace) as work:
        rows = await work.session.scalars(select(DeliveryRow).where(DeliveryRow.workspace_id == world.workspace))
        stored = {row.key: row for row in rows}
        found = await _left_over(work)
    by_key = {key: [each for each in world.slack.messages if each.mark == row.mark] for key, row in stored.items()}
    anchors = {each.ts: key for key, shown in by_key.items() for each in shown}
    for key, wanted in story.wanted.items():
        found += _compare(key, wanted, by_key.get(key, []), anchors)
    taken_back = {step.name: step.done for step in story.steps}
    for key, step in story.withdrawn.items():
        done = taken_back[step]
        found += [
            f"{key} was sent after it was withdrawn" for each in by_key.get(key, []) if done and each.number > done
        ]
    found += [f"{key} is still there" for key in sorted(story.retracted) if by_key.get(key)]
    extra = set(stored) - set(story.wanted) - set(story.withdrawn) - story.retracted
    return found + [f"nobody wanted {key}" for key in sorted(extra)]


def _compare(key: str, wanted: Wanted, shown: list[Shown], anchors: Mapping[str, str]) -> list[str]:
    if not shown:
        return [f"{key} was never sent"]
    found = []
    if len(shown) > 1:
        found.append(f"{key} was sent {len(shown)} times")
    if shown[-1].text != wanted.text:
        found.append(f"{key} says {shown[-1].text!r}")
    for each in shown:
        if not wanted.since <= each.posted_at <= wanted.since + MOST_LATE:
            found.append(f"{key} was sent at {each.posted_at} instead of {wanted.since}")
        if each.channel != wanted.channel:
            found.append(f"{key} is in {each.channel}")
        if (anchors[each.thread_ts] if each.thread_ts else None) != wanted.thread:
            found.append(f"{key} is under {each.thread_ts}")
    return found


async def _left_over(work: Work) -> list[str]:
    """What still waits although the story is over."""
    settled = (DeliveryState.SENT, DeliveryState.WITHDRAWN)
    mine = work.workspace_id
    deliveries = await work.session.execute(
        select(DeliveryRow.key, DeliveryRow.state).where(
            DeliveryRow.workspace_id == mine, DeliveryRow.state.not_in(settled)
        )
    )
    timers = await work.session.scalars(
        select(TimerRow.key).where(TimerRow.workspace_id == mine, TimerRow.state == TimerState.PENDING)
    )
    lanes = await work.session.execute(
        select(LaneRow.next_at, LaneRow.lease).where(LaneRow.workspace_id == mine, LaneRow.next_at.is_not(None))
    )
    found = [f"{key} is {state} in the end" for key, state in deliveries]
    found += [f"the moment {key} never came" for key in timers]
    return found + [f"the lane is still due at {next_at}, lease {lease}" for next_at, lease in lanes]
