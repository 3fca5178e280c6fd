"""Slack tells what happened to people, and who comes and goes."""

from bot.outbox.repository import Deliveries
from bot.people import directory, use_cases
from bot.people.domain import same_facts
from bot.people.repository import People, Teams
from bot.slack.call import Call


async def keep_up_with_person(call: Call) -> None:
    """Most changes are of a picture, or of a status that nobody asked us to read."""
    seen = directory.read_person(call.event["user"], call.team_id)
    async with call.begin_reading() as work:
        known = await People(work).get(seen.user_id)
        reads = await use_cases.words_for(work, seen.user_id) is not None
    news = known is not None and not same_facts(known, seen)
    if not news and not reads:
        return
    async with call.begin_work() as work:
        if news:
            await use_cases.person_changed(work, seen)
        if reads:
            await use_cases.see_status(work, seen.user_id, directory.read_status(call.event["user"]))


async def follow_in(call: Call) -> None:
    user_id, channel_id = str(call.event["user"]), str(call.event["channel"])
    if user_id == call.bot_user_id:
        async with call.begin_work() as work:
            await Deliveries(work).revive(channel_id)
        return
    async with call.begin_reading() as work:
        team = await Teams(work).of_channel(channel_id)
    if team is None or not team.follows_channel:
        return
    seen = await directory.person(call.client, user_id, call.team_id)
    async with call.begin_work() as work:
        await use_cases.joined_channel(work, channel_id, seen)


async def follow_out(call: Call) -> None:
    async with call.begin_work() as work:
        await use_cases.left_channel(work, str(call.event["channel"]), str(call.event["user"]))
