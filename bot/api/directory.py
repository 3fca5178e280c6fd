"""Where programs listen: told over TLS, on public networks, in bounded time, and never followed elsewhere."""

import asyncio
from collections.abc import Collection

import aiohttp
from yarl import URL

from bot.core.errors import BotError
from bot.core.networks import PublicOnly, is_digits, is_public

PATIENCE_SECONDS = 10.0
LONGEST_URL = 2000

NO_ADDRESS = "That is no address. Give one that begins with https://."
NOT_SAFE = "The address must begin with https://."
PRIVATE = "That address is in a private network, where I send nothing."


class Receivers:
    """Posts to webhooks. Hosts in `trusted` may be in a private network, and be told without TLS."""

    def __init__(self, trusted: Collection[str] = ()) -> None:
        self._trusted = frozenset(trusted)

    def check(self, address: str) -> None:
        """Raises BotError for an address to which nothing will be sent."""
        url = _url(address)
        host = url.host or ""
        if host in self._trusted:
            return
        if url.scheme != "https":
            raise BotError(NOT_SAFE)
        # Names are judged where they are resolved; an address in digits never is.
        if is_digits(host) and not is_public(host):
            raise BotError(PRIVATE)

    async def post(self, address: str, body: bytes, headers: dict[str, str]) -> str | None:
        """None once the receiver has taken it (any 2xx); else why not, in words that do not quote the address."""
        connector = aiohttp.TCPConnector(resolver=PublicOnly(self._trusted, PRIVATE), limit=1)
        try:
            self.check(address)
            async with (
                asyncio.timeout(PATIENCE_SECONDS),
                aiohttp.ClientSession(connector=connector) as session,
                session.post(_url(address), data=body, headers=headers, allow_redirects=False) as answer,
            ):
                return None if 200 <= answer.status < 300 else f"it answered {answer.status}"
        except BotError as error:
            return error.text
        except TimeoutError:
            return f"it did not answer within {PATIENCE_SECONDS:.0f} seconds"
        except (aiohttp.ClientError, OSError, ValueError):
            # Their texts quote the address.
            return "it cannot be reached"
        finally:
            await connector.close()


def _url(address: str) -> URL:
    try:
        url = URL(address.strip())
    except ValueError:
        raise BotError(NO_ADDRESS) from None
    if url.scheme not in ("https", "http") or not url.host or len(address) > LONGEST_URL:
        raise BotError(NO_ADDRESS)
    return url
