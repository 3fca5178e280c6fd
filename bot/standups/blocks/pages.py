"""A standup as a page: when it happens, what it asks, and when everybody is asked next."""

from datetime import date, timedelta

from bot.core.dates import say_weekdays
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block, Message
from bot.standups.blocks import ids
from bot.standups.blocks.prompts import say_day
from bot.standups.domain import Prompt, Question, Schedule, Standup, worded
from bot.standups.domain.schedule import MORNING, Rules

IN_A_MONTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
MOST_MEMBERS = 30


def schedule_line(standup: Standup) -> str:
    """When it runs, in words."""
    schedule = standup.schedule
    clock = "everybody's own time" if schedule.follows_member else f"{schedule.zone} time"
    when = "the evening before at" if schedule.evening_before else "at"
    often = f", every {schedule.every_weeks} weeks" if _counts_weeks(schedule) else ""
    paused = ""
    if not standup.active:
        paused = f" · paused until {say_day(standup.paused_until)}" if standup.paused_until else " · paused"
    return f"{_days(schedule)} {when} {schedule.at:%H:%M}, {clock}{often}{paused}"


def _days(schedule: Schedule) -> str:
    if schedule.month_day is not None:
        return f"Day {schedule.month_day} of the month" if schedule.month_day < 31 else "The last day of the month"
    days = say_weekdays(schedule.days)
    return days if schedule.monthly is None else f"The {IN_A_MONTH[schedule.monthly]} {days} of the month"


def _counts_weeks(schedule: Schedule) -> bool:
    return schedule.every_weeks > 1 and schedule.monthly is None and schedule.month_day is None


def say_window(schedule: Schedule) -> str:
    """How long an answer is in time."""
    deadline = schedule.deadline or (MORNING if schedule.evening_before else None)
    if deadline is not None:
        return f"until {deadline:%H:%M}" + (" of the day itself" if schedule.evening_before else "")
    return f"for {schedule.window / timedelta(hours=1):g} h"


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
        button = kit.button("Answer mine", ids.ANSWER, str(answerable.id), style="primary")
        blocks.append(kit.actions(button))
    return Message(f"Standups: {', '.join(escape(each.name) for each in standups)}", blocks)


def _keeping(rules: Rules) -> str:
    """For how long."""
    if rules.keep_days is None:
        return "What people write is kept until they delete it."
    return f"What people write is deleted after {rules.keep_days} days. Numbers, moods and choices stay."


def standup_page(
    standup: Standup, questions: list[Question], today: date, sends: list[tuple[str, list[str]]], *, leads: bool
) -> Message:
    """Everything about one standup; `sends` are the next ones of each member, in both zones."""
    asked = "\n".join(f"{each.position + 1}. {escape(worded(each, today, None).text)}" for each in questions)
    blocks: list[Block] = [
        kit.section(f"*{escape(standup.name)}*\n{schedule_line(standup)}"),
        kit.section(asked[:2900] or "No questions yet"),
        kit.context(f"Report in <#{standup.report_channel}> · an answer is in time {say_window(standup.schedule)}"),
    ]
    blocks.append(kit.context(_keeping(standup.rules)))
    for name, times in sends[:MOST_MEMBERS]:
        blocks.append(kit.section(f"*{escape(name)}*\n" + "\n".join(times)))
    if len(sends) > MOST_MEMBERS:
        blocks.append(kit.context(f"and {len(sends) - MOST_MEMBERS} more members"))
    if leads:
        name = escape(standup.name)
        words = ("edit", "questions", "people", "run", "skip-run", "pause")
        blocks.append(kit.context(" · ".join(f"`/standup {each} {name}`" for each in words)))
    return Message(f"{escape(standup.name)}: {schedule_line(standup)}", blocks)
