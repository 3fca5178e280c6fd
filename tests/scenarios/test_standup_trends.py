"""Six weeks of a standup against a count by hand: leave, holidays, late answers, skips, a joiner and a leaver."""

from datetime import UTC, date, datetime

import pytest

from bot.core.holidays import Place
from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.people.use_cases import set_absence, set_own_place
from bot.standups.domain import Kind, NewQuestion, Standup
from bot.standups.domain.answers import MOOD_SIGNS, MOODS
from bot.standups.domain.trends import Trends
from bot.standups.use_cases.trends import trends_of
from tests.support.standups import a_standup
from tests.support.teams import the_data_team
from tests.support.world import World

MOOD = "How was the day?"
LATE, SKIPS, SILENT = "late", "skips", "silent"
JOINS, LEAVES = datetime(2026, 12, 8, 12, tzinfo=UTC), datetime(2026, 12, 16, 11, tzinfo=UTC)
# What each did on each date: a mood, in time or `late`, or none. Who is away or off is not named.
LIVED: dict[date, dict[str, tuple[object, ...]]] = {
    date(2026, 11, 23): {"ana": (4,), "ben": (3,), "dan": (5,), "elif": (4,)},
    date(2026, 11, 25): {"ana": (4,), "ben": (4,), "dan": (SKIPS,), "elif": (3,)},
    date(2026, 11, 27): {"ana": (5,), "ben": (4,), "dan": (4,), "elif": (2, LATE)},
    date(2026, 11, 30): {"ana": (4,), "ben": (4,), "dan": (4,)},
    date(2026, 12, 2): {"ana": (3,), "ben": (3,), "dan": (SILENT,)},
    date(2026, 12, 4): {"ana": (3,), "ben": (SILENT,), "dan": (4, LATE)},
    date(2026, 12, 7): {"ana": (4,), "ben": (4,), "dan": (4,), "elif": (4,)},
    date(2026, 12, 9): {"ana": (5,), "ben": (5,), "dan": (5,), "elif": (5,), "chitra": (5,)},
    date(2026, 12, 11): {"ana": (3,), "ben": (3,), "dan": (3,), "elif": (3,), "chitra": (SKIPS,)},
    date(2026, 12, 14): {"ana": (2,), "ben": (2,), "dan": (2,), "elif": (2,), "chitra": (2,)},
    date(2026, 12, 16): {"ana": (3,), "dan": (3,), "elif": (3,), "chitra": (3,)},
    date(2026, 12, 18): {"ana": (4,), "dan": (4,), "elif": (4,), "chitra": (4,)},
    date(2026, 12, 21): {"ana": (1,), "dan": (2,), "elif": (3,), "chitra": (4,)},
    date(2026, 12, 23): {"ana": (4,), "dan": (4,), "elif": (SILENT,), "chitra": (4,)},
    date(2026, 12, 25): {"chitra": (5,)},
    date(2026, 12, 28): {"chitra": (5,)},
    date(2026, 12, 30): {"ana": (5,), "dan": (5,), "elif": (5,), "chitra": (5,)},
    date(2027, 1, 1): {},
}
# When people act, in UTC: New York is asked at half past two in the afternoon, and late is after half past five.
HOURS = ((10, ("ana", "dan", "elif", "chitra"), False), (15, ("ben",), False), (18, ("dan", "elif"), True))
# By hand, week by week: answered, expected, away, holiday, left, and how many of the answered were late.
COUNTED = [
    (11, 12, 0, 0, 0, 1),
    (7, 9, 3, 0, 0, 1),
    (13, 14, 0, 0, 0, 0),
    (13, 13, 0, 0, 1, 0),
    (8, 9, 0, 3, 0, 0),
    (5, 5, 1, 6, 0, 0),
]
# Of the moods; in the second week only three people answered.
MEANS = [(11, 42 / 11), (7, None), (13, 53 / 13), (13, 38 / 13), (8, 27 / 8), (5, 5.0)]


async def lived(world: World) -> tuple[Standup, Trends]:
    team = await the_data_team(world, ("ana", "ben", "dan", "elif"))
    questions = (NewQuestion(MOOD, Kind.MOOD, key="mood"),)
    standup = await a_standup(world, team, questions=questions, days=frozenset({0, 2, 4}), reminders=())
    ids = {name: UserId(world.person(name).id) for name in ("ana", "ben", "dan", "elif", "chitra")}
    async with world.work() as work:
        for name in ("ana", "dan", "elif"):
            await set_own_place(work, ids[name], Place("GB", "ENG"))
        await set_absence(
            work, by=ids["elif"], user_id=ids["elif"], first_on=date(2026, 11, 30), last_on=date(2026, 12, 4)
        )
    for on, acts in LIVED.items():
        for hour, names, late in HOURS:
            await _live_until(world, datetime(on.year, on.month, on.day, hour, tzinfo=UTC), team.id, ids)
            await _act(world, acts, names, late=late)
    await world.forward_to(datetime(2027, 1, 2, 12, tzinfo=UTC))
    async with world.work() as work:
        return standup, await trends_of(work, standup.id, ids["ana"], 6)


async def _live_until(world: World, moment: datetime, team_id: int, ids: dict[str, UserId]) -> None:
    """Chitra joins and says when she is away; Ben leaves in the middle of a run, before he is asked."""
    if world.clock.now() < JOINS < moment:
        await world.forward_to(JOINS)
        await world.person("chitra").opens_home()
        first = date(2027, 1, 1)
        async with world.work() as work:
            await Teams(work).add_member(team_id, ids["chitra"])
            await set_absence(work, by=ids["chitra"], user_id=ids["chitra"], first_on=first, last_on=first)
    if world.clock.now() < LEAVES < moment:
        await world.forward_to(LEAVES)
        async with world.work() as work:
            await Teams(work).remove_member(team_id, ids["ben"])
    await world.forward_to(moment)


async def _act(world: World, acts: dict[str, tuple[object, ...]], names: tuple[str, ...], *, late: bool) -> None:
    for name in names:
        match acts.get(name):
            case (int(mood),) if not late:
                await _answer(world, name, mood, "Answer")
            case (int(mood), "late") if late:
                await _answer(world, name, mood, "Answer late")
            case ("skips",) if not late:
                await world.person(name).clicks("Skip today")


async def _answer(world: World, name: str, mood: int, button: str) -> None:
    person = world.person(name)
    await person.clicks(button)
    await person.fills({MOOD: f"{MOOD_SIGNS[mood]} {MOODS[mood]}"})
    assert (await person.submits()).closed


async def test_h1_h2_six_weeks_equal_a_count_by_hand(world: World) -> None:
    standup, trends = await lived(world)
    weeks = [(each.counts, each.late) for each in trends.weeks]
    counted = [(each.answered, each.expected, each.away, each.holiday, each.left, late) for each, late in weeks]
    assert counted == COUNTED
    (moods,) = trends.series
    assert [(each.count, each.value) for each in moods.means] == [
        (count, pytest.approx(mean) if mean is not None else None) for count, mean in MEANS
    ]
    ana = world.person("ana")
    await ana.types(f"/standup trends {standup.name} 6", channel="data-team")
    shown = world.read(ana.ephemerals[-1])
    assert "11 of 12 (92%) · 1 late" in shown
    assert "8 of 9 (89%) · 3 on holiday" in shown
    assert "not shown: fewer than 4 people answered" in shown
