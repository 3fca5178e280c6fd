"""Who may see a fire: everybody, or of a private one those it concerns. Nobody else learns that there is one."""

from bot.core.errors import BotError
from bot.triage.domain import Act, Fire, Part, may


def may_see(fire: Fire, parts: frozenset[Part]) -> bool:
    """The one place that decides it, from what somebody is to the fire."""
    return not fire.private or may(parts, Act.SEE)


def unknown(number: int) -> BotError:
    """The same for a number that was never given and for a fire they may not see."""
    return BotError(f"There is no F-{number} here. `/triage` shows the queue, `/triage mine` what concerns you.")
