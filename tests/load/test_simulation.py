"""Teams in which nothing is wrong are left alone, and a doubled share is found: many teams, drawn from fixed seeds."""

from collections.abc import Iterator
from datetime import date
from math import exp
from random import Random

from bot.core.calendar import WEEK
from bot.load.domain import WINDOW, CountedWeek, Tally, judge, recurs
from bot.people.domain import UserId

TEAM_YEARS = 110
DOUBLED_TEAMS = 120
# Requests a week, from a quiet team to a busy one.
RATES = (5, 8, 12, 20, 30)
CONTRACTS = (2400, 2400, 2400, 1920, 1440)


class Simulated:
    """A team whose cases fall to its members by their working time; `heavy` is how much more falls to the first."""

    def __init__(self, random: Random, people: int, rate: float) -> None:
        self.random = random
        self.rate = rate
        self.members = [UserId(f"U{number}") for number in range(people)]
        self.contracts = [random.choice(CONTRACTS) for _ in self.members]
        self.weeks: list[CountedWeek] = []
        self.monday = date(2026, 1, 5)

    def live(self, heavy: float = 1.0) -> None:
        """One more week, with a holiday here and a day off there."""
        minutes = [self._minutes(contract) for contract in self.contracts]
        weights = [each * (heavy if number == 0 else 1.0) for number, each in enumerate(minutes)]
        handled = [0] * len(self.members)
        if any(minutes):
            for member in self.random.choices(range(len(self.members)), weights, k=self._arrivals()):
                handled[member] += 1
        tallies = zip(self.members, minutes, handled, strict=True)
        self.weeks = [*self.weeks[1 - WINDOW :], CountedWeek(self.monday, tuple(Tally(*each) for each in tallies))]
        self.monday += WEEK

    def flagged(self) -> list[UserId]:
        return [flag.user_id for flag in judge(self.weeks, self.members).flags] if len(self.weeks) == WINDOW else []

    def _minutes(self, contract: int) -> int:
        chance = self.random.random()
        return 0 if chance < 0.08 else contract - 480 if chance < 0.18 else contract

    def _arrivals(self) -> int:
        left, count = self.random.random(), 0
        while left > exp(-self.rate):
            left *= self.random.random()
            count += 1
        return count


def teams(seed: int, count: int) -> Iterator[Simulated]:
    """Of three to eight people, of every size as many."""
    random = Random(seed)
    for number in range(count):
        yield Simulated(random, 3 + number % 6, random.choice(RATES))


def episodes_in_a_year(team: Simulated) -> int:
    last_flagged: dict[UserId, date] = {}
    episodes = 0
    for _ in range(52):
        team.live()
        for user_id in team.flagged():
            known = last_flagged.get(user_id)
            episodes += known is None or not recurs(known, team.monday)
            last_flagged[user_id] = team.monday
    return episodes


def weeks_until_found(team: Simulated, within: int) -> int | None:
    """After a healthy month the first member's share doubles."""
    for _ in range(WINDOW):
        team.live()
    fair = 1 / len(team.members)
    heavy = 2 * fair * (1 - fair) / (fair * (1 - 2 * fair))
    for week in range(1, within + 1):
        team.live(heavy)
        if team.members[0] in team.flagged():
            return week
    return None


def test_a_fair_team_is_told_of_an_episode_less_than_every_other_year() -> None:
    found = [episodes_in_a_year(team) for team in teams(seed=20261123, count=TEAM_YEARS)]
    assert 0 < sum(found) / TEAM_YEARS <= 0.6, "never a false alarm would mean that nothing is ever found"


def test_a_doubled_share_is_found_within_eight_weeks() -> None:
    busy = [team for team in teams(seed=11, count=DOUBLED_TEAMS) if team.rate >= 8 and len(team.members) > 3]
    assert len(busy) > 40
    found = [weeks_until_found(team, within=8) for team in busy]
    assert sum(each is not None for each in found) / len(busy) >= 0.8
