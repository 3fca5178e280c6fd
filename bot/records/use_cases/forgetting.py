"""Somebody is forgotten: their words go, and their name; what was counted stays what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.errors import NotAllowed, NotFound
from bot.core.marks import FORMER_ID, new_former_id
from bot.core.work import Work
from bot.load.repository import Episodes
from bot.outbox.repository import Deliveries, Timers
from bot.people.domain import Person, misfit
from bot.people.repository import Calendars, Teams
from bot.records.domain.wordings import About, about, is_of_report, is_post_of_answer
from bot.records.repository.moving import Moves
from bot.records.repository.reunions import Forgettings, Reunions
from bot.records.repository.traces import Traces
from bot.records.repository.wordings import Wordings
from bot.standups.repository.clearing import Words

# What is shown in Slack is looked at again; the ref is the run, fire or blocker.
SHOW_RUN, SHOW_FIRE, SHOW_BLOCKER = "records.show_run", "records.show_fire", "records.show_blocker"
SHOWN_AGAIN = {"runs": SHOW_RUN, "fires": SHOW_FIRE, "blockers": SHOW_BLOCKER}
NOTHING_THERE = "Nothing is stored about them, so there is nothing to forget."


@dataclass(frozen=True)
class Forgotten:
    """`former_ids` stand for them from now on: one for each account they had."""

    former_ids: Sequence[str]
    rows: Mapping[str, int] = field(default_factory=dict)


def must_be_allowed_to_forget(by: Person, user_id: str) -> None:
    """Oneself, or as a workspace admin anybody."""
    if by.user_id != user_id and not is_admin(by):
        raise NotAllowed("Only workspace admins can have somebody else forgotten. `/standup forget` is about yourself.")


def is_admin(person: Person) -> bool:
    return person.is_admin and misfit(person) is None


async def what_is_stored(work: Work, user_id: str) -> Mapping[str, int]:
    """How many rows of which table name them, their earlier accounts included."""
    found: dict[str, int] = {}
    for each in await accounts_of(work, user_id):
        for table, number in (await Traces(work).count(each)).items():
            found[table] = found.get(table, 0) + number
    return found


async def accounts_of(work: Work, user_id: str) -> list[str]:
    """All that were carried over into that one, oldest last."""
    found, left = [], [user_id]
    while left:
        each = left.pop(0)
        if each not in found:
            found.append(each)
            left += await Reunions(work).merged_into(each)
    return found


async def forget(work: Work, user_id: str, by: str | None) -> Forgotten:
    """For good. `by` is None for the operator. Raises NotFound when nothing is stored about them."""
    stored = await what_is_stored(work, user_id)
    if not stored or FORMER_ID.fullmatch(user_id):
        raise NotFound(NOTHING_THERE)
    accounts = await accounts_of(work, user_id)
    former = [await _forget_account(work, each) for each in accounts]
    names = dict(zip(accounts, former, strict=True))
    for former_id in former:
        await Forgettings(work).note(former_id, names.get(by, by) if by else None)
    return Forgotten(former, stored)


async def _forget_account(work: Work, user_id: str) -> str:
    former_id = new_former_id()
    await _leave(work, user_id)
    gone = await _written(work, user_id)
    await _take_back_posts(work, gone)
    await Words(work).forget_answers(user_id)
    await Traces(work).clear_words(user_id)
    await Traces(work).drop_own(user_id)
    await _let_go_of_messages(work, user_id, gone)
    await _show_again(work, former_id, gone | await _naming(work, user_id))
    await Traces(work).rename(user_id, former_id)
    return former_id


async def _leave(work: Work, user_id: str) -> None:
    """They are in no team any more, so nobody asks, reminds or warns them."""
    for team_id in await Moves(work).roles(user_id):
        await Teams(work).remove_member(team_id, user_id)
    calendar = await Calendars(work).of_person(user_id)
    if calendar is not None:
        await Calendars(work).end(calendar.id)
    for episode in await Episodes(work).open_about(user_id):
        await Episodes(work).close(episode.id)


async def _written(work: Work, user_id: str) -> set[About]:
    """Everything with words of theirs, and the runs in which they were asked."""
    rows = await Traces(work).written(user_id)
    gone = {About(table, each) for table, ids in rows.items() for each in ids}
    prompts = [About("prompts", each) for each in await Words(work).prompts_of(user_id)]
    runs = [About("runs", each) for each in await Words(work).runs_of(user_id)]
    return {*gone, *prompts, *runs}


async def _naming(work: Work, user_id: str) -> set[About]:
    """Cards and notices that say their name, whoever wrote what they tell."""
    return {About(each, ref) for each in ("fires", "blockers") for ref in await Traces(work).named_in(each, user_id)}


async def _take_back_posts(work: Work, gone: set[About]) -> None:
    """Their own messages in reports are deleted in Slack."""
    posts = [key for key in await Wordings(work).keys() if is_post_of_answer(key) and about(key) in gone]
    await Deliveries(work).retract(*posts)


async def _let_go_of_messages(work: Work, user_id: str, gone: set[About]) -> None:
    await Deliveries(work).retract(*await Wordings(work).unsent_to(user_id))
    await Wordings(work).let_go(user_id)
    # What still says the old name must not pass for what will be said with the new one.
    await Wordings(work).empty(await Wordings(work).mentioning(user_id))
    keys = {key: delivery_id for key, delivery_id in (await Wordings(work).keys()).items() if about(key) in gone}
    kept_true = {key for key in keys if is_of_report(key)}
    await Wordings(work).empty(keys[each] for each in keys if each not in kept_true)
    await Wordings(work).empty((keys[each] for each in kept_true), ("dead",))


async def _show_again(work: Work, former_id: str, gone: set[About]) -> None:
    """Reports, cards and notices are written again, each in its own time: there may be thousands."""
    for each in sorted(gone, key=lambda about: (about.table, about.ref)):
        if each.table in SHOWN_AGAIN:
            key = f"{former_id}:{each.table}:{each.ref}"
            await Timers(work).set(key, SHOWN_AGAIN[each.table], each.ref, work.now)
