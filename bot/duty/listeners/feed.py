"""Calendars ask for somebody's duty over HTTP, and people for the address they do it by."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.core.calendar import find_zone, local_date
from bot.core.database import NOT_ANSWERING
from bot.core.dates import say_date
from bot.core.errors import BotError
from bot.core.logs import log
from bot.core.work import Transactions
from bot.duty.blocks.calendar import address_message, calendar_file, feed_exists
from bot.duty.use_cases import today_of_team
from bot.duty.use_cases.feed import believe, end_feed, new_feed, own_feed, plan_of
from bot.slack.call import Call

# A calendar that was revoked must be gone everywhere at once.
UNKEPT = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
LONGEST_SECRET = 100
NOT_IN_USE = "This address is not in use. `/triage duty feed` in Slack gives a new one.\n"
NOT_SERVED = (
    "This Firebreak is not reachable from the web, so there is no calendar to subscribe to. Its operator can change "
    "that: `PUBLIC_URL` and `PORT` in the settings."
)


@dataclass(frozen=True)
class Site:
    """Where the bot is reachable from the web: under `address`, or somewhere its operator knows, or (not `is_there`)
    nowhere.
    """

    is_there: bool
    address: str | None = None

    def calendar(self, secret: str) -> str:
        return f"{self.address or ''}/calendar/{secret}.ics"


def answering(site: Site) -> Callable[[Call, str], Awaitable[None]]:
    """What `/triage duty feed …` does; it is given what stands behind `feed`."""

    async def feed(call: Call, wanted: str) -> None:
        if wanted == "off":
            async with call.begin_work() as work:
                was_there = await end_feed(work, call.user_id)
            await call.reply(
                "Your calendar address is revoked: it shows nothing any more."
                if was_there
                else "You have no address that works."
            )
            return
        if wanted not in ("", "new"):
            raise BotError("`/triage duty feed` gives your address, `feed new` another one, `feed off` revokes it.")
        if not site.is_there:
            raise BotError(NOT_SERVED)
        async with call.begin_work() as work:
            today = await today_of_team(work, call.user_id, call.channel_id)
            made = await (new_feed if wanted else own_feed)(work, call.user_id)
        known, secret = made
        if secret is None:
            await call.reply(feed_exists(say_date(local_date(known.made_at, find_zone("UTC")), today)))
            return
        await call.reply(address_message(site.calendar(secret), is_whole=site.address is not None))

    return feed


def routes(transactions: Transactions) -> list[BaseRoute]:
    """To be mounted at the root."""

    async def calendar(request: Request) -> Response:
        secret = request.path_params["secret"]
        try:
            body = await _body(transactions, secret) if len(secret) <= LONGEST_SECRET else None
        except NOT_ANSWERING as error:
            log.warning("a calendar was not shown", reason=type(error).__name__)
            return PlainTextResponse("Please come again later.\n", 503, {**UNKEPT, "Retry-After": "60"})
        if body is None:
            return PlainTextResponse(NOT_IN_USE, 404, UNKEPT)
        disposition = {"Content-Disposition": 'inline; filename="duty.ics"'}
        return Response(body, media_type="text/calendar; charset=utf-8", headers={**UNKEPT, **disposition})

    return [Route("/calendar/{secret}.ics", calendar, methods=["GET"])]


async def _body(transactions: Transactions, secret: str) -> bytes | None:
    async with transactions.across_workspaces() as (session, _):
        feed = await believe(session, secret)
    if feed is None:
        return None
    async with transactions.in_workspace(feed.workspace_id) as work:
        plan = await plan_of(work, feed)
    return calendar_file(plan) if plan is not None else None
