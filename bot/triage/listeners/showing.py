"""What somebody sees of fires now: messages and forms made from what is stored, for listeners to answer with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.core.work import Work
from bot.people import directory
from bot.people.domain import Team, may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import meet
from bot.slack.call import Call
from bot.slack.message import Message, View
from bot.triage.blocks import filing, lists, modals, moving
from bot.triage.blocks.card import whole_fire
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import titled
from bot.triage.blocks.queue import queue_message
from bot.triage.blocks.suggestions import suggestion_text
from bot.triage.domain import SLIP, Act, Part, Step, may, read_choice
from bot.triage.forms import memo_of
from bot.triage.repository import Desks
from bot.triage.use_cases import (
    Viewed,
    could_take_in,
    fires_asked_by,
    open_fires,
    open_fires_of,
    ready_for,
    teams_to_ask,
    view_fire,
)
from bot.triage.use_cases.finding import queue_of
from bot.triage.use_cases.suggesting import suggestion_for


@asynccontextmanager
async def acting(call: Call) -> AsyncIterator[Work]:
    """The transaction of somebody who does something; whom we do not know yet, we ask Slack about first."""
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
    seen = person or await directory.person(call.client, call.user_id, call.team_id)
    async with call.begin_work() as work:
        if person is None:
            await meet(work, seen)
        yield work


async def list_message(work: Work, ref: Ref, viewer: str) -> Message:
    """The list a button stood in, as it is now."""
    if ref.place == Place.MINE:
        owned, asked = await open_fires_of(work, viewer), await fires_asked_by(work, viewer)
        return lists.mine_message(owned, asked, work.now)
    if ref.place == Place.QUEUE:
        return queue_message(
            await queue_of(work, ref.team_id, viewer, read_choice(ref.chosen)), work.now, page=ref.page
        )
    team = await Teams(work).get(ref.team_id)
    fires = await open_fires(work, team.id, viewer)
    return lists.open_message(team, fires, work.now, page=ref.page, may_work=await _may_work(work, team, viewer))


async def team_list(work: Work, place: Place, viewer: str, channel_id: str | None) -> Message:
    """The list of the team somebody means, or the question which team that is."""
    asking = await teams_to_ask(work, viewer, channel_id)
    if asking.first is None:
        return lists.teams_message(asking.teams)
    return await list_message(work, Ref(0, place, asking.first.id), viewer)


def whole(viewed: Viewed, work: Work) -> Message:
    blocks = whole_fire(
        viewed.fire,
        viewed.team.name,
        viewed.team.week.zone,
        viewed.history,
        now=work.now,
        steps=viewed.steps,
        acts=viewed.acts,
        files=viewed.files,
    )
    return Message(f"{titled(viewed.fire)} is {viewed.fire.state.words}.", blocks)


async def whole_message(work: Work, number: int, viewer: str) -> Message:
    return whole(await view_fire(work, number, viewer), work)


async def whole_view(work: Work, number: int, viewer: str) -> View:
    viewed = await view_fire(work, number, viewer)
    return modals.shown_fire(viewed.fire, whole(viewed, work).blocks)


async def redraw(call: Call, ref: Ref, response_url: str = "") -> None:
    """Shows anew the place where a button was pressed. Cards are redrawn by announcements, notices stay as they are."""
    address = response_url or call.response_url
    if ref.place == Place.HOME:
        await call.redraw_home()
    elif ref.place == Place.SHOW and not address:
        async with call.begin_reading() as work:
            view = await whole_view(work, ref.number, call.user_id)
        await call.redraw_view(view)
    elif ref.place not in (Place.CARD, Place.NOTICE):
        async with call.begin_reading() as work:
            message = await _place_message(work, ref, call.user_id)
        await call.redraw_at(address, message)


async def _place_message(work: Work, ref: Ref, viewer: str) -> Message:
    if ref.place == Place.SHOW:
        return await whole_message(work, ref.number, viewer)
    return await list_message(work, ref, viewer)


async def form_for(work: Work, ref: Ref, by: str, what: Step | Act, response_url: str = "") -> View:
    """The form that asks what this step needs to know. Raises Refusal where the step cannot be taken."""
    held = await ready_for(work, ref.number, by, what)
    fire, memo = held.fire, memo_of(ref, response_url).written()
    match what:
        case Step.ASSIGN:
            suggestion = await suggestion_for(work, fire, held.team)
            best = suggestion.best.user_id if suggestion.best else None
            return modals.assign_form(fire, memo, suggestion_text(suggestion, fire), best)
        case Step.WAIT:
            return modals.wait_form(fire, memo)
        case Step.ANSWER:
            return modals.answer_form(fire, memo)
        case Step.DECLINE:
            return modals.decline_form(fire, memo, may_be_slip=work.now - fire.created_at <= SLIP)
        case Act.EDIT:
            known = filing.stored(fire, asks_priority=Part.ASKED in held.parts, may_hide=may(held.parts, Act.HIDE))
            return filing.edit_form(fire, await Desks(work).get(fire.team_id), known, memo)
        case Act.SET_PRIORITY:
            return modals.priority_form(fire, memo)
        case Step.SNOOZE:
            return moving.snooze_form(fire, memo)
        case Step.MERGE:
            return moving.merge_form(fire, await could_take_in(work, fire, by), memo)
        case Act.SPLIT:
            return moving.split_form(fire, memo)
    return modals.resolve_form(fire, memo)


async def dismiss_view(work: Work, ref: Ref, by: str, response_url: str = "") -> View:
    """The form that asks why it is no request."""
    held = await ready_for(work, ref.number, by, Step.DECLINE)
    may_be_slip = work.now - held.fire.created_at <= SLIP
    return moving.dismiss_form(held.fire, memo_of(ref, response_url).written(), may_be_slip=may_be_slip)


async def _may_work(work: Work, team: Team, viewer: str) -> bool:
    """Whether the list has buttons for them."""
    person = await People(work).get(viewer)
    return team.member(viewer) is not None or (person is not None and may_lead(team, person))
