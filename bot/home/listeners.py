"""Somebody looks at their Home tab, or changed what it shows."""

from collections.abc import Awaitable, Callable, Sequence

from slack_sdk.errors import SlackApiError

from bot.core.logs import log
from bot.core.work import Work
from bot.duty.home import home_section as duty_section
from bot.home.blocks import home_view
from bot.load.home import home_section as load_section
from bot.people import directory, use_cases
from bot.people.home import home_section as people_section
from bot.people.repository import People
from bot.slack.call import Call
from bot.slack.message import Block
from bot.slack.routes import Routes
from bot.standups.home import home_section as standups_section
from bot.triage.home import home_section as triage_section

# From top to bottom.
SECTIONS: Sequence[Callable[[Work, str], Awaitable[list[Block]]]] = (
    people_section,
    standups_section,
    triage_section,
    duty_section,
    load_section,
)


def register(routes: Routes) -> None:
    routes.event("app_home_opened", open_home)
    routes.home(draw)


async def open_home(call: Call) -> None:
    if call.event.get("tab") != "home":
        return
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
    if person is None:
        seen = await directory.person(call.client, call.user_id, str(call.body.get("team_id") or ""))
        async with call.begin_work() as work:
            await use_cases.meet(work, seen)
    await draw(call)


async def draw(call: Call) -> None:
    """Publishes the page. What was done before it stays done, even if the page cannot be shown."""
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
        if person is None:
            return
        sections = [await show(work, call.user_id) for show in SECTIONS]
    try:
        await call.show_home(home_view(person.name, sections))
    except SlackApiError as error:
        log.warning("home could not be shown", reason=error.response.get("error"))
