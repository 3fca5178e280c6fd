"""Those who asked for what is part of another fire now: they hear what happens with that one."""

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.people.domain import Team
from bot.triage.announcements.cards import said_key, say_under_card, show_card
from bot.triage.announcements.requester import show_requesters_card
from bot.triage.blocks import notices_clock
from bot.triage.domain import Fire, Step
from bot.triage.repository import Fires
from bot.triage.use_cases import Change, merged_into

FOLLOWED = frozenset(
    {Step.CLAIM, Step.ASSIGN, Step.SNOOZE, Step.RESOLVE, Step.DECLINE, Step.WITHDRAW, Step.REOPEN, Step.MERGE}
)
ENDS = frozenset({Step.RESOLVE, Step.DECLINE})


async def tell_merged(work: Work, change: Change, team: Team) -> None:
    """A fire became part of another: whoever has the other is told. Who asked reads it on their card."""
    fire, event = change.fire, change.event
    other = await Fires(work).by_id(fire.merged_into) if fire.merged_into else None
    if event.kind != Step.MERGE or other is None:
        return
    await show_card(work, other, team)
    key = f"{said_key(other, event.id)}:{fire.id}"
    await say_under_card(work, other, team, key=key, message=notices_clock.took_in(other, fire))


async def tell_followers(work: Work, change: Change, team: Team) -> None:
    """Everybody once, however many of their fires are part of it; under the cards of those, how it ended."""
    fire, event = change.fire, change.event
    if event.kind not in FOLLOWED:
        return
    told = {str(fire.requester_id), str(event.actor_id), str(event.about_id)}
    for own in await merged_into(work, fire.id):
        await show_requesters_card(work, own, team)
        if own.requester_id not in told:
            told.add(own.requester_id)
            key = f"fire:{own.id}:with:{event.id}"
            message = notices_clock.followed(own, fire, event)
            await announce(work, key=key, channel=own.requester_id, message=message)
        await _say_ending(work, own, change, team)


async def _say_ending(work: Work, own: Fire, change: Change, team: Team) -> None:
    if change.event.kind in ENDS and not own.private:
        key = f"{said_key(own, change.event.id)}:with"
        message = notices_clock.ended_with(own, change.fire, change.event)
        await say_under_card(work, own, team, key=key, message=message)
