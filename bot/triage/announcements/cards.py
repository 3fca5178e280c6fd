"""Where the card of a fire stands: in the team's channel, or with each of its leads where the fire is private."""

from bot.core.work import Work
from bot.outbox.announcements import announce, retract, revise
from bot.people.domain import Team
from bot.slack.message import Message
from bot.triage.announcements.requester import show_requesters_card
from bot.triage.blocks.card import fire_card
from bot.triage.domain import Fire, FireEvent, Note
from bot.triage.repository import FireEvents


async def show_card(work: Work, fire: Fire, team: Team) -> None:
    """The card as the fire is now, wherever it belongs, and that of who asked. Safe to call again."""
    message = fire_card(fire, team.week.zone, work.now)
    for key, channel in (await _places(work, fire, team)).items():
        if not await revise(work, key=key, message=message):
            await announce(work, key=key, channel=channel, message=message)
    await show_requesters_card(work, fire, team)


async def say_under_card(work: Work, fire: Fire, team: Team, *, key: str, message: Message) -> None:
    """For who has it, in the thread of the card; of a private fire to its owner, or to the leads."""
    if fire.private and fire.owner_id is not None:
        await announce(work, key=key, channel=fire.owner_id, message=message)
        return
    for card, channel in (await _places(work, fire, team)).items():
        told = f"{key}:{channel}" if fire.private else key
        await announce(work, key=told, channel=channel, message=message, thread=card)


async def move_card(work: Work, before: Fire, fire: Fire, team: Team) -> None:
    """Private from now on, or not any more: what stands where others read it, or with leads alone, is taken away."""
    if before.private == fire.private:
        return
    history = await FireEvents(work).of(fire.id)
    changes = [event for event in history if event.kind == Note.HIDDEN]
    said = [said_key(fire, event.id) for event in history]
    cards = _keys(before, team, changes[-2] if len(changes) > 1 else None)
    await retract(work, *cards, *said, stays_here_key(fire))


def stays_here_key(fire: Fire) -> str:
    """Of what says once who reads the thread of the card."""
    return f"fire:{fire.id}:stays_here"


def said_key(fire: Fire, event_id: int) -> str:
    """Of what stands under the card because of that event."""
    return f"fire:{fire.id}:said:{event_id}"


async def _places(work: Work, fire: Fire, team: Team) -> dict[str, str]:
    return _keys(fire, team, await FireEvents(work).last(fire.id, [Note.HIDDEN]))


def _keys(fire: Fire, team: Team, changed: FireEvent | None) -> dict[str, str]:
    """The keys of its card, and the channel or person each goes to. The key of a message that was taken away cannot be
    used again, so each change of who sees the fire gives it another.
    """
    turn = f":{changed.id}" if changed else ""
    if fire.private:
        return {f"fire:{fire.id}:private{turn}:{lead.user_id}": lead.user_id for lead in team.leads}
    return {f"fire:{fire.id}:card{turn}" if turn else f"fire:{fire.id}": team.channel_id}
