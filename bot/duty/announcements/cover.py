"""What is told about requests for cover: a message to each who could do it, one to who asked, and a word to leads."""

from bot.core.work import Work
from bot.duty.blocks import cover as blocks
from bot.duty.domain.cover import CoverNews
from bot.outbox.announcements import announce, revise
from bot.people.domain import UserId


async def tell_asked(work: Work, news: CoverNews) -> None:
    """Everybody who could take it, whoever it is about, and where nobody could, the leads at once."""
    cover = news.cover
    for candidate in news.candidates:
        message = blocks.request(news, candidate)
        await announce(work, key=_key(news, "asks", candidate.user_id), channel=candidate.user_id, message=message)
    for user_id in dict.fromkeys((cover.user_id, cover.asked_by)):
        message = blocks.progress(news, user_id)
        await announce(work, key=_key(news, "asked", user_id), channel=user_id, message=message)
    if not cover.asked:
        await tell_leads(work, news, "nobody")


async def tell_declined(work: Work, news: CoverNews, by: str) -> None:
    """To who said so it shows; to leads once nobody is left who could."""
    if news.cover.is_open:  # else their message says already what came of it
        await revise(work, key=_key(news, "asks", UserId(by)), message=blocks.declined(news))
    if news.cover.is_refused_by_all:
        await tell_leads(work, news, "nobody")


async def tell_leads(work: Work, news: CoverNews, word: str) -> None:
    """Once for each occasion, and whoever it would be up to then."""
    for lead in news.team.leads:
        await announce(work, key=_key(news, word, lead.user_id), channel=lead.user_id, message=blocks.for_leads(news))
    user_id = news.cover.user_id
    await announce(work, key=_key(news, word, user_id), channel=user_id, message=blocks.nobody_yet(news))


async def tell_closed(work: Work, news: CoverNews) -> None:
    """Nobody can take it any more, and everybody who was asked reads why. That somebody took it is news to who
    asked.
    """
    cover = news.cover
    for user_id in cover.asked:
        await revise(work, key=_key(news, "asks", user_id), message=blocks.closed(news, user_id))
    for user_id in dict.fromkeys((cover.user_id, cover.asked_by)):
        await revise(work, key=_key(news, "asked", user_id), message=blocks.progress(news, user_id))
        if cover.taken_by is not None:
            message = blocks.taken(news, user_id)
            await announce(work, key=_key(news, "taken", user_id), channel=user_id, message=message)


def _key(news: CoverNews, word: str, user_id: UserId) -> str:
    return f"cover:{news.cover.id}:{word}:{user_id}"
