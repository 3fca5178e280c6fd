"""How it looks when somebody is asked to add to a short answer that they sent in the form."""

from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Message, View
from bot.standups.blocks import ids
from bot.standups.domain import Kind, Prompt, Question
from bot.standups.domain.answers import LONGEST
from bot.standups.domain.questions import MORE

SENTENCE = "sentence"


def ask_more(question: Question, prompt: Prompt) -> Message:
    """Their words are not quoted: they may be deleted, and this message stays."""
    asks = _text(question)
    text = f"Your answer is in. About “{escape(cut(question.text, 150))}”: {escape(asks)}"
    button = kit.button("Add a sentence", ids.ADD_MORE, str(prompt.id))
    note = kit.context("Only if you like: nobody waits for it.")
    return Message(text, [kit.section(text), kit.actions(button), note])


def more_form(question: Question, prompt: Prompt) -> View:
    styled = question.kind == Kind.TEXT
    words = kit.rich_input(ids.VALUE) if styled else kit.text_input(ids.VALUE, max_length=LONGEST)
    asked = kit.context(f"It is put behind your answer to “{escape(cut(question.text, 150))}”.")
    blocks = [kit.labelled(cut(_text(question), 300), words, SENTENCE), asked]
    return kit.modal("Add a sentence", blocks, callback_id=ids.MORE_FORM, submit="Add", memo=str(prompt.id))


def more_is_added(question: Question) -> Message:
    return Message(f"Thanks! It stands behind your answer to “{escape(cut(question.text, 150))}” now.")


def no_more(question: Question) -> Message:
    """Once the answer it would have been added to is deleted."""
    return Message(f"Your answer to “{escape(cut(question.text, 150))}” is deleted, so there is nothing to add to.")


def _text(question: Question) -> str:
    return question.follow_up.text if question.follow_up else MORE
