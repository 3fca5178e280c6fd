"""Addresses that people gave us to call: only what is on public networks is, unless the operator trusts a host."""

import ipaddress
import socket
from collections.abc import Collection
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.core.errors import BotError

# Leads to IPv4 addresses, private ones too.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class PublicOnly(AbstractResolver):
    """Resolves names, to addresses on public networks only. The connection is made to what was judged.

    For a name that is nowhere else it raises BotError with the sentence in `refusal`.
    """

    def __init__(self, trusted: Collection[str], refusal: str) -> None:
        self._trusted, self._refusal = frozenset(trusted), refusal
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if host in self._trusted:
            return found
        public = [each for each in found if is_public(each["host"])]
        if found and not public:
            raise BotError(self._refusal)
        return public

    async def close(self) -> None:
        await self._resolver.close()


def is_digits(host: str) -> bool:
    """An address and no name: nobody resolves it, so nobody judges it on the way."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(host: str) -> bool:
    """Of an address in digits."""
    address: Any = ipaddress.ip_address(host.partition("%")[0])
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return bool(inner.is_global and not inner.is_multicast)
        if address in TRANSLATED:
            return False
    return bool(address.is_global and not address.is_multicast)
