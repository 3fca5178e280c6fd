"""Calendars as people have them, and a server that gives one out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Northwind//Leave//EN\r\n{events}END:VCALENDAR\r\n"


def an_event(uid: str, starts: str, ends: str | None = None, *lines: str, title: str = "Leave") -> str:
    """`starts` and `ends` as they stand behind DTSTART: `20261224`, `20261224T130000Z`, or with a zone in front:
    `Europe/London 20261224T130000`. Further lines are given as they are.
    """
    dates = [_line("DTSTART", starts), *([_line("DTEND", ends)] if ends else [])]
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *dates, f"SUMMARY:{title}", *lines, "END:VEVENT", ""])


def a_calendar(*events: str) -> bytes:
    return CALENDAR.format(events="".join(events)).encode()


def _line(name: str, at: str) -> str:
    zone, _, moment = at.rpartition(" ")
    if zone:
        return f"{name};TZID={zone}:{moment}"
    return f"{name}:{moment}" if "T" in moment else f"{name};VALUE=DATE:{moment}"


@dataclass
class CalendarServer:
    """What it answers, and what it was asked."""

    body: bytes = b""
    status: int = 200
    etag: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    address: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(dict(request.headers))
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        headers = {**self.headers, **({"ETag": self.etag} if self.etag else {})}
        return web.Response(body=self.body, status=self.status, headers=headers)


@asynccontextmanager
async def serving(*events: str) -> AsyncIterator[CalendarServer]:
    """On a free loopback port, under a secret path."""
    server = CalendarServer(a_calendar(*events))
    app = web.Application()
    app.router.add_get("/private-8f2c1d/{name}", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}/private-8f2c1d/leave.ics"
    try:
        yield server
    finally:
        await runner.cleanup()
