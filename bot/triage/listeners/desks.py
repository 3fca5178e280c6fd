"""How a team takes fires: shown to the team, changed by its leads; and what its members want to learn."""

from bot.core.errors import BotError
from bot.slack.call import Call
from bot.triage.announcements.leading import tell_desk_changed
from bot.triage.blocks.desk import EXPERTS, desk_form, desk_message, learning, topics_form
from bot.triage.forms import FormErrors, Memo, read_memo, words_of
from bot.triage.forms.leading import read_desk, read_topic_people
from bot.triage.listeners.showing import acting
from bot.triage.use_cases import Mistaken
from bot.triage.use_cases.desks import change_desk, desk_to_change, learn_topic, set_people, view_desk


async def show_settings(call: Call) -> None:
    async with call.begin_reading() as work:
        view = await view_desk(work, call.user_id, call.channel_id)
    await call.reply(desk_message(view))


async def open_desk(call: Call) -> None:
    async with call.begin_reading() as work:
        view = await desk_to_change(work, int(call.value), call.user_id)
    await call.open(desk_form(view, _memo(call)))


async def open_topics(call: Call) -> None:
    async with call.begin_reading() as work:
        view = await desk_to_change(work, int(call.value), call.user_id)
    if not view.desk.topics:
        raise BotError("There are no topics any more. *Change…* makes some first.")
    await call.open(topics_form(view, _memo(call)))


async def save_desk(call: Call) -> None:
    memo = read_memo(call.memo)
    async with call.begin_reading() as work:
        before = (await desk_to_change(work, memo.team_id, call.user_id)).desk
    wanted = read_desk(call.values, before)
    if isinstance(wanted, FormErrors):
        await call.show_errors(wanted.by_field)
        return
    try:
        async with acting(call) as work:
            await tell_desk_changed(work, await change_desk(work, wanted, call.user_id))
    except Mistaken as mistaken:
        await call.show_errors({mistaken.about: mistaken.text})
        return
    await _done(call, memo)


async def save_topics(call: Call) -> None:
    memo = read_memo(call.memo)
    topics = read_topic_people(call.values)
    try:
        async with acting(call) as work:
            await tell_desk_changed(work, await set_people(work, memo.team_id, call.user_id, topics))
    except Mistaken as mistaken:
        await call.show_errors({f"{EXPERTS}{mistaken.about}": mistaken.text})
        return
    await _done(call, memo)


async def learn(call: Call) -> None:
    """`learn billing`; without a topic, which there are."""
    async with acting(call) as work:
        topic = await learn_topic(work, call.user_id, call.channel_id, await words_of(work, call.rest))
    await call.reply(learning(topic, stopped=False))


async def unlearn(call: Call) -> None:
    async with acting(call) as work:
        topic = await learn_topic(work, call.user_id, call.channel_id, call.value, stop=True)
    await call.redraw(learning(topic, stopped=True))


async def _done(call: Call, memo: Memo) -> None:
    await call.ack()
    async with call.begin_reading() as work:
        message = desk_message(await desk_to_change(work, memo.team_id, call.user_id))
    await (call.redraw_at(memo.response_url, message) if memo.response_url else call.reply(message))


def _memo(call: Call) -> str:
    return Memo(team_id=int(call.value), response_url=call.response_url).written()
