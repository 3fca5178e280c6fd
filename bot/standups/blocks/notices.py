"""What people are told of a standup apart from prompts: it did not happen, it is theirs now, it leaves them alone."""

from datetime import date

from bot.core.dates import say_span
from bot.core.wording import listed
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Message
from bot.standups.blocks import ids
from bot.standups.domain import Run, Standup
from bot.standups.domain.roster import Exemption, Missed, say_short

MOST_DATES = 5


def missed(found: Missed, clock: str) -> Message:
    """To the owner; `clock` is when the first of them would have been asked, on the team's wall clock."""
    name = escape(found.standup.name)
    who = "1 person was" if found.people == 1 else f"{found.people} people were"
    text = f"I was down at {clock}, so {who} not asked for {name} of {say_short(found.run.on)}."
    others = [each for each in found.dates if each != found.run.on]
    if others:
        text += f" It did not happen on {listed([say_short(each) for each in others], most=MOST_DATES)} either."
    text += " Nobody is counted missing."
    if not found.may_ask:
        return Message(text)
    button = kit.button("Ask them now", ids.RUN_NOW, str(found.standup.id), style="primary")
    return Message(text, [kit.section(text), kit.actions(button)])


def new_owner(standup: Standup, before: str, owner_id: str, reader_id: str) -> Message:
    """To each lead, once."""
    whose = "yours now" if reader_id == owner_id else f"<@{owner_id}>'s now"
    name = escape(standup.name)
    hint = f"`/standup edit {name}` changes it."
    return Message(f"{escape(before)} left, so the standup *{name}* is {whose}. {hint}")


def left_out(standup: Standup, run: Run) -> Message:
    """The answer to who left a run out."""
    text = f"*{escape(standup.name)}* of {say_short(run.on)} is left out: nobody is asked, and it counts for nobody."
    undo = kit.button("Undo", ids.UNSKIP_RUN, f"{standup.id}:{run.on}")
    return Message(text, [kit.section(text, accessory=undo)])


def off_is_set(standup: Standup, exemption: Exemption, name: str | None, today: date) -> Message:
    """The answer to who set it; `name` is somebody else's."""
    span = say_span(exemption.first_on, exemption.last_on, today)
    who, is_asked = (escape(name), "is not asked") if name else ("You", "are not asked")
    told = f" {escape(name)} is told, and can undo it." if name else ""
    text = f"{who} {is_asked} for *{escape(standup.name)}* {span}. After that all is as before, without a click.{told}"
    return Message(text, [kit.section(text, accessory=_undo(exemption))])


def off_by_other(standup: Standup, exemption: Exemption, by: str, today: date) -> Message:
    """To the person a lead freed of it."""
    span = say_span(exemption.first_on, exemption.last_on, today)
    text = f"{escape(by)} said that *{escape(standup.name)}* need not ask you {span}. Is that not so? Undo it."
    return Message(text, [kit.section(text, accessory=_undo(exemption))])


def off_undone(standup: Standup, name: str | None) -> Message:
    """`name` is somebody else's."""
    return Message(f"Undone: *{escape(standup.name)}* asks {escape(name) if name else 'you'} as always.")


def _undo(exemption: Exemption) -> kit.Element:
    return kit.button("Undo", ids.UNDO_OFF, str(exemption.id))
