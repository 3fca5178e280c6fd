"""The workspace in a file, so that a sandbox goes on where it stopped."""

import asyncio
import base64
import json
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from bot.core.clock import MovableClock
from bot.sandbox.state import Channel, File, Json, Message, User, UserGroup, View, Workspace

EVERY_SECONDS = 5.0


class Snapshot:
    """Without a file nothing is kept."""

    def __init__(self, file: Path | None, workspace: Workspace, clock: MovableClock) -> None:
        self._file = file
        self._workspace = workspace
        self._clock = clock
        self._saved_version = 0
        self._saving: asyncio.Task[None] | None = None

    def load(self) -> None:
        """Takes over what was saved; people's time goes on from then."""
        if self._file is None or not self._file.exists():
            return
        saved = json.loads(self._file.read_text(encoding="utf-8"))
        self._clock.move_to(datetime.fromisoformat(saved["now"]))
        workspace = self._workspace
        workspace.users = {each["id"]: User(**each) for each in saved["users"]}
        workspace.channels = {each["id"]: _channel(each) for each in saved["channels"]}
        workspace.modals = {owner: [View(**each) for each in stack] for owner, stack in saved["modals"].items()}
        workspace.homes = {owner: View(**each) for owner, each in saved["homes"].items()}
        workspace.files = {each["id"]: _file(each) for each in saved.get("files", ())}
        workspace.groups = {each["id"]: UserGroup(**each) for each in saved.get("groups", ())}
        workspace.plan_has_groups = saved.get("plan_has_groups", True)
        workspace.groups_for_admins = saved.get("groups_for_admins", False)
        for channel in workspace.channels.values():
            for message in channel.messages[-1:]:
                workspace.not_before(message.ts)
        workspace.changed()

    def start(self) -> None:
        if self._file is not None:
            self._saving = asyncio.create_task(self._save_now_and_then())

    async def stop(self) -> None:
        if self._saving is not None:
            self._saving.cancel()
            with suppress(asyncio.CancelledError):
                await self._saving
            self._save()

    async def _save_now_and_then(self) -> None:
        while True:
            await self._workspace.change_after(self._saved_version)
            self._save()
            await asyncio.sleep(EVERY_SECONDS)

    def _save(self) -> None:
        if self._file is None or self._saved_version == self._workspace.version:
            return
        workspace = self._workspace
        whole: Json = {
            "now": self._clock.now().isoformat(),
            "users": [asdict(each) for each in workspace.users.values()],
            "channels": [asdict(each) for each in workspace.channels.values()],
            "modals": {owner: [asdict(each) for each in stack] for owner, stack in workspace.modals.items()},
            "homes": {owner: asdict(each) for owner, each in workspace.homes.items()},
            "groups": [asdict(each) for each in workspace.groups.values()],
            "plan_has_groups": workspace.plan_has_groups,
            "groups_for_admins": workspace.groups_for_admins,
            "files": [_saved(each) for each in workspace.files.values()],
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        half_written = self._file.with_suffix(".new")
        half_written.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        half_written.replace(self._file)
        self._saved_version = workspace.version


def _saved(file: File) -> Json:
    return asdict(file) | {"content": base64.b64encode(file.content).decode()}


def _file(saved: Json) -> File:
    return File(**saved | {"content": base64.b64decode(saved["content"])})


def _channel(saved: Json) -> Channel:
    messages = [Message(**each) for each in saved.pop("messages")]
    return Channel(**saved, messages=messages)
