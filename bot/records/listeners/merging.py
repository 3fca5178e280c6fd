"""A workspace admin says whether somebody who came is somebody who left."""

from bot.core.errors import BotError
from bot.people import directory
from bot.people.listeners.teams import caller
from bot.people.repository import People
from bot.people.use_cases import meet
from bot.records.announcements import tell_decided
from bot.records.blocks import merging as blocks
from bot.records.forms.people import people_in, read_pair
from bot.records.use_cases.merging import merge_people, must_be_admin, pair_of, people_who_left, tell_apart
from bot.slack.call import Call
from bot.slack.escape import escape, mention


async def open_form(call: Call) -> None:
    """`merge @old @new`; the form asks for what was not said."""
    must_be_admin(await caller(call))
    named = people_in(call.rest)
    async with call.begin_reading() as work:
        left = [(each.person.user_id, each.person.name) for each in await people_who_left(work)]
    gone = {user_id for user_id, _ in left}
    if not left:
        raise BotError(blocks.NOBODY_LEFT)
    if len(named) > 1 and named[0] not in gone:
        raise BotError(
            f"{mention(named[0])} is not deactivated in Slack, or I never knew them. "
            "Name the account that left first: `/standup merge @old @new`."
        )
    old_id = next((each for each in named if each in gone), None)
    new_id = next((each for each in named if each != old_id), None)
    await call.open(blocks.merge_form(left, old_id, new_id))


async def receive(call: Call) -> None:
    admin, (old_id, new_id) = await caller(call), read_pair(call.values)
    async with call.begin_reading() as work:
        known = await People(work).get(new_id)
    seen = None if known else await directory.person(call.client, new_id, call.team_id)
    async with call.begin_work() as work:
        if seen is not None:
            await meet(work, seen)
        offer = await merge_people(work, old_id, new_id, admin)
        await tell_decided(work, offer)
    await call.ack()
    await call.reply(f"Done: the history of {escape(offer.pair.old.name)} is with {mention(new_id)} now.")


async def same(call: Call) -> None:
    admin = await caller(call)
    async with call.begin_work() as work:
        asked = await pair_of(work, int(call.value))
        offer = await merge_people(work, asked.reunion.old_id, asked.reunion.new_id, admin)
        await tell_decided(work, offer)


async def other(call: Call) -> None:
    admin = await caller(call)
    async with call.begin_work() as work:
        await tell_decided(work, await tell_apart(work, int(call.value), admin))
