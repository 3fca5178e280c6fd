"""The sandbox's own door, beside Slack's: the page comes through it, and so may any script."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox.acts import ACTS
from bot.sandbox.circumstances import Impossible
from bot.sandbox.control import Control
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.inputs import NotOffered
from bot.sandbox.interactions import NotInstalled, NotInteractive
from bot.sandbox.page_state import page_state
from bot.sandbox.slack import Slack
from bot.sandbox.state import Json

STATIC = Path(__file__).parent / "static"
BETWEEN_NEWS = 0.1
PING_EVERY = 15.0
MONDAY, MORNING = 0, time(9)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class HttpControl:
    def __init__(self, slack: Slack, control: Control, faults: Faults) -> None:
        self._slack = slack
        self._control = control
        self._faults = faults
        self._stopping = asyncio.Event()
        self._moving: asyncio.Task[None] | None = None

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._page)
        app.router.add_static("/static/", STATIC)
        app.router.add_get("/_sandbox/stream", self._stream)
        app.router.add_get("/_sandbox/state", self._state)
        app.router.add_post("/_sandbox/act", self._act)
        app.router.add_post("/_sandbox/upload", self._upload)
        app.router.add_post("/_sandbox/clock", self._clock)
        app.router.add_get("/_sandbox/traffic", self._traffic)
        app.router.add_get("/_sandbox/faults", self._list_faults)
        app.router.add_post("/_sandbox/faults", self._add_fault)
        app.router.add_delete("/_sandbox/faults", self._clear_faults)
        app.router.add_post("/_sandbox/idle", self._idle)

    def stop(self) -> None:
        """Ends the streams and what moves the clock."""
        self._stopping.set()
        self._slack.workspace.changed()
        if self._moving is not None:
            self._moving.cancel()

    @web.middleware
    async def only_from_here(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Another site open in the same browser must not act here, nor read what is said."""
        origin = request.headers.get("Origin")
        if not _is_loopback(f"//{request.host}") or (origin is not None and not _is_loopback(origin)):
            raise web.HTTPForbidden(text="only from this machine")
        response = await handler(request)
        if request.path.startswith("/static/"):
            # After an upgrade no old module may meet a new one.
            response.headers["Cache-Control"] = "no-cache"
        return response

    async def _page(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Cache-Control": "no-store"})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        # A browser that leaves needs no more news.
        with suppress(ConnectionResetError):
            await self._tell_news(response)
        return response

    async def _tell_news(self, response: web.StreamResponse) -> None:
        workspace, version = self._slack.workspace, -1
        while not self._stopping.is_set():
            try:
                async with asyncio.timeout(PING_EVERY):
                    await workspace.change_after(version)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            version = workspace.version
            await response.write(b"data: %s\n\n" % json.dumps({"version": version}).encode())
            await asyncio.sleep(BETWEEN_NEWS)

    async def _state(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(page_state(self._slack, self._control, self._viewer(request.query.get("as", ""))))

    async def _act(self, request: web.Request) -> web.StreamResponse:
        gesture = await request.json()
        act = ACTS.get(gesture.get("do"))
        if act is None:
            return web.json_response({"ok": False, "error": f"Nobody can do {gesture.get('do')!r}."})
        try:
            found = await act(self._control, gesture["as"], gesture)
        except (Impossible, NotOffered) as refusal:
            return web.json_response({"ok": False, "error": str(refusal)})
        except NotInstalled:
            return web.json_response({"ok": False, "error": "The app is not installed here."})
        except NotInteractive:
            return web.json_response({"ok": False, "error": "The manifest turns interactivity off."})
        except KeyError as missing:
            return web.json_response({"ok": False, "error": f"The gesture lacks {missing}."})
        return web.json_response({"ok": True, **found})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """The body is what the file holds."""
        try:
            file = self._control.upload(request.query["as"], request.query["name"], await request.read())
        except (Impossible, KeyError) as refusal:
            return web.json_response({"ok": False, "error": str(refusal)})
        return web.json_response({"ok": True, "id": file.id, "name": file.name, "size": len(file.content)})

    async def _clock(self, request: web.Request) -> web.StreamResponse:
        if self._control.moving_to is not None:
            return web.json_response({"ok": False, "error": "Time is passing already."})
        wanted = await request.json()
        try:
            to = self._instant(wanted)
        except (KeyError, ValueError):
            return web.json_response({"ok": False, "error": "That is no time the clock could move to."})
        self._control.moving_to = to
        self._moving = asyncio.create_task(self._move(to))
        return web.json_response({"ok": True, "to": to.isoformat()})

    async def _move(self, to: datetime) -> None:
        try:
            await self._control.move_clock(to)
        except Exception as error:  # it belongs to whoever runs the app, and nobody awaits this
            self._slack.recorder.complain(f"time stopped before {to:%d %b %H:%M}: {error!r}")
            self._slack.workspace.changed()

    async def _traffic(self, request: web.Request) -> web.StreamResponse:
        after = int(request.query.get("after", "0"))
        lines = [each for each in self._slack.recorder.lines if each["n"] > after]
        return web.json_response({"lines": lines, "last": lines[-1]["n"] if lines else after})

    async def _list_faults(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "faults": [_fault(each) for each in self._faults]})

    async def _add_fault(self, request: web.Request) -> web.StreamResponse:
        wanted = await request.json()
        names = ("method", "kind", "times", "retry_after", "seconds")
        try:
            self._faults.add(Fault(**{name: wanted[name] for name in names if name in wanted}))
        except (TypeError, ValueError) as error:
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True})

    async def _clear_faults(self, request: web.Request) -> web.StreamResponse:
        self._faults.clear()
        return web.json_response({"ok": True})

    async def _idle(self, request: web.Request) -> web.StreamResponse:
        await self._slack.deliveries.catch_up()
        await self._slack.in_hand.nothing()
        return web.json_response({"ok": True})

    def _viewer(self, name: str) -> str:
        people = self._slack.workspace.people
        return next((each.id for each in people if name in (each.id, each.name)), people[0].id)

    def _instant(self, wanted: Json) -> datetime:
        now = self._slack.people_clock.now()
        if "forward_seconds" in wanted:
            return now + timedelta(seconds=float(wanted["forward_seconds"]))
        if "to" in wanted:
            return datetime.fromisoformat(wanted["to"])
        zone = ZoneInfo(self._slack.workspace.users[self._viewer(wanted.get("as", ""))].tz)
        return preset(wanted["preset"], now, zone)


def preset(name: str, now: datetime, zone: ZoneInfo) -> datetime:
    """`hour`; `tomorrow` at the same local time; next `monday` or the next `morning` at nine. Raises KeyError."""
    here = now.astimezone(zone)
    match name:
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            return datetime.combine(here.date() + timedelta(days=1), here.time(), zone)
        case "monday":
            monday = here.date() + timedelta(days=(MONDAY - here.weekday()) % 7)
            at = datetime.combine(monday, MORNING, zone)
            return at if at > now else datetime.combine(monday + timedelta(days=7), MORNING, zone)
        case "morning":
            at = datetime.combine(here.date(), MORNING, zone)
            return at if at > now else datetime.combine(here.date() + timedelta(days=1), MORNING, zone)
    raise KeyError(name)


def _is_loopback(address: str) -> bool:
    return urlsplit(address).hostname in LOOPBACK


def _fault(fault: Fault) -> dict[str, Any]:
    names = ("method", "kind", "times", "retry_after", "seconds", "struck")
    return {name: getattr(fault, name) for name in names}
