"""What people are told when a clock of a fire runs out, and of one that is put off, comes back, or joins another."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import UTC, buttons, moment, quotation, titled
from bot.triage.domain import Fire, FireEvent, Step


def to_be_taken(fire: Fire, team: Team, due: datetime) -> Message:
    """Once, to whoever is called, while there is still time to take it."""
    by = moment(due, team.week.zone)
    return _for_work(
        fire, f"{titled(fire)} ({fire.priority}) should be taken by {by}, and nobody of {escape(team.name)} has it yet."
    )


def soon_due(fire: Fire, zone: ZoneInfo, due: datetime) -> Message:
    """Once, to who has it, or to the leads while nobody does."""
    has = "" if fire.owner_id else " Nobody has it yet."
    text = f"{titled(fire)} ({fire.priority}) should be out by {moment(due, zone)}.{has}"
    hint = "If that cannot be, tell whoever asked: *Wait for the requester…* and *Snooze…* stop the clock."
    return _for_work(fire, text, kit.context(hint))


def overdue(fire: Fire, zone: ZoneInfo, due: datetime) -> Message:
    """Once, to who has it and to the leads."""
    has = f"{mention(fire.owner_id)} has it." if fire.owner_id else "Nobody has it."
    return _for_work(fire, f"{titled(fire)} ({fire.priority}) should have been out by {moment(due, zone)}. {has}")


def put_off_for_you(fire: Fire, event: FireEvent) -> Message:
    """To who has it, when somebody else put it off."""
    text = f"{mention(event.actor_id)} put {titled(fire)} off{_until(fire)}. It comes back to you then."
    return _for_work(fire, text, *_cause(event))


def woken_for_you(fire: Fire, event: FireEvent) -> Message:
    return _for_work(fire, f"{mention(event.actor_id)} brought {titled(fire)} back: it is with you again.")


def back_with_you(fire: Fire) -> Message:
    """To who had put it off, or had it then."""
    return _for_work(fire, f"Its day has come: {titled(fire)} is with you again.")


def back_in_queue(fire: Fire) -> Message:
    """Under the card, when nobody has it."""
    return Message(f"Its day has come: {titled(fire)} is in the queue again, and nobody has it.")


def merged_from_you(fire: Fire, event: FireEvent) -> Message:
    """To who had it."""
    text = f"{mention(event.actor_id)} made {titled(fire)}, which you had, a part of {escape(event.text or '')}."
    return Message(text, [kit.section(text), kit.actions(_show(fire))])


def took_in(fire: Fire, other: Fire) -> Message:
    """Under the card of the fire that stays, for who has it."""
    to = f"{mention(fire.owner_id)}, " if fire.owner_id else ""
    text = f"{to}{titled(other)} of {mention(other.requester_id)} is part of {fire.name} now."
    show = kit.button(f"Show {other.name}", ids.SHOW, _ref(other))
    return Message(text, [kit.section(text), kit.actions(show)])


def followed(own: Fire, fire: Fire, event: FireEvent) -> Message:
    """To the requester of `own`, which is part of `fire`: what happened with that."""
    what = f"{fire.name}, and with it {titled(own)}"
    actor = mention(event.actor_id)
    owner = mention(event.about_id or event.actor_id)
    text = {
        Step.CLAIM: f"{owner} has taken {what}.",
        Step.ASSIGN: f"{owner} has taken {what}.",
        Step.SNOOZE: f"{actor} put off {what}. It comes back by itself.",
        Step.RESOLVE: f"{actor} resolved {what}.",
        Step.DECLINE: f"{actor} declined {what}, and says why:",
        Step.WITHDRAW: f"{actor} took {fire.name} back. If you still need {titled(own)}, open it again.",
        Step.REOPEN: f"{actor} reopened {what}.",
        Step.MERGE: f"{actor} merged {what} into another fire, and you will hear what happens there.",
    }[Step(event.kind)]
    over = event.kind in (Step.RESOLVE, Step.DECLINE, Step.WITHDRAW)
    again = [kit.button(f"Reopen {own.name}", ids.REOPEN, _ref(own))] if over else []
    cause = _cause(event) if event.kind in (Step.RESOLVE, Step.DECLINE) else []
    return Message(text, [kit.section(text), *cause, kit.actions(*again, _show(own))])


def ended_with(own: Fire, fire: Fire, event: FireEvent) -> Message:
    """Under the card of `own`, which is part of `fire`."""
    did = "resolved" if event.kind == Step.RESOLVE else "declined"
    text = f"{mention(event.actor_id)} {did} {fire.name}, which {own.name} is part of."
    return Message(text, [kit.section(text), *_cause(event)])


def split_for_you(fire: Fire, first: int) -> Message:
    """To who has just split it off."""
    return _for_work(fire, f"{titled(fire)} is a fire of its own now, apart from F-{first}. Whoever asked is told.")


def merged_for_you(fire: Fire, event: FireEvent) -> Message:
    """To who has just merged it."""
    text = f"{titled(fire)} is part of {escape(event.text or '')} now. Whoever asked is told, and hears how it goes on."
    return Message(text, [kit.section(text), kit.actions(_show(fire))])


def dismissed(fire: Fire) -> Message:
    """To who has just said that it is no request."""
    counts = "It is in no count." if fire.dismissed else "It was older than an hour, so it counts as declined."
    return Message(f"{titled(fire)} is closed as no request. {counts}")


def _until(fire: Fire) -> str:
    return f" until {moment(fire.snoozed_until, UTC)}" if fire.snoozed_until else ""


def _cause(event: FireEvent) -> list[Block]:
    return quotation(event.text) if event.text else []


def _for_work(fire: Fire, text: str, *more: Block) -> Message:
    return Message(text, [kit.section(text), *more, buttons(fire, Ref(fire.number, Place.NOTICE))])


def _ref(fire: Fire) -> str:
    return str(Ref(fire.number, Place.NOTICE))


def _show(fire: Fire) -> kit.Element:
    return kit.button("Show it", ids.SHOW, _ref(fire))
