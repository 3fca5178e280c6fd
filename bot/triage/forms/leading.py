"""What leads send: what moves to make room, several fires at once, how the team takes fires, who knows what."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.core.errors import BotError
from bot.triage.blocks import desk as desk_blocks
from bot.triage.blocks import ids
from bot.triage.blocks.queue import FIRES, Several
from bot.triage.blocks.room import MOVED
from bot.triage.domain import Desk, Priority
from bot.triage.domain.desk_words import read_emoji, read_target, read_topics, read_types
from bot.triage.domain.making_room import Move
from bot.triage.forms.inputs import FormErrors, Values, chosen


@dataclass(frozen=True)
class SeveralRequest:
    """Which fires, and what is wanted for them; only what was asked for is there."""

    numbers: tuple[int, ...]
    who: str = ""
    text: str = ""
    priority: Priority | None = None
    until: date | None = None


TopicNames = tuple[str, tuple[str, ...], tuple[str, ...]]


def read_moves(values: Values) -> tuple[dict[int, Move], str]:
    """What becomes of each fire by its number, and why it is taken anyway."""
    found = chosen(values)
    moves = {
        int(block_id.removeprefix(MOVED)): Move(str(value))
        for block_id, value in found.items()
        if block_id.startswith(MOVED) and value
    }
    return moves, str(found.get(ids.TEXT) or "").strip()


def read_several(values: Values, what: Several) -> SeveralRequest | FormErrors:
    found = chosen(values)
    numbers = tuple(int(each) for each in _list(found.get(FIRES)))
    wanted = {
        Several.ASSIGN: (ids.WHO, "Choose who gets them."),
        Several.PRIORITY: (ids.PRIORITY, "Choose how urgent they are."),
        Several.SNOOZE: (ids.NEEDED_BY, "Choose a day."),
        Several.DECLINE: (ids.TEXT, "Say why: every requester reads it."),
    }[what]
    said = str(found.get(wanted[0]) or "").strip()
    errors = {FIRES: "Choose at least one."} if not numbers else {}
    if not said:
        errors[wanted[0]] = wanted[1]
    if errors:
        return FormErrors(errors)
    return SeveralRequest(
        numbers=numbers,
        who=said if what == Several.ASSIGN else "",
        text=said if what == Several.DECLINE else "",
        priority=Priority(said) if what == Several.PRIORITY else None,
        until=date.fromisoformat(said) if what == Several.SNOOZE else None,
    )


def read_desk(values: Values, before: Desk) -> Desk | FormErrors:
    """The whole desk as the form says it, with a sentence beside each field that cannot be read."""
    found = chosen(values)
    errors: dict[str, str] = {}

    def read(block_id: str, reader: Any) -> Any:
        try:
            return reader(str(found.get(block_id) or ""))
        except BotError as error:
            errors[block_id] = error.text
            return None

    targets = {each: read(f"{desk_blocks.TARGETS}{each}", read_target) for each in Priority}
    types = read(desk_blocks.TYPES, read_types)
    topics = read(desk_blocks.TOPICS, read_topics)
    emoji = read(desk_blocks.EMOJI, read_emoji)
    cap = read(desk_blocks.CAP, _whole_number)
    joins = read(desk_blocks.JOINS, _whole_number)
    if errors:
        return FormErrors(errors)
    return replace(
        before,
        targets=targets,
        types=types,
        topics=topics,
        emoji=emoji,
        cap=cap,
        intake_channel=str(found.get(desk_blocks.INTAKE) or "") or None,
        joins_within=before.joins_within if joins is None else timedelta(minutes=joins),
        asks_readiness=desk_blocks.YES in _list(found.get(desk_blocks.READINESS)),
    )


def read_topic_people(values: Values) -> list[TopicNames]:
    """Each topic of the form, who knows it and who learns it."""
    found = chosen(values)
    topics = [each.removeprefix(desk_blocks.EXPERTS) for each in found if each.startswith(desk_blocks.EXPERTS)]
    return [
        (
            topic,
            tuple(_list(found.get(f"{desk_blocks.EXPERTS}{topic}"))),
            tuple(_list(found.get(f"{desk_blocks.LEARNERS}{topic}"))),
        )
        for topic in topics
    ]


def _whole_number(text: str) -> int | None:
    if not text.strip():
        return None
    try:
        return int(float(text))
    except ValueError as error:
        raise BotError("Write a whole number, or leave it empty.") from error


def _list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
