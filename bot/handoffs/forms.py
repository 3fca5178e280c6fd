"""What people put into the form of a note."""

from pydantic import Field

from bot.slack.escape import unescape
from bot.slack.forms import Form, Values


class _NoteForm(Form):
    note: str = Field(min_length=1)


def read_note(values: Values) -> str:
    return unescape(_NoteForm.read(values).note)
