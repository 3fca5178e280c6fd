"""Calendars on the web, fetched by their secret address: over TLS, from public networks, in bounded time and size."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.core.errors import BotError
from bot.core.networks import PublicOnly, is_digits, is_public

PATIENCE_SECONDS = 10.0
# Slack waits three seconds for what stands beside a field; a slower server is told of in a message.
SHOWN_WITHIN_SECONDS = 1.8
LARGEST = 2 * 1024 * 1024
MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304

NO_ADDRESS = "That is no address of a calendar. It begins with https:// and is copied from the calendar's settings."
NOT_SAFE = "The address must begin with https://."
PRIVATE = "That address is in a private network, where I do not read. Upload the calendar as a file instead."
NOT_FOUND = "There is no calendar at that address any more. Copy its secret address again."
CLOSED = "Its server does not let me in. Use the calendar's secret address in iCal format."
NO_ANSWER = "Its server does not answer. Check the address, or try again later."
TOO_SLOW = f"Its server took longer than {PATIENCE_SECONDS:.0f} seconds. Try again later."
TOO_BIG = "That is bigger than 2 MB. Use a calendar that holds absences only."
NO_SENSE = "Its server sends me from one address to the next. Copy the calendar's address again."

SAID = {401: CLOSED, 403: CLOSED, 404: NOT_FOUND, 410: NOT_FOUND}


@dataclass(frozen=True)
class Fetched:
    """A calendar as its server sent it."""

    data: bytes
    etag: str | None


def host_of(address: str) -> str:
    """What of an address may be shown. Raises BotError for what is none."""
    return _url(address).host or ""


class CalendarServers:
    """Fetches calendars. Hosts in `trusted` may be in a private network, and be asked without TLS: an operator's own
    calendar server.
    """

    def __init__(self, trusted: Collection[str] = ()) -> None:
        self._trusted = frozenset(trusted)
        self.shown_within = SHOWN_WITHIN_SECONDS

    async def fetch(self, address: str, etag: str | None = None) -> Fetched | None:
        """The calendar; None when it has not changed since it had that `etag`.

        Raises BotError with a sentence for the person who gave the address, which no error and no log names.
        """
        url = _url(address)
        headers = {"Accept": "text/calendar", **({"If-None-Match": etag} if etag else {})}
        connector = aiohttp.TCPConnector(resolver=PublicOnly(self._trusted, PRIVATE), limit=1)
        try:
            async with (
                asyncio.timeout(PATIENCE_SECONDS),
                aiohttp.ClientSession(connector=connector, headers=headers) as session,
            ):
                return await self._follow(session, url)
        except TimeoutError:
            raise BotError(TOO_SLOW) from None
        except (aiohttp.ClientError, OSError, ValueError):
            # Their texts quote the address.
            raise BotError(NO_ANSWER) from None

    async def _follow(self, session: aiohttp.ClientSession, url: URL) -> Fetched | None:
        for _ in range(MOST_REDIRECTS):
            self._check(url)
            async with session.get(url, allow_redirects=False) as answer:
                if answer.status not in REDIRECTS:
                    return await _read(answer)
                url = url.join(URL(answer.headers.get("Location", "")))
        raise BotError(NO_SENSE)

    def _check(self, url: URL) -> None:
        host = url.host or ""
        if host in self._trusted:
            return
        if url.scheme != "https":
            raise BotError(NOT_SAFE)
        # Names are judged where they are resolved; an address in digits never is.
        if is_digits(host) and not is_public(host):
            raise BotError(PRIVATE)


async def _read(answer: aiohttp.ClientResponse) -> Fetched | None:
    if answer.status == NOT_MODIFIED:
        return None
    if answer.status != 200:
        raise BotError(SAID.get(answer.status, f"Its server answers with an error ({answer.status}). Try again later."))
    data = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > LARGEST:
            raise BotError(TOO_BIG)
    return Fetched(bytes(data), answer.headers.get("ETag"))


def _url(address: str) -> URL:
    """`webcal://` is what calendars call https."""
    text = address.strip().removeprefix("<").removesuffix(">")
    if text.lower().startswith("webcal://"):
        text = "https://" + text[len("webcal://") :]
    try:
        url = URL(text)
    except ValueError:
        raise BotError(NO_ADDRESS) from None
    if url.scheme not in ("https", "http") or not url.host:
        raise BotError(NO_ADDRESS)
    return url
