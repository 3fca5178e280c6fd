"""The form that changes what a standup asks: a list, and behind each line one question in full."""

from collections.abc import Sequence

from bot.core.dates import WEEKDAYS, say_weekdays
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.domain import Kind, NewQuestion, Standup
from bot.standups.domain.answers import MOODS, say_number
from bot.standups.domain.prefills import OF_WORDS
from bot.standups.domain.question_list import MOST_QUESTIONS, MOST_WORDINGS, TEST_NAMES, TESTS
from bot.standups.domain.questions import KIND_NAMES, OF_TEXT, WITH_CHOICES, Condition, FollowUp, Test

LONGEST_QUESTION = 300
KUDOS = "Whoever is named hears of it, as kudos"
KUDOS_HINT = "They get one message after the report, with the answer to the question below, if that asks for text."
MOST_UNDER = 50
ALWAYS, EMPTY = "always", "empty"
YES_NO_NAMES = {"yes": "Yes", "no": "No"}


def questions_form(
    standup: Standup, questions: Sequence[NewQuestion], *, changed: bool, trouble: str | None = None
) -> View:
    """What is asked, in order. `changed`: not all of it is saved; `trouble`: why the last change was not made."""
    blocks: list[Block] = [kit.section(f"⚠️ {escape(trouble)}")] if trouble else []
    blocks.append(kit.context("Changes hold from the next run on. An open run keeps the questions it began with."))
    for number, question in enumerate(questions):
        text = f"*{number + 1}. {escape(cut(question.text, LONGEST_QUESTION))}*\n{_about(question, questions)}"
        blocks.append(kit.section(text, accessory=_menu(question, number, len(questions)), block_id=question.key))
    buttons = [kit.button("Add a question", ids.ADD_QUESTION)] if len(questions) < MOST_QUESTIONS else []
    if changed:
        buttons.append(kit.button("Throw changes away", ids.THROW_AWAY, style="danger"))
        blocks.append(kit.context("Your changes are kept, but nobody is asked like this before you press Save."))
    blocks += [kit.actions(*buttons)] if buttons else []
    return kit.modal("Questions", blocks, callback_id=ids.QUESTIONS_FORM, submit="Save", memo=str(standup.id))


def _menu(question: NewQuestion, number: int, count: int) -> kit.Element:
    options = [kit.option("Edit", f"edit:{question.key}")]
    options += [kit.option("Move up", f"up:{question.key}")] if number else []
    options += [kit.option("Move down", f"down:{question.key}")] if number < count - 1 else []
    return kit.overflow(ids.QUESTION_MENU, [*options, kit.option("Remove", f"remove:{question.key}")])


def _about(question: NewQuestion, questions: Sequence[NewQuestion]) -> str:
    texts = {each.key: escape(cut(each.text, 60)) for each in questions}
    said = [KIND_NAMES[question.kind], "needed" if question.required else "can be left out"]
    if question.days is not None:
        said.append(f"on {say_weekdays(question.days)}")
    if question.on_duty:
        said.append("only for who is on duty")
    if question.condition is not None and question.condition.key in texts:
        asked, test = texts[question.condition.key], TEST_NAMES[question.condition.test]
        said.append(f"only when “{asked}” {test} {escape(_say_condition(question.condition, questions))}")
    if question.prefill in texts:
        said.append(f"begins with the last answer to “{texts[question.prefill]}”")
    if question.follow_up is not None:
        said.append(f"asks once more under {question.follow_up.under} words")
    if question.kudos:
        said.append("kudos")
    if question.wordings:
        said.append(f"{len(question.wordings) + 1} wordings")
    return " · ".join(said)[:2000]


def _say_condition(condition: Condition, questions: Sequence[NewQuestion]) -> str:
    earlier = next((each for each in questions if each.key == condition.key), None)
    if earlier is not None and earlier.kind == Kind.MOOD and condition.value in ("1", "2", "3", "4", "5"):
        return MOODS[int(condition.value)]
    return YES_NO_NAMES.get(condition.value, condition.value)


def question_form(standup_id: int, question: NewQuestion, questions: Sequence[NewQuestion]) -> View:
    """One question in full. What belongs to its kind, or to the question it depends on, comes once that is chosen."""
    place = next((number for number, each in enumerate(questions) if each.key == question.key), len(questions))
    text = kit.text_input(ids.VALUE, value=question.text, max_length=LONGEST_QUESTION)
    kinds = [kit.option(name, kind.value) for kind, name in KIND_NAMES.items()]
    needed = kit.checkboxes(
        ids.VALUE, [kit.option("An answer is needed", "yes")], chosen=["yes"] if question.required else []
    )
    kind = kit.select(ids.SHAPES_QUESTION, kinds, chosen=question.kind.value)
    blocks: list[Block] = [
        kit.labelled("Question", text, "text", hint="{last} stands for the day somebody was last expected to answer."),
        kit.labelled("Answered with", kind, "kind", dispatches=True),
        *_of_kind(question),
        kit.labelled("Needed?", needed, "needed", optional=True),
        kit.labelled(
            "Only on", _days(question), "days", optional=True, hint="Without a choice it is asked every time."
        ),
        _for_whom(question),
        *_condition(question, questions[:place]),
        *_prefill(question, questions),
        _wordings(question),
    ]
    memo = f"{standup_id}:{question.key or ''}"
    title = "Edit question" if question.key else "New question"
    return kit.modal(title, blocks, callback_id=ids.QUESTION_FORM, submit="Done", close="Back", memo=memo)


