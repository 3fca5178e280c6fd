"""The budget of false alarms, on 2,000 years of teams in which chance alone decides, and what is found in spite of it.

Teams of three to twelve people with five to thirty cases a week, part-timers, days off and, in more than half of the
years, duty. Everything is drawn from fixed seeds and judged by the code that judges real teams.
"""

from collections.abc import Iterator
from itertools import count, islice
from statistics import median

import numpy as np
import pytest

from bot.core.calendar import WEEK
from bot.load.detector.detect import detect
from bot.load.domain import WINDOW
from bot.load.domain.episodes import RECURS_WITHIN
from bot.triage.domain import as_cases
from tests.load.null_teams import Lived, Numbers, Plot, judged, live
from tests.support.histories import Plot as Tickets
from tests.support.histories import a_history
from tests.triage.builders import taken

YEAR = 52
WITHOUT_DUTY, WITH_DUTY = 800, 600
BUDGET, WHILE_LEARNING, OF_LEADS = 0.6, 1.0, 1.5
# Never a false alarm would mean that nothing is ever found.
SILENCE = 0.1
DOUBLED = 400
# Years of the detector, which takes longer.
DETECTED = 12


def teams(seed: int, years: int = 1, *, duty: bool = False) -> Iterator[Lived]:
    """Of every size as many. What duty really takes differs from team to team."""
    random = np.random.default_rng(seed)
    for number in count():
        rate, takes = float(random.uniform(5, 30)), float(random.uniform(0.3, 0.8))
        weeks = WINDOW - 1 + years * YEAR
        yield live(Plot(3 + number % 10, rate, weeks, taken=takes if duty else None), random)


def episodes(lived: Lived, counted: Numbers) -> list[int]:
    """The week each began in."""
    last: dict[str, int] = {}
    begun = []
    for week, judgement in judged(lived, counted):
        for flag in judgement.flags:
            before = last.get(flag.user_id)
            if before is None or (week - before) * WEEK > RECURS_WITHIN:
                begun.append(week)
            last[flag.user_id] = week
    return begun


def test_teams_without_duty_stay_in_the_budget() -> None:
    begun = [episodes(lived, lived.cases) for lived in islice(teams(seed=20261123), WITHOUT_DUTY)]
    a_year = sum(map(len, begun)) / WITHOUT_DUTY
    assert SILENCE < a_year <= BUDGET


def test_teams_with_duty_stay_in_it_too_once_what_duty_takes_is_learnt() -> None:
    """Every alarm of the exact test may reach a lead."""
    begun = [
        week for lived in islice(teams(seed=7, years=2, duty=True), WITH_DUTY) for week in episodes(lived, lived.cases)
    ]
    first = sum(week < WINDOW - 1 + YEAR for week in begun) / WITH_DUTY
    second = len(begun) / WITH_DUTY - first
    assert SILENCE < second <= BUDGET
    assert SILENCE < first <= WHILE_LEARNING < OF_LEADS


def test_weeks_that_are_not_judged_here_would_have_no_flag() -> None:
    every = [*islice(teams(seed=3), 20), *islice(teams(seed=4, duty=True), 20)]
    for lived in every:
        flagged = [
            {
                (week, flag.user_id)
                for week, judgement in judged(lived, lived.cases, all_weeks=whole)
                for flag in judgement.flags
            }
            for whole in (True, False)
        ]
        assert flagged[0] == flagged[1]


def test_follow_ups_are_one_case_and_counted_one_by_one_they_would_break_the_budget() -> None:
    together = [taken(number=number, case_id=1) for number in (1, 2, 3)]
    [case] = as_cases(together)
    assert case.fires == 3
    begun = [episodes(lived, lived.requests) for lived in islice(teams(seed=5), 40)]
    assert sum(map(len, begun)) / 40 > 3 * BUDGET


def test_a_doubled_share_is_found_within_eight_weeks() -> None:
    random = np.random.default_rng(11)
    found = []
    for number in range(DOUBLED):
        plot = Plot(4 + number % 5, float(random.uniform(8, 30)), 12, times=2.0, since=WINDOW)
        lived = live(plot, random)
        first = lived.members[0]
        weeks = [
            week
            for week, judgement in judged(lived, lived.cases)
            if any(each.user_id == first for each in judgement.flags)
        ]
        found.append(min((week - WINDOW + 1 for week in weeks if week >= WINDOW), default=YEAR))
    assert sum(weeks <= 8 for weeks in found) / DOUBLED >= 0.85
    assert median(found) <= 4


@pytest.mark.parametrize("rota", [False, True], ids=["without duty", "with duty"])
def test_what_the_weeks_together_say_stays_in_the_budget_of_leads_even_if_leads_heard_everything(rota: bool) -> None:
    """In the product fewer reach a lead, because not all can be shown in counts."""
    begun = 0
    for seed in range(DETECTED):
        random = np.random.default_rng(seed)
        tickets = Tickets(3 + seed % 10, float(random.uniform(5, 30)), YEAR, rota=rota, short=seed % 2)
        last: dict[str, int] = {}
        for finding in detect(a_history(tickets, seed)):
            for each in finding.people:
                if each.flagged:
                    begun += each.member not in last or (each.week - last[each.member]) * WEEK > RECURS_WITHIN
                    last[each.member] = each.week
    assert begun / DETECTED <= OF_LEADS
