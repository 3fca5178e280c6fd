"""What people allowed on the consent page: codes that the app exchanges for tokens, once and soon."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.sandbox.wire import Refusal

CODE_LIFE = timedelta(minutes=10)


@dataclass
class Grant:
    """`place` is the id of a workspace or of an org; `by` is who allowed it."""

    place: str
    is_org_wide: bool
    scopes: frozenset[str]
    by: str
    redirect_uri: str
    ends_at: datetime
    spent: bool = False


class Grants:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, Grant] = {}

    def give(self, place: str, *, is_org_wide: bool, scopes: frozenset[str], by: str, redirect_uri: str) -> str:
        """The code for it."""
        code = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(32)}"
        self._given[code] = Grant(place, is_org_wide, scopes, by, redirect_uri, self._clock.now() + CODE_LIFE)
        return code

    def spend(self, code: str, redirect_uri: str) -> Grant:
        """Good once, for ten minutes, and with the same redirect_uri; raises Refusal."""
        grant = self._given.get(code)
        if grant is None or self._clock.now() > grant.ends_at:
            raise Refusal("invalid_code")
        if grant.spent:
            raise Refusal("code_already_used")
        if redirect_uri != grant.redirect_uri:
            raise Refusal("bad_redirect_uri")
        grant.spent = True
        return grant
