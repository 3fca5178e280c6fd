"""A blocker becomes a fire."""

from bot.core.errors import BotError
from bot.handoffs.blocks import BLOCKER_TO_FIRE
from bot.people.domain import UserId
from bot.slack.call import Call
from bot.slack.routes import Routes
from bot.standups.announcements.blockers import show_blocker
from bot.standups.domain.schedule import Readers
from bot.standups.use_cases import Seen, link_fire, see_blocker
from bot.triage.domain import Source
from bot.triage.use_cases import FireRequest, file_fire

# A fire has a title of one line; the whole text stands in its description.
TITLE = 150


def register(routes: Routes) -> None:
    routes.action(BLOCKER_TO_FIRE, make_fire)


async def make_fire(call: Call) -> None:
    """Files it for whoever is blocked, by whoever pressed. The same blocker makes one fire, however often."""
    async with call.begin_work() as work:
        seen = await see_blocker(work, int(call.value), call.user_id)
        if not seen.blocker.is_open:
            raise BotError(f"{seen.blocker.name} is solved already, so there is nothing left to file.")
        filed = await file_fire(work, _request(seen, call.user_id))
        await show_blocker(work, await link_fire(work, seen.blocker.id, filed.fire.number))
    await call.reply(f"{filed.fire.name} is in the queue." if filed.is_new else f"That is {filed.fire.name} already.")


def _request(seen: Seen, filer_id: str) -> FireRequest:
    """A queue has more readers than some standups: their words stay where they were said."""
    blocker = seen.blocker
    words = blocker.text if seen.standup.rules.readers == Readers.TEAM else ""
    return FireRequest(
        team_id=seen.team.id,
        title=words.splitlines()[0][:TITLE] if words else f"{seen.shown.person} is blocked ({blocker.name})",
        description=words,
        requester_id=blocker.user_id,
        filer_id=UserId(filer_id),
        source=Source.BLOCKER,
        source_channel="standup",
        source_ts=blocker.name,
    )
