"""The way in for programs: who asks, whether they may, one transaction, and a sentence for everything refused."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.api import blocks
from bot.api.directory import Receivers
from bot.api.domain import Caller, Code, Refusal, Scope, Token
from bot.api.domain.refusals import invalid
from bot.api.forms import read_id
from bot.api.repository import Replies
from bot.api.use_cases.seeing import Eyes
from bot.api.use_cases.tokens import begin_call, believe
from bot.api.use_cases.webhooks import Vault
from bot.core.database import NOT_ANSWERING
from bot.core.errors import BotError
from bot.core.logs import log, new_reference
from bot.core.work import Transactions, Work

LARGEST_BODY = 64 * 1024
LONGEST_KEY = 200
STATUS = {
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.TOO_LARGE: 413,
    Code.INVALID: 422,
    Code.FAILED: 500,
    Code.UNAVAILABLE: 503,
}
HOW = "Send the token as `Authorization: Bearer fb_…`. `firebreak tokens new` makes one."


@dataclass(frozen=True)
class Ask:
    """One request inside its transaction."""

    work: Work
    eyes: Eyes
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    vault: Vault
    receivers: Receivers

    @property
    def caller(self) -> Caller:
        return self.eyes.caller

    def id(self, name: str) -> int:
        """From the path."""
        return read_id(self.path[name])


@dataclass(frozen=True)
class Reply:
    """`body` None: there is nothing to say but the status."""

    body: dict[str, Any] | None = None
    status: int = 200


Handler = Callable[[Ask], Awaitable[Reply]]


@dataclass(frozen=True)
class _Asked:
    """A request that was read, before anything was looked up."""

    token: str = field(repr=False)
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Mapping[str, Any]
    key: str | None
    fingerprint: str


class Door:
    def __init__(self, transactions: Transactions, vault: Vault, receivers: Receivers) -> None:
        self._transactions, self._vault, self._receivers = transactions, vault, receivers

    def open(
        self, handler: Handler, scope: Scope | None, *, once: bool = False
    ) -> Callable[[Request], Awaitable[Response]]:
        """A route. With `once` an `Idempotency-Key` makes a repeated request give the reply of the first."""

        async def come_in(request: Request) -> Response:
            try:
                reply = await self._answer(await _read(request), handler, scope, once=once)
            except BotError as error:
                return _refuse(error if isinstance(error, Refusal) else Refusal(Code.INVALID, error.text))
            except NOT_ANSWERING as error:
                log.warning("program not answered: the database does not answer", reason=type(error).__name__)
                return _refuse(Refusal(Code.UNAVAILABLE, "The database does not answer. Try again in a while."))
            except Exception as error:
                reference = new_reference()
                log.error("program not answered", reference=reference, exc_info=error)
                text = f"Something went wrong here. Whoever runs Firebreak finds it under the reference {reference}."
                return _refuse(Refusal(Code.FAILED, text))
            return Response(status_code=reply.status) if reply.body is None else _json(reply.body, reply.status)

        return come_in

    async def nowhere(self, request: Request) -> Response:
        return _refuse(
            Refusal(Code.NOT_FOUND, f"There is nothing to {request.method} here. docs/api.md has the routes.")
        )

    async def _answer(self, asked: _Asked, handler: Handler, scope: Scope | None, *, once: bool) -> Reply:
        async with self._transactions.across_workspaces() as (session, _):
            token = await believe(session, asked.token)
        _must_have(token, scope)
        async with self._transactions.in_workspace(token.workspace_id) as work:
            caller = await begin_call(work, token)
            ask = Ask(work, Eyes(work, caller), asked.path, asked.query, asked.body, self._vault, self._receivers)
            if not once or asked.key is None:
                return await handler(ask)
            return await _answer_once(ask, handler, asked.key, asked.fingerprint)


async def _answer_once(ask: Ask, handler: Handler, key: str, fingerprint: str) -> Reply:
    """What is refused leaves nothing behind: it may be sent again, mended, with the same key."""
    token_id = ask.caller.token.id
    before = await Replies(ask.work).begin(token_id, key, fingerprint)
    if before is not None:
        if before.request != fingerprint:
            raise Refusal(Code.CONFLICT, "This Idempotency-Key was used for another request. Use a new one.")
        return Reply(before.body, before.status)
    reply = await handler(ask)
    await Replies(ask.work).finish(token_id, key, reply.status, reply.body)
    return reply


def _must_have(token: Token, scope: Scope | None) -> None:
    if scope is not None and scope not in token.scopes:
        raise Refusal(Code.FORBIDDEN, f"This token lacks the scope `{scope}`. Make one that has it.")


async def _read(request: Request) -> _Asked:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise Refusal(Code.UNAUTHENTICATED, HOW)
    key = request.headers.get("Idempotency-Key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise invalid("Idempotency-Key", f"It has 1 to {LONGEST_KEY} characters.")
    raw = await _bounded(request)
    told = f"{request.method} {request.url.path}\n".encode() + raw
    body = _parsed(raw) if request.method == "POST" else {}
    fingerprint = hashlib.sha256(told).hexdigest()
    return _Asked(token.strip(), request.path_params, request.query_params, body, key, fingerprint)


async def _bounded(request: Request) -> bytes:
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > LARGEST_BODY:
            raise Refusal(Code.TOO_LARGE, f"A request has at most {LARGEST_BODY // 1024} KB.")
    return bytes(raw)


def _parsed(raw: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(raw or b"{}", parse_constant=_no_number)
        if b"\\u0000" in json.dumps(body, ensure_ascii=False).encode():
            raise ValueError("databases store no such character")
    except (ValueError, RecursionError):
        raise Refusal(Code.INVALID, "The body is not JSON, or has characters in it that cannot be stored.") from None
    if not isinstance(body, dict):
        raise Refusal(Code.INVALID, "The body is a JSON object.")
    return body


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _refuse(error: Refusal) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if error.code == Code.UNAUTHENTICATED else {}
    return _json(blocks.refusal(error), STATUS[error.code], headers)


def _json(body: dict[str, Any], status: int, headers: Mapping[str, str] | None = None) -> Response:
    # What one token sees is nobody else's to keep.
    return JSONResponse(body, status_code=status, headers={"Cache-Control": "no-store", **(headers or {})})
