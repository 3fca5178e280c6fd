"""`firebreak load`: histories in, flags out, one line each; numpy only where a history is judged."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli

ROOT = Path(__file__).parents[3]


def a_line(name: str = "T1", **changes: Any) -> str:
    """Two people, twelve weeks, eight requests a week of which Ana takes six."""
    people = [
        {"id": who, "tz": "Europe/Berlin", "work_days": [0, 1, 2, 3, 4], "work_start": "09:00", "work_end": "17:00"}
        | {"joined_on": None, "skills": ["access"]}
        for who in ("ana", "ben", "cem")
    ]
    tickets = [
        {"id": f"k{week}-{number}", "created_at": f"2026-{month:02}-{day:02}T1{number % 4}:00Z"}
        | {"claimed_at": f"2026-{month:02}-{day:02}T1{number % 4}:20Z", "resolved_at": None}
        | {"assignee": ("ana", "ana", "ana", "ben", "ana", "cem", "ana", "ana")[number], "requester": "r"}
        | {"priority": "P3", "category": "access", "effort_hours": None}
        for week in range(12)
        for number in range(8)
        for month, day in [(1 + (week * 7 + 5 + number % 5) // 29, 1 + (week * 7 + 4 + number % 5) % 28)]
    ]
    told = {
        "format": "load-history/1",
        "team": {"id": name, "tz": "Europe/Berlin", "start": "2026-01-05", "weeks": 12, "categories": ["access"]}
        | {"adhoc_fraction": None},
        "members": people,
        "absences": [],
        "rota": [],
        "tickets": tickets,
        "standups": [],
    }
    return json.dumps(told | changes)


def load(*lines: str) -> Result:
    return CliRunner().invoke(cli, ["load", "--format", "json"], input="\n".join(lines) + "\n")


def test_each_history_is_answered_by_a_line_in_the_same_order() -> None:
    result = load(a_line("T1"), "", a_line("T2"))
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (result.exit_code, first["team"], second["team"]) == (0, "T1", "T2")
    assert first["flags"] == second["flags"]
    assert {each["member"] for each in first["flags"]} == {"ana", "ben", "cem"}
    assert len(first["team_flags"]) == 12
    assert all(0 <= each["risk"] <= 1 for each in (*first["flags"], *first["team_flags"]))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "Line 1 is not JSON"),
        ("[]", "Line 1 is no history of load-history/1: it is no object"),
        (a_line(format="load-history/9"), "format: Input should be 'load-history/1'"),
        (a_line(members=[{"id": "ana"}]), "members[0].tz is missing"),
        (
            a_line(team=json.loads(a_line())["team"] | {"tz": "Mars/Base"}),
            "team.tz: there is no zone Mars/Base, write it as Europe/Berlin",
        ),
        (a_line(team=json.loads(a_line())["team"] | {"start": "2026-01-06"}), "team.start: 2026-01-06 is no Monday"),
        (
            a_line(tickets=[json.loads(a_line())["tickets"][0] | {"priority": "P9"}]),
            "tickets[0].priority: Input should be 'P1', 'P2', 'P3' or 'P4'",
        ),
        (a_line(absences=7), "absences: Input should be a valid tuple"),
    ],
)
def test_a_line_that_is_no_history_is_told_in_one_sentence(line: str, says: str) -> None:
    result = load(line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_what_was_judged_before_a_bad_line_has_been_printed() -> None:
    result = load(a_line("T1"), "{")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["team"] == "T1"
    assert result.stderr.startswith("Line 2 ")


def test_fields_nobody_knows_are_passed_over() -> None:
    assert load(a_line(weather="rain")).stdout == load(a_line()).stdout


def test_a_team_of_nobody_and_a_team_without_requests_are_answered_too() -> None:
    nobody, nothing = (json.loads(load(line).stdout) for line in (a_line(members=[], tickets=[]), a_line(tickets=[])))
    assert nobody["flags"] == []
    assert not any(each["flag"] for each in (*nothing["flags"], *nothing["team_flags"]))


@pytest.mark.parametrize("probe", ["bot.__main__", "bot.app", "bot.worker"])
def test_numpy_is_not_loaded_before_a_history_is_judged(probe: str) -> None:
    code = f"import sys, {probe}; print('numpy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert told.stdout.strip() == "False"


def test_help_shows_the_command_without_loading_numpy() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert " load " in told.stdout
    assert "numpy" not in told.stderr
