"""What is told for certain about fires: the card, and notices to requester, owner and leads."""

from bot.triage.announcements.clocks import tell_clock, tell_woken
from bot.triage.announcements.filed import filed_reply, tell_filed
from bot.triage.announcements.joined import tell_joined
from bot.triage.announcements.requester import asked_under
from bot.triage.announcements.telling import show_card_anew, tell

__all__ = [
    "asked_under",
    "filed_reply",
    "show_card_anew",
    "tell",
    "tell_clock",
    "tell_filed",
    "tell_joined",
    "tell_woken",
]
