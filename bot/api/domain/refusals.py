"""What a program asked for and does not get: a code for it to act on, a sentence for whoever reads its log."""

from enum import StrEnum

from bot.core.errors import BotError


class Code(StrEnum):
    """Stays the same whatever the sentence says."""

    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"


class Refusal(BotError):
    """`field` names the part of the request that is wrong, as `answers.plan`."""

    def __init__(self, code: Code, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.code, self.field = code, field


def not_found(what: str) -> Refusal:
    """For what is not there, and just so for what one may not know of."""
    return Refusal(Code.NOT_FOUND, f"There is no such {what}, or this token may not know of it.")


def invalid(field: str, text: str) -> Refusal:
    return Refusal(Code.INVALID, text, field)
