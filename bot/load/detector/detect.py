"""From a history to what was believed in each of its weeks."""

from collections.abc import Iterator

from bot.load.detector.beliefs import unbiased
from bot.load.detector.believe import Finding, believe
from bot.load.detector.counting import weeks_of
from bot.load.detector.history import History


def detect(history: History) -> Iterator[Finding]:
    beliefs = unbiased(history.categories)
    for week in weeks_of(history):
        beliefs, finding = believe(beliefs, week)
        yield finding
