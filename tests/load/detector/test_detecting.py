"""The detector finds what is wrong in plain teams, leaves the others alone, and looks at nothing that came later."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.load.detector.beliefs import from_plain, to_plain, unbiased
from bot.load.detector.believe import Finding, Reason, believe
from bot.load.detector.counting import weeks_of
from bot.load.detector.detect import detect
from bot.load.detector.history import History
from tests.support.histories import Plot, a_history

HEALTHY = (Plot(), Plot(people=3, rate=8), Plot(rota=True), Plot(people=8, rate=30, short=2), Plot(surge=1.4))
SEEDS = range(6)


def flags(history: History) -> set[tuple[str, int]]:
    return {(each.member, each.week) for finding in detect(history) for each in finding.people if each.flagged}


def told(findings: list[Finding]) -> list[tuple[object, ...]]:
    """Everything that is said, risks to six places."""
    people = [
        (each.member, each.week, each.flagged, round(each.risk, 6), each.reasons, each.doubts)
        for finding in findings
        for each in sorted(finding.people, key=lambda one: one.member)
    ]
    teams = [(each.team.week, each.team.flagged, round(each.team.risk, 6), each.team.doubts) for each in findings]
    return [*people, *teams]


def test_healthy_teams_are_flagged_less_than_once_in_two_years() -> None:
    histories = [a_history(plot, seed) for plot in HEALTHY for seed in SEEDS]
    years = sum(history.weeks for history in histories) / 52
    episodes = sum(len({who for who, _ in flags(history)}) for history in histories)
    assert years > 10
    assert episodes / years <= 0.5


@pytest.mark.parametrize(
    ("plot", "weeks", "reason"),
    [
        (Plot(times=2, rate=24), 8, Reason.SHARE),
        (Plot(times=3), 3, Reason.SHARE),
        (Plot(bigger=2, rate=24), 8, Reason.SHARE),
        (Plot(only=0.9, rate=24), 6, Reason.SHARE),
        (Plot(evenings=0.8, rate=18), 5, Reason.AFTER_HOURS),
    ],
    ids=["twice the share", "three times", "twice as heavy", "the only contact", "evenings"],
)
def test_too_much_work_is_found_in_time_and_said_why(plot: Plot, weeks: int, reason: Reason) -> None:
    found = 0
    for seed in SEEDS:
        first = [
            each
            for finding in detect(a_history(plot, seed))
            for each in finding.people
            if each.member == "M0" and each.flagged and plot.since <= each.week < plot.since + weeks
        ]
        found += bool(first) and reason in first[0].reasons
    assert found >= len(SEEDS) - 1


def test_more_for_everybody_than_can_be_done_is_the_teams_matter_and_nobodys_flag() -> None:
    plot = Plot(surge=2.2, weeks=24)
    slow = [a_history(plot, seed) for seed in SEEDS]
    # Work piles up: what comes after the change is solved three weeks later.
    piling = [
        replace(
            history,
            tickets=tuple(
                replace(each, resolved_at=each.resolved_at + timedelta(weeks=3))
                if each.resolved_at and each.created_at > datetime(2026, 3, 2, tzinfo=UTC)
                else each
                for each in history.tickets
            ),
        )
        for history in slow
    ]
    found = [list(detect(history)) for history in piling]
    assert sum(any(each.team.flagged for each in findings[8:]) for findings in found) >= len(SEEDS) - 1
    assert sum(each.flagged for findings in found for finding in findings for each in finding.people) <= 4


def test_being_on_duty_is_no_reason_to_be_flagged() -> None:
    assert not any(flags(a_history(Plot(rota=True, weeks=16), seed)) for seed in SEEDS)


def test_a_rota_with_one_name_is_found() -> None:
    history = a_history(Plot(rota=True, people=6, holidays=False), 1)
    mine = replace(history, duty=tuple(replace(each, member="M0") for each in history.duty))
    reasons = {reason for finding in detect(mine) for each in finding.people if each.flagged for reason in each.reasons}
    assert Reason.ROTA in reasons


@pytest.mark.parametrize("week", [3, 9, 14])
def test_what_comes_later_changes_nothing(week: int) -> None:
    history = a_history(Plot(times=2.5, evenings=0.5), 3)
    whole = list(detect(history))
    assert any(each.flagged for finding in whole[: week + 1] for each in finding.people) or week < 8
    assert told(list(detect(cut(history, week)))) == told(whole[: week + 1])


def cut(history: History, week: int) -> History:
    """The history as it stood when that week ended."""
    end = datetime.combine(history.start + timedelta(weeks=week + 1), time(), tzinfo=history.zone)
    known = []
    for each in history.tickets:
        if each.created_at >= end:
            continue
        claimed = each.claimed_at is not None and each.claimed_at < end
        solved = each.resolved_at if each.resolved_at and each.resolved_at < end else None
        known.append(
            replace(each, resolved_at=solved)
            if claimed
            else replace(each, claimed_at=None, assignee=None, resolved_at=None)
        )
    absences = tuple(each for each in history.absences if each.first < end.date())
    assert len(known) < len(history.tickets)
    return replace(history, weeks=week + 1, tickets=tuple(known), absences=absences)


def test_the_order_of_members_changes_nothing() -> None:
    history = a_history(Plot(times=2.5, rota=True), 7)
    turned = replace(history, members=history.members[::-1], tickets=history.tickets[::-1])
    assert flags(history)
    assert told(list(detect(turned))) == told(list(detect(history)))


def test_beliefs_kept_as_json_go_on_as_if_they_had_never_been_put_away() -> None:
    history = a_history(Plot(times=2.5, rota=True, bigger=1.5), 7)
    beliefs, findings = unbiased(history.categories), []
    for week in weeks_of(history):
        kept = json.dumps(to_plain(beliefs))
        beliefs, finding = believe(from_plain(json.loads(kept)), week)
        findings.append(finding)
    assert flags(history)
    assert findings == list(detect(history))


def test_what_is_kept_does_not_grow_with_the_weeks() -> None:
    beliefs, sizes = unbiased(a_history(Plot(), 1).categories), []
    for week in weeks_of(a_history(Plot(weeks=32), 1)):
        beliefs, _ = believe(beliefs, week)
        sizes.append(len(json.dumps(to_plain(beliefs))))
    assert sizes[-1] < 1.1 * sizes[15]


def test_beliefs_of_another_format_are_refused() -> None:
    with pytest.raises(ValueError, match="load-beliefs/2"):
        from_plain({**to_plain(unbiased(("access",))), "format": "load-beliefs/1"})


def test_who_joins_later_begins_with_nothing_believed_and_who_left_is_forgotten() -> None:
    history = a_history(Plot(times=2.5), 2)
    joined = replace(history.members[4], joined_on=history.start + timedelta(weeks=6))
    beliefs = unbiased(history.categories)
    seen = []
    for week in weeks_of(replace(history, members=(*history.members[:4], joined))):
        beliefs, _ = believe(beliefs, week)
        seen.append(beliefs.members)
    assert [len(each) for each in seen[:8]] == [4] * 6 + [5] * 2
    left = replace(history, members=history.members[1:])
    *_, last = weeks_of(left)
    beliefs, finding = believe(beliefs, last)
    assert beliefs.members == ("M1", "M2", "M3", "M4")
    assert all(each.member != "M0" for each in finding.people)
