"""Tokens, webhooks and replies: how they are stored and found."""

from bot.api.repository.replies import Replies, forget_replies
from bot.api.repository.tokens import Tokens, find_token
from bot.api.repository.webhooks import Webhooks, due_webhooks, relock_webhooks

__all__ = [
    "Replies",
    "Tokens",
    "Webhooks",
    "due_webhooks",
    "find_token",
    "forget_replies",
    "relock_webhooks",
]
