"""Who handled how many cases of a team, what was to be expected of their hours, and what is unlikely to be chance."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from bot.core.calendar import DAY, WEEK, WorkingWeek, days_of
from bot.load.domain.chance import Draw, HolmStep, chance_of_at_least, expected, holm, likely_range
from bot.load.domain.reasons import Because, Reason
from bot.people.domain import UserId

WINDOW = 4
ALPHA = 0.02
LEAST_RATIO = Fraction(3, 2)
LEAST_ABOVE = 4
FEWEST_CASES = 8
FEWEST_PEOPLE = 2


class Lack(StrEnum):
    """Why nothing can be said. It does not mean that all is well."""

    CASES = "cases"
    PEOPLE = "people"
    TIME = "time"


@dataclass(frozen=True)
class Tally:
    """One member's week: declared working time without days off, and the cases they handled."""

    user_id: UserId
    minutes: int
    cases: int


@dataclass(frozen=True)
class CountedWeek:
    """One ISO week of a team. Who did not work that week is not part of its split, whatever they handled."""

    monday: date
    tallies: tuple[Tally, ...]
    fair: Mapping[UserId, Fraction] | None = None
    """What hours, day by day, and duty made everybody's part; None in weeks that were not learnt."""

    @property
    def cases(self) -> int:
        return sum(each.cases for each in self.tallies if each.minutes)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.tallies)

    def tally(self, user_id: str) -> Tally:
        found = (each for each in self.tallies if each.user_id == user_id)
        return next(found, Tally(UserId(user_id), 0, 0))

    def share(self, user_id: str) -> Fraction:
        """The part of the team's cases that is to be expected: that of its working time, more for who is on duty."""
        if self.fair is not None:
            return self.fair.get(UserId(user_id), Fraction(0))
        return Fraction(self.tally(user_id).minutes, self.minutes) if self.minutes else Fraction(0)


@dataclass(frozen=True)
class OwnWeek:
    """One week of one person: their cases, the team's, and the share that was to be expected."""

    monday: date
    own: int
    team: int
    share: Fraction


@dataclass(frozen=True)
class Standing:
    """What one person handled beside what was expected, week by week: enough to check it by hand."""

    user_id: UserId
    weeks: tuple[OwnWeek, ...]
    while_away: int = 0
    """Cases handled in weeks without working time; they count nowhere."""

    @property
    def handled(self) -> int:
        return sum(each.own for each in self.weeks)

    @property
    def team(self) -> int:
        return sum(each.team for each in self.weeks)

    @property
    def draws(self) -> list[Draw]:
        return [Draw(each.team, each.share) for each in self.weeks]

    @cached_property
    def expected(self) -> Fraction:
        return expected(self.draws)

    @property
    def likely(self) -> tuple[int, int]:
        return likely_range(self.draws)

    @property
    def was_here(self) -> bool:
        """At work for at least half of the window."""
        return 2 * sum(each.share > 0 for each in self.weeks) >= WINDOW

    @property
    def is_far_above(self) -> bool:
        """Far enough above what was expected to be worth a word, however unlikely it is."""
        handled, expected = self.handled, self.expected
        return handled >= LEAST_RATIO * expected and handled - expected >= LEAST_ABOVE


@dataclass(frozen=True)
class Flag:
    """Somebody's part in the cases that is unlikely to be chance. It carries every number it rests on.

    `step` is None where the weeks together raised it, not the exact test; then `because` says what was seen.
    """

    standing: Standing
    chance: float
    step: HolmStep | None
    because: tuple[Because, ...] = ()

    @property
    def user_id(self) -> UserId:
        return self.standing.user_id

    @property
    def is_of_share(self) -> bool:
        """The counts themselves are what is told."""
        return not self.because or any(each.reason == Reason.SHARE for each in self.because)

    @property
    def may_reach_leads(self) -> bool:
        """A lead hears only what can be checked by hand."""
        if any(each.reason != Reason.SHARE for each in self.because):
            return True
        return self.standing.is_far_above


@dataclass(frozen=True)
class Judgement:
    """What can be said of a team's last weeks. With `lack` there are no flags, and no all-clear either."""

    weeks: tuple[CountedWeek, ...]
    standings: tuple[Standing, ...]
    lack: Lack | None
    flags: tuple[Flag, ...]

    @property
    def cases(self) -> int:
        return sum(each.cases for each in self.weeks)

    def standing(self, user_id: str) -> Standing | None:
        return next((each for each in self.standings if each.user_id == user_id), None)

    def lack_for(self, standing: Standing) -> Lack | None:
        """Why nothing can be said of that person."""
        return self.lack or (None if standing.was_here else Lack.TIME)

    def flag(self, user_id: str, because: tuple[Because, ...]) -> Flag | None:
        """A flag that the weeks together raised, with the counts of this window; None for who is not judged."""
        standing = self.standing(user_id)
        if standing is None:
            return None
        return Flag(standing, chance_of_at_least(standing.draws, standing.handled), None, because)


def minutes_in(week: WorkingWeek, monday: date, away: Container[date], *, teams: int = 1) -> int:
    """Declared working time in that ISO week without days off; who is in several teams is divided among them."""
    days = sum(week.works_on(on, away) for on in days_of(monday, monday + WEEK - DAY))
    return round(days * week.hours_a_day * 60) // teams


def mondays_until(last: date) -> list[date]:
    """The Mondays of a window that ends with that week."""
    return [last - number * WEEK for number in reversed(range(WINDOW))]


def judge(weeks: Sequence[CountedWeek], members: Collection[UserId]) -> Judgement:
    """Looks at one window of weeks. Only `members` are judged; who has left still counts in what was."""
    cases = [week.cases for week in weeks]
    standings = tuple(_standing(user_id, weeks, cases) for user_id in members)
    lack = _lack(weeks)
    return Judgement(tuple(weeks), standings, lack, () if lack else _flags(standings))


def _standing(user_id: UserId, weeks: Sequence[CountedWeek], cases: Sequence[int]) -> Standing:
    tallies = [week.tally(user_id) for week in weeks]
    return Standing(
        user_id,
        tuple(
            OwnWeek(week.monday, tally.cases if tally.minutes else 0, of_all, week.share(user_id))
            for week, tally, of_all in zip(weeks, tallies, cases, strict=True)
        ),
        while_away=sum(tally.cases for tally in tallies if not tally.minutes),
    )


def _lack(weeks: Sequence[CountedWeek]) -> Lack | None:
    exposed = {tally.user_id for week in weeks for tally in week.tallies if tally.minutes}
    if len(exposed) < FEWEST_PEOPLE:
        return Lack.PEOPLE
    return Lack.CASES if sum(week.cases for week in weeks) < FEWEST_CASES else None


def _flags(standings: Sequence[Standing]) -> tuple[Flag, ...]:
    family = [each for each in standings if each.was_here]
    if not any(each.is_far_above for each in family):
        return ()
    chances = [_chance(each) for each in family]
    return tuple(
        Flag(standing, chance, step)
        for standing, chance, step in zip(family, chances, holm(chances, ALPHA), strict=True)
        if step is not None and standing.is_far_above
    )


def _chance(standing: Standing) -> float:
    """Exact where it can decide anything. Whoever handled no more than expected did at least the median, which is not
    rare (Jogdeo and Samuels, 1968: the median of such a sum is its expectation, rounded up or down).
    """
    return chance_of_at_least(standing.draws, standing.handled) if standing.handled > standing.expected else 1.0
