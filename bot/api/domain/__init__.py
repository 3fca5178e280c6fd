"""What is true of programs: what a token may, what it sees, how pages go on, when a webhook is tried again."""

from bot.api.domain.pages import Page, PageRequest, page_of
from bot.api.domain.refusals import Code, Refusal
from bot.api.domain.sight import Sight, sight_of
from bot.api.domain.tokens import Caller, Scope, Token, fingerprint_of, new_token

__all__ = [
    "Caller",
    "Code",
    "Page",
    "PageRequest",
    "Refusal",
    "Scope",
    "Sight",
    "Token",
    "fingerprint_of",
    "new_token",
    "page_of",
    "sight_of",
]
