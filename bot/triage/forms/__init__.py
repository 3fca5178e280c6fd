"""What people typed into forms, commands and messages about fires, as requests, or sentences beside the fields."""

from bot.triage.forms.filing import read_edit, read_fire, read_sketch
from bot.triage.forms.inputs import FormErrors, Values
from bot.triage.forms.memos import Memo, memo_of, read_memo
from bot.triage.forms.steps import Said, read_closing, read_priority, read_said, read_who
from bot.triage.forms.typed import read_numbered, read_whom, words_of

__all__ = [
    "FormErrors",
    "Memo",
    "Said",
    "Values",
    "memo_of",
    "read_closing",
    "read_edit",
    "read_fire",
    "read_memo",
    "read_numbered",
    "read_priority",
    "read_said",
    "read_sketch",
    "read_who",
    "read_whom",
    "words_of",
]
