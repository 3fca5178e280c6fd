"""Members answer in the form."""

from bot.core.work import Work
from bot.people.use_cases import meet
from bot.slack.call import Call
from bot.slack.message import View
from bot.standups.announcements import show_answers
from bot.standups.announcements.follow_ups import tell_more_wanted
from bot.standups.blocks.answer_form import answer_form, read_memo
from bot.standups.directory import people_named
from bot.standups.domain import Draft
from bot.standups.domain.pages import AnswerPage
from bot.standups.forms import asks_more, find_errors, read_written
from bot.standups.use_cases import (
    Submission,
    answer_prompt,
    begin_draft,
    fill_in,
    must_take_answers,
    own_prompt,
    read_asked,
    read_page,
    read_same_again,
    save_draft,
)
from bot.standups.use_cases.reading import people_unmet


async def open_form(call: Call) -> None:
    async with call.begin_reading() as work:
        view = await form_of(work, int(call.value), call.user_id)
    await call.open(view)


async def form_of(work: Work, prompt_id: int, user_id: str) -> View:
    """The answer form, as it was left or as it was sent."""
    page = await read_page(work, prompt_id, user_id)
    await must_take_answers(work, page.prompt)
    await begin_draft(work, page.prompt)
    return answer_form(page)


async def open_same_again(call: Call) -> None:
    """Two clicks for a day like the last: this one fills the form in, and Save sends it."""
    async with call.begin_reading() as work:
        page = await read_same_again(work, int(call.value), call.user_id)
        await must_take_answers(work, page.prompt)
    await call.open(answer_form(page))


async def redraw(call: Call) -> None:
    """Something was answered on which it depends what is asked. It is kept, and so is everything typed beside it."""
    prompt_id, filled = read_memo(call.memo)
    async with call.begin_work() as work:
        prompt = await save_draft(work, prompt_id, call.user_id, await _draft(work, call))
        page = await read_page(work, prompt.id, call.user_id)
    await call.redraw_view(answer_form(page, filled))


async def fill(call: Call) -> None:
    """Answers of another standup, into the form and not further."""
    prompt_id, filled = read_memo(call.memo)
    async with call.begin_work() as work:
        draft = await fill_in(work, prompt_id, call.user_id, int(call.value), await _draft(work, call))
        await save_draft(work, prompt_id, call.user_id, draft)
        page = await read_page(work, prompt_id, call.user_id)
    await call.redraw_view(answer_form(page, filled + 1))


async def receive(call: Call) -> None:
    prompt_id, filled = read_memo(call.memo)
    async with call.begin_reading() as work:
        page, submission = await _submitted(work, call)
        unmet = await people_unmet(work, page.questions, submission.values)
    if asks_more(page, call.values, filled):
        await call.show_next(answer_form(page, filled))
        return
    errors = find_errors(page, filled)
    if errors is not None:
        await call.show_errors(errors.by_block)
        return
    seen = await people_named(call.client, unmet, call.team_id)
    async with call.begin_work() as work:
        for each in seen:
            await meet(work, each)
        said = await answer_prompt(work, prompt_id, call.user_id, submission)
        await show_answers(work, said.prompt)
        await tell_more_wanted(work, said)
    await call.ack()
    await call.redraw_home()


async def _draft(work: Work, call: Call) -> Draft:
    """What stands in the form at this moment."""
    prompt_id, filled = read_memo(call.memo)
    prompt = await own_prompt(work, prompt_id, call.user_id)
    asked = await read_asked(work, prompt.run_id)
    written = read_written(asked.questions, call.values, filled)
    return Draft(work.now, written.values, written.marks, written.solved, files=tuple(written.files))


async def _submitted(work: Work, call: Call) -> tuple[AnswerPage, Submission]:
    """The form as it is once these answers are in it, and what it sends."""
    prompt_id, _ = read_memo(call.memo)
    draft = await _draft(work, call)
    page = await read_page(work, prompt_id, call.user_id, draft)
    await must_take_answers(work, page.prompt)
    kept = page.prompt.draft.files if page.prompt.draft else ()
    return page, Submission(page.values, draft.marks, draft.solved, (*kept, *draft.files))
