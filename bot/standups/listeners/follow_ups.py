"""Members add to a short answer."""

from bot.core.errors import BotError
from bot.people.use_cases import meet
from bot.slack.call import Call
from bot.standups.announcements import show_answers
from bot.standups.blocks.follow_ups import SENTENCE, more_form
from bot.standups.directory import people_named
from bot.standups.forms.answers import read_sentence
from bot.standups.use_cases.follow_ups import add_more, read_more
from bot.standups.use_cases.reading import people_unmet


async def open_more(call: Call) -> None:
    async with call.begin_reading() as work:
        prompt, question = await read_more(work, int(call.value), call.user_id)
    await call.open(more_form(question, prompt))


async def receive_more(call: Call) -> None:
    try:
        async with call.begin_reading() as work:
            _, question = await read_more(work, int(call.memo), call.user_id)
            added = read_sentence(question, call.values, SENTENCE)
            unmet = await people_unmet(work, [question], {question.id: added})
        if not added:
            await call.show_errors({SENTENCE: "Write a few words, or close this: nobody waits for it."})
            return
        seen = await people_named(call.client, unmet, call.team_id)
        async with call.begin_work() as work:
            for each in seen:
                await meet(work, each)
            said = await add_more(work, int(call.memo), call.user_id, added)
            await show_answers(work, said.prompt)
    except BotError as error:
        await call.show_errors({SENTENCE: error.text})
        return
    await call.ack()
    await call.redraw_home()
