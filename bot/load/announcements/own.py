"""What is promised about somebody's own answers: to them alone, and to leads by their click."""

from datetime import date

from bot.core.work import Work
from bot.load.blocks.dips import dip_notice, is_over, shared_card, watched_no_more
from bot.load.domain.dips import Dip, ToldDip
from bot.load.use_cases import watching
from bot.outbox.announcements import announce, revise
from bot.people.domain import Team


async def look_for_dips(work: Work, team: Team, monday: date) -> None:
    for dip in await watching.look_for_dips(work, team, monday):
        await revise(work, key=_key(dip), message=is_over())


async def tell_dip(work: Work, dip_id: int) -> None:
    told = await watching.tell_dip(work, dip_id)
    if told is not None:
        await announce(work, key=_key(told.dip), channel=told.dip.user_id, message=dip_notice(told))


async def share(work: Work, told: ToldDip) -> None:
    """Each lead is sent it once, and the person sees whom it went to."""
    for lead in told.dip.leads:
        await announce(work, key=f"{_key(told.dip)}:lead:{lead}", channel=lead, message=shared_card(told))
    await revise(work, key=_key(told.dip), message=dip_notice(told))


async def forget(work: Work, dip: Dip) -> None:
    """The numbers go from what was said to them, too; what they shared stays where they sent it."""
    await revise(work, key=_key(dip), message=watched_no_more())


def _key(dip: Dip) -> str:
    return f"load:dip:{dip.id}"
