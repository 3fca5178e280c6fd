"""What is told about offers to swap: to the two it is between."""

from bot.core.work import Work
from bot.duty.blocks import swaps as blocks
from bot.duty.domain.swaps import SwapNews, SwapState
from bot.outbox.announcements import announce, revise


async def tell_offered(work: Work, news: SwapNews) -> None:
    swap = news.swap
    await announce(work, key=_key(news, "asks"), channel=swap.other_id, message=blocks.offer(news))
    await announce(work, key=_key(news, "asked"), channel=swap.asker_id, message=blocks.offered(news))


async def tell_answered(work: Work, news: SwapNews) -> None:
    """Both messages say it; what the other did is news to who offered."""
    swap = news.swap
    if swap.state == SwapState.OPEN:
        await revise(work, key=_key(news, "asks"), message=blocks.offer(news))
        return
    await revise(work, key=_key(news, "asks"), message=blocks.closed(news, swap.other_id))
    await revise(work, key=_key(news, "asked"), message=blocks.closed(news, swap.asker_id))
    if swap.state in (SwapState.TAKEN, SwapState.DECLINED):
        message = blocks.closed(news, swap.asker_id)
        await announce(work, key=_key(news, "answered"), channel=swap.asker_id, message=message)


def _key(news: SwapNews, word: str) -> str:
    return f"swap:{news.swap.id}:{word}"
