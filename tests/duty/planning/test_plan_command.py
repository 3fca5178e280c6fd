"""`firebreak plan --format json`: one process, a message a line in, an answer a line out."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.commands.plan_acts import answer_lines
from bot.commands.telling import Refusal
from tests.duty.planning.histories import START, a_history, a_person, a_ticket, off

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "bot", "plan"]
TEAM = a_history([a_person("ana"), a_person("ben")], [a_ticket(1, "ana")])


@pytest.fixture
def talk() -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [*COMMAND, "--format", "json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    yield process
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_each_answer_comes_before_the_next_question(talk: "subprocess.Popen[str]") -> None:
    _say(talk, type="start", history=TEAM, horizon_weeks=6, look_back_weeks=4)
    assert _ask(talk, 2) == "ben"
    _say(talk, type="assigned", id="k2", assignee="ana")
    assert _ask(talk, 3) == "ben", "somebody else took what was meant for Ben"
    _say(talk, **{**off("ben", 28, 30), "type": "absence"})
    assert _ask(talk, 4) == "ana"
    _say(talk, type="rota", history=TEAM, weeks=[4, 5], look_back_weeks=4)
    assert [each["week"] for each in _heard(talk)["rota"]] == [4, 5]
    _say(talk, type="start", history=a_history([a_person("cem")], []))
    assert _ask(talk, 5) == "cem", "a new start is another team"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{]", "Line 1: this is not JSON: Expecting property name enclosed in double quotes at character 2."),
        ("[]", 'Line 1: a message is an object, as {"type": ...}.'),
        ('{"type": "dance"}', "Line 1: type is one of start, ticket, assigned, absence, rota, not 'dance'."),
        (json.dumps({**a_ticket(1), "type": "ticket"}), "Line 1: begin with a message of type start."),
        ('{"type": "start"}', "Line 1: start lacks 'history'."),
        ('{"type": "start", "history": {}}', "Line 1: history.format is missing."),
        (
            json.dumps({"type": "start", "history": {**TEAM, "team": {**TEAM["team"], "tz": "Berlin"}}}),
            "Line 1: history.team.tz: there is no zone Berlin, write it as Europe/Berlin.",
        ),
        (
            json.dumps(
                {"type": "start", "history": a_history([a_person("ana")], [a_ticket(1, created_at=f"{START}T09:00")])}
            ),
            "Line 1: history.tickets[0].created_at: Input should have timezone info.",
        ),
        ('{"type": "rota", "history": {}, "weeks": [1]}', "Line 1: history.format is missing."),
        (json.dumps({"type": "start", "history": a_history([], [])}), "Line 1: history.members is empty."),
    ],
)
def test_a_line_that_cannot_be_followed_is_told_in_a_sentence(line: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        list(answer_lines([line]))
    assert refused.value.text == said


def test_the_process_ends_with_that_sentence_and_what_was_answered_stays() -> None:
    lines = [json.dumps({"type": "rota", "history": TEAM, "weeks": [4]}), "", "no"]
    done = subprocess.run(COMMAND, input="\n".join(lines), capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout) == {"rota": [{"week": 4, "member": "ben"}]}
    assert done.stderr == "Line 3: this is not JSON: Expecting value at character 1.\n"


def test_no_other_format_is_known() -> None:
    done = subprocess.run([*COMMAND, "--format", "xml"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "there is no format xml, use json" in done.stderr


def _say(process: "subprocess.Popen[str]", **message: Any) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()


def _heard(process: "subprocess.Popen[str]") -> dict[str, Any]:
    assert process.stdout is not None
    heard: dict[str, Any] = json.loads(process.stdout.readline())
    return heard


def _ask(process: "subprocess.Popen[str]", number: int) -> str:
    kept = ("id", "created_at", "requester", "priority", "category", "effort_hours")
    ticket = a_ticket(number, day=28)
    _say(process, type="ticket", **{key: ticket[key] for key in kept})
    heard = _heard(process)
    assert heard["id"] == ticket["id"]
    return str(heard["assignee"])
