"""A member's own message: one prompt in each of its states, always true."""

from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Message
from bot.standups.blocks import ids
from bot.standups.blocks.blockers import say_age
from bot.standups.blocks.prompts import say_day
from bot.standups.blocks.when import say_moment
from bot.standups.domain.day import Day, Standing
from bot.standups.domain.schedule import Moment, Readers

LONGEST_PREVIEW = 2500
MOST_LISTED = 5
LONGEST_LISTED = 80
LATER = {
    "30": "In 30 minutes",
    "120": "In 2 hours",
    "time": "At a time…",
    "away": "Away today",
    "off": "Off until…",
}


def day_message(day: Day) -> Message:
    """The direct message, as it has to read now."""
    match day.standing:
        case Standing.OPEN:
            return _open(day)
        case Standing.SNOOZED:
            return _snoozed(day)
        case Standing.ANSWERED:
            return _answered(day)
        case Standing.SKIPPED:
            return _skipped(day)
    text, buttons = _closed(day)
    return Message(_plain(day, text), [kit.section(_named(day, text)), *([kit.actions(*buttons)] if buttons else [])])


def _open(day: Day) -> Message:
    back = f"*{escape(day.standup.name)}* for {say_day(day.run.on)}"
    if day.prompt.deleted_at is not None:
        back = f"Your answer to {back} is deleted. You can still give another."
    preview = "\n".join(f"• {escape(each.text)}" for each in day.questions)[:LONGEST_PREVIEW]
    carried = _carried(day)
    return Message(
        f"{escape(day.standup.name)} for {say_day(day.run.on)}: answer in the form, or just type.",
        [
            kit.section(f"{back}\n{preview}"),
            *([kit.context("\n".join(carried))] if carried else []),
            kit.actions(*ways(day), block_id=f"day:{day.prompt.id}:{_generation(day)}"),
            kit.context(f"Or just type your first answer here. {_where(day)} The ⋯ menu has later, away and off."),
        ],
    )


def ways(day: Day) -> list[kit.Element]:
    """What can be done with a prompt that waits."""
    value = str(day.prompt.id)
    later = [kit.option(text, f"{value}:{choice}") for choice, text in LATER.items()]
    return [
        _answer("Answer", day, primary=True),
        *([kit.button("Same as last time", ids.SAME_AGAIN, value)] if day.repeats else []),
        kit.button("Skip today", ids.SKIP, value),
        kit.overflow(ids.LATER, later),
    ]


def _generation(day: Day) -> str:
    """Another one whenever Slack should forget what was chosen in the menu."""
    return str(day.prompt.chat_step)


def _carried(day: Day) -> list[str]:
    """What the form will ask about first, in short."""
    texts = []
    if day.items:
        listed = [escape(cut(each.text, LONGEST_LISTED)) for each in day.items[:MOST_LISTED]]
        more = len(day.items) - len(listed)
        texts.append("From last time: " + ", ".join([*listed, *([f"and {more} more"] if more else [])]))
    for each in day.blockers[:MOST_LISTED]:
        words = escape(cut(" ".join(each.blocker.text.split()), LONGEST_LISTED)) or "no details given"
        texts.append(f"Still blocked? {words} ({each.blocker.name}, {say_age(each.age)})")
    return texts


def _where(day: Day) -> str:
    """Who will read it."""
    if day.standup.rules.anonymous:
        return "It is stored without your name."
    return {
        Readers.TEAM: f"The report goes to <#{day.standup.report_channel}>.",
        Readers.MEMBERS: "Only those who take part read it.",
        Readers.LEADS: "Only your leads read it.",
        Readers.OWNER: f"Only <@{day.standup.owner_id}> reads it.",
    }[day.standup.rules.readers]


def _snoozed(day: Day) -> Message:
    until = day.prompt.snoozed_until
    assert until is not None, "it is put off until then"
    back, closes = say_moment(until), say_moment(day.prompt.close_at)
    text = f"comes back at {back}. It is open until {closes}."
    buttons = kit.actions(_answer("Answer now", day), kit.button("Skip today", ids.SKIP, str(day.prompt.id)))
    return Message(f"{escape(day.standup.name)} {text}", [kit.section(f"*{escape(day.standup.name)}* {text}"), buttons])


