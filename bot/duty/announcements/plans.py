"""What is told when a plan of duty is published."""

from bot.core.work import Work
from bot.duty.blocks.published import channel_change, channel_list, own_change, own_list
from bot.duty.domain import Published
from bot.outbox.announcements import announce, revise
from bot.people.domain import UserId


async def tell_published(work: Work, published: Published) -> None:
    """The channel has one list and everybody one of their own; a later plan brings them up to date, and says what
    changed to those whose duty did.
    """
    team, plan, by = published.team, published.plan, published.by
    everywhere = f"duty_plan:{published.told_with}"
    listed = channel_list(team, plan.turns, by)
    if published.opens:
        await announce(work, key=everywhere, channel=team.channel_id, message=listed)
    elif plan.turns.changed:
        await revise(work, key=everywhere, message=listed)
        changed = channel_change(plan.turns, by)
        await announce(
            work, key=f"duty_plan:{plan.id}:changed", channel=team.channel_id, message=changed, thread=everywhere
        )
    for user_id in sorted(plan.turns.people | published.told_before):
        key, own = f"{everywhere}:{user_id}", own_list(team, plan.turns, user_id)
        if await revise(work, key=key, message=own):
            await _tell_change(work, published, user_id)
        else:
            await _tell_first(work, published, user_id, key)


async def _tell_first(work: Work, published: Published, user_id: UserId, key: str) -> None:
    """Who had been put on duty before by hand, and is not on any more, hears that, too."""
    turns = published.plan.turns
    if turns.of_person(user_id):
        await announce(work, key=key, channel=user_id, message=own_list(published.team, turns, user_id))
    if any(each.takes_off(user_id) for each in turns.changed):
        await _tell_change(work, published, user_id)


async def _tell_change(work: Work, published: Published, user_id: UserId) -> None:
    change = own_change(published.team, published.plan.turns, user_id, published.by)
    if change is not None:
        key = f"duty_plan:{published.plan.id}:changed:{user_id}"
        await announce(work, key=key, channel=user_id, message=change)
