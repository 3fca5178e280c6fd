"""The record of everything that went over the wire, in memory for the page and in a file for judges."""

import json
import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.core.clock import Clock
from bot.sandbox.state import Json

MOST_KEPT = 5_000
MOST_COMPLAINTS = 200


@dataclass(frozen=True)
class Call:
    """One call of the Web API, as it was answered; `place` is the workspace or org whose token it came with."""

    method: str
    args: Json
    response: Json
    status: int
    at: datetime
    place: str = ""


class Recorder:
    def __init__(self, clock: Clock, file: Path | None) -> None:
        self.calls: deque[Call] = deque(maxlen=MOST_KEPT)
        self.lines: deque[Json] = deque(maxlen=MOST_KEPT)
        self.complaints: list[str] = []
        self._clock = clock
        self._number = 0
        self._allowed: list[str] = []
        self._deliberate = 0
        self._file: int | None = None
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @contextmanager
    def deliberate(self) -> Iterator[None]:
        """What is sent meanwhile is meant to be wrong."""
        self._deliberate += 1
        try:
            yield
        finally:
            self._deliberate -= 1

    @contextmanager
    def allow(self, *codes: str) -> Iterator[None]:
        """Judges are asked not to report these meanwhile."""
        self._allowed.extend(codes)
        try:
            yield
        finally:
            for each in codes:
                self._allowed.remove(each)

    def complain(self, text: str) -> None:
        """Notes a fault of the app, unless it is meant."""
        if not self._deliberate and len(self.complaints) < MOST_COMPLAINTS:
            self.complaints.append(text)

    def api(self, method: str, args: Json, status: int, response: Json, *, token: str, ms: float, place: str) -> None:
        self.calls.append(Call(method, args, response, status, self._clock.now(), place))
        line: Json = {"dir": "api", "method": method, "args": args, "status": status, "token": token}
        line["response"] = response
        if any("metadata" in each for each in response.get("messages", ())):
            # A message's metadata holds whatever the app put there; the published shapes of answers know none of it.
            line["allow"] = ["response"]
        summary = {"what": method, "who": "bot", "status": status, "ok": bool(response.get("ok")), "ms": ms}
        self._write(line, {**summary, "error": response.get("error"), "request": args, "response": response})

    def delivery(self, kind: str, payload: Json, status: int | None, *, body: Any, ms: float) -> None:
        answer = {"ack_status": status, "ack_body": body, "ack_ms": round(ms, 1)}
        ok = status is not None and 200 <= status < 300
        summary = {"what": _named(kind, payload), "who": _who(payload), "status": status, "ok": ok, "ms": ms}
        error = None if ok else "not acknowledged"
        line: Json = {"dir": "deliver", "kind": kind, "payload": payload, **answer}
        if allowed := self._allowed_of(payload, status):
            line["allow"] = allowed
        self._write(line, {**summary, "error": error, "request": payload, "response": body})

    def _allowed_of(self, payload: Json, status: int | None) -> list[str]:
        allowed = []
        if (payload.get("event", {}).get("message") or {}).get("subtype") == "tombstone":
            # Slack tells of a tombstone where answers are left standing; the published shapes of events know none.
            allowed.append("payload")
        if status is None and "ack" in self._allowed:
            # What nobody acknowledges is late too.
            allowed.append("ack-late")
        return allowed

    def response_url(self, url: str, args: Json, status: int, error: str | None) -> None:
        line = {"dir": "response_url", "url": url, "args": args, "status": status}
        summary = {"what": "response_url", "who": "bot", "status": status, "ok": error is None, "ms": 0.0}
        self._write(line, {**summary, "error": error, "request": args, "response": None})

    def _write(self, line: Json, summary: Json) -> None:
        at = self._clock.now().isoformat()
        self._number += 1
        self.lines.append({"n": self._number, "at": at, "dir": line["dir"], **summary, "ms": round(summary["ms"], 1)})
        if self._file is None:
            return
        marks: Json = {"deliberate": True} if self._deliberate else {}
        if self._allowed:
            marks["allow"] = [*self._allowed, *line.get("allow", ())]
        text = json.dumps({"at": at, **line, **marks}, ensure_ascii=False, separators=(",", ":"))
        # One write, so that lines of several processes do not tear each other.
        os.write(self._file, f"{text}\n".encode())


def _named(kind: str, payload: Json) -> str:
    """What a delivery is about, in one word or two."""
    match kind:
        case "event":
            return str(payload.get("event", payload).get("type"))
        case "command":
            return str(payload.get("command"))
        case "block_actions":
            return str(payload["actions"][0]["action_id"])
    return str(payload.get("callback_id") or payload.get("view", {}).get("callback_id") or kind)


def _who(payload: Json) -> str:
    user = payload.get("user_name") or payload.get("user") or payload.get("event", {}).get("user")
    return str(user.get("name")) if isinstance(user, dict) else str(user or "Slack")
