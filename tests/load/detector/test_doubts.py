"""What a team said of itself and cannot be right: the detector says so, and flags nobody for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest

from bot.load.detector.believe import Finding
from bot.load.detector.detect import detect
from bot.load.detector.doubts import Doubt
from bot.load.detector.history import History, Member
from tests.support.histories import FULL, SHORT, Plot, a_history

WEEKS = 26
SEEDS = range(4)


def members(history: History, change: Callable[[Member], Member]) -> History:
    return replace(history, members=tuple(change(each) for each in history.members))


def all_in_utc(history: History) -> History:
    return replace(members(history, lambda each: replace(each, zone=ZoneInfo("UTC"))), zone=ZoneInfo("UTC"))


def all_full_time(history: History) -> History:
    return members(history, lambda each: replace(each, days=FULL))


def nobody_on_duty(history: History) -> History:
    return replace(history, duty=())


def nobody_away(history: History) -> History:
    return replace(history, absences=())


def said_to_be_short(history: History) -> History:
    """One who works all week is entered as working from Monday to Wednesday."""
    return members(history, lambda each: replace(each, days=SHORT) if each.id == "M1" else each)


def in_evening_hours(history: History) -> History:
    """Hours nobody keeps: every day's work looks like work out of hours."""
    return members(history, lambda each: replace(each, starts=time(16), ends=time(23)) if each.id == "M1" else each)


DAMAGES = [
    (Plot(weeks=WEEKS, zone="America/Los_Angeles"), all_in_utc, Doubt.ZONE),
    (Plot(weeks=WEEKS, people=4, short=2), all_full_time, Doubt.HOURS),
    (Plot(weeks=WEEKS, rota=True), nobody_on_duty, Doubt.ROTA),
    (Plot(weeks=WEEKS), said_to_be_short, Doubt.DAYS_OFF),
    (Plot(weeks=WEEKS), in_evening_hours, Doubt.ZONE),
]
NAMES = ["zones read as UTC", "part-timers as full-timers", "no rota", "a part-timer who answers all week", "evenings"]


def doubts(findings: list[Finding]) -> set[Doubt]:
    return {
        doubt
        for finding in findings
        for doubt in (*finding.team.doubts, *(doubt for each in finding.people for doubt in each.doubts))
    }


@pytest.mark.parametrize(("plot", "damage", "doubt"), DAMAGES, ids=NAMES)
def test_wrong_inputs_are_doubted_and_nobody_is_flagged_for_them(
    plot: Plot, damage: Callable[[History], History], doubt: Doubt
) -> None:
    alarms = 0
    for seed in SEEDS:
        whole = a_history(plot, seed)
        assert doubt not in doubts(list(detect(whole))), "it must come from the damage"
        findings = list(detect(damage(whole)))
        assert doubt in doubts(findings)
        # The first month is for learning.
        alarms += len({each.member for finding in findings[4:] for each in finding.people if each.flagged})
    assert alarms / (len(SEEDS) * (WEEKS - 4) / 52) <= 2


def test_a_summer_without_absences_is_doubted() -> None:
    plot = Plot(weeks=WEEKS, people=4, rate=24)
    histories = [a_history(plot, seed) for seed in SEEDS]
    assert all(history.absences for history in histories)
    assert not any(Doubt.ABSENCES in doubts(list(detect(history))) for history in histories)
    assert all(Doubt.ABSENCES in doubts(list(detect(nobody_away(history)))) for history in histories)


def test_what_is_doubted_has_a_low_risk_and_no_flag() -> None:
    history = nobody_on_duty(a_history(Plot(weeks=WEEKS, rota=True, times=3), 1))
    doubted = [each for finding in detect(history) for each in finding.people if Doubt.ROTA in finding.team.doubts]
    assert len(doubted) > 20
    assert not any(each.flagged for each in doubted)
    assert max(each.risk for each in doubted) <= 0.05


def test_one_person_who_takes_most_in_every_week_is_no_hidden_rota() -> None:
    findings = list(detect(a_history(Plot(weeks=WEEKS, times=3), 2)))
    assert Doubt.ROTA not in doubts(findings)
    assert any(each.flagged for finding in findings for each in finding.people if each.member == "M0")


def test_working_late_on_top_of_the_day_is_no_wrong_clock() -> None:
    findings = list(detect(a_history(Plot(weeks=WEEKS, evenings=0.5, rate=20), 2)))
    assert Doubt.ZONE not in doubts(findings)
    assert any(each.flagged for finding in findings for each in finding.people if each.member == "M0")
