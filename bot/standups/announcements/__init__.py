"""What is told about standups: prompts, reminders, the conversation, and the report that stays true."""

from bot.standups.announcements.prompts import go_on_asking, send_prompt, send_reminder, show_answers, show_prompt
from bot.standups.announcements.reports import offer_help, show_report, tell_undelivered_report

__all__ = [
    "go_on_asking",
    "offer_help",
    "send_prompt",
    "send_reminder",
    "show_answers",
    "show_prompt",
    "show_report",
    "tell_undelivered_report",
]
