"""Programs act for a person; what follows in Slack is the same as if they had done it there."""

from bot.api import blocks, forms
from bot.api.listeners.door import Ask, Reply
from bot.api.use_cases import changing
from bot.people.announcements import away_is_set, show_called_off
from bot.standups.announcements import show_answers
from bot.standups.announcements.follow_ups import tell_more_wanted


async def answer(ask: Ask) -> Reply:
    given = forms.read_given(ask.body)
    done = await changing.answer(ask.work, ask.eyes, ask.id("standup"), given)
    await show_answers(ask.work, done.said.prompt)
    await tell_more_wanted(ask.work, done.said)
    prompt = done.said.prompt
    told = {
        "id": prompt.id,
        "standup": done.standup.id,
        "run": prompt.run_id,
        "on": done.on.isoformat(),
        "late": prompt.late,
        "edited": done.said.is_edit,
    }
    return Reply(told, 200 if done.said.is_edit else 201)


async def set_away(ask: Ask) -> Reply:
    absence = await changing.leave(ask.work, ask.eyes, forms.read_leave(ask.body))
    await away_is_set(ask.work, absence)
    return Reply(blocks.absence(absence, own=absence.user_id == ask.eyes.user_id), 201)


async def call_off(ask: Ask) -> Reply:
    absence = await changing.call_off(ask.work, ask.eyes, ask.id("absence"))
    await show_called_off(ask.work, absence, changing.person_of(ask.eyes))
    return Reply(None, 204)
