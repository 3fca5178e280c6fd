"""Files people upload: what they are called, what they hold, and who may fetch them."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.slack import Slack
from bot.sandbox.state import File, Json, Workspace, fresh_id
from bot.sandbox.wire import Refusal

SCOPE = "files:read"
#: Ending: media type, what Slack calls it, and what it says to people.
KINDS: dict[str, tuple[str, str, str]] = {
    "csv": ("text/csv", "csv", "CSV"),
    "gif": ("image/gif", "gif", "GIF"),
    "ics": ("text/calendar", "ics", "iCalendar"),
    "jpg": ("image/jpeg", "jpg", "JPEG"),
    "json": ("application/json", "json", "JSON"),
    "jsonl": ("text/plain", "text", "Plain Text"),
    "md": ("text/markdown", "markdown", "Markdown"),
    "pdf": ("application/pdf", "pdf", "PDF"),
    "png": ("image/png", "png", "PNG"),
    "txt": ("text/plain", "text", "Plain Text"),
    "yml": ("text/yaml", "yaml", "YAML"),
    "zip": ("application/zip", "zip", "Zip"),
}
BINARY = ("application/octet-stream", "binary", "Binary")
SIGN_IN = (
    "<!DOCTYPE html><html lang='en'><head><title>Slack</title></head>"
    "<body><h1>Sign in to your workspace</h1></body></html>"
)


def ending(name: str) -> str:
    return name.rpartition(".")[2].casefold() if "." in name else ""


def add_file(slack: Slack, user_id: str, name: str, content: bytes) -> File:
    """A file nobody else sees yet."""
    file = File(fresh_id("F"), name, user_id, content, int(slack.people_clock.now().timestamp()))
    slack.workspace.files[file.id] = file
    return file


def file_object(slack: Slack, file: File) -> Json:
    """As it stands in messages and forms."""
    media, kind, pretty = KINDS.get(ending(file.name), BINARY)
    places = [slack.workspace.channels[each] for each in file.channels]
    address, in_address = f"{slack.url()}/files-pri/{slack.team.id}-{file.id}", quote(file.name, safe="")
    return {
        "id": file.id,
        "created": file.created,
        "name": file.name,
        "title": file.name,
        "mimetype": media,
        "filetype": kind,
        "pretty_type": pretty,
        "user": file.user,
        "editable": False,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(each.kind == "public" for each in places),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{address}/{in_address}",
        "url_private_download": f"{address}/download/{in_address}",
        "permalink": f"https://{slack.team.domain}.invalid/files/{file.user}/{file.id}/{in_address}",
        "channels": [each.id for each in places if each.kind == "public"],
        "groups": [each.id for each in places if each.kind == "private"],
        "has_rich_preview": False,
    }


def file_for_app(slack: Slack, file_id: str) -> File:
    """One the app was given in a form, or that was shared where the app is; raises file_not_found."""
    file = slack.workspace.files.get(file_id)
    if file is None or not _is_seen(slack.workspace, file):
        raise Refusal("file_not_found")
    return file


def _is_seen(workspace: Workspace, file: File) -> bool:
    app = workspace.team.bot_user
    return file.given_to_app or any(app in workspace.channels[each].members for each in file.channels)


class Downloads:
    """Serves what files hold to apps that may read them, and to the page."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def add_routes(self, app: web.Application) -> None:
        for path in ("/files-pri/{place}/{name}", "/files-pri/{place}/download/{name}"):
            app.router.add_get(path, self._to_app)
        app.router.add_get("/_sandbox/files/{file}", self._to_page)

    async def _to_app(self, request: web.Request) -> web.StreamResponse:
        """Whoever may not have it is led to the page where people sign in; that page answers 200."""
        with self._slack.in_hand.one():
            team, _, file_id = request.match_info["place"].partition("-")
            for slack in self._slack.everywhere:
                if slack.team.id == team and _may_read(slack, request.headers.get("Authorization", "")):
                    try:
                        return _content(file_for_app(slack, file_id))
                    except Refusal:
                        break
            return web.Response(text=SIGN_IN, content_type="text/html")

    async def _to_page(self, request: web.Request) -> web.StreamResponse:
        file = self._slack.workspace.files.get(request.match_info["file"])
        return _content(file) if file else web.Response(status=HTTPStatus.NOT_FOUND)


def _may_read(slack: Slack, authorization: str) -> bool:
    scheme, _, value = authorization.partition(" ")
    if scheme != "Bearer":
        return False
    try:
        install = slack.installs.token(value).install
    except Refusal:
        return False
    return SCOPE in install.scopes and install.place in (slack.team.id, slack.team.enterprise_id)


def _content(file: File) -> web.Response:
    media = KINDS.get(ending(file.name), BINARY)[0]
    # A page somebody uploads must not run as one of ours.
    safely: dict[str, Any] = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=file.content, content_type=media, headers=safely)
