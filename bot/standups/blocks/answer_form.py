"""The form in which a member answers."""

from datetime import date

from bot.slack import kit, pickers
from bot.slack.escape import cut, escape
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.blocks.carried import carried_blocks
from bot.standups.blocks.prompts import say_day
from bot.standups.domain import Blocked, Kind, Question, Rich, Value
from bot.standups.domain.answers import LONGEST, MOOD_SIGNS, MOODS, say_number
from bot.standups.domain.pages import AnswerPage

WORDS = "What is blocking you?"
FILES = "files"
MOST_FILES = 5
MOST_CHOICES = 100
NEW_LINES = "New items, one a line. Those from last time stand above."
ONE_A_LINE = "One item a line."
THEY_HEAR = "Whoever you name gets a message after the report, with what you write below. Nobody counts these."
NAMELESS = "This is anonymous: your answers are stored without your name, so you cannot change them later."


def question_block(question: Question, filled: int = 0) -> str:
    """The block id of a question's input. Slack keeps what was typed as long as the id stays, so what is filled in for
    somebody gets new ids: `filled` counts how often that was done.
    """
    return f"q{question.id}~{filled}" if filled else f"q{question.id}"


def words_block(question: Question, filled: int = 0) -> str:
    """That of the second input, in which somebody says what blocks them."""
    return f"{question_block(question, filled)}.words"


def answer_form(page: AnswerPage, filled: int = 0) -> View:
    """What is left from last time, then all questions, filled with what was written before."""
    nameless = [NAMELESS] if page.standup.rules.anonymous else []
    blocks: list[Block] = [kit.context(f"For {say_day(page.on)}", *nameless)]
    blocks += carried_blocks(page.carried, page.blockers, page.marks, page.solved)
    for question in page.questions:
        blocks += _question(page, question, filled)
    blocks += _files(page)
    buttons = [kit.button("Save draft", ids.SAVE_DRAFT, str(page.prompt.id))]
    if page.source is not None:
        name = cut(f"Copy from {page.source.name}", 75)
        buttons.append(kit.button(name, ids.FILL_IN, str(page.source.prompt_id)))
    blocks.append(kit.actions(*buttons))
    if page.saved_at is not None:
        at = f"<!date^{int(page.saved_at.timestamp())}^{{time}}|{page.saved_at:%H:%M} UTC>"
        blocks.append(kit.context(f"Draft saved at {at}. Nobody sees it before you press Save."))
    memo = f"{page.prompt.id}:{filled}"
    return kit.modal(cut(page.standup.name, 24), blocks, callback_id=ids.ANSWER_FORM, submit="Save", memo=memo)


def read_memo(memo: str) -> tuple[int, int]:
    """The prompt's id, and how often the form was filled in for somebody."""
    prompt_id, _, filled = memo.partition(":")
    return int(prompt_id), int(filled or 0)


def _question(page: AnswerPage, question: Question, filled: int) -> list[Block]:
    value = page.values.get(question.id)
    looked_at = question.key in page.looked_at
    comes_back = question.kind == Kind.PLAN and any(each.key == question.key for each in page.carried)
    asked = kit.labelled(
        question.text,
        _element(question, value, ids.LOOKED_AT if looked_at else ids.VALUE),
        question_block(question, filled),
        optional=comes_back or not question.required,
        hint=_hint(question, comes_back=comes_back),
        dispatches=looked_at or question.kind == Kind.BLOCKER,
    )
    if not isinstance(value, Blocked):
        return [asked]
    words = kit.text_input(ids.VALUE, value=value.by, multiline=True, max_length=LONGEST)
    return [asked, kit.labelled(WORDS, words, words_block(question, filled))]


def _hint(question: Question, *, comes_back: bool) -> str | None:
    if question.kind == Kind.PLAN:
        return NEW_LINES if comes_back else ONE_A_LINE
    return THEY_HEAR if question.kudos else None


def _element(question: Question, value: Value, action_id: str) -> kit.Element:
    match question.kind:
        case Kind.TEXT:
            rich = Rich.of(value) if isinstance(value, str) else value
            return kit.rich_input(action_id, value=rich.block() if isinstance(rich, Rich) and rich.elements else None)
        case Kind.SHORT:
            return kit.text_input(action_id, value=_text(value), max_length=LONGEST)
        case Kind.PLAN:
            return kit.text_input(action_id, value="\n".join(_several(value)), multiline=True, max_length=LONGEST)
        case Kind.NUMBER:
            bounds = [None if each is None else say_number(each) for each in (question.lowest, question.highest)]
            shown = say_number(value) if isinstance(value, float) else None
            return kit.number_input(action_id, value=shown, lowest=bounds[0], highest=bounds[1])
        case Kind.PEOPLE:
            return pickers.people_select(action_id, chosen=_several(value))
        case Kind.DATE:
            return kit.date_picker(action_id, chosen=value.isoformat() if isinstance(value, date) else None)
    return _pick(question, value, action_id)


def _pick(question: Question, value: Value, action_id: str) -> kit.Element:
    match question.kind:
        case Kind.MOOD:
            moods = [kit.option(f"{MOOD_SIGNS[number]} {name}", str(number)) for number, name in MOODS.items()]
            return kit.radio(action_id, moods, chosen=str(int(value)) if isinstance(value, float) else None)
        case Kind.YES_NO:
            return kit.radio(action_id, _yes_no(), chosen=_chosen(value))
        case Kind.BLOCKER:
            return kit.radio(ids.BLOCKED, _yes_no(), chosen="yes" if isinstance(value, Blocked) else _chosen(value))
    choices = [kit.option(cut(each, 75), str(number)) for number, each in enumerate(question.choices[:MOST_CHOICES])]
    picked = [str(question.choices.index(each)) for each in _several(value) if each in question.choices]
    if question.kind == Kind.CHOICES:
        return kit.multi_select(action_id, choices, chosen=picked)
    return kit.select(action_id, choices, chosen=picked[0] if picked else None)


def _text(value: Value) -> str | None:
    """A question that asked for styled text once asks for a line now."""
    return " ".join(value.words.split()) if isinstance(value, Rich) else value if isinstance(value, str) else None


def _several(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _yes_no() -> list[kit.Element]:
    return [kit.option("Yes", "yes"), kit.option("No", "no")]


def _chosen(value: Value) -> str | None:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else None


def _files(page: AnswerPage) -> list[Block]:
    if not page.takes_files:
        return []
    given = ", ".join(f"<{each.permalink}|{escape(each.name)}>" for each in page.files)
    blocks: list[Block] = [
        kit.labelled(f"Files, up to {MOST_FILES}", kit.file_input(ids.VALUE, most=MOST_FILES), FILES, optional=True)
    ]
    return [*blocks, kit.context(f"With your answers already: {given}"[:2900])] if given else blocks