def _answered(day: Day) -> Message:
    name, on = escape(day.standup.name), say_day(day.run.on)
    if day.standup.rules.anonymous:
        text = f"Thanks! Your answers to {{}} for {on} are in, without your name. Nobody can change them, not even you."
        return Message(text.format(name), [kit.section(text.format(f"*{name}*"))])
    late = ", marked as late" if day.prompt.late else ""
    place = _place(day) + late
    said = f"Thanks! Your *{name}* for {on} {place}."
    delete = kit.button(
        "Delete my answer",
        ids.DELETE_ANSWER,
        str(day.prompt.id),
        asks=kit.confirm(
            "Delete your answer?",
            "What you wrote goes, here and in the report. That you took an answer back stays on record.",
            "Delete it",
            "Keep it",
        ),
    )
    shown = f"Thanks! Your {name} for {on} is in{late}."
    return Message(shown, [kit.section(said), kit.actions(_answer("Edit", day), delete)])


def _place(day: Day) -> str:
    if day.standup.rules.readers != Readers.TEAM:
        return "is in. " + _where(day).rstrip(".")
    channel = f"<#{day.standup.report_channel}>"
    if day.is_ahead:
        return f"is kept. It will be in {channel} from that day on"
    if day.standup.reporting.moment == Moment.AT_END and not day.is_over:
        return f"will be in {channel} once everybody answered"
    return f"is in {channel}"


def _skipped(day: Day) -> Message:
    value, reason = str(day.prompt.id), day.prompt.reason
    why = f"\nYour reason: {escape(reason)}" if reason else ""
    text = f"You skipped {{}} for {say_day(day.run.on)}."
    buttons = [
        *([] if day.is_over and day.standup.rules.anonymous else [_answer("Answer after all", day)]),
        *([] if day.is_over else [kit.button("Undo", ids.UNSKIP, value)]),
        kit.button("Change the reason" if reason else "Say why", ids.SAY_WHY, value),
    ]
    return Message(_plain(day, text), [kit.section(_named(day, text) + why), kit.actions(*buttons)])


def _closed(day: Day) -> tuple[str, list[kit.Element]]:
    """What is said, with `{}` for the standup's name, where nobody waits for an answer any more."""
    on, value = say_day(day.run.on), str(day.prompt.id)
    ended = day.is_over and day.standup.rules.anonymous
    anyway = [] if ended else [kit.button("Answer anyway", ids.ANSWER, value)]
    late = [kit.button("Answer late", ids.ANSWER, value)]
    match day.standing:
        case Standing.AWAY:
            return f"You are away on {on}, so nobody waits for your {{}}.", anyway
        case Standing.HOLIDAY:
            reason = f" ({escape(day.prompt.reason)})" if day.prompt.reason else ""
            return f"{on} is a day off for you{reason}, so nobody waits for your {{}}.", anyway
        case Standing.CALLED_OFF:
            return f"{{}} for {on} was called off. There is nothing to do.", []
        case Standing.LEFT:
            return f"You do not take part in {{}} any more, so nobody waits for {on}.", []
        case Standing.UNASKED:
            return f"I did not reach you in time for {{}} on {on}, so nobody counts you as missing.", late
    if day.standup.rules.anonymous:
        return f"{{}} for {on} is closed. You did not answer it.", []
    if day.prompt.deleted_at is not None:
        return f"Your answer to {{}} for {on} is deleted. You can still give another: it counts as late.", late
    return f"{{}} for {on} closed without your answer. You can still give it: it counts as late.", late


def again(day: Day) -> Message:
    """What somebody gets who asked to be asked later."""
    text = f"Here is {{}} again. It is open until {say_moment(day.prompt.close_at)}."
    return Message(_plain(day, text), [kit.section(_named(day, text)), kit.actions(*ways(day))])


def reminder(day: Day, minutes_left: int | None) -> Message:
    """`minutes_left` is said in the last one."""
    end = f" {_length(minutes_left)} left to be in time." if minutes_left is not None else ""
    text = f"A reminder: {{}} is waiting for your answer.{end}"
    return Message(_plain(day, text), [kit.section(_named(day, text)), kit.actions(*ways(day))])


def settled(day: Day) -> Message:
    """What a reminder says once it reminds of nothing any more."""
    outcome = {Standing.ANSWERED: "You answered {}. Thanks!", Standing.SKIPPED: "You skipped {}."}
    text = outcome.get(day.standing, "{} is not waiting for you any more.")
    return Message(_plain(day, text), [kit.context(_named(day, text))])


def _length(minutes: int) -> str:
    if minutes < 120:
        return "1 minute is" if minutes == 1 else f"{minutes} minutes are"
    return f"{minutes // 60} hours are"


def _answer(text: str, day: Day, *, primary: bool = False) -> kit.Element:
    return kit.button(text, ids.ANSWER, str(day.prompt.id), style="primary" if primary else None)


def _plain(day: Day, text: str) -> str:
    return text.replace("{}", escape(day.standup.name))


def _named(day: Day, text: str) -> str:
    return text.replace("{}", f"*{escape(day.standup.name)}*")
