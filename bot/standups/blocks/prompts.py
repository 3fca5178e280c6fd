"""The typed conversation, as one member sees it."""

from collections.abc import Sequence
from datetime import date

from bot.core.wording import listed
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Message
from bot.standups.blocks import ids
from bot.standups.domain import Kind, Prompt, Question
from bot.standups.domain.answers import MOODS
from bot.standups.domain.questions import WITH_CHOICES

MOST_LISTED = 5


def say_day(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"


def _answer(text: str, prompt: Prompt, *, primary: bool = False) -> kit.Element:
    return kit.button(text, ids.ANSWER, str(prompt.id), style="primary" if primary else None)


def next_question(
    question: Question, trouble: str | None, *, wants_words: bool, goes_on: Sequence[str] = ()
) -> Message:
    """What is asked in the typed conversation. `goes_on` are items of a plan that come back by themselves."""
    if wants_words:
        return Message("What is blocking you? Type it in a few words.")
    # It may quote choices, which are somebody's words.
    hints = [escape(trouble)] if trouble else []
    hint = _how_to_type(question)
    if hint and question.kudos:
        hint += " They get a message after the report, with your next answer."
    if hint and not trouble:
        hints.append(hint)
    if goes_on:
        hints.append(f"From last time goes on: {_listed(goes_on)}. The form can tick it off; `skip` adds nothing new.")
    elif not question.required:
        hints.append("`skip` leaves it out.")
    text = f"*{escape(question.text)}*"
    return Message(escape(question.text), [kit.section(text), *([kit.context(" ".join(hints))] if hints else [])])


def more_in_chat(text: str, trouble: str | None) -> Message:
    """A short answer is asked once more, and may stay as it is."""
    hints = [escape(trouble)] if trouble else []
    context = kit.context(" ".join([*hints, "`skip` leaves your answer as it is."]))
    return Message(escape(text), [kit.section(f"*{escape(text)}*"), context])


def _listed(items: Sequence[str]) -> str:
    return listed([escape(cut(" ".join(each.split()), 60)) for each in items], most=MOST_LISTED)


def _how_to_type(question: Question) -> str | None:
    if question.kind in WITH_CHOICES:
        listed = "  ".join(f"`{number}` {escape(each)}" for number, each in enumerate(question.choices, 1))
        return f"Type a number or a name: {listed}"[:2000]
    return {
        Kind.MOOD: "Type a number: " + "  ".join(f"`{number}` {name}" for number, name in MOODS.items()),
        Kind.NUMBER: "Type a number.",
        Kind.YES_NO: "Type `yes` or `no`.",
        Kind.BLOCKER: "Type `no`, or `yes` and what blocks you.",
        Kind.PLAN: "Type one item a line.",
        Kind.PEOPLE: "Name people with an @.",
        Kind.DATE: "Type a day, like `24 Dec` or `Friday`.",
    }.get(question.kind)


def chat_cancelled(prompt: Prompt) -> Message:
    text = "Stopped. What you typed is kept in the form."
    return Message(text, [kit.section(text), kit.actions(_answer("Open the form", prompt))])


def not_changed(trouble: str) -> Message:
    """After an edit of a typed answer that cannot be one."""
    return Message(f"Your answer stays as it was. {escape(trouble)}")


NOTHING_OPEN = "There is no standup to answer right now. `/standup help` and `/triage help` show what I can do."
