"""The planner beside a solver that proves the best plan, on many generated teams.

    python -m benchmarks.rotation --count 200 --seconds 1

Needs ortools. Seconds bound each of the solver's four passes over a team; where it runs out of them, the planner may
be better. A gap is how much more a plan costs by `judged`, against the better of both.
"""

import argparse
import statistics
import time

from bot.duty.planning.draft import seated
from bot.duty.planning.scene import set_up
from bot.duty.planning.search import search
from tests.duty.planning.reference import Reference, gap
from tests.duty.planning.teams import a_random_problem, broken_rules


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--seed", default="benchmark")
    given = parser.parse_args()
    gaps, spent, broken, proven = [], [], 0, 0
    verdicts = {"better": 0, "equal": 0, "worse": 0}
    for number in range(given.count):
        scene = set_up(a_random_problem(f"{given.seed}/{number}"))
        began = time.process_time()
        pairs = search(scene, seed=1)
        spent.append(time.process_time() - began)
        broken += len(broken_rules(scene, pairs))
        best, certain = Reference(scene, pairs).best(given.seconds)
        ours, theirs = seated(scene, pairs).standing(), seated(scene, best).standing()
        proven += certain
        verdicts["better" if ours < theirs else "equal" if ours == theirs else "worse"] += 1
        gaps.append(gap(ours, theirs))
        if number % 20 == 19:
            print(f"{number + 1} teams, mean gap {statistics.mean(gaps):.2%}", flush=True)
    ordered = sorted(gaps)
    print(f"teams {len(gaps)}, broken rules {broken}, proven {proven}, {verdicts}")
    print(f"gap mean {statistics.mean(gaps):.2%}, p95 {ordered[int(0.95 * len(ordered))]:.2%}, worst {ordered[-1]:.2%}")
    print(f"seconds a plan: mean {statistics.mean(spent):.2f}, worst {max(spent):.2f}")


if __name__ == "__main__":
    main()
