"""Putting one message into Slack, and saying honestly how that ended."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

EVENT_TYPE = "firebreak_delivery"
# Errors with which Slack says that it does not know itself whether it did it.
UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
LIMITED = frozenset({"ratelimited", "rate_limited"})
TOKEN_ERRORS = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
# A look into history reads a little more than could have been posted since the first attempt.
LOOK_BACK = timedelta(seconds=5)
LOOK_AT = 100
MOST_PAGES = 10


@dataclass(frozen=True)
class Sent:
    """Slack shows it."""

    channel: str
    ts: str


@dataclass(frozen=True)
class TryLater:
    """Not sent, or not known to be sent (`unsure`). `everybody_waits` is Slack's Retry-After for this method in this
    workspace; `looking` says that it was the look into history that was refused.
    """

    reason: str
    unsure: bool = False
    everybody_waits: timedelta | None = None
    looking: bool = False


@dataclass(frozen=True)
class GaveUp:
    """It will never be sent; the reason is Slack's own word for it."""

    reason: str


@dataclass(frozen=True)
class TokenRefused:
    """Slack does not take our token for this workspace; the message itself is in order."""

    reason: str


@dataclass(frozen=True)
class NotThere:
    """History was read, and the message is not in it."""


Outcome = Sent | TryLater | GaveUp | TokenRefused


async def post(
    client: AsyncWebClient, *, channel: str, body: dict[str, Any], mark: str, thread_ts: str | None, timeout: timedelta
) -> Outcome:
    """Posts once. `mark` goes into the metadata, so that `find` can recognise the message later."""
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"k": mark}}
    call = client.chat_postMessage(
        channel=channel, thread_ts=thread_ts, metadata=metadata, unfurl_links=False, unfurl_media=False, **body
    )
    return await _outcome(call, timeout)


async def rewrite(
    client: AsyncWebClient, *, channel: str, ts: str, body: dict[str, Any], timeout: timedelta
) -> Outcome:
    """Makes a posted message say something else. Doing it twice is harmless."""
    # Slack keeps the old blocks unless told that there are none now.
    return await _outcome(client.chat_update(channel=channel, ts=ts, **{"blocks": [], **body}), timeout)


async def remove(
    client: AsyncWebClient, *, channel: str, ts: str, timeout: timedelta
) -> NotThere | TryLater | GaveUp | TokenRefused:
    """Deletes a posted message. Doing it twice is harmless."""
    gone = await _outcome(client.chat_delete(channel=channel, ts=ts), timeout)
    return NotThere() if isinstance(gone, Sent) or gone == GaveUp("message_not_found") else gone


async def find(
    client: AsyncWebClient, *, channel: str, thread_ts: str | None, mark: str, since: datetime, timeout: timedelta
) -> Sent | NotThere | TryLater | GaveUp | TokenRefused:
    """Looks for a message that may have been posted after `since`. GaveUp: this history cannot be read, or is too long.

    A person's id in place of a channel stands for the direct conversation with them.
    """
    try:
        async with asyncio.timeout(timeout.total_seconds()):
            if channel.startswith(("U", "W")):
                opened = await client.conversations_open(users=channel)
                channel = str(opened["channel"]["id"])
            return await _find_in(client, channel, thread_ts, mark, since - LOOK_BACK)
    except Exception as error:
        return _failure(error)


async def _find_in(
    client: AsyncWebClient, channel: str, thread_ts: str | None, mark: str, since: datetime
) -> Sent | NotThere | GaveUp:
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page = await _page_of(client, channel, thread_ts, f"{since.timestamp():.6f}", cursor)
        for message in page["messages"]:
            metadata = message.get("metadata") or {}
            if (metadata.get("event_payload") or {}).get("k") == mark:
                return Sent(channel, str(message["ts"]))
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return NotThere()
    return GaveUp("history is too long to be read")


async def _page_of(
    client: AsyncWebClient, channel: str, thread_ts: str | None, oldest: str, cursor: str | None
) -> AsyncSlackResponse:
    """History shows no answers in threads, and a thread's answers are asked for by its first message."""
    if thread_ts is None:
        return await client.conversations_history(
            channel=channel, oldest=oldest, include_all_metadata=True, limit=LOOK_AT, cursor=cursor
        )
    return await client.conversations_replies(
        channel=channel, ts=thread_ts, oldest=oldest, include_all_metadata=True, limit=LOOK_AT, cursor=cursor
    )


async def _outcome(call: Awaitable[Any], timeout: timedelta) -> Outcome:
    try:
        async with asyncio.timeout(timeout.total_seconds()):
            answer = await call
    except Exception as error:
        return _failure(error)
    return Sent(str(answer["channel"]), str(answer["ts"]))


def _failure(error: Exception) -> TryLater | GaveUp | TokenRefused:
    match error:
        case SlackApiError():
            return _refusal(error)
        case aiohttp.ClientConnectorError():
            return TryLater("Slack cannot be reached")
        case TimeoutError() | aiohttp.ClientError() | OSError():
            return TryLater(type(error).__name__, unsure=True)
    raise error


def _refusal(error: SlackApiError) -> TryLater | GaveUp | TokenRefused:
    status = int(error.response.status_code)
    data = error.response.data if isinstance(error.response.data, dict) else {}
    reason = str(data.get("error") or f"HTTP {status}")
    if status == 429 or reason in LIMITED:
        wait = int(error.response.headers.get("Retry-After", 1))
        return TryLater(reason, everybody_waits=timedelta(seconds=wait))
    if status >= 500 or reason in UNSURE:
        return TryLater(reason, unsure=True)
    if reason in TOKEN_ERRORS:
        return TokenRefused(reason)
    return GaveUp(reason)
