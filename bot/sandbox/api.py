"""The Web API: one path for each method, checked as strictly as Slack does, and told apart from what it does."""

import asyncio
import time
from base64 import b64decode
from http import HTTPStatus

from aiohttp import web

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.method import Method
from bot.sandbox.slack import APP_TOKEN, Slack
from bot.sandbox.state import Json
from bot.sandbox.whose import serving
from bot.sandbox.wire import RateLimited, Refusal, checked, read_arguments

Answer = tuple[int, Json, dict[str, str]]
BEFORE: dict[str, int] = {"500_before": 500, "503_before": 503, "drop_before": 503}
AFTER: dict[str, int] = {"500_after": 500}


class Api:
    def __init__(self, slack: Slack, faults: Faults) -> None:
        self._slack = slack
        self._faults = faults

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answers one call and records it."""
        with self._slack.in_hand.one():
            name = request.match_info["method"]
            started = time.monotonic()
            token = _token(request)
            arguments: Json = {}
            fault: Fault | None = None
            try:
                arguments = await read_arguments(request)
                fault = self._faults.strike(name, arguments)
                status, body, headers = await self._befallen(request, name, arguments, token, fault)
            except Refusal as refusal:
                status, body, headers = self._refused(name, refusal)
            ms = (time.monotonic() - started) * 1_000
            kind, place = self._bearer(token)
            self._slack.recorder.api(name, arguments, status, body, token=kind, ms=ms, place=place)
            self._slack.workspace.changed()
            if fault is not None and fault.kind.startswith("drop"):
                _hang_up(request)
            return web.json_response(body, status=status, headers=headers)

    def _bearer(self, token: str) -> tuple[str, str]:
        """What kind of token it is, and where the app got it."""
        known = self._slack.installs.known(token)
        return ("bot", known.install.place) if known else ("app" if token == APP_TOKEN else "none", "")

    async def _befallen(
        self, request: web.Request, name: str, arguments: Json, token: str, fault: Fault | None
    ) -> Answer:
        """What the caller gets, with the fault that was ordered for this call."""
        if fault is None:
            return await self._answer(request, name, arguments, token)
        if fault.kind == "429":
            return _limited(fault.retry_after)
        if fault.kind in BEFORE:
            return BEFORE[fault.kind], {}, {}
        answer = await self._answer(request, name, arguments, token)
        await fault.delay()
        return (AFTER[fault.kind], {}, {}) if fault.kind in AFTER else answer

    async def _answer(self, request: web.Request, name: str, arguments: Json, token: str) -> Answer:
        try:
            method = METHODS.get(name)
            if method is None:
                raise Refusal("unknown_method", loud=True)
            body = await self._call(request, method, arguments, token)
        except Refusal as refusal:
            return self._refused(name, refusal)
        except RateLimited as limited:
            return _limited(limited.retry_after)
        known = self._slack.installs.known(token)
        scopes = ",".join(sorted(known.install.scopes if known else ()))
        return HTTPStatus.OK, {"ok": True, **body}, {"x-oauth-scopes": scopes}

    async def _call(self, request: web.Request, method: Method, arguments: Json, token: str) -> Json:
        slack = serving(self._slack, method, token or str(arguments.get("token", "")), arguments)
        if method.bearer == "app" and request.method != "POST":
            raise Refusal("insecure_request", loud=True)
        _check_scopes(slack, method, arguments)
        slack.tiers.take(method.name)
        return await method.run(slack, checked({**_client(request), **arguments}, method.takes, method.needs))

    def _refused(self, name: str, refusal: Refusal) -> Answer:
        if refusal.loud:
            self._slack.recorder.complain(": ".join([name, refusal.error, *refusal.messages]))
        return HTTPStatus.OK, refusal.body(), {}


def _token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme == "Bearer" else ""


def _client(request: web.Request) -> Json:
    """Who the app says it is, where it says so in the header."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Basic":
        return {}
    client_id, _, secret = b64decode(encoded).decode("latin1").partition(":")
    return {"client_id": client_id, "client_secret": secret}


def _check_scopes(slack: Slack, method: Method, arguments: Json) -> None:
    for alternatives in method.scopes(slack, arguments):
        if not alternatives & slack.scopes:
            provided = ",".join(sorted(slack.scopes))
            needed = ",".join(sorted(alternatives))
            raise Refusal("missing_scope", loud=True, needed=needed, provided=provided)


def _limited(retry_after: int) -> Answer:
    return HTTPStatus.TOO_MANY_REQUESTS, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(retry_after)}


def _hang_up(request: web.Request) -> None:
    """The answer is lost on the way."""
    if request.transport is not None:
        assert isinstance(request.transport, asyncio.Transport)
        request.transport.abort()
