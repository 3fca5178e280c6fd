"""Drafts: what a member wrote and did not send, whatever door it came through."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from bot.standups.domain.answers import File, Value, from_json, to_json
from bot.standups.domain.plans import Mark


@dataclass(frozen=True)
class Draft:
    """`values` and `messages` are by question, `marks` by plan item, `solved` are blockers.

    `messages` is Slack's ts of the typed message an answer came from. `values` has a None for what was left out.
    """

    saved_at: datetime
    values: Mapping[int, Value] = field(default_factory=dict)
    marks: Mapping[int, Mark] = field(default_factory=dict)
    solved: frozenset[int] = frozenset()
    messages: Mapping[int, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()

    @property
    def is_empty(self) -> bool:
        """The form was opened, and that is all."""
        return not (self.values or self.marks or self.solved or self.files)

    def to_json(self) -> dict[str, Any]:
        return {
            "saved_at": self.saved_at.isoformat(),
            "values": {str(each): to_json(value) for each, value in self.values.items()},
            "marks": {str(each): str(mark) for each, mark in self.marks.items()},
            "solved": sorted(self.solved),
            "messages": {str(each): ts for each, ts in self.messages.items()},
            "files": [asdict(each) for each in self.files],
        }


def read_draft(stored: Mapping[str, Any] | None) -> Draft | None:
    if stored is None:
        return None
    return Draft(
        saved_at=datetime.fromisoformat(stored["saved_at"]),
        values={int(each): from_json(value) for each, value in stored["values"].items()},
        marks={int(each): Mark(mark) for each, mark in stored["marks"].items()},
        solved=frozenset(stored["solved"]),
        messages={int(each): str(ts) for each, ts in stored["messages"].items()},
        files=tuple(File(**each) for each in stored["files"]),
    )
