"""Slack speaks about what is somebody's own: the mix they agreed on, and their answers."""

from bot.load.announcements import own as announcements
from bot.load.blocks import dips
from bot.load.blocks import own as blocks
from bot.load.blocks.pages import own_page
from bot.load.forms import read_mix
from bot.load.repository import OwnChoices
from bot.load.use_cases import mixing, own_page_of, watching
from bot.slack.call import Call
from bot.slack.message import Message
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    routes.action(blocks.SET_MIX, open_mix)
    routes.view(blocks.MIX_FORM, save_mix)
    routes.action(blocks.WATCH, watch)
    routes.action(dips.UNWATCH, stop_watching)
    routes.action(dips.SHARE, share)


async def open_mix(call: Call) -> None:
    async with call.begin_reading() as work:
        mix = await OwnChoices(work).mix(call.user_id)
    await call.open(blocks.mix_form(mix, f"{call.value} {call.response_url}"))


async def save_mix(call: Call) -> None:
    """The page it was opened from shows it at once."""
    team_id, _, response_url = call.memo.partition(" ")
    mix = read_mix(call.values)
    async with call.begin_work() as work:
        await mixing.agree(work, call.user_id, mix)
    await call.ack()
    if response_url:
        await call.redraw_at(response_url, await _page(call, team_id))
    await call.redraw_home()


async def watch(call: Call) -> None:
    async with call.begin_work() as work:
        await watching.watch(work, call.user_id)
    await _show(call)


async def stop_watching(call: Call) -> None:
    async with call.begin_work() as work:
        dip = await watching.stop_watching(work, call.user_id)
        if dip is not None:
            await announcements.forget(work, dip)
    await _show(call)


async def share(call: Call) -> None:
    async with call.begin_work() as work:
        await announcements.share(work, await watching.share(work, int(call.value), call.user_id))


async def _show(call: Call) -> None:
    """The page, where it was clicked; the Home tab anyhow."""
    if call.response_url and call.value != dips.FROM_NOTICE:
        await call.redraw(await _page(call, call.value))
    await call.redraw_home()


async def _page(call: Call, team_id: str) -> Message:
    async with call.begin_reading() as work:
        return own_page(await own_page_of(work, int(team_id), call.user_id))
