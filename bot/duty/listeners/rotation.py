"""Slack speaks about plans of duty: proposed, looked through, published or dropped; and how a team takes turns."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from bot.core.calendar import local_date
from bot.duty.announcements import tell_published
from bot.duty.blocks import rota_form
from bot.duty.blocks import rotation as blocks
from bot.duty.blocks.groups import GROUP
from bot.duty.directory import find_group
from bot.duty.domain import Overtaken, OwnRota, Proposal
from bot.duty.domain.groups import FoundGroup
from bot.duty.forms import read_group, read_rota
from bot.duty.use_cases import rotation as use_cases
from bot.duty.use_cases.converting import draft_another, draft_plan, seats, seed_of
from bot.duty.use_cases.facts import Facts, Knowing, know_nothing
from bot.duty.use_cases.groups import choose_group
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.message import Message
from bot.slack.routes import Routes

SAME = "No other plan is as good, so this is the same one again. "
Handler = Callable[[Call], Awaitable[None]]


def register(routes: Routes, knowing: Knowing = know_nothing) -> None:
    """`knowing` gathers what is known of a team's fires; rooms above this one know of them."""
    does = "A fair plan of who is on duty, with reasons; nothing is published without a click"
    routes.command("/triage", "rotate", partial(rotate, knowing=knowing), usage="rotate [settings]", does=does)
    routes.action(blocks.PROPOSE, partial(propose_again, knowing=knowing))
    routes.action(blocks.ANOTHER, partial(propose_another, knowing=knowing))
    routes.action(blocks.PAGE, turn_page)
    routes.action(blocks.PUBLISH, publish)
    routes.action(blocks.DROP, drop)
    routes.action(blocks.SETTINGS, open_settings)
    routes.view(rota_form.FORM, save_settings)


async def rotate(call: Call, knowing: Knowing) -> None:
    if call.rest.casefold().startswith("settings"):
        async with call.begin_reading() as work:
            own = await use_cases.rota_to_change(work, call.user_id, call.channel_id)
        await _show_settings(call, own, work.now)
        return
    async with call.begin_reading() as work:
        facts = await use_cases.facts_for(work, call.user_id, call.channel_id, knowing)
    await call.reply(blocks.proposal_message(await _propose(call, facts)))


async def propose_again(call: Call, knowing: Knowing) -> None:
    async with call.begin_reading() as work:
        facts = await use_cases.facts_for(work, call.user_id, None, knowing, int(call.value))
    await call.redraw(blocks.proposal_message(await _propose(call, facts)))


async def propose_another(call: Call, knowing: Knowing) -> None:
    """Made anew from the facts of now, with other luck."""
    async with call.begin_reading() as work:
        before = await use_cases.see_proposal(work, int(call.value), call.user_id)
        facts = await use_cases.facts_for(work, call.user_id, None, knowing, before.team.id)
    await call.ack()
    turns = await asyncio.to_thread(draft_another, facts, before.plan.turns)
    async with call.begin_work() as work:
        proposal = await use_cases.keep_proposal(work, facts, turns, call.user_id)
    same = seats(turns) == seats(before.plan.turns)
    await call.redraw(blocks.proposal_message(proposal, opening=SAME if same else ""))


async def turn_page(call: Call) -> None:
    plan_id, page = call.value.split(":")
    async with call.begin_reading() as work:
        proposal = await use_cases.see_proposal(work, int(plan_id), call.user_id)
    await call.redraw(blocks.proposal_message(proposal, int(page)))


async def publish(call: Call) -> None:
    async with call.begin_work() as work:
        done = await use_cases.publish_plan(work, int(call.value), call.user_id)
        if not isinstance(done, Overtaken):
            await tell_published(work, done)
    await call.redraw(_overtaken(done) or blocks.published_message(done.team, done.plan.turns))


async def drop(call: Call) -> None:
    async with call.begin_work() as work:
        done = await use_cases.drop_plan(work, int(call.value), call.user_id)
    await call.redraw(_overtaken(done) or blocks.dropped_message(done.team))


async def open_settings(call: Call) -> None:
    async with call.begin_reading() as work:
        own = await use_cases.rota_to_change(work, call.user_id, team_id=int(call.value))
    await _show_settings(call, own, work.now)


async def _show_settings(call: Call, own: OwnRota, now: datetime) -> None:
    today = local_date(now, own.team.week.zone)
    await call.open(rota_form.rota_form(own, f"{own.team.id} {call.response_url}", today))


async def save_settings(call: Call) -> None:
    team_id, _, response_url = call.memo.partition(" ")
    async with call.begin_reading() as work:
        own = await use_cases.rota_to_change(work, call.user_id, team_id=int(team_id))
        today = local_date(work.now, own.team.week.zone)
    wanted = read_rota(call.values, int(team_id), today)
    found = await _find_group(call, own)
    with beside(rota_form.PEOPLE):
        async with call.begin_work() as work:
            await use_cases.change_rota(work, call.user_id, wanted)
            await choose_group(work, call.user_id, own.team.id, found, has_backup=read_group(call.values)[1])
            own = await use_cases.rota_to_change(work, call.user_id, team_id=own.team.id)
    await call.ack()
    saved = rota_form.rota_saved(own)
    await (call.reply_at(response_url, saved) if response_url else call.reply(saved))


async def _find_group(call: Call, own: OwnRota) -> FoundGroup | None:
    """Slack is asked for a new one only; what it has against it is said beside the field."""
    handle, _ = read_group(call.values)
    if handle is None:
        return None
    if own.group is not None and own.group.handle == handle and own.group.trouble is None:
        return FoundGroup(own.group.group_id, own.group.handle, own.group.place)
    with beside(GROUP):
        return await find_group(call.client, handle, call.team_id)


async def _propose(call: Call, facts: Facts) -> Proposal:
    """Slack is answered before the arithmetic, which is done beside everything else."""
    await call.ack()
    turns = await asyncio.to_thread(draft_plan, facts, seed_of(facts))
    async with call.begin_work() as work:
        return await use_cases.keep_proposal(work, facts, turns, call.user_id)


def _overtaken(done: object) -> Message | None:
    return blocks.overtaken_message(done) if isinstance(done, Overtaken) else None
