"""Somebody comes back with another account: their history is carried over, once a workspace admin says who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.errors import AlreadySo, BotError, NotAllowed, NotFound
from bot.core.marks import FORMER_ID
from bot.core.work import Work
from bot.people.domain import Person, Role, misfit
from bot.people.repository import Calendars, People, Teams
from bot.records.domain.reunions import Reunion
from bot.records.repository.moving import Moves
from bot.records.repository.reunions import Accounts, Namesake, Reunions
from bot.records.use_cases.forgetting import is_admin
from bot.standups.domain import Prompt, PromptState, RunState
from bot.standups.domain.roster import say_short
from bot.standups.repository import Prompts, Runs, Standups

ONLY_ADMINS = "Only workspace admins can say that two accounts are one person's."
RECENT = timedelta(days=3)
DECIDED = "Somebody has answered that already."


@dataclass(frozen=True)
class Pair:
    """Who left, and who came; `left_at` is None where we did not hear of it."""

    old: Person
    new: Person
    left_at: datetime | None


@dataclass(frozen=True)
class Offer:
    """A pair that admins are asked about."""

    reunion: Reunion
    pair: Pair


async def look_for_namesakes(work: Work, person_ref: int) -> list[Offer]:
    """Somebody appeared or left: offers each pair of one who left and one who is here with the same name, once."""
    person = await People(work).by_ref(person_ref)
    if person is None or person.is_bot or person.is_stranger:
        return []
    there = await Accounts(work).called(person.name)
    left = [each for each in there if each.person.deleted and not FORMER_ID.fullmatch(each.person.user_id)]
    here = [each.person for each in there if misfit(each.person) is None]
    pairs = [Pair(old.person, new, old.left_at) for old in left for new in here]
    return [
        offer
        for pair in pairs
        if person.user_id in (pair.old.user_id, pair.new.user_id)
        for offer in [await _offer(work, pair)]
        if offer is not None
    ]


async def _offer(work: Work, pair: Pair) -> Offer | None:
    """None when it was offered before, or there is nothing to carry over, or nobody to ask."""
    told = [each for each in await Accounts(work).admins() if each != pair.old.user_id]
    if not told:
        return None
    reunion = await Reunions(work).offer(pair.old.user_id, pair.new.user_id, told)
    return Offer(reunion, pair) if reunion else None


async def pair_of(work: Work, reunion_id: int) -> Offer:
    """Raises NotFound when one of them is not known any more."""
    reunion = await Reunions(work).get(reunion_id)
    if reunion is None:
        raise NotFound("That question is not there any more.")
    return Offer(reunion, await _pair(work, reunion.old_id, reunion.new_id))


async def people_who_left(work: Work) -> list[Namesake]:
    """Whom somebody could be, by name; those who were forgotten are nobody."""
    return [each for each in await Accounts(work).left() if not FORMER_ID.fullmatch(each.person.user_id)]


async def tell_apart(work: Work, reunion_id: int, by: Person) -> Offer:
    """An admin says that these are two people."""
    must_be_admin(by)
    offer = await pair_of(work, reunion_id)
    if offer.reunion.same is not None:
        raise AlreadySo(DECIDED)
    reunion = await Reunions(work).decide(offer.reunion.old_id, offer.reunion.new_id, by.user_id, same=False)
    assert reunion is not None, "nobody had said anything"
    return Offer(reunion, offer.pair)


async def merge_people(work: Work, old_id: str, new_id: str, by: Person) -> Offer:
    """All that was the old account's is the new one's from now on: teams and parts, what was asked and answered, open
    blockers and plans, fires, absences, load.

    Of a run in which both were asked, the answered prompt is the new account's; the other stays with the old one, so
    that nothing is lost and no count changes. Raises BotError, saying why, where they cannot be one person.
    """
    must_be_admin(by)
    pair = await _pair(work, old_id, new_id)
    both = await _must_be_mergeable(work, pair)
    reunion = await Reunions(work).decide(old_id, new_id, by.user_id, same=True)
    if reunion is None:
        raise AlreadySo(f"The history of {pair.old.name} is with that account already.")
    for old, new in both:
        if _answered(old) and not _answered(new):
            await _swap(work, old, new)
    await Moves(work).take_over_prompts(old_id, new_id)
    await _keep_one_calendar(work, old_id, new_id)
    await Moves(work).take_over(old_id, new_id)
    await _take_over_teams(work, pair)
    return Offer(reunion, pair)


def must_be_admin(by: Person) -> None:
    if not is_admin(by):
        raise NotAllowed(ONLY_ADMINS)


async def _pair(work: Work, old_id: str, new_id: str) -> Pair:
    there = {each.person.user_id: each for each in await Accounts(work).left()}
    people = await People(work).of([old_id, new_id])
    found = {str(each.user_id): each for each in people.values()}
    for user_id in (old_id, new_id):
        if user_id not in found:
            raise NotFound("I know nothing of one of these accounts, so there is nothing to carry over.")
    old = there.get(found[old_id].user_id)
    return Pair(found[old_id], found[new_id], old.left_at if old else None)


async def _must_be_mergeable(work: Work, pair: Pair) -> Sequence[tuple[Prompt, Prompt]]:
    """Gives their prompts of the same runs."""
    if pair.old.user_id == pair.new.user_id:
        raise BotError("These are the same account. Choose the one that left, and the one that came.")
    if FORMER_ID.fullmatch(pair.old.user_id):
        raise BotError("Whoever that was has been forgotten, so nobody can take their history over.")
    trouble = misfit(pair.new)
    if trouble is not None:
        raise BotError(f"{pair.new.name} {trouble}, so nothing can be carried over to that account.")
    both = [
        (await Prompts(work).get(old), await Prompts(work).get(new))
        for _, old, new in await Moves(work).runs_of_both(pair.old.user_id, pair.new.user_id)
    ]
    for old, new in both:
        run = await Runs(work).get(old.run_id)
        if run.state == RunState.OPEN and _answered(old) and _answered(new):
            standup = await Standups(work).get(run.standup_id)
            raise BotError(
                f"Both accounts answered {standup.name} of {say_short(run.on)}, which is still open: these look like "
                "two people. If they are one, try again once it has closed."
            )
    if not pair.old.deleted:
        raise BotError(
            f"The old account of {pair.old.name} is still active in Slack. Deactivate it there first, and try again."
        )
    return both


def _answered(prompt: Prompt) -> bool:
    return prompt.state == PromptState.ANSWERED


async def _swap(work: Work, old: Prompt, new: Prompt) -> None:
    """The new account is not asked for what was answered with the old one."""
    if new.is_open and work.now < new.close_at:
        await Prompts(work).change(new, state=PromptState.LEFT, asking=None, snoozed_until=None)
    await Moves(work).swap_prompts(old.id, new.id, old.user_id, new.user_id)


async def _keep_one_calendar(work: Work, old_id: str, new_id: str) -> None:
    """Nobody has two: the one given last counts."""
    old, new = await Calendars(work).of_person(old_id), await Calendars(work).of_person(new_id)
    if old is not None and new is not None:
        await Calendars(work).end(old.id)


async def _take_over_teams(work: Work, pair: Pair) -> None:
    """Whoever led leads again; hours and holidays of their own are kept where the new account has none."""
    old_id, new_id = pair.old.user_id, pair.new.user_id
    there = await Moves(work).roles(new_id)
    for team_id, role in (await Moves(work).roles(old_id)).items():
        if team_id not in there or role == Role.LEAD:
            await Teams(work).add_member(team_id, new_id, Role(role))
        await Teams(work).remove_member(team_id, old_id)
    if (pair.new.days, pair.new.starts) == (None, None):
        await People(work).set_hours(new_id, pair.old.days, pair.old.starts, pair.old.ends)
    if pair.new.place is None:
        await People(work).set_place(new_id, pair.old.place)


async def open_runs_of(work: Work, user_id: str) -> list[int]:
    """Whose reports name them."""
    recent = await Prompts(work).of_person(user_id, work.now - RECENT)
    runs = [await Runs(work).get(each.run_id) for each in recent]
    return [each.id for each in runs if each.state == RunState.OPEN]
