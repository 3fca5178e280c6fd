"""How often each method may be called: Slack's tiers, a workspace and a method at a time."""

from math import ceil

from bot.core.clock import Clock
from bot.sandbox.tickets import TOLERANCE
from bot.sandbox.wire import RateLimited

# Slack promises at least so many calls a minute; a minute's worth may come at once.
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
# Methods that are not here have rules of their own, or none.
TIERS = {
    "api.test": 4,
    "apps.connections.open": 3,
    "apps.uninstall": 1,
    "auth.revoke": 3,
    "bots.info": 3,
    "chat.delete": 3,
    "chat.postEphemeral": 4,
    "chat.update": 3,
    "conversations.history": 3,
    "conversations.info": 3,
    "conversations.join": 3,
    "conversations.list": 2,
    "conversations.members": 4,
    "conversations.open": 3,
    "conversations.replies": 3,
    "files.info": 4,
    "reactions.add": 3,
    "team.info": 3,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "usergroups.users.update": 2,
    "users.conversations": 3,
    "users.info": 4,
    "users.list": 2,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}


class Tiers:
    """Of one workspace."""

    def __init__(self, clock: Clock, *, counted: bool = True) -> None:
        self.counted = counted
        self._clock = clock
        self._full_at: dict[str, float] = {}

    def take(self, method: str) -> None:
        """Raises RateLimited; then nothing was taken."""
        if not self.counted or method not in TIERS:
            return
        now = self._clock.now().timestamp()
        per_minute = PER_MINUTE[TIERS[method]]
        gap = 60 / per_minute
        full_at = max(self._full_at.get(method, now), now) + gap
        wait = full_at - per_minute * gap - now
        if wait > TOLERANCE:
            raise RateLimited(max(1, ceil(wait)))
        self._full_at[method] = full_at
