"""The team's side of a conversation with who asked: in the thread of the card."""

import re
from dataclasses import replace

from bot.core.work import Work
from bot.outbox.announcements import revise
from bot.outbox.repository import Deliveries
from bot.people.repository import Teams
from bot.slack import kit
from bot.slack.message import Message
from bot.triage.announcements.cards import said_key
from bot.triage.blocks import notices, requester
from bot.triage.domain import Fire, FireId
from bot.triage.repository import Fires
from bot.triage.use_cases.noting import Mended

# The card in the channel, or of a private fire with a lead; and what the owner is told in their direct messages.
TEAM_KEY = re.compile(r"fire:(\d+)(?::card:\d+|:private(?::\d+)?:\w+|:said:\d+(?::.*)?|:owner:\d+:\w+)?")


async def card_in_thread(work: Work, channel: str, ts: str) -> Fire | None:
    """The fire that the team reads about in that message; None for any other message."""
    found = TEAM_KEY.fullmatch(await Deliveries(work).key_of(channel, ts) or "")
    return await Fires(work).by_id(FireId(int(found[1]))) if found else None


async def mend_under_card(work: Work, fire: Fire, mended: Mended) -> None:
    """What the requester said reads as they want it now, and says that it was changed."""
    first = mended.first
    leads = [each.user_id for each in (await Teams(work).get(fire.team_id)).leads]
    if mended.text is None:
        message = requester.taken_back(fire, first.actor_id)
    else:
        said = notices.answered(fire, replace(first, text=mended.text))
        message = Message(said.text, [*said.blocks, kit.context("They changed this.")])
    for key in (said_key(fire, first.id), *(f"{said_key(fire, first.id)}:{lead}" for lead in leads)):
        await revise(work, key=key, message=message)
