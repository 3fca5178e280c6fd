"""Somebody asks for cover, takes it, or takes it back."""

from datetime import date

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.duty.announcements.cover import tell_asked, tell_closed, tell_declined
from bot.duty.blocks import cover as blocks
from bot.duty.domain import Role
from bot.duty.forms import read_cover, read_cover_days
from bot.duty.use_cases.cover import Wish, ask_for_cover, coming_duty, decline_cover, take_cover, withdraw_cover
from bot.duty.use_cases.standing import team_meant
from bot.people.repository import Teams
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.routes import Routes

OF_NOBODY = "That is about duty of a team you are not in any more."


def register(routes: Routes) -> None:
    does = "Ask for cover of your duty, or a part of it"
    routes.command("/triage", "cover", cover, usage="cover [Friday]", does=does)
    routes.action(blocks.OPEN_FORM, open_form)
    routes.view(blocks.FORM, send_form)
    routes.action(blocks.TAKE, take)
    routes.action(blocks.DECLINE, decline)
    routes.action(blocks.WITHDRAW, withdraw)


async def cover(call: Call) -> None:
    """With days it asks at once; without, it shows which there are."""
    async with call.begin_reading() as work:
        team = await team_meant(work, call.user_id, call.channel_id)
        today = local_date(work.now, team.week.zone)
        wish = read_cover(call.rest, call.user_id, today)
        if not isinstance(wish, Wish):
            shown = blocks.own_duty(team, wish, call.user_id, await coming_duty(work, team, wish), today)
    if not isinstance(wish, Wish):
        await call.reply(shown)
        return
    async with call.begin_work() as work:
        news = await ask_for_cover(work, call.user_id, await Teams(work).get(team.id), wish)
        await tell_asked(work, news)
    await call.reply(blocks.asked(news))


async def open_form(call: Call) -> None:
    team_id, user_id, role, first_on, last_on = call.value.split(":")
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(team_id))
        today = local_date(work.now, team.week.zone)
    first, last = max(date.fromisoformat(first_on), today), date.fromisoformat(last_on)
    if last < today:
        raise BotError("That shift is over. What was worked stays as it is.")
    await call.open(blocks.cover_form(team, f"{team_id}:{user_id}:{role}", first, last))


async def send_form(call: Call) -> None:
    team_id, user_id, role = call.memo.split(":")
    first_on, last_on = read_cover_days(call.values)
    async with call.begin_work() as work:
        with beside(blocks.LAST_ON):
            team = await Teams(work).get(int(team_id))
            if team.member(call.user_id) is None:
                raise BotError(OF_NOBODY)
            news = await ask_for_cover(work, call.user_id, team, Wish(user_id, first_on, last_on, Role(role)))
        await tell_asked(work, news)


async def take(call: Call) -> None:
    async with call.begin_work() as work:
        await tell_closed(work, await take_cover(work, int(call.value), call.user_id))


async def decline(call: Call) -> None:
    async with call.begin_work() as work:
        await tell_declined(work, await decline_cover(work, int(call.value), call.user_id), call.user_id)


async def withdraw(call: Call) -> None:
    async with call.begin_work() as work:
        await tell_closed(work, await withdraw_cover(work, int(call.value), call.user_id))
