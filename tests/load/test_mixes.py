"""The agreed mix beside the lived one: what counts, how much, and what is not said."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.load.domain.mixes import USUAL, Lived, Mix, TooLittle, lived
from bot.load.forms import read_mix
from bot.people.domain import UserId
from bot.slack.forms import FormErrors
from bot.triage.domain import Effort, Fire, Priority, State
from tests.people.builders import ANA, BEN
from tests.triage.builders import taken

FIRST, LAST = datetime(2026, 10, 26, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)
FOUR_WEEKS = 4 * 40 * 60
WITHIN = FIRST + timedelta(days=3)


def done(effort: Effort | None = Effort.MEDIUM, by: UserId = BEN, **more: Any) -> Fire:
    values: dict[str, Any] = {"state": State.DONE, "closed_at": WITHIN, "closed_by": by, "effort": effort}
    return taken(**{**values, **more})


def of_ben(*fires: Fire, minutes: int = FOUR_WEEKS) -> Lived:
    return lived(fires, BEN, FIRST, LAST, minutes)


@pytest.mark.parametrize(
    ("fires", "hours", "percent"),
    [
        ([done(Effort.SMALL)] * 4, 3.0, 2),
        ([done(Effort.MEDIUM)] * 8, 24.0, 15),
        ([done(Effort.LARGE)] * 8, 80.0, 50),
        ([done(None, priority=Priority.P1)] * 10, 48.0, 30),
        ([done(Effort.LARGE)] * 20, 200.0, 125),
    ],
)
def test_hours_in_fires_are_put_beside_declared_hours(fires: list[Fire], hours: float, percent: int) -> None:
    found = of_ben(*fires)
    assert found.hours == pytest.approx(hours)
    assert (found.fires, found.rest) == (percent, max(0, 100 - percent))


@pytest.mark.parametrize(
    "fire",
    [
        done(by=ANA),
        done(state=State.DECLINED),
        done(state=State.CLAIMED, closed_at=None),
        done(closed_at=FIRST - timedelta(seconds=1)),
        done(closed_at=LAST),
    ],
)
def test_only_fires_that_they_finished_in_these_weeks_count(fire: Fire) -> None:
    assert of_ben(*[done()] * 5).closed == of_ben(*[done()] * 5, fire).closed == 5
    assert of_ben(done(closed_at=FIRST), done(closed_at=LAST - timedelta(seconds=1))).closed == 2


def test_a_fire_without_a_size_counts_as_usual_for_its_priority() -> None:
    assert USUAL[Priority.P3] == 3.0
    assert list(USUAL.values()) == sorted(USUAL.values(), reverse=True)
    found = of_ben(done(None, priority=Priority.P4), *[done()] * 4)
    assert found.guessed == 1
    assert found.hours == pytest.approx(12 + USUAL[Priority.P4])


@pytest.mark.parametrize(
    ("closed", "minutes", "lack"),
    [
        (4, FOUR_WEEKS, TooLittle.FIRES),
        (5, FOUR_WEEKS, None),
        (9, 0, TooLittle.HOURS),
        (0, FOUR_WEEKS, TooLittle.FIRES),
    ],
)
def test_too_little_says_nothing(closed: int, minutes: int, lack: TooLittle | None) -> None:
    assert of_ben(*[done()] * closed, minutes=minutes).too_little == lack


def typed(project: str | None, fires: str | None, growth: str | None) -> dict[str, Any]:
    given = {"project": project, "fires": fires, "growth": growth}
    return {name: {"field": {"type": "number_input", "value": value}} for name, value in given.items()}


@pytest.mark.parametrize(
    ("given", "mix"),
    [
        (("60", "20", "20"), Mix(60, 20, 20)),
        (("80", "20", None), Mix(80, 20, 0)),
        (("0", "100", "0"), Mix(0, 100, 0)),
        ((None, None, None), None),
    ],
)
def test_a_mix_is_three_parts_of_a_hundred_or_none_at_all(
    given: tuple[str | None, str | None, str | None], mix: Mix | None
) -> None:
    assert read_mix(typed(*given)) == mix


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        (
            ("60", "30", "20"),
            "growth",
            "60 + 30 + 20 is 110: 10 too many. Take that away somewhere, so that it is 100.",
        ),
        (("60", "20", None), "growth", "60 + 20 + 0 is 80: 20 are missing. Add that somewhere, so that it is 100."),
        (("101", "0", "0"), "project", "Write a whole number from 0 to 100."),
        (("60", "-1", "41"), "fires", "Write a whole number from 0 to 100."),
        (("60", "20.5", "19.5"), "growth", "Write a whole number from 0 to 100."),
    ],
)
def test_what_does_not_add_up_is_said_beside_the_field(
    given: tuple[str | None, str | None, str | None], field: str, sentence: str
) -> None:
    with pytest.raises(FormErrors) as refused:
        read_mix(typed(*given))
    assert refused.value.by_block[field] == sentence
