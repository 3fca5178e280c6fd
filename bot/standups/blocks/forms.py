"""The forms: answering, skipping, making and changing a standup, changing its questions."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.outbox.domain import Pace, round_takes
from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.domain import TEMPLATES, Blocked, Kind, NewQuestion, Prompt, Question, Standup, Template, Value
from bot.standups.domain.answers import LONGEST, MOOD_SIGNS, MOODS, say_number
from bot.standups.domain.questions import KIND_NAMES

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WINDOWS = (1, 2, 4, 8, 12, 24)
WEEKS = {1: "Every week", 2: "Every 2 weeks", 3: "Every 3 weeks", 4: "Every 4 weeks"}
REMINDERS = {0: "None", 1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five"}
MOST_QUESTIONS = 8
SPARE_ROWS = 2
LONGEST_QUESTION = 300
WORTH_A_WORD = timedelta(seconds=30)


def question_block(question: Question) -> str:
    """The block id of a question's input; what blocks somebody has a second one."""
    return f"q{question.id}"


def words_block(question: Question) -> str:
    return f"q{question.id}.words"


def answer_form(standup: Standup, prompt: Prompt, questions: Sequence[Question], said: Mapping[int, Value]) -> View:
    """All questions, filled with what was said before."""
    blocks: list[Block] = []
    for question in questions:
        value = said.get(question.id)
        blocks.append(
            kit.labelled(
                question.text,
                _element(question, value),
                question_block(question),
                optional=not question.required,
                dispatches=question.kind == Kind.BLOCKER,
            )
        )
        if isinstance(value, Blocked):
            words = kit.text_input(ids.VALUE, value=value.by, multiline=True, max_length=LONGEST)
            blocks.append(kit.labelled("What is blocking you?", words, words_block(question)))
    return kit.modal(cut(standup.name, 24), blocks, callback_id=ids.ANSWER_FORM, submit="Save", memo=str(prompt.id))


