"""How a standup's weeks look: who answered, and means of what was said in numbers."""

from collections.abc import Sequence

from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message
from bot.standups.domain import Kind, Standup
from bot.standups.domain.trends import FEWEST, Mean, Series, Trends, TrendWeek

MOST_SERIES = 6
LONGEST_TITLE = 50


def trends_message(standup: Standup, trends: Trends, *, reads_answers: bool) -> Message:
    """`reads_answers`: whether this reader may see what was said; everybody in the team may see how many answered."""
    title = f"{standup.name}: the last {_weeks(len(trends.weeks))}"
    if not any(each.runs for each in trends.weeks):
        return Message(f"{escape(standup.name)} has not run in the last {_weeks(len(trends.weeks))}.")
    held = [each for each in trends.weeks if each.runs]
    blocks: list[Block] = [
        kit.section(f"*{escape(title)}*"),
        *([_chart(held)] if len(held) > 1 else []),
        kit.section("\n".join(map(_line, held))[:2900]),
        kit.context(
            "Answered of those expected. Who is away, on holiday, has left or takes part as they like is not expected."
        ),
    ]
    if reads_answers:
        for number, each in enumerate(trends.series[:MOST_SERIES]):
            # A message holds two charts at most, and the first is above.
            blocks += _series(each, trends.weeks, charted=number == 0)
    return Message(escape(title), blocks)


def _weeks(count: int) -> str:
    return "week" if count == 1 else f"{count} weeks"


def _chart(held: Sequence[TrendWeek]) -> Block:
    rates = [round(100 * each.counts.answered / each.counts.expected) if each.counts.expected else 0 for each in held]
    return kit.bar_chart(
        "Answered, of 100 expected", [_day(each) for each in held], {"Answered": rates}, x_label="Week of", y_label="%"
    )


def _line(week: TrendWeek) -> str:
    counts = week.counts
    rate = f" ({counts.answered / counts.expected:.0%})" if counts.expected else ""
    others = {"late": week.late, "away": counts.away, "on holiday": counts.holiday, "left": counts.left}
    beside = "".join(f" · {count} {what}" for what, count in others.items() if count)
    return f"*{_day(week)}*  {counts.answered} of {counts.expected}{rate}{beside}"


def _series(series: Series, weeks: Sequence[TrendWeek], *, charted: bool) -> list[Block]:
    shown = [(week, mean) for week, mean in zip(weeks, series.means, strict=True) if mean.count]
    said = "\n".join(f"*{_day(week)}*  {_mean(series.kind, mean)}" for week, mean in shown)
    title = kit.section(f"*{escape(cut(series.text, 300))}*\n{said}"[:2900])
    points = [(week, mean.value) for week, mean in shown if mean.value is not None]
    if not charted or len(points) < 2:
        return [title]
    values = [round(100 * value) if series.kind == Kind.YES_NO else round(value, 2) for _, value in points]
    chart = kit.bar_chart(
        cut(series.text, LONGEST_TITLE),
        [_day(week) for week, _ in points],
        {"Mean": values},
        x_label="Week of",
        y_label="% yes" if series.kind == Kind.YES_NO else "Mean",
    )
    return [title, chart]


def _mean(kind: Kind, mean: Mean) -> str:
    if mean.value is None:
        return f"not shown: fewer than {FEWEST} people answered"
    if kind == Kind.YES_NO:
        return f"{mean.value:.0%} yes (of {mean.count})"
    of = " of 5" if kind == Kind.MOOD else ""
    return f"{mean.value:.1f}{of} on average (of {mean.count} answers)"


def _day(week: TrendWeek) -> str:
    return f"{week.monday.day} {week.monday:%b}"
