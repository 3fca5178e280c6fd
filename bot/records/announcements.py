"""What follows when somebody is forgotten, or an account looks like another: what is shown is written again."""

from bot.core.calendar import find_zone, local_date
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.domain import Timer
from bot.people.repository import People
from bot.records.blocks import merging as blocks
from bot.records.use_cases.forgetting import SHOW_BLOCKER, SHOW_FIRE, SHOW_RUN
from bot.records.use_cases.merging import Offer, open_runs_of
from bot.standups.announcements import show_report
from bot.standups.announcements.blockers import show_blocker
from bot.standups.announcements.reports import show_where_it_stands
from bot.standups.repository import Blockers, Runs
from bot.standups.use_cases.helping import describe
from bot.triage.announcements import show_card_anew


async def show_again(work: Work, timer: Timer) -> None:
    """One of the reports, cards and notices that named somebody, or said what they wrote."""
    match timer.kind:
        case kind if kind == SHOW_RUN:
            if await Runs(work).find(timer.ref) is not None:
                await show_where_it_stands(work, timer.ref)
        case kind if kind == SHOW_FIRE:
            await show_card_anew(work, timer.ref)
        case kind if kind == SHOW_BLOCKER:
            blocker = await Blockers(work).find(timer.ref)
            if blocker is not None:
                await show_blocker(work, await describe(work, blocker))


async def ask_whether_same(work: Work, offer: Offer) -> None:
    for admin in offer.reunion.told:
        message = blocks.offer(await _shown(work, offer, admin), offer.reunion.id)
        await announce(work, key=_key(offer, admin), channel=admin, message=message)


async def tell_decided(work: Work, offer: Offer) -> None:
    """Everybody who was asked sees what was said; reports name the new account."""
    reunion = offer.reunion
    for admin in reunion.told:
        shown = await _shown(work, offer, admin)
        message = blocks.decided(shown, reunion.decided_by or admin, same=bool(reunion.same))
        await revise(work, key=_key(offer, admin), message=message)
    if reunion.same:
        for run_id in await open_runs_of(work, reunion.new_id):
            await show_report(work, run_id)


def _key(offer: Offer, admin: str) -> str:
    return f"reunion:{offer.reunion.id}:{admin}"


async def _shown(work: Work, offer: Offer, reader: str) -> blocks.Shown:
    pair, person = offer.pair, await People(work).get(reader)
    left_on = local_date(pair.left_at, find_zone(person.zone if person else None)) if pair.left_at else None
    return blocks.Shown(pair.old.name, pair.new.name, pair.new.user_id, left_on)
