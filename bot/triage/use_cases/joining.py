"""What people write where fires come from: it joins the fire it belongs to, or becomes one of its own."""

from dataclasses import dataclass, replace

from bot.core.work import Work
from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.triage.domain import (
    DEFAULT_PRIORITY,
    Act,
    Desk,
    FileReference,
    Fire,
    Note,
    Source,
    State,
    may,
    read_request,
)
from bot.triage.repository import Desks, FireEvents, FireFiles, FireMessages, Fires
from bot.triage.use_cases.filing import Filed, FireRequest, file_fire
from bot.triage.use_cases.hearing import hear
from bot.triage.use_cases.merging import goes_on_as
from bot.triage.use_cases.stepping import Change, Refusal, see

UNTITLED = "See the message"


@dataclass(frozen=True)
class Written:
    """A message as somebody wrote it in a channel: `text` in words, without Slack's marks."""

    channel: str
    ts: str
    thread: str | None
    user_id: UserId
    text: str
    files: tuple[FileReference, ...] = ()
    permalink: str | None = None


async def takes_in(work: Work, channel: str) -> Desk | None:
    """The desk that makes every message in that channel a fire; None for nearly all channels."""
    return await Desks(work).taking_in(channel)


async def desk_of_emoji(work: Work, emoji: str, channel: str, user_id: str) -> Desk | None:
    """Whose fire a message becomes by that emoji: of the team whose channel it stands in, of the person's own team,
    or of the first one that uses it.
    """
    desks = [each for each in await Desks(work).all() if each.emoji == emoji]
    if not desks:
        return None
    here = await Teams(work).of_channel(channel)
    own = await Teams(work).of_person(user_id)
    likely = [*([here.id] if here else []), *(team.id for team in own)]
    return min(desks, key=lambda desk: likely.index(desk.team_id) if desk.team_id in likely else len(likely))


async def fire_in_thread(work: Work, channel: str, thread: str, user_id: str) -> Fire | None:
    """The open fire of that requester that their words in this thread belong to; a merged one goes on as another."""
    fire = await FireMessages(work).last_in_thread(channel, thread, user_id)
    other = await goes_on_as(work, fire) if fire is not None else None
    return other if other is not None and other.is_open else None


async def file_or_join(work: Work, desk: Desk, written: Written) -> Filed | Change | None:
    """A new message in an intake channel. Soon after another one of theirs it belongs to the same fire while that is
    open; else it is one of its own. None when it belongs to a fire already.
    """
    # Whoever holds the counter files alone, so that two messages in one second are not two fires.
    await Fires(work).last_number()
    earlier = await FireMessages(work).last_since(written.channel, written.user_id, work.now - desk.joins_within)
    if earlier is not None and earlier.is_open:
        return await join_fire(work, earlier, written)
    if await FireMessages(work).fire_of(written.channel, written.ts) is not None:
        return None
    filed = await file_fire(work, request_of(written, desk, Source.CHANNEL, written.user_id))
    return filed if filed.is_new else None


async def join_fire(work: Work, fire: Fire, written: Written) -> Change | None:
    """More words of the requester: kept with the fire, with the files in them. One that waits for them goes on. None
    when that message belongs to a fire already.
    """
    if not await FireMessages(work).add(fire.id, written.channel, written.ts, written.thread, written.user_id):
        return None
    for file in written.files:
        await FireFiles(work).add(fire.id, file, written.user_id)
    said = written.text or ", ".join(file.name for file in written.files)
    if fire.state == State.WAITING and said:
        change = (await hear(work, fire, written.user_id, said)).change
        if change is not None:
            return change
    event = await FireEvents(work).add(fire.id, written.user_id, Note.FOLLOW_UP, text=said or None)
    return Change(fire, fire, event)


def request_of(written: Written, desk: Desk, source: Source, filer_id: str) -> FireRequest:
    """That message as a request of its author."""
    asked = read_request(written.text)
    return FireRequest(
        team_id=desk.team_id,
        title=asked.title or ", ".join(file.name for file in written.files) or UNTITLED,
        description=asked.description,
        priority=asked.priority or DEFAULT_PRIORITY,
        requester_id=written.user_id,
        filer_id=UserId(filer_id),
        source=source,
        permalink=written.permalink,
        source_channel=written.channel,
        source_ts=written.ts,
        source_thread=written.thread,
        files=written.files,
    )


async def part_off(work: Work, number: int, event_id: int, written: Written, by: str) -> Filed:
    """Words that joined a fire are a request of their own: another matter, of whoever wrote them. Raises Refusal when
    it is not theirs to say, BotError for a fire they may not see.
    """
    held = await see(work, number, by)
    fire = held.fire
    said = next((each for each in await FireEvents(work).of(fire.id) if each.id == event_id), None)
    if said is None or (by != said.actor_id and not may(held.parts, Act.SPLIT)):
        raise Refusal(fire, f"Only who wrote it, the owner of {fire.name} or a lead can make it a fire of its own.")
    messages = FireMessages(work)
    if await messages.fire_of(written.channel, written.ts) == fire.id:
        await messages.drop(written.channel, written.ts)
    written = replace(written, text=said.text or "", user_id=said.actor_id)
    desk = await Desks(work).get(fire.team_id)
    filed = await file_fire(
        work, replace(request_of(written, desk, Source.SPLIT, by), own_case=True, private=fire.private)
    )
    if filed.is_new:
        await FireEvents(work).add(fire.id, by, Note.SPLIT, text=filed.fire.name)
        await FireEvents(work).add(filed.fire.id, by, Note.SPLIT, text=fire.name)
    return filed
