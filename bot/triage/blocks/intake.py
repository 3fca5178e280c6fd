"""What is said where people ask in channels: short, in the thread or to them alone."""

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Message
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import quotation, state_line, titled
from bot.triage.domain import Fire, FireEvent

UNREADABLE = (
    "I cannot read that message: Slack shows apps only the first message of a thread. Choose *Make it a fire* in the "
    "menu of the message instead."
)
MENTION_HELP = (
    "Name me with *triage this* in a thread, and its first message becomes a fire; with *triage* and what you need, "
    "your message does. `/triage help` shows everything else."
)


def taken_in(fire: Fire, team: Team) -> Message:
    """In the thread of the message that became a fire."""
    return Message(
        f"{fire.name} is with {escape(team.name)} now. {mention(fire.requester_id)}, you hear from me when somebody "
        "takes it, needs something from you, and when it is done.",
    )


def filed_by_emoji(fire: Fire, team: Team) -> Message:
    """To who put the emoji there."""
    asker = "you" if fire.requester_id == fire.filer_id else mention(fire.requester_id)
    text = f"{titled(fire)} is with {escape(team.name)} now, for {asker}."
    return Message(text, [kit.section(text), kit.actions(_edit(fire), _show(fire))])


def belongs_to(fire: Fire) -> Message:
    """To who makes a message a fire that is one, or is part of one, already."""
    text = f"That is {titled(fire)} already. {state_line(fire)}."
    return Message(text, [kit.section(text), kit.actions(_show(fire))])


def joined(fire: Fire, event: FireEvent, channel: str, ts: str) -> Message:
    """To who wrote on in the intake channel."""
    text = f"I added that to {titled(fire)}."
    return Message(text, [kit.section(text), kit.actions(something_else(fire, event, channel, ts), _show(fire))])


def more_words(fire: Fire, event: FireEvent, channel: str, ts: str, files: str) -> Message:
    """Under the card, for who has it. `files` is a line that lists those that came with the words, or empty."""
    to = f"{mention(fire.owner_id)}, " if fire.owner_id else ""
    text = f"{to}{mention(event.actor_id)} wrote more about {fire.name}:"
    said = quotation(event.text) if event.text else []
    notes = [kit.context(files)] if files else []
    return Message(text, [kit.section(text), *said, *notes, kit.actions(something_else(fire, event, channel, ts))])


def parted(fire: Fire, of: str) -> Message:
    """To who said that it is something else."""
    text = f"{titled(fire)} is a fire of its own now. {of} goes on without it."
    return Message(text, [kit.section(text), kit.actions(_show(fire))])


def which_team(channel: str, ts: str) -> Message:
    """To who makes a message a fire where it cannot be told which team they mean."""
    text = "There are several teams here, so tell me whom you mean."
    return Message(
        text, [kit.section(text), kit.actions(kit.button("Choose a team", ids.FILE_THIS, f"{channel}:{ts}"))]
    )


def something_else(fire: Fire, event: FireEvent, channel: str, ts: str) -> kit.Element:
    asks = kit.confirm(
        "Is it something else?",
        "It becomes a fire of its own, and its words stay here, too.",
        "Make it its own",
        "Leave it",
    )
    value = f"{fire.number}:{event.id}:{channel}:{ts}"
    return kit.button("This is something else", ids.SOMETHING_ELSE, value, asks=asks)


def _edit(fire: Fire) -> kit.Element:
    return kit.button("Add details", ids.EDIT, str(Ref(fire.number, Place.NOTICE)))


def _show(fire: Fire) -> kit.Element:
    return kit.button("Show it", ids.SHOW, str(Ref(fire.number, Place.NOTICE)))
