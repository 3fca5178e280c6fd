"""What the owner of a standup is told of the channel its reports go to, and the ways out."""

from bot.slack import kit, pickers
from bot.slack.escape import escape
from bot.slack.message import Block, Message
from bot.slack.remedies import remedy
from bot.standups.blocks import ids
from bot.standups.blocks.prompts import say_day
from bot.standups.domain import Run, Standup
from bot.standups.domain.schedule import Openness

OPENED = {
    Openness.PUBLIC: "is public now: everybody in this workspace can read it",
    Openness.SHARED: "is shared with another company now: people there can read it",
    Openness.PRIVATE: "is not what it was",
}


def held(standup: Standup, openness: Openness) -> Message:
    """More people can read a channel than when it was chosen."""
    name = escape(standup.name)
    what = f"<#{standup.held or standup.report_channel}>, where reports of *{name}* go, {OPENED[openness]}."
    text = f"{what} I post no reports there until you say so. Answers are collected as before."
    plain = f"Reports of {name} are held: their channel {OPENED[openness]}."
    return Message(plain, [kit.section(text), _ways_out(standup, "Go on posting there")])


def astray(standup: Standup, run: Run, reason: str, *, is_paused: bool) -> Message:
    """A report could not be posted; it follows for the owner alone."""
    name = f"*{escape(standup.name)}*"
    text = f"The report of {name} for {say_day(run.on)} could not be posted. {remedy(standup.report_channel, reason)}"
    rest = "Answers are collected as before, and until this is mended the report comes to you."
    if is_paused:
        rest = f"That was the third in a row, so {name} is paused: nobody is asked until this is mended."
    plain = f"The report of {escape(standup.name)} for {say_day(run.on)} could not be posted."
    return Message(plain, [kit.section(text), kit.section(rest), _ways_out(standup, "Post it there now")])


def archived(standup: Standup) -> Message:
    """It is known before the next report fails."""
    name = escape(standup.name)
    text = f"<#{standup.report_channel}>, where reports of *{name}* go, was archived. Where shall they go from now on?"
    plain = f"The channel of the reports of {name} was archived."
    return Message(plain, [kit.section(text), _ways_out(standup, "It is back, go on")])


def settled(standup: Standup) -> Message:
    """In place of any of these, once somebody decided."""
    return Message(f"Reports of *{escape(standup.name)}* go to <#{standup.report_channel}>.")


def _ways_out(standup: Standup, stay: str) -> Block:
    return kit.actions(
        kit.button(stay, ids.POST_HERE, str(standup.id), style="primary"),
        pickers.channel_select(ids.POST_ELSEWHERE, placeholder="Choose another channel"),
        block_id=f"report-channel:{standup.id}",
    )
