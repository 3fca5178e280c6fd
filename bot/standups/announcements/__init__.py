"""What is told about standups: prompts, reminders, the conversation, and the report that stays true."""

from bot.standups.announcements.answers import go_on_asking, show_answers
from bot.standups.announcements.prompts import send_again, send_prompt, send_reminder, show_prompt
from bot.standups.announcements.reports import post_again, show_line, show_report, tell_undelivered_report

__all__ = [
    "go_on_asking",
    "post_again",
    "send_again",
    "send_prompt",
    "send_reminder",
    "show_answers",
    "show_line",
    "show_prompt",
    "show_report",
    "tell_undelivered_report",
]