def _element(question: Question, value: Value) -> kit.Element:
    match question.kind:
        case Kind.TEXT:
            return kit.text_input(ids.VALUE, value=_text(value), multiline=True, max_length=LONGEST)
        case Kind.SHORT:
            return kit.text_input(ids.VALUE, value=_text(value), max_length=LONGEST)
        case Kind.NUMBER:
            bounds = [None if each is None else say_number(each) for each in (question.lowest, question.highest)]
            shown = say_number(value) if isinstance(value, float) else None
            return kit.number_input(ids.VALUE, value=shown, lowest=bounds[0], highest=bounds[1])
        case Kind.MOOD:
            moods = [kit.option(f"{MOOD_SIGNS[number]} {name}", str(number)) for number, name in MOODS.items()]
            return kit.radio(ids.VALUE, moods, chosen=str(int(value)) if isinstance(value, float) else None)
        case Kind.YES_NO:
            return kit.radio(ids.VALUE, _yes_no(), chosen=_chosen(value))
        case Kind.BLOCKER:
            return kit.radio(ids.BLOCKED, _yes_no(), chosen="yes" if isinstance(value, Blocked) else _chosen(value))
    choices = [kit.option(cut(each, 75), str(number)) for number, each in enumerate(question.choices)]
    picked = [str(question.choices.index(each)) for each in _picked(value) if each in question.choices]
    if question.kind == Kind.CHOICES:
        return kit.multi_select(ids.VALUE, choices, chosen=picked)
    return kit.select(ids.VALUE, choices, chosen=picked[0] if picked else None)


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _picked(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _yes_no() -> list[kit.Element]:
    return [kit.option("Yes", "yes"), kit.option("No", "no")]


def _chosen(value: Value) -> str | None:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else None


def _round_hint(people: int) -> str | None:
    """Worth a word only where somebody would notice."""
    takes = round_takes(people, Pace())
    if takes < WORTH_A_WORD:
        return None
    minutes = max(1, round(takes / timedelta(minutes=1)))
    about = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Asking all {people} at one minute takes about {about}: Slack limits how fast messages may come."


def settings_form(*, standup: Standup | None, template: Template, channel_id: str, team: Team) -> View:
    """A new standup from a template, or the settings of one that is there."""
    tag = template.key if standup is None else "own"
    schedule = standup.schedule if standup else None
    at = schedule.at if schedule else template.at
    days = schedule.days if schedule else template.days
    weeks = schedule.every_weeks if schedule else template.every_weeks
    window = int(schedule.window / timedelta(hours=1)) if schedule else 8
    local = schedule.follows_member if schedule else True
    blocks: list[Block] = [] if standup else [_template_block(template)]
    name = kit.text_input(ids.VALUE, value=standup.name if standup else template.name, max_length=60)
    all_days = [kit.option(day, str(number)) for number, day in enumerate(DAY_NAMES)]
    clocks = [kit.option("Everybody's own time", "local"), kit.option(cut(f"{team.zone} time", 75), "fixed")]
    blocks += [
        kit.labelled("Name", name, f"name:{tag}"),
        kit.labelled("Days", kit.checkboxes(ids.VALUE, all_days, chosen=[str(day) for day in days]), f"days:{tag}"),
        kit.labelled(
            "Time",
            kit.time_picker(ids.VALUE, chosen=f"{at:%H:%M}"),
            f"at:{tag}",
            hint=_round_hint(len(team.members)),
        ),
        kit.labelled("On whose clock", kit.radio(ids.VALUE, clocks, chosen="local" if local else "fixed"), "clock"),
        kit.labelled("How often", _numbers(WEEKS, weeks), f"weeks:{tag}"),
        kit.labelled("An answer is in time for", _numbers({each: f"{each} h" for each in WINDOWS}, window), "window"),
        kit.labelled("Reminders", _numbers(REMINDERS, len(schedule.reminders) if schedule else 1), "reminders"),
        kit.labelled("Report in", kit.channel_select(ids.VALUE, chosen=channel_id), "channel"),
    ]
    return kit.modal(
        "Change the standup" if standup else "A new standup",
        blocks,
        callback_id=ids.SETTINGS_FORM,
        submit="Save" if standup else "Create",
        memo=f"{team.id}:{standup.id if standup else ''}:{template.key}",
    )


def _numbers(names: Mapping[int, str], chosen: int) -> kit.Element:
    shown = {**names, chosen: names.get(chosen, str(chosen))}
    return kit.select(
        ids.VALUE, [kit.option(name, str(number)) for number, name in sorted(shown.items())], chosen=str(chosen)
    )


def _template_block(template: Template) -> Block:
    options = [kit.option(each.name, each.key, description=each.about) for each in TEMPLATES]
    return kit.labelled(
        "Start from", kit.select(ids.TEMPLATE, options, chosen=template.key), "template", dispatches=True
    )


def questions_form(standup: Standup, questions: Sequence[Question]) -> View:
    """Each question as a few inputs; an emptied wording takes the question out."""
    rows: list[Question | None] = [*questions]
    rows += [None] * min(SPARE_ROWS, MOST_QUESTIONS - len(rows))
    blocks: list[Block] = [
        kit.context("Empty a question to take it out. An open run keeps the questions it began with.")
    ]
    for number, question in enumerate(rows):
        blocks += _question_row(number, question)
    return kit.modal("Questions", blocks, callback_id=ids.QUESTIONS_FORM, submit="Save", memo=str(standup.id))


def _question_row(number: int, question: Question | None) -> list[Block]:
    wording = kit.text_input(ids.VALUE, value=question.text if question else None, max_length=LONGEST_QUESTION)
    kinds = [kit.option(name, kind.value) for kind, name in KIND_NAMES.items()]
    kind = question.kind if question else Kind.TEXT
    needed = kit.checkboxes(
        ids.VALUE,
        [kit.option("An answer is needed", "yes")],
        chosen=["yes"] if question is None or question.required else [],
    )
    choices = kit.text_input(ids.VALUE, value="\n".join(question.choices) if question else None, multiline=True)
    return [
        kit.divider(),
        kit.labelled(f"Question {number + 1}", wording, f"text:{number}", optional=True),
        kit.labelled("Answered with", kit.select(ids.VALUE, kinds, chosen=kind.value), f"kind:{number}"),
        kit.labelled("Needed?", needed, f"needed:{number}", optional=True),
        kit.labelled("Choices, one a line", choices, f"choices:{number}", optional=True, hint="For lists only."),
    ]


def bounds_of(questions: Sequence[Question], question: NewQuestion) -> NewQuestion:
    """Keeps the bounds a number had under the same wording: the form does not show them."""
    same = next((each for each in questions if each.text == question.text and each.kind == question.kind), None)
    if same is None:
        return question
    return NewQuestion(question.text, question.kind, question.required, question.choices, same.lowest, same.highest)
