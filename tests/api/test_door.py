"""Who comes in, and what the others are told: one shape for every refusal, with a code, a sentence and a status."""

import hashlib
import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.api.domain import Scope
from bot.api.repository import Tokens
from bot.api.tables import TokenRow
from bot.api.use_cases.tokens import make_token, revoke_token
from bot.core.work import WorkspaceId
from bot.people.repository import People
from bot.workspaces.repository import install_workspace, leave
from tests.support.programs import Programs
from tests.support.standups import a_standup
from tests.support.teams import the_data_team
from tests.support.world import World


async def test_without_a_token_that_is_known_nobody_comes_in(world: World, programs: Programs) -> None:
    for program in (programs.nobody(), programs.nobody("fb_guessed"), programs.nobody("")):
        refused = await program.get("/me")
        assert (refused.status, refused.code) == (401, "unauthenticated")
        assert refused.headers["WWW-Authenticate"] == "Bearer"
        assert refused.body["error"]["retryable"] is False


async def test_a_token_is_stored_as_its_fingerprint_only_and_its_day_of_use(world: World, programs: Programs) -> None:
    service = await programs.service()
    assert service.token is not None
    assert (await service.get("/me")).status == 200
    async with world.work() as work:
        (row,) = await work.session.scalars(select(TokenRow))
        (token,) = await Tokens(work).all()
    assert row.fingerprint == hashlib.sha256(service.token.encode()).hexdigest()
    assert service.token not in str(vars(row))
    assert len(service.token) >= len("fb_") + 43
    assert token.last_used_on == world.clock.now().date()


async def test_a_revoked_token_is_nobodys(world: World, programs: Programs) -> None:
    service = await programs.service()
    async with world.work() as work:
        (token,) = await Tokens(work).all()
        await revoke_token(work, token.id)
    assert (await service.get("/me")).status == 401


async def test_the_token_of_somebody_who_left_is_nobodys(world: World, programs: Programs) -> None:
    await the_data_team(world, ("ana", "dan"))
    program = await programs.of("dan")
    async with world.work() as work:
        dan = await People(work).get("UDAN")
        assert dan is not None
        await People(work).save(replace(dan, deleted=True))
    assert (await program.get("/me")).status == 401


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/standups", Scope.READ),
        ("POST", "/standups/1/answers", Scope.ANSWER),
        ("POST", "/absences", Scope.ABSENCES),
        ("GET", "/webhooks", Scope.WEBHOOKS),
    ],
)
async def test_a_token_does_what_its_scopes_name(
    world: World, programs: Programs, method: str, path: str, scope: Scope
) -> None:
    await the_data_team(world, ("ana",))
    lacking = await programs.of("ana", set(Scope) - {scope})
    having = await programs.of("ana", {scope})
    refused = await lacking.asks(method, path, json={} if method == "POST" else None)
    assert (refused.status, refused.code) == (403, "forbidden")
    assert scope in refused.body["error"]["message"]
    assert (await having.asks(method, path, json={} if method == "POST" else None)).status != 403


async def test_a_neighbours_token_sees_nothing_of_ours(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana",)))
    async with world.bot.transactions.across_workspaces() as (session, now):
        other = await install_workspace(session, slack_id="TNEXT", name="Next", bot_user_id="UBOT", now=now)
    async with world.bot.transactions.in_workspace(WorkspaceId(other.id)) as work:
        _, token = await make_token(work, "theirs", frozenset(Scope.__members__.values()) & {Scope.READ}, None)
    theirs = programs.nobody(token)
    assert (await theirs.get("/me")).body["workspace"] == {"id": "TNEXT", "name": "Next"}
    assert (await theirs.get("/standups")).data == []
    assert (await theirs.get(f"/standups/{standup.id}")).status == 404
    async with world.bot.transactions.across_workspaces() as (session, now):
        await leave(session, "TNEXT", None, now)
    assert (await theirs.get("/me")).status == 401, "the workspace took the app out"


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/standups?limit=0", "limit"),
        ("/standups?limit=101", "limit"),
        ("/standups?limit=many", "limit"),
        ("/standups?cursor=made-up", "cursor"),
        ("/standups?cursor=%FF", "cursor"),
        ("/standups?cursor=YmxvY2tlcnM6MQ", "cursor"),
        ("/blockers?state=half", "state"),
        ("/absences?from=soon", "from"),
    ],
)
async def test_a_wrong_query_is_named(world: World, programs: Programs, path: str, field: str) -> None:
    """The last cursor is one of `/blockers`."""
    refused = await (await programs.service()).get(path)
    assert (refused.status, refused.body["error"]["field"]) == (422, field)
    assert refused.body["error"]["message"].endswith(".")


async def test_bodies_are_bounded_and_json(world: World, programs: Programs) -> None:
    await the_data_team(world, ("ana",))
    program = await programs.of("ana")
    for raw, status, code in (
        (b"x" * 70_000, 413, "too_large"),
        (b"{", 422, "invalid"),
        (b"[1]", 422, "invalid"),
        (b'{"answers": {"a": NaN}}', 422, "invalid"),
        (b"[" * 60_000, 422, "invalid"),
        (b'{"first_on": "2026-12-01", "reason": "\\u0000"}', 422, "invalid"),
        (b'{"first_on": "2026-12-01", "reason": "\\ud800"}', 422, "invalid"),
        (json.dumps({"first_on": "2026-12-01", "frist_on": 1}).encode(), 422, "invalid"),
    ):
        refused = await program.asks("POST", "/absences", data=raw)
        assert (refused.status, refused.code) == (status, code), raw[:30]


@pytest.mark.parametrize("path", ["/standups/99", "/standups/abc", "/standups/99/runs", "/runs/99/answers", "/nowhere"])
async def test_what_is_not_there_is_404(world: World, programs: Programs, path: str) -> None:
    refused = await (await programs.service()).get(path)
    assert (refused.status, refused.code) == (404, "not_found")


async def test_what_programs_read_is_nobody_elses_to_keep(world: World, programs: Programs) -> None:
    answer = await (await programs.service()).get("/teams")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not [each for each in answer.headers if each.lower().startswith("access-control")]
