"""People named in answers: who they are, and answers said so that naming somebody notifies nobody."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.standups.domain.answers import Value
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.rich import Piece, Rich

SOMEBODY, A_GROUP = "somebody", "a group"


def people_in(question: Question, value: Value) -> Iterator[str]:
    """The ids of those an answer names."""
    match value:
        case Rich(elements):
            yield from _people(elements)
        case tuple() if question.kind == Kind.PEOPLE:
            yield from value


def quiet(elements: Iterable[Piece], names: Mapping[str, str], *, keeps_mentions: bool) -> list[dict[str, Any]]:
    """Rich text whose people and groups are text, unless mentions are kept; a whole channel is always text.

    Channels stay links: naming one notifies nobody.
    """
    return [_quiet(each, names, keeps_mentions) for each in elements]


def _quiet(piece: Piece, names: Mapping[str, str], keeps_mentions: bool) -> dict[str, Any]:
    match piece:
        case {"elements": list(inner)}:
            return {**piece, "elements": quiet(inner, names, keeps_mentions=keeps_mentions)}
        case {"type": "broadcast"}:
            return _text(piece, f"@{piece.get('range', 'channel')}")
        case {"type": "user", "user_id": str(user_id)} if not keeps_mentions:
            return _text(piece, f"@{names.get(user_id, SOMEBODY)}")
        case {"type": "usergroup", "usergroup_id": str(group_id)} if not keeps_mentions:
            return _text(piece, f"@{names.get(group_id, A_GROUP)}")
    return dict(piece)


def _text(piece: Piece, words: str) -> dict[str, Any]:
    style = {name: on for name, on in (piece.get("style") or {}).items() if name in TEXT_STYLES}
    return {"type": "text", "text": words, **({"style": style} if style else {})}


TEXT_STYLES = frozenset({"bold", "italic", "strike", "underline", "code"})


def _people(elements: Iterable[Piece]) -> Iterator[str]:
    for piece in elements:
        if piece.get("type") == "user":
            yield str(piece["user_id"])
        yield from _people(piece.get("elements", ()))
