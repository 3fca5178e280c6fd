"""When somebody's part is about what was expected again, so that it can be said."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.load.domain.chance import expected, likely_range
from bot.load.domain.judgement import Standing

EVEN_WEEKS = 2


@dataclass(frozen=True)
class Even:
    """The weeks since the last flag: what they handled of the team's, and what was expected."""

    weeks: int
    own: int
    team: int
    expected: Fraction


def even_since(standing: Standing, flagged_on: date) -> Even | None:
    """None before two weeks at work, and while they handle more than is likely by chance."""
    since = [each for each in standing.weeks if each.monday > flagged_on]
    if sum(each.share > 0 for each in since) < EVEN_WEEKS:
        return None
    draws = standing.draws[-len(since) :]
    own = sum(each.own for each in since)
    if own > likely_range(draws)[1]:
        return None
    return Even(len(since), own, sum(each.team for each in since), expected(draws))
