"""Slack speaks about the digest: a lead wants to see it before it comes."""

from bot.digest import use_cases
from bot.digest.blocks import digest
from bot.slack.call import Call
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    routes.command("/triage", "digest", preview, usage="digest", does="The team's week so far, for you alone")


async def preview(call: Call) -> None:
    async with call.begin_work() as work:
        week = await use_cases.preview(work, call.user_id, call.channel_id)
    await call.reply(digest(week))
