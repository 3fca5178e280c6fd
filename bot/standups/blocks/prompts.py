"""What one member sees: the prompt in each of its states, reminders, and the typed conversation."""

from datetime import date

from bot.core.dates import say_weekdays
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block, Message
from bot.standups.blocks import ids
from bot.standups.domain import Kind, Prompt, PromptState, Question, Standup
from bot.standups.domain.answers import MOODS
from bot.standups.domain.questions import WITH_CHOICES


def say_day(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"


def prompt_message(standup: Standup, prompt: Prompt, on: date, questions: tuple[Question, ...]) -> Message:
    """The direct message, true for the prompt's state."""
    name = f"*{escape(standup.name)}*"
    match prompt.state:
        case PromptState.ANSWERED:
            text = f"Thanks! Your {standup.name} for {say_day(on)} is in the report."
            said = f"Thanks! Your {name} for {say_day(on)} is in <#{standup.report_channel}>."
            return Message(escape(text), [kit.section(said), kit.actions(_answer("Edit", prompt))])
        case PromptState.SKIPPED:
            text = f"You skipped {standup.name} for {say_day(on)}."
            buttons = kit.actions(_answer("Answer after all", prompt), kit.button("Undo", ids.UNSKIP, str(prompt.id)))
            return Message(escape(text), [kit.section(f"You skipped {name} for {say_day(on)}."), buttons])
        case PromptState.AWAY:
            return Message(f"You are away on {say_day(on)}, so nobody waits for your {escape(standup.name)}.")
    return Message(
        f"{escape(standup.name)} for {say_day(on)}: answer in the form, or just type.",
        [
            kit.section(f"{name} for {say_day(on)}\n{_preview(questions)}"),
            kit.actions(
                _answer("Answer", prompt, primary=True),
                kit.button("Skip today", ids.SKIP, str(prompt.id)),
                kit.button("Away today", ids.AWAY, str(prompt.id)),
            ),
            kit.context(f"Or just type your first answer here. The report goes to <#{standup.report_channel}>."),
        ],
    )


def _preview(questions: tuple[Question, ...]) -> str:
    return "\n".join(f"• {escape(each.text)}" for each in questions)[:2800]


def _answer(text: str, prompt: Prompt, *, primary: bool = False) -> kit.Element:
    return kit.button(text, ids.ANSWER, str(prompt.id), style="primary" if primary else None)


def reminder(standup: Standup, prompt: Prompt, minutes_left: int | None) -> Message:
    """`minutes_left` is said in the last one."""
    name = escape(standup.name)
    end = f" {_length(minutes_left)} left to be in time." if minutes_left is not None else ""
    text = f"A reminder: {name} is waiting for your answer.{end}"
    shown = f"A reminder: *{name}* is waiting for your answer.{end}"
    buttons = kit.actions(_answer("Answer", prompt, primary=True), kit.button("Skip today", ids.SKIP, str(prompt.id)))
    return Message(text, [kit.section(shown), buttons])


def _length(minutes: int) -> str:
    return f"{minutes} minutes are" if minutes < 120 else f"{minutes // 60} hours are"


def next_question(question: Question, trouble: str | None, *, wants_words: bool) -> Message:
    """What is asked in the typed conversation."""
    if wants_words:
        return Message("What is blocking you? Type it in a few words.")
    hints = [trouble] if trouble else []
    hint = _how_to_type(question)
    if hint and not trouble:
        hints.append(hint)
    if not question.required:
        hints.append("`skip` leaves it out.")
    text = f"*{escape(question.text)}*"
    return Message(escape(question.text), [kit.section(text), *([kit.context(" ".join(hints))] if hints else [])])


def _how_to_type(question: Question) -> str | None:
    if question.kind in WITH_CHOICES:
        listed = "  ".join(f"`{number}` {escape(each)}" for number, each in enumerate(question.choices, 1))
        return f"Type a number or a name: {listed}"[:2000]
    return {
        Kind.MOOD: "Type a number: " + "  ".join(f"`{number}` {name}" for number, name in MOODS.items()),
        Kind.NUMBER: "Type a number.",
        Kind.YES_NO: "Type `yes` or `no`.",
        Kind.BLOCKER: "Type `no`, or `yes` and what blocks you.",
    }.get(question.kind)


def chat_cancelled(prompt: Prompt) -> Message:
    text = "Stopped. What you typed is kept in the form."
    return Message(text, [kit.section(text), kit.actions(_answer("Open the form", prompt))])


NOTHING_OPEN = "There is no standup to answer right now. `/standup help` and `/triage help` show what I can do."


def schedule_line(standup: Standup) -> str:
    """When it runs, in words."""
    schedule = standup.schedule
    days = say_weekdays(schedule.days)
    often = "" if schedule.every_weeks == 1 else f", every {schedule.every_weeks} weeks"
    clock = "everybody's own time" if schedule.follows_member else f"{schedule.zone} time"
    paused = ""
    if not standup.active:
        paused = f" · paused until {say_day(standup.paused_until)}" if standup.paused_until else " · paused"
    return f"{days} at {schedule.at:%H:%M}, {clock}{often}{paused}"


def standup_list(standups: list[Standup], answerable: Prompt | None) -> Message:
    """What there is, for `/standup list`."""
    if not standups:
        text = "There is no standup yet. `/standup new` makes one."
        return Message(text)
    blocks: list[Block] = [
        kit.section(f"*{escape(each.name)}*\n{schedule_line(each)} · report in <#{each.report_channel}>")
        for each in standups[:40]
    ]
    if answerable is not None:
        blocks.append(kit.actions(_answer("Answer mine", answerable, primary=True)))
    return Message(f"Standups: {', '.join(escape(each.name) for each in standups)}", blocks)


def standup_page(
    standup: Standup, questions: list[Question], sends: list[tuple[str, list[str]]], *, leads: bool
) -> Message:
    """Everything about one standup; `sends` are the next ones of each member, in both zones."""
    asked = "\n".join(f"{each.position + 1}. {escape(each.text)}" for each in questions)
    blocks: list[Block] = [
        kit.section(f"*{escape(standup.name)}*\n{schedule_line(standup)}"),
        kit.section(asked[:2900] or "No questions yet"),
        kit.context(f"Report in <#{standup.report_channel}> · an answer is in time for {_hours(standup)}"),
    ]
    for name, times in sends[:30]:
        blocks.append(kit.section(f"*{escape(name)}*\n" + "\n".join(times)))
    if leads:
        name = escape(standup.name)
        blocks.append(kit.context(f"`/standup edit {name}` · `/standup questions {name}` · `/standup run {name}`"))
    return Message(f"{escape(standup.name)}: {schedule_line(standup)}", blocks)


def _hours(standup: Standup) -> str:
    return f"{standup.schedule.window.total_seconds() / 3600:g} h"
