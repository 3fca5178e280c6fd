"""Drafts: what a member wrote and did not send, whatever door it came through."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.people.domain import UserId
from bot.standups.domain.answers import File, Value, from_json, to_json
from bot.standups.domain.plans import Mark
from bot.standups.domain.questions import Question


@dataclass(frozen=True)
class Draft:
    """`values` and `messages` are by question, `marks` by plan item, `solved` are blockers.

    `messages` is Slack's ts of the typed message an answer came from. `values` has a None for what was left out.
    `asks_more` is the question to which more is asked at the moment; what was `added` to an answer stands at its end,
    and came in `added_messages`.
    """

    saved_at: datetime
    values: Mapping[int, Value] = field(default_factory=dict)
    marks: Mapping[int, Mark] = field(default_factory=dict)
    solved: frozenset[int] = frozenset()
    messages: Mapping[int, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    asks_more: int | None = None
    added: Mapping[int, Value] = field(default_factory=dict)
    added_messages: Mapping[int, str] = field(default_factory=dict)

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
            "asks_more": self.asks_more,
            "added": {str(each): to_json(value) for each, value in self.added.items()},
            "added_messages": {str(each): ts for each, ts in self.added_messages.items()},
        }


@dataclass(frozen=True)
class KeptDraft:
    """What somebody wrote for a run that is gone, to questions of that version."""

    user_id: UserId
    version: int
    draft: Draft


def for_questions(draft: Draft, before: Iterable[Question], now: Iterable[Question]) -> Draft:
    """The same for another version of the questions: those of one key and kind are one."""
    same = {(each.key, each.kind): each.id for each in now}
    moved = {each.id: same[each.key, each.kind] for each in before if (each.key, each.kind) in same}
    values = {moved[each]: value for each, value in draft.values.items() if each in moved}
    messages = {moved[each]: ts for each, ts in draft.messages.items() if each in moved}
    return replace(draft, values=values, messages=messages)


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
        # Drafts from before anybody was asked for more have none of these.
        asks_more=stored.get("asks_more"),
        added={int(each): from_json(value) for each, value in stored.get("added", {}).items()},
        added_messages={int(each): str(ts) for each, ts in stored.get("added_messages", {}).items()},
    )
