"""What is told for certain about fires: the card in the channel, and notices to requester, owner and leads."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.core.calendar import find_zone, next_working_moment
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.repository import Deliveries
from bot.people.domain import Team
from bot.people.repository import People, Teams
from bot.slack.message import Message
from bot.triage.blocks import notices
from bot.triage.blocks.card import fire_card
from bot.triage.domain import PATIENCE, Fire, FireEvent, Kind, Note, Priority, State, Step, length_in_words
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases import Change, Filed

Notice = Callable[[Fire, FireEvent], Message]

# What the requester is told, and the word in the key of it.
TO_REQUESTER: Mapping[Kind, tuple[str, Notice]] = {
    Step.CLAIM: ("taken", notices.taken),
    Step.ASSIGN: ("taken", notices.taken),
    Step.WAIT: ("waiting", notices.waiting),
    Step.RESOLVE: ("done", notices.done),
    Step.DECLINE: ("declined", notices.declined),
    Step.WITHDRAW: ("withdrawn", notices.withdrawn),
    Step.REOPEN: ("reopened", notices.reopened),
}
TO_OWNER: Mapping[Kind, Notice] = {Step.ASSIGN: notices.given_to_you, Step.REOPEN: notices.back_with_you}
TAKES_AWAY = frozenset({Step.ASSIGN, Step.RELEASE, Step.RESOLVE, Step.DECLINE, Step.WITHDRAW})
# What is said under the card, for the owner to read.
IN_THREAD: Mapping[Kind, Notice] = {
    Step.ANSWER: notices.answered,
    Note.REMARK: notices.answered,
    Note.EDITED: notices.told_better,
}
WAITING_KEY = re.compile(r"fire:(\d+):waiting:\d+")


async def tell_filed(work: Work, filed: Filed) -> None:
    """The card, and notices to whoever must know at once. Safe to call again for the same fire."""
    fire, team = filed.fire, filed.team
    card = fire_card(fire, team.week.zone)
    await announce(work, key=_card_key(fire), channel=team.channel_id, message=card)
    if fire.filer_id != fire.requester_id:
        zone = find_zone(await _zone_name(work, fire.requester_id), team.week.zone.key)
        message = notices.received(fire, team, _resumes_at(work, team), zone)
        await announce(work, key=f"fire:{fire.id}:received", channel=fire.requester_id, message=message)
    if fire.priority == Priority.P1:
        await _tell_leads(work, fire, team, "urgent", message=notices.urgent(fire, team), but=fire.filer_id)


async def filed_reply(work: Work, filed: Filed) -> Message:
    """What to answer whoever filed it."""
    if not filed.is_new:
        return notices.filed_before(filed.fire)
    zone = find_zone(await _zone_name(work, filed.fire.filer_id), filed.team.week.zone.key)
    return notices.filed(filed.fire, filed.team, _resumes_at(work, filed.team), zone)


async def tell(work: Work, change: Change) -> None:
    """Redraws the card and tells those whom it concerns, except whoever did it."""
    fire, event = change.fire, change.event
    team = await Teams(work).get(fire.team_id)
    await revise(work, key=_card_key(fire), message=fire_card(fire, team.week.zone))
    await _stop_asking(work, change)
    await _tell_requester(work, change)
    await _tell_owners(work, change)
    if event.kind in IN_THREAD and event.actor_id != fire.owner_id:
        message = IN_THREAD[event.kind](fire, event)
        key = f"fire:{fire.id}:said:{event.id}"
        await announce(work, key=key, channel=team.channel_id, message=message, thread=_card_key(fire))
    if fire.priority == Priority.P1 != change.before.priority:
        await _tell_leads(work, fire, team, "urgent", message=notices.urgent(fire, team), but=event.actor_id)


async def show_card(work: Work, fire_id: int) -> None:
    """The card says how it stands now."""
    fire = await Fires(work).by_id(fire_id)
    if fire is not None:
        team = await Teams(work).get(fire.team_id)
        await revise(work, key=_card_key(fire), message=fire_card(fire, team.week.zone))


async def tell_unclaimed(work: Work, fire: Fire, team: Team) -> None:
    """Nobody takes it: one notice a lead and fire, however often the clock asks."""
    message = notices.unclaimed(fire, team, length_in_words(PATIENCE[fire.priority]))
    await _tell_leads(work, fire, team, "unclaimed", message=message)


async def waited_for(work: Work, channel: str, ts: str) -> Fire | None:
    """The fire whose question to the requester that message is; None for any other message."""
    key = await Deliveries(work).key_of(channel, ts)
    found = WAITING_KEY.fullmatch(key or "")
    return await Fires(work).by_id(int(found[1])) if found else None


async def _tell_requester(work: Work, change: Change) -> None:
    fire, event = change.fire, change.event
    if event.kind not in TO_REQUESTER or fire.requester_id in (event.actor_id, event.about_id):
        return
    word, notice = TO_REQUESTER[event.kind]
    key = f"fire:{fire.id}:{word}:{event.id}"
    await announce(work, key=key, channel=fire.requester_id, message=notice(fire, event))


async def _tell_owners(work: Work, change: Change) -> None:
    """Who had it hears that they have it no more or it is over; who has it now, that it is theirs."""
    fire, event, had = change.fire, change.event, change.before.owner_id
    if had is not None and event.kind in TAKES_AWAY:
        await _tell_owner(work, change, had, notices.taken_from_you(fire, event))
    if fire.owner_id is not None and event.kind in TO_OWNER:
        await _tell_owner(work, change, fire.owner_id, TO_OWNER[event.kind](fire, event))


async def _tell_owner(work: Work, change: Change, owner_id: str, message: Message) -> None:
    if owner_id != change.event.actor_id:
        key = f"fire:{change.fire.id}:owner:{change.event.id}:{owner_id}"
        await announce(work, key=key, channel=owner_id, message=message)


async def _tell_leads(work: Work, fire: Fire, team: Team, word: str, *, message: Message, but: str = "") -> None:
    for lead in team.leads:
        if lead.user_id != but:
            key = f"fire:{fire.id}:{word}:{lead.user_id}"
            await announce(work, key=key, channel=lead.user_id, message=message)


async def _stop_asking(work: Work, change: Change) -> None:
    """What was asked of the requester loses its button once it is not waited for any more."""
    if change.before.state != State.WAITING or change.fire.state == State.WAITING:
        return
    asked = await FireEvents(work).last(change.fire.id, [Step.WAIT])
    if asked is not None:
        message = notices.waiting(change.fire, asked)
        await revise(work, key=f"fire:{change.fire.id}:waiting:{asked.id}", message=message)


def _resumes_at(work: Work, team: Team) -> datetime | None:
    """When the team works again; None while it works."""
    moment = next_working_moment(work.now, team.week)
    return None if moment == work.now else moment


async def _zone_name(work: Work, user_id: str) -> str | None:
    person = await People(work).get(user_id)
    return person.zone if person else None


def _card_key(fire: Fire) -> str:
    return f"fire:{fire.id}"
