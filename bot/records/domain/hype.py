"""A person's own record: what they did in a while, in their own words and in others' thanks. Nothing is counted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.core.calendar import DAY
from bot.core.dates import read_span
from bot.standups.domain import Question, Value
from bot.standups.domain.answers import say_full_date
from bot.standups.domain.questions import Kind

# Whoever asks for no other time.
USUAL = 91 * DAY
QUARTER = re.compile(r"q([1-4])(?:\s+(\d{4}))?")
YEAR = re.compile(r"\d{4}")
# Answers to these make the weekly look at what changed because of somebody's work.
IMPACT = frozenset({"changed", "whom"})
# What stands elsewhere in the record, or says how somebody felt and not what they did.
LEFT_OUT = frozenset({Kind.PLAN, Kind.BLOCKER, Kind.MOOD})


@dataclass(frozen=True)
class Period:
    """Both days are included."""

    first_on: date
    last_on: date

    def __str__(self) -> str:
        return f"{say_full_date(self.first_on)} to {say_full_date(self.last_on)}"


@dataclass(frozen=True)
class Answered:
    """One answer of somebody's own."""

    on: date
    run_id: int
    standup: str
    question: Question
    value: Value


@dataclass(frozen=True)
class Entry:
    """An answer in words, under the question as it was asked."""

    on: date
    run_id: int
    standup: str
    question: str
    words: str


@dataclass(frozen=True)
class Record:
    """`impact` and `answers` in the order of their days; the other parts are lines of Markdown."""

    name: str
    period: Period
    impact: Sequence[Entry] = ()
    done: Sequence[str] = ()
    helped: Sequence[str] = ()
    fires: Sequence[str] = ()
    kudos: Sequence[str] = ()
    answers: Sequence[Entry] = ()

    @property
    def is_empty(self) -> bool:
        return not any((self.impact, self.done, self.helped, self.fires, self.kudos, self.answers))


def read_period(text: str, today: date) -> Period | None:
    """`quarter`, `last year`, `Q3`, `2026`, `2026-07-01..2026-09-30`; nothing is the last three months. None for what
    is none, or lies ahead.
    """
    words = " ".join(text.lower().split())
    if not words:
        return Period(today - USUAL + DAY, today)
    found = _named(words, today)
    if found is None:
        span = read_span(text, today) or read_span(text, today - 364 * DAY)
        if span is not None and span.first_on > today:
            span = read_span(text, today - 364 * DAY)
        found = Period(span.first_on, span.last_on) if span is not None else None
    if found is None or found.first_on > min(found.last_on, today):
        return None
    return Period(found.first_on, min(found.last_on, today))


def _named(words: str, today: date) -> Period | None:
    year, quarter = today.year, (today.month - 1) // 3
    which = {
        "month": (12 * year + today.month - 1, 1),
        "last month": (12 * year + today.month - 2, 1),
        "quarter": (12 * year + 3 * quarter, 3),
        "last quarter": (12 * year + 3 * quarter - 3, 3),
        "year": (12 * year, 12),
        "last year": (12 * year - 12, 12),
    }
    if words.removeprefix("this ") in which:
        return _months(*which[words.removeprefix("this ")])
    if YEAR.fullmatch(words):
        return _months(12 * int(words), 12)
    if found := QUARTER.fullmatch(words):
        first = 3 * (int(found[1]) - 1)
        wanted = int(found[2]) if found[2] else year if first < today.month else year - 1
        return _months(12 * wanted + first, 3)
    return None


def _months(first: int, count: int) -> Period:
    """`first` counts months since the beginning of our years."""
    ends = first + count
    return Period(date(first // 12, first % 12 + 1, 1), date(ends // 12, ends % 12 + 1, 1) - DAY)


def impact_runs(answers: Sequence[Answered]) -> set[int]:
    """The runs of weekly impact among them."""
    keys: dict[int, set[str]] = {}
    for each in answers:
        keys.setdefault(each.run_id, set()).add(each.question.key)
    return {run_id for run_id, found in keys.items() if found >= IMPACT}


def to_markdown(record: Record) -> str:
    """Parts without anything in them are left out."""
    parts = [
        f"# What {record.name} did, {record.period}",
        _answers("What changed because of it", record.impact),
        _lines("Done", record.done),
        _lines("Blockers I helped with", record.helped),
        _lines("Fires I closed", record.fires),
        _lines("Kudos", record.kudos),
        _answers("In my own words", record.answers),
    ]
    return "\n\n".join(each for each in parts if each) + "\n"


def _lines(title: str, lines: Sequence[str]) -> str:
    return "\n".join([f"## {title}", "", *(f"- {each}" for each in lines)]) if lines else ""


def _answers(title: str, entries: Sequence[Entry]) -> str:
    if not entries:
        return ""
    found = [f"## {title}"]
    for _, of_run in groupby(entries, key=lambda each: each.run_id):
        group = list(of_run)
        found.append(f"### {say_full_date(group[0].on)}, {group[0].standup}")
        found += [f"**{each.question}**\n\n{each.words}" for each in group]
    return "\n\n".join(found)
