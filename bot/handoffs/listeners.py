"""A blocker becomes a fire."""

from bot.core.errors import BotError
from bot.handoffs.blocks import BLOCKER_TO_FIRE
from bot.people.domain import UserId
from bot.slack.call import Call
from bot.slack.routes import Routes
from bot.standups.use_cases import blocker_of
from bot.triage.domain import Source
from bot.triage.use_cases import FireRequest, file_fire

# A fire has a title of one line; the whole text stands in its description.
TITLE = 150


def register(routes: Routes) -> None:
    routes.action(BLOCKER_TO_FIRE, make_fire)


async def make_fire(call: Call) -> None:
    """Files it for whoever is blocked, by whoever pressed. The same blocker makes one fire, however often."""
    async with call.begin_work() as work:
        blocker = await blocker_of(work, int(call.value))
        if blocker is None:
            raise BotError("Nothing blocks them there any more.")
        first_line = blocker.text.splitlines()[0] if blocker.text else f"{blocker.name} is blocked"
        filed = await file_fire(
            work,
            FireRequest(
                team_id=blocker.team_id,
                title=first_line[:TITLE],
                description=blocker.text,
                requester_id=blocker.user_id,
                filer_id=UserId(call.user_id),
                source=Source.BLOCKER,
                source_channel="standup",
                source_ts=str(blocker.prompt_id),
            ),
        )
    await call.reply(f"{filed.fire.name} is in the queue." if filed.is_new else f"That is {filed.fire.name} already.")
