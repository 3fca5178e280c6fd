"""Somebody offers to swap shifts, and the other answers."""

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.duty.announcements.swaps import tell_answered, tell_offered
from bot.duty.blocks import swaps as blocks
from bot.duty.domain.swaps import NewSwap
from bot.duty.forms import read_swap
from bot.duty.use_cases.standing import team_meant
from bot.duty.use_cases.swaps import accept_swap, both_duties, close_swap, offer_swap
from bot.people.domain import TeamId, UserId
from bot.people.forms import read_whom
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    routes.command("/triage", "swap", swap, usage="swap @ben", does="Offer your duty in exchange for somebody's")
    routes.view(blocks.FORM, send_offer)
    routes.action(blocks.ACCEPT, accept)
    routes.action(blocks.ANYWAY, accept_anyway)
    routes.action(blocks.DECLINE, close)
    routes.action(blocks.WITHDRAW, close)


async def swap(call: Call) -> None:
    other_id, rest = read_whom(call.rest, "")
    if not other_id or rest:
        raise BotError("With whom? Write it like `/triage swap @ben`, and pick the name from Slack's list.")
    async with call.begin_reading() as work:
        team = await team_meant(work, call.user_id, call.channel_id)
        own, theirs = await both_duties(work, call.user_id, team, other_id)
        today = local_date(work.now, team.week.zone)
    other = team.member(other_id)
    name = other.name if other else ""
    await call.open(blocks.swap_form(team, name, f"{team.id}:{other_id}", own=own, theirs=theirs, today=today))


async def send_offer(call: Call) -> None:
    team_id, other_id = call.memo.split(":")
    mine, theirs = read_swap(call.values)
    async with call.begin_work() as work:
        with beside(blocks.THEIRS):
            new = NewSwap(TeamId(int(team_id)), UserId(call.user_id), UserId(other_id), mine, theirs)
            news = await offer_swap(work, new)
        await tell_offered(work, news)


async def accept(call: Call) -> None:
    """What would not be usual is said, and needs a second click."""
    async with call.begin_work() as work:
        await tell_answered(work, await accept_swap(work, int(call.value), call.user_id, anyway=False))


async def accept_anyway(call: Call) -> None:
    async with call.begin_work() as work:
        await tell_answered(work, await accept_swap(work, int(call.value), call.user_id, anyway=True))


async def close(call: Call) -> None:
    """Declined or taken back, by who presses."""
    async with call.begin_work() as work:
        await tell_answered(work, await close_swap(work, int(call.value), call.user_id))
