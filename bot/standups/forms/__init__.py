"""What the forms sent: typed requests, or a sentence beside the field."""

from bot.standups.forms.answers import is_blocked_now, read_answers
from bot.standups.forms.inputs import FormErrors
from bot.standups.forms.questions import read_questions
from bot.standups.forms.settings import read_settings

__all__ = ["FormErrors", "is_blocked_now", "read_answers", "read_questions", "read_settings"]