def _of_kind(question: NewQuestion) -> list[Block]:
    if question.kind in WITH_CHOICES:
        choices = kit.text_input(ids.VALUE, value="\n".join(question.choices), multiline=True)
        return [kit.labelled("Choices, one a line", choices, "choices")]
    if question.kind in OF_TEXT:
        return _follow_up(question.follow_up)
    if question.kind == Kind.NUMBER:
        shown = [None if each is None else say_number(each) for each in (question.lowest, question.highest)]
        return [
            kit.labelled("Lowest number", kit.number_input(ids.VALUE, value=shown[0]), "lowest", optional=True),
            kit.labelled("Highest number", kit.number_input(ids.VALUE, value=shown[1]), "highest", optional=True),
        ]
    if question.kind == Kind.PEOPLE:
        kudos = kit.checkboxes(ids.VALUE, [kit.option(KUDOS, "yes")], chosen=["yes"] if question.kudos else [])
        return [kit.labelled("Kudos?", kudos, "kudos", optional=True, hint=KUDOS_HINT)]
    return []


def _follow_up(follow_up: FollowUp | None) -> list[Block]:
    shown = follow_up or FollowUp()
    once = kit.option("Ask once more when the answer is short", "yes")
    return [
        kit.labelled(
            "Short answers",
            kit.checkboxes(ids.VALUE, [once], chosen=["yes"] if follow_up else []),
            "follow_up",
            optional=True,
            hint="Once for each person and run; they can leave it.",
        ),
        kit.labelled(
            "Short is fewer words than",
            kit.number_input(ids.VALUE, value=str(shown.under), lowest="2", highest=str(MOST_UNDER), decimals=False),
            "follow_under",
            optional=True,
        ),
        kit.labelled(
            "Then ask", kit.text_input(ids.VALUE, value=shown.text, max_length=LONGEST_QUESTION), "more", optional=True
        ),
    ]


def _days(question: NewQuestion) -> kit.Element:
    names = [kit.option(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    chosen = [str(day) for day in sorted(question.days or ())]
    return kit.multi_select(ids.VALUE, names, chosen=chosen, placeholder="Every day")


def _for_whom(question: NewQuestion) -> Block:
    options = [kit.option("Only who is on duty for the team's fires that day", "yes")]
    boxes = kit.checkboxes(ids.VALUE, options, chosen=["yes"] if question.on_duty else [])
    hint = "Their backup is not asked. In anonymous standups nobody is: it would show who wrote."
    return kit.labelled("Who is asked?", boxes, "on_duty", optional=True, hint=hint)


def _condition(question: NewQuestion, earlier: Sequence[NewQuestion]) -> list[Block]:
    """Which earlier question, then what its answer has to be."""
    possible = [each for each in earlier if each.kind in TESTS and each.key]
    if not possible:
        return []
    wanted = question.condition
    on = next((each for each in possible if wanted is not None and each.key == wanted.key), None)
    options = [kit.option("Always", ALWAYS), *(kit.option(cut(each.text, 75), str(each.key)) for each in possible)]
    picked = kit.select(ids.SHAPES_QUESTION, options, chosen=(on.key if on else None) or ALWAYS)
    blocks: list[Block] = [kit.labelled("Only ask when", picked, "condition", dispatches=True)]
    if on is None or wanted is None:
        return blocks
    tests = [kit.option(TEST_NAMES[each], each.value) for each in TESTS[on.kind]]
    test = wanted.test if wanted.test in TESTS[on.kind] else TESTS[on.kind][0]
    return [
        *blocks,
        # Another question has other answers: with its own ids the old choice does not stay.
        kit.labelled("its answer", kit.select(ids.VALUE, tests, chosen=test.value), f"test:{on.key}:{on.kind}"),
        kit.labelled("this", _wanted(on, wanted.value), f"value:{on.key}:{on.kind}"),
    ]


def _wanted(on: NewQuestion, value: str) -> kit.Element:
    match on.kind:
        case Kind.NUMBER:
            return kit.number_input(ids.VALUE, value=value or None)
        case Kind.MOOD:
            options = [kit.option(name, str(number)) for number, name in MOODS.items()]
            return kit.select(ids.VALUE, options, chosen=value)
        case Kind.YES_NO | Kind.BLOCKER:
            return kit.select(ids.VALUE, [kit.option(name, each) for each, name in YES_NO_NAMES.items()], chosen=value)
    choices = [kit.option(cut(each, 75), str(number)) for number, each in enumerate(on.choices)]
    return kit.select(ids.VALUE, choices, chosen=str(on.choices.index(value)) if value in on.choices else None)


def _prefill(question: NewQuestion, questions: Sequence[NewQuestion]) -> list[Block]:
    """Only of questions whose answers can stand here."""
    possible = [each for each in questions if each.key and _fits(question, each)]
    if not possible:
        return []
    options = [kit.option("Empty", EMPTY), *(kit.option(cut(each.text, 75), str(each.key)) for each in possible)]
    known = any(each.key == question.prefill for each in possible)
    picked = kit.select(ids.VALUE, options, chosen=question.prefill if known else EMPTY)
    # Which questions are offered depends on the kind.
    return [kit.labelled("Begins with the last answer to", picked, f"prefill:{question.kind}")]


def _fits(question: NewQuestion, other: NewQuestion) -> bool:
    return other.kind == question.kind or {other.kind, question.kind} <= OF_WORDS


def _wordings(question: NewQuestion) -> Block:
    wordings = kit.text_input(ids.VALUE, value="\n".join(question.wordings), multiline=True)
    hint = f"Up to {MOST_WORDINGS}. Each run draws one of all wordings, the same one for everybody."
    return kit.labelled("Other wordings, one a line", wordings, "wordings", optional=True, hint=hint)


def waits_for(earlier: NewQuestion) -> Condition:
    """What a question depends on right after somebody chose the earlier one, before they said on which answer."""
    return Condition(earlier.key or "", TESTS.get(earlier.kind, (Test.IS,))[0], "")
