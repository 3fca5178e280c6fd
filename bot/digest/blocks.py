"""How a team's week looks: what came and went, how it was answered, what is ahead; nobody is named."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from bot.core.calendar import WorkingWeek
from bot.core.dates import say_span
from bot.core.wording import listed
from bot.digest.domain import Flow, TeamWeek, Typical
from bot.duty.domain import Role, days_of
from bot.load.domain import Concentration
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message
from bot.standups.domain import Participation
from bot.standups.domain.blockers import ShownBlocker
from bot.standups.domain.kudos import ShownKudos
from bot.triage.domain import Fire

SHOWN_NAME = 60
MOST_NEEDED = 5
MOST_DUTY = 8
MOST_BLOCKERS = 5
MOST_KUDOS, LONGEST_KUDOS = 8, 150
CONCENTRATIONS = {
    Concentration.PROPOSED: "Requests are concentrated; the lead has a proposal.",
    Concentration.SETTLED: "Requests are concentrated; the lead has decided on a proposal.",
}


def digest(week: TeamWeek) -> Message:
    name = escape(cut(week.team.name, SHOWN_NAME))
    if week.flow.is_empty:
        return _quiet(week, name)
    counts = week.flow.counts
    aged = f", {counts.aged} of them for over a week" if counts.aged else ""
    text = (
        f"{name}'s week: {_fires(counts.arrived)} came in, {week.flow.out} went out, "
        f"{counts.open} {_are(counts.open)} open{aged}."
    )
    blocks: list[Block] = [kit.header(cut(f"{week.team.name}: the week to {_day(week.flow.on)}", 150))]
    blocks += [kit.section(_fire_lines(week)), *_times(week), _chart(week.lived)]
    blocks += [kit.section(line) for line in _sections(week)]
    return Message(text, [*blocks, *_missed(week)])


def _quiet(week: TeamWeek, name: str) -> Message:
    text = f"A quiet week in {name}: no fire came in, and none is open."
    lines = [f"☀️ {text}", *_sections(week)]
    return Message(text, [kit.section("\n".join(lines)), *_missed(week)])


def _sections(week: TeamWeek) -> list[str]:
    """What is said beside the fires, where there is something to say."""
    topics = ", ".join(f"{escape(topic)} {count}" for topic, count in week.topics)
    lines = [
        f"*Topics*  {topics}" if topics else "",
        _recurring(week.recurring) if week.recurring else "",
        _asleep(week.asleep) if week.asleep else "",
        _participation(week.participation) if week.participation else "",
        _blockers(week.blockers) if week.blockers else "",
        f"*Load*  {CONCENTRATIONS[week.concentration]}" if week.concentration else "",
        _ahead(week),
        _duty(week) if week.duty else "",
        _kudos(week.kudos) if week.kudos else "",
    ]
    return [line for line in lines if line]


def _blockers(blockers: Sequence[ShownBlocker]) -> str:
    """By their ids, the oldest first: whose they are stands in the reports."""
    shown = blockers[:MOST_BLOCKERS]
    oldest = [f"{each.blocker.name} {_open_for(each.age, is_first=not number)}" for number, each in enumerate(shown)]
    more = len(blockers) - len(oldest)
    listed = ", ".join([*oldest, *([f"and {more} more"] if more else [])])
    return f"*Blockers*  {len(blockers)} {_are(len(blockers))} open: {listed}"


def _kudos(kudos: Sequence[ShownKudos]) -> str:
    """Who thanked whom and what for, in the order of the week: nobody counts them."""
    lines = [
        f"• {escape(each.giver or 'Somebody')} → {escape(each.receiver)}{_for(each.kudos.text)}"
        for each in kudos[:MOST_KUDOS]
    ]
    more = ["• and more, in the reports and in the channel"] if len(kudos) > MOST_KUDOS else []
    return "\n".join(["*Kudos*", *lines, *more])


def _for(words: str) -> str:
    said = escape(cut(" ".join(words.split()), LONGEST_KUDOS))
    return f": {said}" if said else ""


def _open_for(days: int, *, is_first: bool) -> str:
    """The unit is said once."""
    unit = (" working day" if days == 1 else " working days") if is_first else ""
    return f"({days}{unit})" if days else "(new)"


def _fire_lines(week: TeamWeek) -> str:
    now, out = week.flow.counts, week.flow.out
    arrived = f"*{now.arrived}* in{_change(week, lambda flow: flow.counts.arrived)}"
    declined = f", {now.declined} of them declined" if now.declined else ""
    went = f"*{out}* out{_change(week, lambda flow: flow.out)}{declined}"
    untaken = f", {now.unclaimed} not taken yet" if now.unclaimed else ""
    still = f"*{now.open}* still open{_change(week, lambda flow: flow.counts.open)}{untaken}"
    aged = f"*{now.aged}* open for over a week{_change(week, lambda flow: flow.counts.aged)}"
    return "\n".join(["*Fires*", arrived, went, still, *([aged] if now.aged or week.before.counts.aged else [])])


def _change(week: TeamWeek, count: Callable[[Flow], int]) -> str:
    """Against the week before; nothing in a team's first week."""
    if len(week.lived) < 2:
        return ""
    more = count(week.flow) - count(week.before)
    if not more:
        return " (as the week before)"
    return f" ({abs(more)} {'more' if more > 0 else 'fewer'} than the week before)"


