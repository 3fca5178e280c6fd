"""A stand-in for Slack at the level of its client: keeps messages, is told to fail, and says when it is touched."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.core.clock import Clock

Effect = Callable[[str], Awaitable[None]]
# What may go wrong: before Slack did anything, or after it did what was asked.
LIMITED, REFUSED, LOST = "429", "500 before", "dropped before"
TAKEN_REFUSED, TAKEN_LOST = "500 after", "dropped after"
BAD_ANSWERS = (LIMITED, REFUSED, LOST, TAKEN_REFUSED, TAKEN_LOST)
RETRY_AFTER = 30


@dataclass
class Shown:
    """A message as Slack shows it. `number` is its place in the order in which Slack took messages."""

    number: int
    channel: str
    ts: str
    text: str
    mark: str | None
    thread_ts: str | None
    posted_at: datetime
    edits: int = 0

    def to_dict(self) -> dict[str, Any]:
        metadata = {"event_type": "m", "event_payload": {"k": self.mark}} if self.mark else None
        found = {"ts": self.ts, "text": self.text, "metadata": metadata, "thread_ts": self.thread_ts}
        return {key: value for key, value in found.items() if value is not None}


@dataclass
class Slack:
    """One workspace in Slack. `fails` says what goes wrong with a call; `meanwhile` runs while a post is under way."""

    clock: Clock
    messages: list[Shown] = field(default_factory=list)
    fails: Callable[[str], str | None] = lambda method: None
    meanwhile: Callable[[str], Awaitable[None]] | None = None
    happened: "count[int]" = field(default_factory=count)
    calls: list[str] = field(default_factory=list)

    def client(self, effect: Effect) -> AsyncWebClient:
        return Client(self, effect)

    def say(self, channel: str, text: str, mark: str | None = None, thread_ts: str | None = None) -> Shown:
        now = self.clock.now()
        ts = f"{int(now.timestamp())}.{next(self.happened):06d}"
        shown = Shown(next(self.happened), channel, ts, text, mark, thread_ts, now)
        self.messages.append(shown)
        return shown

    def find(self, channel: str, ts: str) -> Shown | None:
        return next((each for each in self.messages if (each.channel, each.ts) == (channel, ts)), None)


class Client(AsyncWebClient):
    """What one process calls Slack with."""

    def __init__(self, slack: Slack, effect: Effect) -> None:
        super().__init__(token="xoxb-nobody")
        self._slack, self._effect = slack, effect

    async def chat_postMessage(self, *_: Any, **said: Any) -> AsyncSlackResponse:  # noqa: N802 (Slack's name)
        await self._effect("before a post leaves")
        trouble = self._trouble("chat.postMessage")
        if self._slack.meanwhile is not None:
            await self._slack.meanwhile(said["text"])
        channel, thread_ts = _conversation(said["channel"]), said.get("thread_ts")
        if thread_ts is not None and self._slack.find(channel, thread_ts) is None:
            raise self._refusal(200, error="thread_not_found")
        mark = said["metadata"]["event_payload"]["k"]
        shown = self._slack.say(channel, said["text"], mark, thread_ts)
        return await self._answer(trouble, channel=channel, ts=shown.ts)

    async def chat_update(self, *_: Any, **said: Any) -> AsyncSlackResponse:
        await self._effect("before a rewrite leaves")
        trouble = self._trouble("chat.update")
        if self._slack.meanwhile is not None:
            await self._slack.meanwhile(said["text"])
        shown = self._slack.find(said["channel"], said["ts"])
        if shown is None:
            raise self._refusal(200, error="message_not_found")
        shown.text = said["text"]
        shown.edits += 1
        return await self._answer(trouble, channel=shown.channel, ts=shown.ts)

    async def chat_delete(self, *_: Any, **said: Any) -> AsyncSlackResponse:
        await self._effect("before a deletion leaves")
        trouble = self._trouble("chat.delete")
        shown = self._slack.find(said["channel"], said["ts"])
        if shown is None:
            raise self._refusal(200, error="message_not_found")
        self._slack.messages.remove(shown)
        return await self._answer(trouble, channel=shown.channel, ts=shown.ts)

    async def conversations_open(self, *_: Any, **said: Any) -> AsyncSlackResponse:
        await self._effect("before a conversation is opened")
        trouble = self._trouble("conversations.open")
        return await self._answer(trouble, channel={"id": _conversation(said["users"])})

    async def conversations_history(self, *_: Any, **said: Any) -> AsyncSlackResponse:
        """The newest first, and no answers in threads: those are not part of a conversation's history."""
        await self._effect("before a look-up")
        return await self._read("conversations.history", None, **said)

    async def conversations_replies(self, *_: Any, **said: Any) -> AsyncSlackResponse:
        """The anchor, then what is below it, oldest first."""
        await self._effect("before a look-up")
        return await self._read("conversations.replies", said["ts"], **said)

    async def _read(self, method: str, thread: str | None, **said: Any) -> AsyncSlackResponse:
        trouble = self._trouble(method)
        if said["channel"][0] not in "CGD":
            raise self._refusal(200, error="channel_not_found")
        oldest, latest = float(said.get("oldest") or 0), float(said.get("latest") or "inf")
        found = [
            each.to_dict()
            for each in self._slack.messages
            if each.channel == said["channel"] and oldest < float(each.ts) < latest
            if (each.thread_ts is None if thread is None else thread in (each.ts, each.thread_ts))
        ]
        found.sort(key=lambda each: float(each["ts"]), reverse=thread is None)
        begin, length = int(said.get("cursor") or 0), int(said.get("limit") or 100)
        page, has_more = found[begin : begin + length], len(found) > begin + length
        cursor = {"next_cursor": str(begin + length) if has_more else ""}
        return await self._answer(trouble, messages=page, has_more=has_more, response_metadata=cursor)

    def _trouble(self, method: str) -> str | None:
        """Raises what goes wrong before Slack does anything; gives what goes wrong afterwards."""
        self._slack.calls.append(method)
        trouble = self._slack.fails(method)
        match trouble:
            case "429":
                raise self._refusal(429, error="ratelimited")
            case "500 before":
                raise self._refusal(500)
            case "dropped before":
                raise aiohttp.ServerDisconnectedError
        return trouble

    async def _answer(self, trouble: str | None, **data: Any) -> AsyncSlackResponse:
        await self._effect("after Slack took it")
        match trouble:
            case "500 after":
                raise self._refusal(500)
            case "dropped after":
                raise aiohttp.ServerDisconnectedError
        return self._response(200, ok=True, **data)

    def _refusal(self, status: int, **data: Any) -> SlackApiError:
        make: Any = SlackApiError  # which has no types
        refusal: SlackApiError = make("refused", self._response(status, ok=False, **data))
        return refusal

    def _response(self, status: int, **data: Any) -> AsyncSlackResponse:
        headers = {"Retry-After": str(RETRY_AFTER)} if status == 429 else {}
        return AsyncSlackResponse(
            client=self, http_verb="POST", api_url="", req_args={}, data=data, headers=headers, status_code=status
        )


def _conversation(channel: str) -> str:
    """A person's id stands for the direct conversation with them."""
    return f"D{channel}" if channel.startswith(("U", "W")) else channel
