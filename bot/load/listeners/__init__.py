"""Slack speaks about load: somebody looks, the person answers, a lead decides."""

from bot.duty.announcements import tell_published
from bot.load import announcements, use_cases
from bot.load.blocks import doubts, next_steps, notices, teamwide
from bot.load.blocks.pages import own_page, team_page
from bot.load.domain import TeamLoad
from bot.load.listeners import own
from bot.slack.call import Call
from bot.slack.routes import Routes
from bot.triage.announcements import tell

OWN = frozenset({"me", "mine", "my"})


def register(routes: Routes) -> None:
    routes.command(
        "/triage", "load", look, usage="load [me]", does="Who handled how many requests, beside what was expected"
    )
    for action_id in notices.RESPONSES:
        routes.action(action_id, answer)
    routes.action(notices.TAKE_BACK, answer)
    routes.action(next_steps.APPLY, apply)
    routes.action(next_steps.DISMISS, dismiss)
    routes.action(doubts.IS_RIGHT, say_it_is_right)
    routes.action(teamwide.ONLY_PERSON, choose)
    routes.action(teamwide.LEADS_TOO, choose)
    own.register(routes)


async def look(call: Call) -> None:
    async with call.begin_work() as work:
        load = await use_cases.look_at_load(work, call.user_id, call.channel_id, own=call.rest.lower() in OWN)
    await call.reply(team_page(load) if isinstance(load, TeamLoad) else own_page(load))


async def answer(call: Call) -> None:
    """Every button under the private notice: an answer, or the wish to change it."""
    episode_id = int(call.value)
    async with call.begin_work() as work:
        await use_cases.answer(work, episode_id, call.user_id, notices.RESPONSES.get(call.name))
        await announcements.show_again(work, episode_id)


async def apply(call: Call) -> None:
    episode_id = int(call.value)
    async with call.begin_work() as work:
        applied = await use_cases.apply(work, episode_id, call.user_id)
        for change in applied.changes:
            await tell(work, change)
        if applied.published is not None:
            await tell_published(work, applied.published)
        await announcements.tell_applied(work, applied)
        await announcements.show_again(work, episode_id)


async def dismiss(call: Call) -> None:
    episode_id = int(call.value)
    async with call.begin_work() as work:
        await use_cases.dismiss(work, episode_id, call.user_id)
        await announcements.show_again(work, episode_id)


async def say_it_is_right(call: Call) -> None:
    async with call.begin_work() as work:
        asked, team = await use_cases.say_it_is_right(work, int(call.value), call.user_id)
        await announcements.show_answer(work, asked, team)


async def choose(call: Call) -> None:
    """Who hears of flags, from now on; the page shows it at once."""
    person_only = call.name == teamwide.ONLY_PERSON
    async with call.begin_work() as work:
        team = await use_cases.choose_person_only(work, int(call.value), call.user_id, person_only=person_only)
        load = await use_cases.team_load(work, team)
    await call.redraw(team_page(load))
