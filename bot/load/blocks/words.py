"""Numbers and spans of load in words: no jargon, no ranking, no diagnosis."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, WEEK
from bot.core.wording import listed
from bot.load.domain import FEWEST_CASES, Lack, OwnWeek, Standing
from bot.people.domain import Member
from bot.slack.escape import cut, escape
from bot.slack.sizes import CHART_LABEL

LACKS = {
    Lack.CASES: f"Not enough data yet: I say nothing about fewer than {FEWEST_CASES} requests in four weeks.",
    Lack.PEOPLE: "Not enough data: a split needs at least two people at work.",
    Lack.TIME: "Not enough data yet: at work for less than half of these weeks.",
}
NOT_AN_ALL_CLEAR = "That does not mean that all is well."
SHOWN_NAME = 40
MOST_LEADS = 5


def about(number: Fraction) -> str:
    """`8` or `7.5`: one decimal, where there is one."""
    return f"{float(number):.1f}".removesuffix(".0")


def rarely(chance: float) -> str:
    """`about 3 in 1,000`"""
    if chance < 1e-6:
        return "less than 1 in 1,000,000"
    digit, _, power = f"{chance:.0e}".partition("e-")
    return f"about {digit} in {10 ** int(power):,}"


def day(on: date) -> str:
    return f"{on:%-d %b}"


def span(weeks: Sequence[OwnWeek]) -> str:
    """`26 Oct to 22 Nov`"""
    return f"{day(weeks[0].monday)} to {day(weeks[-1].monday + WEEK - DAY)}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Shown on each reader's own clock; where it cannot be, on that of `zone`."""
    fallback = f"{at.astimezone(zone):%a %-d %b, %H:%M} ({zone.key})"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def likely(standing: Standing) -> str:
    low, high = standing.likely
    return f"{low} to {high}" if low < high else str(low)


def week_line(week: OwnWeek) -> str:
    """Own cases of the team's, and the share that was expected: what the flag is worked out from."""
    return f"week of {day(week.monday)}: {week.own} of {week.team}, fair share {float(week.share):.0%}"


def week_lines(weeks: Iterable[OwnWeek]) -> str:
    return "\n".join(f"• {week_line(each)}" for each in weeks)


def requests(count: int) -> str:
    return "1 request" if count == 1 else f"{count} requests"


def shown_name(name: str) -> str:
    return escape(cut(name, SHOWN_NAME))


def leads(every: Sequence[Member]) -> str:
    return listed([shown_name(each.name) for each in every], most=MOST_LEADS) or "Your lead"


def chart_labels(names: Sequence[str]) -> list[str]:
    """Short enough for a chart, and each different, in the same order."""
    labels: list[str] = []
    for name in names:
        label, number = cut(name, CHART_LABEL) or "?", 2
        while label in labels:
            label = f"{cut(name, CHART_LABEL - len(str(number)) - 1)} {number}"
            number += 1
        labels.append(label)
    return labels
