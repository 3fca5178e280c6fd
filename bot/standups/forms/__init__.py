"""What the forms sent: typed requests, or a sentence beside the field."""

from bot.standups.forms.answers import asks_more, find_errors, read_written
from bot.standups.forms.questions import read_question
from bot.standups.forms.settings import read_settings

__all__ = ["asks_more", "find_errors", "read_question", "read_settings", "read_written"]
