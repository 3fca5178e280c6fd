"""Filing and changing by words and by the form, which follows what is chosen in it."""

from collections.abc import Mapping
from typing import Any

from bot.core.work import Work
from bot.people.domain import TeamId, UserId
from bot.slack.call import Call
from bot.slack.escape import cut
from bot.slack.message import Message, View
from bot.triage.announcements import filed_reply, tell_filed
from bot.triage.blocks import filing, ids
from bot.triage.blocks.filing import Prefilled
from bot.triage.blocks.ids import Place, Ref
from bot.triage.domain import DEFAULT_PRIORITY, LONGEST_TEXT, Act, Asked, FileReference, Source, read_request
from bot.triage.forms import Memo, read_memo, read_numbered, read_sketch, words_of
from bot.triage.listeners.showing import acting, form_for
from bot.triage.repository import Desks
from bot.triage.use_cases import Asking, FireRequest, Mistaken, file_fire, see, teams_to_ask

# A form remembers only so much.
MOST_FILES = 5


async def file(call: Call) -> None:
    """At once where the text says what is wanted and the team is clear; else the form, with what was typed in it."""
    async with call.begin_reading() as work:
        asking = await teams_to_ask(work, call.user_id, call.channel_id)
        asked = read_request(await words_of(work, call.rest))
        memo = Memo(response_url=call.response_url)
        view = await file_view(work, asking, prefilled(asked, call.user_id), memo)
    if not asked.title or asking.first is None:
        await call.open(view)
        return
    await call.reply(await _file(call, asked, asking.first.id))


async def edit(call: Call) -> None:
    number, _ = read_numbered("edit", call.rest)
    async with call.begin_reading() as work:
        view = await form_for(work, Ref(number, Place.NOTICE), call.user_id, Act.EDIT, call.response_url)
    await call.open(view)


async def reshape(call: Call) -> None:
    """Another team or kind of request was chosen: the form asks what belongs to it, and keeps what was typed."""
    memo = read_memo(call.memo)
    team_id, known = read_sketch(call.values)
    view: View
    async with call.begin_reading() as work:
        if call.view["callback_id"] == ids.EDIT_FORM:
            fire = (await see(work, memo.number, call.user_id)).fire
            view = filing.edit_form(fire, await Desks(work).get(fire.team_id), known, call.memo)
        else:
            asking = await teams_to_ask(work, call.user_id)
            chosen = next((team for team in asking.teams if team.id == team_id), None)
            view = await file_view(work, Asking(asking.teams, chosen), known, memo)
    await call.redraw_view(view)


async def file_view(work: Work, asking: Asking, known: Prefilled, memo: Memo) -> View:
    """The form to file a fire; where one team only can be meant, it is not asked for."""
    first = asking.first
    if len(asking.teams) == 1:
        first = asking.teams[0]
        memo = memo.model_copy(update={"team_id": first.id})
    desk = await Desks(work).get(first.id) if first else None
    return filing.file_form(asking.teams, first, desk, known, memo.written())


def prefilled(asked: Asked, requester: str) -> Prefilled:
    return Prefilled(asked.title, cut(asked.description, LONGEST_TEXT), asked.priority, requester=requester)


def files_in(message: Mapping[str, Any]) -> tuple[FileReference, ...]:
    """Where the files are that somebody sent with a message."""
    return tuple(
        FileReference(str(each["id"]), str(each.get("name") or "file"), str(each.get("permalink") or ""))
        for each in message.get("files") or ()
        if each.get("id")
    )


async def show_mistake(call: Call, mistaken: Mistaken) -> None:
    """Beside the field it is about; where the form does not show that one yet, beside its last."""
    if mistaken.about in {block.get("block_id") for block in call.view["blocks"]}:
        await call.show_errors({mistaken.about: mistaken.text})
    else:
        await call.refuse(mistaken.text)


async def _file(call: Call, asked: Asked, team_id: TeamId) -> Message:
    request = FireRequest(
        team_id=team_id,
        title=asked.title,
        description=asked.description,
        priority=asked.priority or DEFAULT_PRIORITY,
        requester_id=UserId(call.user_id),
        filer_id=UserId(call.user_id),
        source=Source.COMMAND,
    )
    async with acting(call) as work:
        filed = await file_fire(work, request)
        await tell_filed(work, filed)
        return await filed_reply(work, filed)
