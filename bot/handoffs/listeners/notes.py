"""Who was on duty posts a note for who is next, or leaves it."""

from bot.handoffs import blocks
from bot.handoffs.announcements import leave_note, post_note
from bot.handoffs.forms import read_note
from bot.handoffs.use_cases.duty_notes import own_note
from bot.slack.call import Call
from bot.slack.forms import beside
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    routes.action(blocks.NOTE_EDIT, edit)
    routes.action(blocks.NOTE_LEAVE, leave)
    routes.view(blocks.NOTE_FORM, post)


async def edit(call: Call) -> None:
    async with call.begin_reading() as work:
        note = await own_note(work, *_ref(call.value), call.user_id)
    await call.open(blocks.note_form(note, call.value))


async def leave(call: Call) -> None:
    async with call.begin_work() as work:
        await leave_note(work, await own_note(work, *_ref(call.value), call.user_id))


async def post(call: Call) -> None:
    said = read_note(call.values)
    async with call.begin_work() as work:
        with beside(blocks.NOTE):
            await post_note(work, await own_note(work, *_ref(call.memo), call.user_id), said)


def _ref(value: str) -> tuple[int, int]:
    """The team, and when the shift ends."""
    team_id, ends = value.split(":")
    return int(team_id), int(ends)
