"""How a standup went over weeks: who answered, and what was said in numbers. About the team, never about one person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.calendar import WEEK, week_start
from bot.standups.domain.questions import Kind
from bot.standups.domain.runs import Participation, Prompt, PromptState, count_participation

# Answers of fewer people than this would say who gave them.
FEWEST = 4
COUNTED = frozenset({Kind.MOOD, Kind.NUMBER, Kind.YES_NO})


@dataclass(frozen=True)
class Told:
    """One answer in numbers; a yes is 1, a no 0. `text` is how the question was worded last."""

    on: date
    key: str
    kind: Kind
    text: str
    value: float


@dataclass(frozen=True)
class Mean:
    """Of `count` answers. `value` is None where too few people answered to show it."""

    count: int
    value: float | None


@dataclass(frozen=True)
class Series:
    """One question, week by week, in the order of the weeks."""

    key: str
    kind: Kind
    text: str
    means: tuple[Mean, ...]


@dataclass(frozen=True)
class TrendWeek:
    """`late` are those of the answered ones that came after their time."""

    monday: date
    runs: int
    counts: Participation
    late: int


@dataclass(frozen=True)
class Trends:
    """Weeks from the oldest to the newest; those without a run are there too."""

    weeks: tuple[TrendWeek, ...]
    series: tuple[Series, ...]


def weeks_until(last: date, count: int) -> list[date]:
    """The Mondays of that many weeks, the last of them being that of `last`."""
    newest = week_start(last)
    return [newest - number * WEEK for number in reversed(range(count))]


def read_trends(mondays: Sequence[date], asked: Sequence[tuple[date, Prompt]], told: Sequence[Told]) -> Trends:
    """`asked` are prompts with the date of their run."""
    newest_last = sorted(told, key=lambda each: each.on)
    names = {each.key: each for each in newest_last}
    return Trends(
        tuple(_week(monday, asked) for monday in mondays),
        tuple(
            Series(key, each.kind, each.text, tuple(_mean(key, monday, asked, told) for monday in mondays))
            for key, each in names.items()
        ),
    )


def mean_of(values: Iterable[float], people: int) -> Mean:
    """`people` is how many they come from."""
    given = list(values)
    return Mean(len(given), sum(given) / len(given) if given and people >= FEWEST else None)


def _week(monday: date, asked: Sequence[tuple[date, Prompt]]) -> TrendWeek:
    of_week = [(on, prompt) for on, prompt in asked if week_start(on) == monday]
    prompts = [prompt for _, prompt in of_week]
    late = sum(each.late for each in prompts if each.state == PromptState.ANSWERED)
    return TrendWeek(monday, len({on for on, _ in of_week}), count_participation(prompts), late)


def _mean(key: str, monday: date, asked: Sequence[tuple[date, Prompt]], told: Sequence[Told]) -> Mean:
    given = [each.value for each in told if each.key == key and week_start(each.on) == monday]
    answered = {each.user_id for on, each in asked if each.state == PromptState.ANSWERED and week_start(on) == monday}
    # Where authors are not stored, nobody can say how many there were: at most one for each answer.
    return mean_of(given, min(len(answered), len(given)))
