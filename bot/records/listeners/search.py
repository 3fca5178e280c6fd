"""Somebody looks for what was answered."""

from bot.core.errors import BotError
from bot.people.use_cases import today_of
from bot.records.blocks import search as blocks
from bot.records.domain.search import Mark, Page
from bot.records.forms.search import read_query, typed_from
from bot.records.use_cases.searching import search, searchable
from bot.slack.call import Call


async def find(call: Call) -> None:
    await call.reply(blocks.found_message(await _page(call, call.rest)))


async def open_form(call: Call) -> None:
    async with call.begin_reading() as work:
        standups = await searchable(work, call.user_id)
    await call.open(blocks.search_form(standups))


async def receive(call: Call) -> None:
    try:
        page = await _page(call, typed_from(call.values))
    except BotError as error:
        await call.show_errors({blocks.WORDS: error.text})
        return
    await call.show_next(blocks.found_view(page))


async def older(call: Call) -> None:
    """The next page: below the one before, or in its place where it stands in a form."""
    text, mark = blocks.read_older(call.value)
    page = await _page(call, text, mark)
    if "view" in call.body:
        await call.redraw_view(blocks.found_view(page, is_first=False))
    else:
        await call.reply(blocks.found_message(page, is_first=False))


async def _page(call: Call, text: str, older_than: Mark | None = None) -> Page:
    async with call.begin_reading() as work:
        query = read_query(text, call.user_id, await today_of(work, call.user_id))
        return await search(work, query, call.user_id, older_than)
