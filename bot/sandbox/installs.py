"""Where the app is installed, and the tokens it was given: they live, grow old, and are taken back."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.sandbox.state import Team
from bot.sandbox.wire import Refusal

TOKEN_LIFE = timedelta(hours=12)
MOST_LIVE = 2


@dataclass(eq=False)
class Install:
    """`place` is the id of a workspace, or of an org whose workspaces it serves all."""

    place: str
    scopes: frozenset[str]
    is_org_wide: bool = False
    refresh_token: str | None = None


@dataclass(eq=False)
class Token:
    """`ended` is Slack's error once it no longer serves."""

    value: str
    install: Install
    ends_at: datetime | None = None
    ended: str = field(default="", repr=False)


class Installs:
    """`rotates`: tokens last twelve hours, and each comes with one that gets the next."""

    def __init__(self, clock: Clock, *, rotates: bool = False) -> None:
        self.rotates = rotates
        self._clock = clock
        self._here: dict[str, Install] = {}
        self._tokens: dict[str, Token] = {}

    def covering(self, team: Team) -> Install | None:
        """The installation through which the app knows this workspace."""
        return self._here.get(team.enterprise_id or "") or self._here.get(team.id)

    def at(self, place: str) -> Install | None:
        return self._here.get(place)

    def begin(self, place: str, scopes: frozenset[str], token: str) -> None:
        """Installs it with a token that never grows old."""
        self._here[place] = Install(place, scopes)
        self._tokens[token] = Token(token, self._here[place])

    def install(self, place: str, scopes: frozenset[str], *, is_org_wide: bool) -> Token:
        """Installed again, it may do more and never less; tokens that do not rotate stay the same."""
        install = self._here.setdefault(place, Install(place, scopes, is_org_wide))
        install.scopes |= scopes
        live = self._live(install)
        return self._issue(install) if self.rotates or not live else live[-1]

    def refresh(self, refresh_token: str) -> Token:
        """A new pair for a refresh token, which is good once; raises Refusal."""
        for install in self._here.values():
            if refresh_token and install.refresh_token == refresh_token:
                return self._issue(install)
        raise Refusal("invalid_refresh_token")

    def token(self, value: str) -> Token:
        """Raises Refusal when it does not serve, or never did."""
        token = self._tokens.get(value)
        if token is None:
            raise Refusal("invalid_auth", loud=True)
        if token.ended:
            raise Refusal(token.ended)
        if token.ends_at is not None and self._clock.now() >= token.ends_at:
            raise Refusal("token_expired")
        return token

    def known(self, value: str) -> Token | None:
        """Also one that no longer serves."""
        return self._tokens.get(value)

    def newest(self, place: str) -> str:
        """The token with which the app is served there; empty: there is none."""
        install = self._here.get(place)
        live = self._live(install) if install else []
        return live[-1].value if live else ""

    def end(self, token: Token) -> None:
        token.ended = token.ended or "token_revoked"

    def revoke(self, place: str) -> None:
        """Takes all tokens back; the app stays installed."""
        self._end_all(place, "token_revoked")
        if place in self._here:
            self._here[place].refresh_token = None

    def uninstall(self, place: str) -> None:
        self._end_all(place, "account_inactive")
        self._here.pop(place, None)

    def _end_all(self, place: str, error: str) -> None:
        for token in self._tokens.values():
            if token.install is self._here.get(place):
                token.ended = token.ended or error

    def _live(self, install: Install) -> list[Token]:
        now = self._clock.now()
        return [
            each
            for each in self._tokens.values()
            if each.install is install and not each.ended and (each.ends_at is None or now < each.ends_at)
        ]

    def _issue(self, install: Install) -> Token:
        kind = "xoxe.xoxb-1-" if self.rotates else "xoxb-"
        ends_at = self._clock.now() + TOKEN_LIFE if self.rotates else None
        token = Token(f"{kind}sandbox-{secrets.token_hex(16)}", install, ends_at)
        self._tokens[token.value] = token
        if self.rotates:
            install.refresh_token = f"xoxe-1-sandbox-{secrets.token_hex(16)}"
        for old in self._live(install)[:-MOST_LIVE]:
            self.end(old)
        return token
