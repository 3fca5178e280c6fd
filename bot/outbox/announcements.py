"""Saying things for certain: a message promised here is sent once, and then kept as we want it."""

from datetime import datetime

from bot.core.work import Work
from bot.outbox.domain import IfUnsure, Rank
from bot.outbox.repository import Deliveries
from bot.slack.message import Message


async def announce(
    work: Work,
    *,
    key: str,
    channel: str,
    message: Message,
    thread: str | None = None,
    if_unsure: IfUnsure = IfUnsure.RESEND,
    use_by: datetime | None = None,
    rank: Rank = Rank.NOTICE,
) -> bool:
    """Promises a message to a channel or, by a user id, to a person. The same key is never sent twice.

    `thread` is the key of the promised message to answer under; it is waited for. After `use_by` a message that
    was not sent yet is dropped. Returns False when this key was promised before.
    """
    return await Deliveries(work).add(
        key, channel, message.to_dict(), thread_key=thread, if_unsure=if_unsure, use_by=use_by, rank=rank
    )


async def revise(work: Work, *, key: str, message: Message) -> bool:
    """Makes a promised message say this instead, whether it was sent or not. False when there is none."""
    return await Deliveries(work).reword(key, message.to_dict())


async def withdraw(work: Work, *keys: str) -> None:
    """Promised messages that were not sent yet will not be."""
    await Deliveries(work).withdraw(*keys)


async def retract(work: Work, *keys: str) -> None:
    """Promised messages will not be seen: what was not sent is not, what was is deleted. Their keys are used up."""
    await Deliveries(work).retract(*keys)