def _times(week: TeamWeek) -> list[Block]:
    said = [
        *([f"Half were taken within {_length(week.response, week.team.week)}"] if week.response else []),
        *([f"half were over within {_length(week.cycle, week.team.week)}"] if week.cycle else []),
    ]
    if not said:
        return []
    line = "; ".join(said)
    return [kit.context(f"{line[0].upper()}{line[1:]}.")]


def _length(typical: Typical, week: WorkingWeek) -> str:
    """`2.5 working hours (of 11)`"""
    return f"{_working_time(typical.median, week)} (of {typical.count})"


def _working_time(length: timedelta, week: WorkingWeek) -> str:
    hours = length.total_seconds() / 3600
    if hours < 1:
        minutes = round(hours * 60)
        return "a minute" if minutes <= 1 else f"{minutes} minutes"
    if hours < week.hours_a_day:
        return f"{_decimal(hours)} working hour{'' if _decimal(hours) == '1' else 's'}"
    days = _decimal(hours / week.hours_a_day)
    return f"{days} working day{'' if days == '1' else 's'}"


def _decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _chart(flows: Iterable[Flow]) -> Block:
    weeks = list(flows)
    series = {"In": [each.counts.arrived for each in weeks], "Out": [each.out for each in weeks]}
    labels = [_short_day(each.on) for each in weeks]
    return kit.bar_chart("Fires in and out", labels, series, x_label="Seven days to", y_label="Fires")


def _participation(counts: Participation) -> str:
    """Answers of those that were expected; the others are counted with their reason."""
    others = {"away": counts.away, "on holiday": counts.holiday, "left the team": counts.left}
    rate = f" ({counts.answered / counts.expected:.0%})" if counts.expected else ""
    reasons = [f"{count} {reason}" for reason, count in others.items() if count]
    beside = f"; not expected: {', '.join(reasons)}" if reasons else ""
    return f"*Standups*  {counts.answered} of {counts.expected} answered{rate}{beside}"


def _ahead(week: TeamWeek) -> str:
    needed = [f"{fire.name} by {_day(fire.needed_by)}" for fire in week.needed if fire.needed_by]
    away = f"{week.away} {'person has' if week.away == 1 else 'people have'} days off" if week.away else ""
    said = [listed(needed, most=MOST_NEEDED), away]
    return f"*The next seven days*  {'; '.join(filter(None, said))}" if any(said) else ""


def _recurring(count: int) -> str:
    kinds = "One kind of fire keeps" if count == 1 else f"{count} kinds of fires keep"
    return f"*Coming back*  {kinds} coming back; `/triage recurring` says which could be automated"


def _duty(week: TeamWeek) -> str:
    """By name, as it stands in the channel anyway; mentions would ping."""
    members = {each.user_id: each.name for each in week.team.members}
    shown = [
        f"{escape(members.get(each.user_id, 'somebody who left'))}{' as backup' if each.role == Role.BACKUP else ''} "
        f"{say_span(*days_of(each, week.team.week.zone), week.flow.on)}"
        for each in week.duty[:MOST_DUTY]
    ]
    return f"*On duty*  {'; '.join(shown)}"


def _asleep(fires: Sequence[Fire]) -> str:
    until = [f"{fire.name} until {_day(fire.snoozed_until)}" for fire in fires if fire.snoozed_until]
    return f"*Put off for over two weeks*  {listed(until, most=MOST_NEEDED)}"


def _missed(week: TeamWeek) -> list[Block]:
    if not week.missed:
        return []
    return [kit.context("Last week's digest did not appear: I was not running, or Slack did not take it.")]


def _fires(count: int) -> str:
    return "1 fire" if count == 1 else f"{count} fires"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _day(on: date) -> str:
    return f"{on:%a %-d %b}"


def _short_day(on: date) -> str:
    return f"{on:%-d %b}"
