"""Files: sent with messages and forms, looked up, and fetched by an app that may read them."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import HandClock
from bot.sandbox.circumstances import Impossible
from bot.sandbox.inputs import NotOffered
from bot.sandbox.reading import plain
from bot.sandbox.server import Sandbox
from bot.slack import kit
from tests.sandbox.bolt_app import App
from tests.sandbox.calling import error_of
from tests.sandbox.places import MANIFEST, MONDAY

Json = dict[str, Any]
ROWS = b"name,team\nAna,data\n"


async def fetched(address: str, token: str | None) -> tuple[int, str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.request("GET", address, headers=headers) as response:
        return response.status, response.content_type, await response.read()


async def test_a_file_comes_to_the_app_and_can_be_looked_up_and_fetched(sandbox: Sandbox, app: App) -> None:
    @app.bolt.event({"type": "message", "subtype": "file_share"})
    async def keep(event: Json) -> None:
        app.heard.append(event)

    said = await sandbox.person("ana").uploads("the team.csv", ROWS, "Our *people*")
    assert plain(said) == "Our people\n[file: the team.csv]"
    [event] = app.heard
    assert (event["text"], event["user"], event["channel_type"]) == ("Our *people*", "UANA", "im")
    [file] = event["files"]
    assert (file["name"], file["mimetype"], file["filetype"], file["size"]) == (
        "the team.csv",
        "text/csv",
        "csv",
        len(ROWS),
    )
    found = (await app.client.files_info(file=file["id"]))["file"]
    assert found["url_private_download"] == file["url_private_download"]
    assert await fetched(file["url_private_download"], sandbox.bot_token) == (200, "text/csv", ROWS)
    assert await fetched(file["url_private"], sandbox.bot_token) == (200, "text/csv", ROWS)


@pytest.mark.parametrize("token", [None, "xoxb-somebody-elses"])
async def test_whoever_may_not_fetch_a_file_gets_the_page_to_sign_in(sandbox: Sandbox, token: str | None) -> None:
    with sandbox.allow("ack"):
        said = await sandbox.person("ana").uploads("team.csv", ROWS)
    with sandbox.deliberate():
        status, kind, content = await fetched(said.files[0]["url_private_download"], token)
    assert (status, kind) == (200, "text/html")
    assert ROWS not in content


async def test_files_of_places_where_the_app_is_not_do_not_exist_for_it(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    said = await sandbox.person("grace").uploads("board.pdf", b"%PDF", channel="exec-numbers")
    assert await error_of(client, "files.info", file=said.files[0]["id"]) == "file_not_found"
    assert (await fetched(said.files[0]["url_private"], sandbox.bot_token))[1] == "text/html"
    in_fires = await sandbox.person("grace").uploads("odd.thing", b"\0", channel="fires")
    assert (await client.files_info(file=in_fires.files[0]["id"]))["file"]["channels"] == ["C0FIRES"]
    with pytest.raises(Impossible, match="nothing in that file"):
        await sandbox.person("grace").uploads("empty.csv", b"", channel="fires")


async def test_without_its_scope_an_app_neither_asks_for_files_nor_reads_them(clock: HandClock, tmp_path: Path) -> None:
    whole = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    whole["oauth_config"]["scopes"]["bot"].remove("files:read")
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(yaml.safe_dump(whole), encoding="utf-8")
    sandbox = Sandbox(manifest=manifest, people_clock=clock, protocol_clock=clock)
    await sandbox.start()
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)
        said = await sandbox.person("ana").uploads("team.csv", ROWS)
        assert await error_of(client, "files.info", file=said.files[0]["id"]) == "missing_scope"
        assert await error_of(client, "views.open", trigger_id="1.2.a", view=dict(form())) == "missing_scope"
        assert (await fetched(said.files[0]["url_private"], sandbox.bot_token))[1] == "text/html"
    await sandbox.stop()


def form(**more: Any) -> Json:
    ask = {"type": "file_input", "action_id": "file", **more}
    return dict(kit.modal("Import", [kit.labelled("File", ask, "file")], callback_id="import", submit="Import"))


@pytest.fixture
async def importing(sandbox: Sandbox, app: App) -> App:
    """An app that asks for one or two CSV files."""

    @app.bolt.command("/standup")
    async def ask(ack: AsyncAck, body: Json) -> None:
        await ack()
        await app.client.views_open(trigger_id=body["trigger_id"], view=form(filetypes=["csv"], max_files=2))

    @app.bolt.view("import")
    async def keep(ack: AsyncAck, view: Json) -> None:
        await ack()
        app.heard.append(view["state"]["values"]["file"]["file"])

    return app


async def test_a_form_takes_files(sandbox: Sandbox, importing: App) -> None:
    ana = sandbox.person("ana")
    await ana.types("/standup")
    await ana.submits()
    assert ana.errors_by_label == {"File": "Please complete this required field."}
    await ana.fills({"File": ("team.csv", ROWS)})
    await ana.submits()
    [state] = importing.heard
    assert state["type"] == "file_input"
    [file] = state["files"]
    assert (file["name"], file["user"]) == ("team.csv", "UANA")
    assert await fetched(file["url_private_download"], sandbox.bot_token) == (200, "text/csv", ROWS)


async def test_a_form_takes_no_other_files_and_no_more_than_it_asked_for(sandbox: Sandbox, importing: App) -> None:
    ana = sandbox.person("ana")
    await ana.types("/standup")
    with pytest.raises(NotOffered, match=r"photo\.png is not one of these: csv"):
        await ana.fills({"File": ("photo.png", b"png")})
    await ana.fills({"File": [(f"{number}.csv", ROWS) for number in range(3)]})
    await ana.submits()
    assert ana.errors_by_label == {"File": "Please choose at most 2 files."}


async def test_files_outlast_the_sandbox(clock: HandClock, tmp_path: Path) -> None:
    kept = tmp_path / "sandbox.json"

    def a_sandbox() -> Sandbox:
        return Sandbox(manifest=MANIFEST, people_clock=HandClock(MONDAY), protocol_clock=clock, snapshot=kept)

    before = a_sandbox()
    await before.start()
    said = await before.person("ana").uploads("team.csv", ROWS)
    await before.stop()
    after = a_sandbox()
    await after.start()
    assert after.workspace.files[said.files[0]["id"]].content == ROWS
    await after.stop()
