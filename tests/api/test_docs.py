"""docs/api.md says what is so: its routes are all there are, its snippet checks a real signature, its story works."""

import hashlib
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.api.directory import Receivers
from bot.api.listeners import routes
from bot.core.work import Transactions
from bot.outbox.domain import Event
from tests.support.programs import Programs, Receiver
from tests.support.standups import a_standup, at
from tests.support.teams import the_data_team
from tests.support.world import World

DOC = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


def snippet(language: str, number: int = 0) -> str:
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    return found[number]


def checker(moment: float, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, bytes], bool]:
    names: dict[str, Any] = {}
    exec(snippet("python"), names)
    monkeypatch.setattr(time, "time", lambda: moment)
    found: Callable[[str, str, bytes], bool] = names["is_from_firebreak"]
    return found


async def test_the_snippet_believes_what_is_signed_and_nothing_else(
    world: World, programs: Programs, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await (await programs.service()).post("/webhooks", {"url": receiver.address, "events": ["run.opened"]})
    await a_standup(world, await the_data_team(world, ("ana",)))
    await world.bot.worker.webhooks.send_due()
    told, secret, now = receiver.told[0], made.body["secret"], world.clock.now().timestamp()
    is_ours = checker(now + 60, monkeypatch)
    assert is_ours(secret, told.signature, told.raw)
    assert not is_ours(secret, told.signature, told.raw + b" ")
    assert not is_ours("fbs_other", told.signature, told.raw)
    forged = f"t={int(now)},v1={hashlib.sha256(told.raw).hexdigest()}"
    assert not is_ours(secret, forged, told.raw)
    assert not checker(now + 301, monkeypatch)(secret, told.signature, told.raw), "an old one that somebody kept"


def test_the_table_has_every_route_and_event() -> None:
    named = {
        (method, path)
        for row in re.findall(r"^\| (`(?:GET|POST|DELETE) .*?) \|", DOC, re.MULTILINE)
        for method, path in re.findall(r"`(GET|POST|DELETE) ([^`?]+)", row)
    }
    transactions: Transactions = None  # type: ignore[assignment]  # nothing is opened
    there = {
        (method, re.sub(r"{\w+}", "{id}", str(getattr(each, "path", ""))))
        for each in routes(transactions, None, Receivers())[:-1]
        for method in getattr(each, "methods", set()) - {"HEAD"}
    }
    assert named == there
    assert len(there) == 16
    for event in Event:
        assert f"`{event}`" in DOC


async def test_the_story_is_true(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    dan = await programs.of("dan")
    await world.forward_to(at(9, 31))
    (body,) = re.findall(r"-d '(\{\"answers\".*?)'$", DOC, re.MULTILINE)
    given = await dan.post(f"/standups/{standup.id}/answers", json.loads(body), key="2026-11-23-standup-7")
    assert given.status == 201, given.body
    week = (await dan.get(f"/standups/{standup.id}/participation", weeks=8)).data[-1]
    assert (week["answered"], week["expected"]) == (1, 2)
