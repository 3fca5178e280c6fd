"""Keeping a message true under one name, whatever became of the messages that had this name before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from bot.core.work import Work
from bot.outbox.announcements import announce, retract, revise
from bot.outbox.domain import Rank, Standing
from bot.outbox.repository import Deliveries
from bot.slack.message import Message
from bot.standups.blocks.layout import instead_of
from bot.standups.domain.report_keys import ReportKey

# Slack's words for a message that stays as it is.
UNCHANGEABLE = frozenset({"edit_window_closed", "cant_update_message"})
# Its word for one that somebody deleted.
DELETED = "message_not_found"
AT_ONCE = 10


@dataclass(frozen=True)
class Link:
    """One of the messages that had a name, one after another."""

    key: ReportKey
    standing: Standing


async def chain(work: Work, key: ReportKey) -> list[Link]:
    """Every message there was under that name, the oldest first."""
    found: list[Link] = []
    for first in count(1, AT_ONCE):
        keys = [replace(key, again=number) for number in range(first, first + AT_ONCE)]
        standing = await Deliveries(work).standing(map(str, keys))
        found += [Link(each, standing[str(each)]) for each in keys if str(each) in standing]
        if len(standing) < AT_ONCE:
            return found
    raise AssertionError("counting does not end")


async def keep(
    work: Work, key: ReportKey, message: Message, *, to: str, under: str | None = None, may_begin: bool = True
) -> None:
    """Makes the message of that name say this; begins it where there is none, or only ones that were taken back.

    One that Slack refused stays as it is, and one that somebody deleted does not come back.
    """
    links = await chain(work, key)
    if not links or links[-1].standing.is_gone:
        if may_begin:
            await begin(work, replace(key, again=len(links) + 1), message, to=to, under=under)
        return
    last = links[-1]
    if not last.standing.is_dead:
        await revise(work, key=str(last.key), message=_as_successor(message, links))


async def begin(work: Work, key: ReportKey, message: Message, *, to: str, under: str | None) -> None:
    await announce(work, key=str(key), channel=to, message=message, thread=under, rank=Rank.CLOSING)


async def replace_unchangeable(work: Work, key: ReportKey, message: Message, *, to: str, under: str | None) -> None:
    """Says it once in a new message that names the old one; a second refusal is the end of it."""
    links = await chain(work, key)
    refused = [each for each in links if each.standing.is_dead and each.standing.error in UNCHANGEABLE]
    if links and links[-1:] == refused:
        successor = replace(key, again=links[-1].key.again + 1)
        await begin(work, successor, _as_successor(message, [*links, links[-1]]), to=to, under=under)


async def end_from(work: Work, key: ReportKey, part: int) -> None:
    """Takes back that part and those after it."""
    for number in count(part):
        links = await chain(work, replace(key, part=number))
        if not links:
            return
        await retract(work, *(str(each.key) for each in links if not each.standing.is_gone))


def root_of(links: Sequence[Link]) -> Link | None:
    """The message whose thread the others stand in: what replaces it stands there too."""
    live: list[Link] = []
    for each in links:
        live = [] if each.standing.is_gone else [*live, each]
    return live[0] if live else None


def _as_successor(message: Message, links: Sequence[Link]) -> Message:
    before = links[-2].standing if len(links) > 1 else None
    if before is None or not before.is_dead or before.channel is None or before.ts is None:
        return message
    return instead_of(message, before.channel, before.ts)
