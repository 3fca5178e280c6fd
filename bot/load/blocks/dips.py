"""What somebody is told of their own answers, and what their leads get when they share it: the same numbers."""

from bot.core.wording import listed
from bot.load.blocks import words
from bot.load.domain.dips import AnswerWeek, ToldDip
from bot.people.domain import UserId
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message

SHARE, UNWATCH = "load.share_dip", "load.unwatch"
# What the button under the notice carries instead of a team: there is no page to draw anew.
FROM_NOTICE = "notice"
LONGEST_QUESTION = 150
LONGEST_DIALOG = 280


def dip_notice(told: ToldDip) -> Message:
    """To the person alone."""
    blocks: list[Block] = [
        kit.header("A look at your own answers"),
        *_numbers(told),
        kit.section(
            "You asked me to watch these numbers. I look at nothing else, so I cannot know why. It may help to talk "
            "with somebody you trust, or to look at what you could hand over: `/triage load me`."
        ),
        kit.section(_who_knows(told)),
        kit.actions(*_buttons(told)),
    ]
    return Message(_first_words(told), blocks)


def shared_card(told: ToldDip) -> Message:
    """To a lead, because the person clicked."""
    name = _name(told, told.dip.user_id)
    text = f"{name} shares with you how their own answers went."
    others = f"{_leads(told)} got this, and nobody else." if told.dip.leads[1:] else "Nobody else got this."
    note = (
        f"{others} The numbers are exactly those that {name} saw. They are theirs to explain, they feed no review, and "
        f"I tell you no more of them. Best ask {name} what would help."
    )
    return Message(text, [kit.section(f"*{text}*"), *_numbers(told), kit.context(note)])


def is_over() -> Message:
    """In place of the numbers."""
    text = "Your own answers were lower for three weeks. For four weeks I have not seen that any more."
    return Message(text, [kit.section(text)])


def watched_no_more() -> Message:
    text = "I do not watch your own answers any more, and kept nothing of what I found."
    again = "If you change your mind: `/triage load me`, *Watch my own answers*."
    return Message(text, [kit.section(text), kit.context(again)])


def _numbers(told: ToldDip) -> list[Block]:
    """The same for everybody who sees it."""
    found = told.dip.comparison
    rarely = words.rarely(float(found.chance))
    chance = f"That the last three of eleven weeks are this low by chance is rare: {rarely}."
    weeks = "\n".join(_week_line(each) for each in found.weeks)
    return [kit.section(f"{_first_words(told)} {chance}"), kit.context(weeks)]


def _first_words(told: ToldDip) -> str:
    found = told.dip.comparison
    question = escape(cut(" ".join(found.question.split()), LONGEST_QUESTION))
    return (
        f"In the last three weeks the answers to _{question}_ were {words.about(found.lately)} of 5 on average. In the "
        f"eight weeks with answers before, they were {words.about(found.before)}."
    )


def _week_line(week: AnswerWeek) -> str:
    answers = "1 answer" if week.count == 1 else f"{week.count} answers"
    return f"• week of {words.day(week.monday)}: {words.about(week.mean)} of 5, {answers}"


def _who_knows(told: ToldDip) -> str:
    if told.dip.shared_at is not None:
        return f"*You shared this with {_leads(told)}.* Nobody else is told, and I send them nothing more of it."
    if not told.dip.leads:
        return "Nobody else is told of this, now or later."
    return (
        "Nobody else is told of this, now or later, unless you click. *Share with my lead* sends exactly the numbers "
        f"above to {_leads(told)}."
    )


def _buttons(told: ToldDip) -> list[kit.Element]:
    stop = kit.button("Don't watch this", UNWATCH, FROM_NOTICE, label="Do not watch my own answers any more")
    if told.dip.shared_at is not None or not told.dip.leads:
        return [stop]
    asks = kit.confirm(
        "Share these numbers?", cut(f"They go to {_leads(told, plain=True)}, now.", LONGEST_DIALOG), "Share", "Not now"
    )
    return [kit.button("Share with my lead", SHARE, str(told.dip.id), asks=asks), stop]


def _leads(told: ToldDip, *, plain: bool = False) -> str:
    return listed([_name(told, each, plain=plain) for each in told.dip.leads], most=words.MOST_LEADS)


def _name(told: ToldDip, user_id: UserId, *, plain: bool = False) -> str:
    name = told.names.get(user_id, "somebody")
    return cut(name, words.SHOWN_NAME) if plain else words.shown_name(name)
