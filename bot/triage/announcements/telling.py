"""What is told when something happens to a fire: the card drawn anew, and notices to those whom it concerns."""

from collections.abc import Callable, Mapping

from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.people.repository import Teams
from bot.slack.message import Message
from bot.triage.announcements.cards import move_card, said_key, say_under_card, show_card
from bot.triage.announcements.following import tell_followers, tell_merged
from bot.triage.announcements.leads import tell_leads
from bot.triage.blocks import notices, notices_clock
from bot.triage.domain import Fire, FireEvent, Kind, Note, Priority, State, Step
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases import Change

Notice = Callable[[Fire, FireEvent], Message]

# What pings the requester, and the word in the key of it; everything else they read on their card.
TO_REQUESTER: Mapping[Kind, tuple[str, Notice]] = {
    Step.CLAIM: ("taken", notices.taken),
    Step.ASSIGN: ("taken", notices.taken),
    Step.WAIT: ("waiting", notices.waiting),
    Step.RESOLVE: ("done", notices.done),
    Step.DECLINE: ("declined", notices.declined),
    Step.WITHDRAW: ("withdrawn", notices.withdrawn),
    Step.REOPEN: ("reopened", notices.reopened),
}
TO_OWNER: Mapping[Kind, Notice] = {
    Step.ASSIGN: notices.given_to_you,
    Step.REOPEN: notices.back_with_you,
    Step.SNOOZE: notices_clock.put_off_for_you,
    Step.WAKE: notices_clock.woken_for_you,
}
# What who had it is told when they have it no more.
FROM_OWNER: Mapping[Kind, Notice] = {
    Step.ASSIGN: notices.taken_from_you,
    Step.RELEASE: notices.taken_from_you,
    Step.RESOLVE: notices.taken_from_you,
    Step.DECLINE: notices.taken_from_you,
    Step.WITHDRAW: notices.taken_from_you,
    Step.MERGE: notices_clock.merged_from_you,
}
# What is said under the card, for the owner to read.
IN_THREAD: Mapping[Kind, Notice] = {
    Step.ANSWER: notices.answered,
    Note.REMARK: notices.answered,
    Note.EDITED: notices.told_better,
}
TAKES = frozenset({Step.CLAIM, Step.ASSIGN})


async def tell(work: Work, change: Change) -> None:
    """Redraws the card and tells those whom it concerns, except whoever did it."""
    fire, event = change.fire, change.event
    team = await Teams(work).get(fire.team_id)
    await move_card(work, change.before, fire, team)
    await show_card(work, fire, team)
    await _stop_asking(work, change)
    await _tell_requester(work, change)
    await _tell_owners(work, change)
    await tell_merged(work, change, team)
    await tell_followers(work, change, team)
    if event.kind in IN_THREAD and event.actor_id != fire.owner_id:
        message = IN_THREAD[event.kind](fire, event)
        await say_under_card(work, fire, team, key=said_key(fire, event.id), message=message)
    if fire.priority == Priority.P1 != change.before.priority:
        await tell_leads(work, fire, team, "urgent", message=notices.urgent(fire, team), but=event.actor_id)


async def show_card_anew(work: Work, fire_id: int) -> None:
    """The card says how it stands now."""
    fire = await Fires(work).by_id(fire_id)
    if fire is not None:
        await show_card(work, fire, await Teams(work).get(fire.team_id))


async def _tell_requester(work: Work, change: Change) -> None:
    fire, event = change.fire, change.event
    if event.kind not in TO_REQUESTER or fire.requester_id in (event.actor_id, event.about_id):
        return
    if event.kind in TAKES and await _was_taken(work, change):
        return
    word, notice = TO_REQUESTER[event.kind]
    key = f"fire:{fire.id}:{word}:{event.id}"
    await announce(work, key=key, channel=fire.requester_id, message=notice(fire, event))


async def _was_taken(work: Work, change: Change) -> bool:
    """They heard that somebody takes care of it, since they asked or it was opened again; who that is now is on their
    card.
    """
    taken = False
    for each in await FireEvents(work).of(change.fire.id):
        if each.id == change.event.id:
            break
        taken = each.kind != Step.REOPEN and (taken or each.kind in TAKES)
    return taken


async def _tell_owners(work: Work, change: Change) -> None:
    """Who had it hears that they have it no more or it is over; who has it now, that it is theirs."""
    fire, event, had = change.fire, change.event, change.before.owner_id
    if had is not None and event.kind in FROM_OWNER:
        await _tell_owner(work, change, had, FROM_OWNER[event.kind](fire, event))
    if fire.owner_id is not None and event.kind in TO_OWNER:
        await _tell_owner(work, change, fire.owner_id, TO_OWNER[event.kind](fire, event))


async def _tell_owner(work: Work, change: Change, owner_id: str, message: Message) -> None:
    if owner_id != change.event.actor_id:
        key = f"fire:{change.fire.id}:owner:{change.event.id}:{owner_id}"
        await announce(work, key=key, channel=owner_id, message=message)


async def _stop_asking(work: Work, change: Change) -> None:
    """What was asked of the requester loses its button once it is not waited for any more."""
    if change.before.state != State.WAITING or change.fire.state == State.WAITING:
        return
    asked = await FireEvents(work).last(change.fire.id, [Step.WAIT])
    if asked is not None:
        message = notices.waiting(change.fire, asked)
        await revise(work, key=f"fire:{change.fire.id}:waiting:{asked.id}", message=message)
