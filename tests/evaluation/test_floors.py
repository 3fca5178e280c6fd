"""A small part of `make eval` on teams of our own seeds. Everything is seeded, so figures are the same each time; the
floors lie well below them, and what falls through one has broken something.
"""

import json
from collections import deque
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from bot.commands.load import judged
from bot.commands.plan_acts import Conversation

TEAMS = 1
CUT = 17
Json = dict[str, Any]


@pytest.fixture(scope="module")
def teams(judge: SimpleNamespace) -> list[tuple[Json, Json]]:
    """Histories with their labels, of every scenario there is."""
    simulate = judge.simulate
    return [
        simulate.make(f"floors/{scenario}/{number}", scenario)
        for scenario in simulate.SCENARIOS
        for number in range(TEAMS)
    ]


@pytest.fixture(scope="module")
def flags(teams: list[tuple[Json, Json]]) -> list[Json]:
    return flagged(history for history, _ in teams)


def flagged(histories: Iterable[Json]) -> list[Json]:
    """What `firebreak load` answers."""
    return [json.loads(line) for line in judged(json.dumps(history) for history in histories)]


def test_too_much_is_found_and_healthy_teams_are_left_alone(
    judge: SimpleNamespace, teams: list[tuple[Json, Json]], flags: list[Json]
) -> None:
    scored = judge.score.score([labels for _, labels in teams], flags, boot=False)["overall"]
    told = {name: round(scored[name], 3) for name in ("f1", "precision", "delay_mean", "alarms_year", "cap_f1")}
    assert scored["problems"] == 0
    assert scored["f1"] >= 0.78, told
    assert scored["precision"] >= 0.88, told
    assert scored["delay_mean"] <= 4.0, told
    assert scored["alarms_year"] <= 1.0, told
    assert scored["reason_ok"] >= 0.95, told
    assert scored["calibration"]["skill"] >= 0.65, told


def test_flags_of_a_history_cut_short_are_the_same(
    judge: SimpleNamespace, teams: list[tuple[Json, Json]], flags: list[Json]
) -> None:
    some = range(0, len(teams), 4)
    cut = flagged(judge.simulate.truncate(teams[number][0], CUT) for number in some)
    for number, short in zip(some, cut, strict=True):
        for kind in ("flags", "team_flags"):
            long = {(each.get("member"), each["week"]): each for each in flags[number][kind] if each["week"] <= CUT}
            told = {(each.get("member"), each["week"]): each for each in short[kind]}
            assert told == long


class Talk:
    """Stands where the judge would start a command and speak with it line by line."""

    def __init__(self, command: str) -> None:
        self.conversation, self.answers = Conversation(), deque[str]()
        self.p = SimpleNamespace(stdout=SimpleNamespace(readline=self.answers.popleft))

    def send(self, said: Json) -> None:
        answer = self.conversation.hear(said)
        if answer is not None:
            self.answers.append(json.dumps(answer))

    def close(self) -> None:
        assert not self.answers


@pytest.fixture
def rotation(judge: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The judge of plans; its policy speaks with the planner itself."""
    monkeypatch.setattr(Talk, "policy", judge.rotation.Command.policy, raising=False)
    monkeypatch.setattr(judge.rotation, "Command", Talk)
    return judge.rotation


def test_suggestions_even_out_what_happened_without_them(rotation: Any) -> None:
    instances = rotation.instances("floors", per=1, scenarios=("hero_k2", "tiny_hero", "healthy"))
    told = rotation.evaluate(instances, ["round_robin"], cmd="plan", with_oracle=False)
    ours, turns = told["PRODUCT"], told["round_robin"]
    assert ours["violations"] == 0
    assert ours["cut_max"] >= 0.5
    assert (ours["max"], ours["gini"]) < (turns["max"], turns["gini"])


def test_turns_of_duty_make_up_for_what_was_uneven(rotation: Any) -> None:
    told, _ = rotation.evaluate_rota("floors", 1, cmd="plan")
    assert told["PRODUCT"]["violations"] == 0
    assert told["PRODUCT"]["max"] <= told["organic"]["max"]
    assert told["PRODUCT"]["eff_max"] >= 0.5
