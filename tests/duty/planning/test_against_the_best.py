"""The planner beside a solver that proves the best plan, on a few teams; `benchmarks/rotation.py` does hundreds."""

import statistics

import pytest

from bot.duty.planning.draft import seated
from bot.duty.planning.scene import set_up
from bot.duty.planning.search import search
from tests.duty.planning.teams import a_random_problem, broken_rules

pytest.importorskip("ortools.sat.python.cp_model", reason="the solver comes with the dev group")


def test_plans_are_near_the_best_there_is_and_break_no_rule() -> None:
    from tests.duty.planning.reference import Reference, gap

    gaps, forced = [], 0
    for number in range(8):
        scene = set_up(a_random_problem(f"small/{number}", people=4 + number % 4, weeks=6 + number % 3))
        pairs = search(scene, seed=1)
        assert broken_rules(scene, pairs) == []
        best, _ = Reference(scene, pairs).best(seconds=1.0)
        assert broken_rules(scene, best) == [], "or the comparison is with what is not allowed"
        gaps.append(gap(seated(scene, pairs).standing(), seated(scene, best).standing()))
        forced += seated(scene, best).standing()[2]
    assert forced, "teams with room for everything would make this easy"
    assert statistics.mean(gaps) <= 0.03
    assert max(gaps) <= 0.08
