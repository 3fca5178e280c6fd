"""Webhooks are told what happened: signed, in order, again until it is taken, and for three days at most."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.api.domain import Scope
from bot.api.repository import Tokens
from bot.api.use_cases.tokens import revoke_token
from bot.api.use_cases.webhooks import Vault
from bot.core.keyring import Keyring, NoKeyFits
from bot.outbox.domain import Event
from bot.outbox.tables import HappeningRow, WebhookRow
from tests.support.programs import Program, Programs, Receiver
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World


async def listens(program: Program, receiver: Receiver, *events: str) -> str:
    """Gives the secret."""
    made = await program.post("/webhooks", {"url": receiver.address, "events": list(events or Event)})
    assert made.status == 201, made.body
    return str(made.body["secret"])


async def waiting(world: World) -> int:
    async with world.work() as work:
        return len(list(await work.session.scalars(select(HappeningRow))))


async def test_a_day_of_a_standup_is_told_in_order_with_ids_and_no_words(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    program = await programs.of("ana")
    await listens(program, receiver)
    standup = await a_standup(world, team)
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Never told to machines", BLOCKED: "Yes"})
    await dan.fills({WORDS: "No access to billing"})
    await dan.submits()
    await world.forward(minutes=1)
    await answers(dan, {DONE: "Nor this", BLOCKED: "No"}, button="Edit")
    await (await programs.of("dan")).post("/absences", {"first_on": "2026-11-30"})
    await world.forward_to(at(18, 0))
    await world.bot.worker.webhooks.send_due()
    today = [each for each in receiver.told if each.body["ids"].get("run") != _tomorrows(receiver)]
    assert [each.body["event"] for each in today] == [
        "run.opened",
        "blocker.opened",
        "answer.given",
        "blocker.resolved",
        "answer.changed",
        "absence.changed",
        "run.closed",
    ]
    given = next(each.body for each in today if each.body["event"] == "answer.given")
    assert given.keys() == {"id", "event", "at", "workspace", "ids"}
    assert (given["workspace"], given["at"]) == (world.bot.workspace.slack_id, "2026-11-23T09:31:00Z")
    assert (given["ids"]["standup"], given["ids"]["person"]) == (standup.id, "UDAN")
    assert b"told to machines" not in b"".join(each.raw for each in receiver.told)
    assert len({each.body["id"] for each in receiver.told}) == len(receiver.told)
    assert await waiting(world) == 0
    (line,) = (await program.get(f"/runs/{given['ids']['run']}/answers")).data
    assert line["id"] == given["ids"]["answer"], "what was said is read with the receiver's own rights"


def _tomorrows(receiver: Receiver) -> int:
    return int([each.body["ids"]["run"] for each in receiver.told if each.body["event"] == "run.opened"][1])


async def test_a_deleted_answer_and_a_solved_blocker_are_told(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    await a_standup(world, await the_data_team(world, ("ana", "dan")))
    await listens(await programs.of("ana"), receiver, "answer.deleted", "blocker.resolved")
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Wrong place", BLOCKED: "Yes"})
    await dan.fills({WORDS: "Wrong words"})
    await dan.submits()
    await world.forward(minutes=1)
    await dan.clicks("Delete my answer")
    await world.settle()
    await world.bot.worker.webhooks.send_due()
    assert receiver.events == ["blocker.resolved", "answer.deleted"]


async def test_what_is_told_is_signed_with_its_moment(world: World, programs: Programs, receiver: Receiver) -> None:
    secret = await listens(await programs.service(), receiver, "run.opened")
    await a_standup(world, await the_data_team(world, ("ana",)))
    await world.bot.worker.webhooks.send_due()
    (told, *_) = receiver.told
    moment, _, v1 = told.signature.partition(",v1=")
    assert moment == f"t={int(world.clock.now().timestamp())}"
    signed = f"{moment.removeprefix('t=')}.".encode() + told.raw
    assert v1 == hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


async def test_nothing_is_stored_that_nobody_wants_to_be_told(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    await listens(await programs.service(), receiver, "answer.given")
    await a_standup(world, await the_data_team(world, ("ana",)))
    assert await waiting(world) == 0


async def test_a_receiver_that_is_away_is_told_later_in_order_and_once(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    program = await programs.service()
    await listens(program, receiver, "run.opened")
    team = await the_data_team(world, ("ana",))
    receiver.status = 503
    for number in range(3):
        await a_standup(world, team, name=f"Standup {number}")
    tries = []
    for _ in range(60):
        before = receiver.tries
        await world.bot.worker.webhooks.send_due()
        tries.append(receiver.tries - before)
        world.clock.move_to(world.clock.now() + timedelta(seconds=10))
    assert [number for number, one in enumerate(tries) if one] == [0, 1, 3, 7, 15, 31], "ever longer gaps"
    (shown,) = (await program.get("/webhooks")).data
    assert (shown["state"], shown["error"], shown["waiting"]) == ("failing", "it answered 503", 3)
    receiver.status = 200
    world.clock.move_to(world.clock.now() + timedelta(hours=1))
    await world.bot.worker.webhooks.send_due()
    standups = [each.body["ids"]["standup"] for each in receiver.told]
    assert standups == sorted(set(standups))
    assert len(standups) == 3
    (shown,) = (await program.get("/webhooks")).data
    assert (shown["state"], shown["error"], shown["waiting"]) == ("active", None, 0)


async def test_after_a_day_an_event_is_given_up_and_after_three_the_webhook_is_off(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    program = await programs.service()
    await listens(program, receiver, "run.opened")
    team = await the_data_team(world, ("ana",))
    receiver.status = 500
    await a_standup(world, team, name="First")
    await world.bot.worker.webhooks.send_due()
    world.clock.move_to(world.clock.now() + timedelta(hours=23))
    await world.bot.worker.webhooks.send_due()
    assert await waiting(world) == 1
    world.clock.move_to(world.clock.now() + timedelta(hours=2))
    await world.bot.worker.webhooks.send_due()
    assert await waiting(world) == 0, "given up"
    assert (await program.get("/webhooks")).data[0]["state"] == "failing"
    world.clock.move_to(world.clock.now() + timedelta(days=2))
    await a_standup(world, team, name="Second")
    await world.bot.worker.webhooks.send_due()
    assert (await program.get("/webhooks")).data[0]["state"] == "off"
    receiver.status = 200
    await a_standup(world, team, name="Third")
    world.clock.move_to(world.clock.now() + timedelta(hours=2))
    await world.bot.worker.webhooks.send_due()
    assert receiver.told == []
    assert await waiting(world) == 0


async def test_two_senders_at_once_tell_once(world: World, programs: Programs, receiver: Receiver) -> None:
    import asyncio

    await listens(await programs.service(), receiver, "run.opened")
    team = await the_data_team(world, ("ana",))
    for number in range(4):
        await a_standup(world, team, name=f"Standup {number}")
    await asyncio.gather(*(world.bot.worker.webhooks.send_due() for _ in range(2)))
    await world.bot.worker.webhooks.send_due()
    assert [each.body["ids"]["standup"] for each in receiver.told] == sorted(
        each.body["ids"]["standup"] for each in receiver.told
    )
    assert len(receiver.told) == 4


async def test_a_redirect_is_no_answer(world: World, programs: Programs, receiver: Receiver) -> None:
    program = await programs.service()
    await listens(program, receiver, "run.opened")
    receiver.status = 302
    await a_standup(world, await the_data_team(world, ("ana",)))
    await world.bot.worker.webhooks.send_due()
    assert (await program.get("/webhooks")).data[0]["error"] == "it answered 302"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/hook",
        "https://10.0.0.7/hook",
        "https://169.254.169.254/latest",
        "https://[::1]/hook",
        "ftp://example.com/",
        "next week",
        "https://example.com/" + "x" * 2000,
    ],
)
async def test_addresses_that_lead_inside_are_refused(world: World, programs: Programs, url: str) -> None:
    refused = await (await programs.service()).post("/webhooks", {"url": url, "events": ["run.opened"]})
    assert (refused.status, refused.body["error"]["field"]) == (422, "url")


async def test_a_name_that_leads_inside_is_found_out_when_it_is_called(world: World, programs: Programs) -> None:
    program = await programs.service()
    made = await program.post("/webhooks", {"url": "https://localhost:1/hook", "events": ["run.opened"]})
    assert made.status == 201
    await a_standup(world, await the_data_team(world, ("ana",)))
    await world.bot.worker.webhooks.send_due()
    assert "private network" in (await program.get("/webhooks")).data[0]["error"]


async def test_a_token_sees_and_deletes_its_own_webhooks_and_with_it_they_end(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    one, other = await programs.service(), await programs.service()
    secret = await listens(one, receiver, "run.opened")
    (shown,) = (await one.get("/webhooks")).data
    assert secret not in str(shown)
    assert (await other.get("/webhooks")).data == []
    assert (await other.delete(f"/webhooks/{shown['id']}")).status == 404
    team = await the_data_team(world, ("ana",))
    await a_standup(world, team)
    async with world.work() as work:
        token = (await Tokens(work).all())[0]
        await revoke_token(work, token.id)
    await world.bot.worker.webhooks.send_due()
    assert (receiver.told, await waiting(world)) == ([], 0)
    await listens(other, receiver, "run.opened")
    await a_standup(world, team, name="Other")
    (theirs,) = (await other.get("/webhooks")).data
    assert (await other.delete(f"/webhooks/{theirs['id']}")).status == 204
    await world.bot.worker.webhooks.send_due()
    assert receiver.told == []


async def test_a_wrong_wish_is_named(world: World, programs: Programs) -> None:
    service = await programs.service({Scope.WEBHOOKS})
    for body, field in (
        ({"events": ["run.opened"]}, "url"),
        ({"url": "https://example.com/", "events": []}, "events"),
        ({"url": "https://example.com/", "events": ["run.exploded"]}, "events"),
        ({"url": "https://example.com/", "events": [{}]}, "events"),
        ({"url": "https://example.com/", "events": ["run.opened"], "secret": "mine"}, "secret"),
    ):
        refused = await service.post("/webhooks", body)
        assert (refused.status, refused.body["error"]["field"]) == (422, field)


def test_secrets_are_locked_where_there_are_keys_and_readable_after_a_change_of_keys() -> None:
    old, new = Keyring.new_key(), Keyring.new_key()
    locked = Vault(Keyring([old])).lock("fbs_words")
    assert "fbs_words" not in locked
    assert Vault(Keyring([new, old])).unlock(locked, locked=True) == "fbs_words"
    assert Vault(Keyring([new])).unlock("fbs_plain", locked=False) == "fbs_plain"
    for vault in (Vault(None), Vault(Keyring([new]))):
        with pytest.raises(NoKeyFits):
            vault.unlock(locked, locked=True)


async def test_a_secret_that_no_key_reads_is_a_failure_that_is_shown(
    world: World, programs: Programs, receiver: Receiver
) -> None:
    program = await programs.service()
    await listens(program, receiver, "run.opened")
    async with world.work() as work:
        (row,) = await work.session.scalars(select(WebhookRow))
        row.secret, row.locked = Vault(Keyring([Keyring.new_key()])).lock(row.secret), True
    await a_standup(world, await the_data_team(world, ("ana",)))
    await world.bot.worker.webhooks.send_due()
    assert receiver.told == []
    assert "TOKEN_KEYS" in (await program.get("/webhooks")).data[0]["error"]
