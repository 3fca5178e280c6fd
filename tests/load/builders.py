"""Weeks of a team's work, judged or told, as tests need them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from bot.core.calendar import WEEK
from bot.load.domain import (
    CountedWeek,
    Episode,
    Flag,
    HolmStep,
    Judgement,
    OwnWeek,
    Standing,
    Tally,
    Told,
    judge,
    mondays_until,
)
from bot.people.domain import TeamId, UserId
from tests.people.builders import ANA, BEN, CHITRA, DAN, a_person, a_team

# The last of four complete weeks, seen from Monday 30 November 2026.
LAST = date(2026, 11, 23)
FULL_TIME = 5 * 8 * 60


def weeks(*counts: Mapping[UserId, int], minutes: Mapping[UserId, Sequence[int]] | None = None) -> list[CountedWeek]:
    """One count a week and person; `minutes` where somebody did not work full time every week."""
    people = list(dict.fromkeys(user_id for each in counts for user_id in each))
    worked = {user_id: (minutes or {}).get(user_id, [FULL_TIME] * len(counts)) for user_id in people}
    return [
        CountedWeek(
            LAST - (len(counts) - 1 - at) * WEEK,
            tuple(Tally(each, worked[each][at], counted.get(each, 0)) for each in people),
        )
        for at, counted in enumerate(counts)
    ]


def judged(*counts: Mapping[UserId, int], **more: Any) -> Judgement:
    counted = weeks(*counts, **more)
    return judge(counted, [each.user_id for each in counted[0].tallies])


def a_standing(user_id: str = BEN, own: Sequence[int] = (4, 4, 4, 4), team: int = 10, among: int = 5) -> Standing:
    """An equal share of a team."""
    on = zip(mondays_until(LAST), own, strict=True)
    return Standing(UserId(user_id), tuple(OwnWeek(monday, each, team, Fraction(1, among)) for monday, each in on))


def a_flag(standing: Standing | None = None, chance: float = 0.0029) -> Flag:
    return Flag(standing or a_standing(), chance, HolmStep(1, 5, 0.004))


TOLD_AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
EPISODE = Episode(
    id=3,
    team_id=TeamId(7),
    user_id=BEN,
    opened_on=LAST,
    flagged_on=LAST,
    person_told_at=TOLD_AT,
    lead_due_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
    lead_told_at=None,
    told_leads=(),
    response=None,
    moves=(),
    room=(),
    settled=None,
    settled_by=None,
    closed_at=None,
)


def told(flag: Flag | None = None, **changes: Any) -> Told:
    """Ben's episode in Ana's team."""
    team = a_team(*(a_person(each) for each in (ANA, BEN, CHITRA, DAN)))
    member = team.member(BEN)
    assert member is not None
    return Told(replace(EPISODE, **changes), team, member, flag or a_flag(), team.leads)
