"""A team's fires in numbers: what came and went, how long it took, how it went; nobody is named."""

from datetime import date, timedelta

from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block, Message
from bot.triage.domain import FEWEST, Share, Spread, Statistics, Times

HOUR = timedelta(hours=1)


def statistics_message(stats: Statistics) -> Message:
    """The totals, a chart with the same numbers in words, then by priority and topic."""
    weeks = len(stats.flows)
    span = "this week" if weeks == 1 else f"{weeks} weeks, this one included"
    counts = [flow.counts for flow in stats.flows]
    arrived, done, declined = (sum(getattr(each, name) for each in counts) for name in ("arrived", "done", "declined"))
    now = counts[-1]
    out = f"*{done + declined}* out{f', {declined} of them declined' if declined else ''}"
    aged = f", {now.aged} of them for over a week" if now.aged else ""
    text = f"{escape(stats.team_name)}, {span}: {arrived} in, {done + declined} out, {now.open} open."
    blocks: list[Block] = [
        kit.header(f"{stats.team_name}: {span}"[:150]),
        kit.section(f"*{arrived}* in, {out}, *{now.open}* still open{aged}.\n{_times(stats.all, stats.hours_a_day)}"),
    ]
    if any(each.arrived or each.done or each.declined for each in counts):
        blocks += [_chart(stats), kit.context(_weeks(stats))]
    blocks += _tables(stats)
    blocks += [kit.section(line) for line in (_reopened(stats.reopened), _liked(stats)) if line]
    note = f"Lengths are working time of the team. What has fewer than {FEWEST} gets no figure. No person has one."
    return Message(text, [*blocks, kit.context(note)])


def _tables(stats: Statistics) -> list[Block]:
    tables: list[Block] = []
    for title, rows in (
        ("By priority", [(each.value, times) for each, times in stats.by_priority]),
        ("By topic", [(escape(topic), times) for topic, times in stats.by_topic]),
    ):
        lines = [f"*{name}*  {times.arrived} in. {_times(times, stats.hours_a_day)}" for name, times in rows]
        if lines:
            tables.append(kit.section("\n".join([f"*{title}*", *lines])))
    return tables


def _times(times: Times, hours_a_day: float) -> str:
    return f"Taken {_spread(times.response, hours_a_day)}; done {_spread(times.cycle, hours_a_day)}."


def _spread(spread: Spread | None, hours_a_day: float) -> str:
    if spread is None:
        return "too seldom to say how fast"
    half, most = _length(spread.half, hours_a_day), _length(spread.most, hours_a_day)
    return f"within {half} (half) and {most} (nine of ten), of {spread.count}"


def _length(length: timedelta, hours_a_day: float) -> str:
    hours = length / HOUR
    if hours < 1:
        return f"{max(1, round(hours * 60))} min"
    if hours < hours_a_day:
        return f"{_decimal(hours)} h"
    days = _decimal(hours / hours_a_day)
    return f"{days} working day{'' if days == '1' else 's'}"


def _decimal(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _chart(stats: Statistics) -> Block:
    series = {
        "In": [flow.counts.arrived for flow in stats.flows],
        "Out": [flow.counts.done + flow.counts.declined for flow in stats.flows],
    }
    labels = [_day(flow.on) for flow in stats.flows]
    return kit.bar_chart("Fires in and out", labels, series, x_label="Week from", y_label="Fires")


def _weeks(stats: Statistics) -> str:
    """The chart in words."""
    said = ", ".join(
        f"{_day(flow.on)} {flow.counts.arrived}/{flow.counts.done + flow.counts.declined}" for flow in stats.flows
    )
    return f"In/out by week from: {said}"


def _reopened(share: Share) -> str:
    if not share.is_enough:
        return ""
    return f"*Opened again*  {share.count} of {share.of} that were closed ({share.count / share.of:.0%})"


def _liked(stats: Statistics) -> str:
    if not stats.liked.is_enough:
        return ""
    topics = [f"{escape(topic)} {_share(share)}" for topic, share in stats.liked_by_topic if share.is_enough]
    by_topic = f"; {', '.join(topics)}" if topics else ""
    return f"*It went well, say requesters*  {_share(stats.liked)}{by_topic}"


def _share(share: Share) -> str:
    return f"{share.count} of {share.of}"


def _day(on: date) -> str:
    return f"{on:%-d %b}"
