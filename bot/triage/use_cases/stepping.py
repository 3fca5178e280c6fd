"""One step of one fire: found, allowed, legal, first to take it, and recorded."""

from dataclasses import dataclass, replace
from typing import Any

from bot.core.errors import BotError
from bot.core.wording import listed
from bot.core.work import Work
from bot.people.domain import Team
from bot.people.repository import People, Teams
from bot.triage.domain import (
    LEGAL,
    MAY,
    RESPONSES,
    Act,
    Fire,
    FireEvent,
    Part,
    State,
    Step,
    length_in_words,
    may,
    next_state,
    parts_of,
)
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases.clocks import set_clocks
from bot.triage.use_cases.seeing import may_see, unknown


@dataclass(frozen=True)
class Change:
    """What somebody did to a fire: how it was, how it is, and the event that says so."""

    before: Fire
    fire: Fire
    event: FireEvent


@dataclass(frozen=True)
class Grip:
    """A fire in somebody's hands: they may do to it what they came for."""

    fire: Fire
    team: Team
    by: str
    parts: frozenset[Part]


class Refusal(BotError):
    """A step that cannot be taken; `fire` is how it stands now."""

    def __init__(self, fire: Fire, text: str) -> None:
        super().__init__(text)
        self.fire = fire


async def look_up(work: Work, number: int) -> Fire:
    """For ourselves: what somebody asks for goes through `see`. Raises BotError for a number that was never given."""
    fire = await Fires(work).get(number)
    if fire is None:
        raise unknown(number)
    return fire


async def see(work: Work, number: int, viewer: str) -> Grip:
    """The fire as somebody meets it. Raises BotError for one they may not see as for a number that was never given."""
    fire = await look_up(work, number)
    team = await Teams(work).get(fire.team_id)
    parts = await parts_in(work, fire, team, viewer)
    if not may_see(fire, parts):
        raise unknown(number)
    return Grip(fire, team, viewer, parts)


async def parts_in(work: Work, fire: Fire, team: Team, user_id: str) -> frozenset[Part]:
    """Everything somebody is to a fire."""
    return parts_of(
        team,
        user_id,
        await People(work).get(user_id),
        asked=frozenset({fire.requester_id, fire.filer_id}),
        owner_id=fire.owner_id,
    )


async def grip(work: Work, number: int, by: str, what: Step | Act) -> Grip:
    """Finds the fire for somebody who wants to do that to it. Raises Refusal when it is not theirs to do."""
    held = await see(work, number, by)
    if not may(held.parts, what):
        fire, allowed = held.fire, [part.value for part in Part if part in MAY[what]]
        raise Refusal(fire, f"Only {listed(allowed, 'or')} can {what.verb} {fire.name}. It is with {held.team.name}.")
    return held


async def ready_for(work: Work, number: int, by: str, what: Step | Act) -> Grip:
    """The same check before a form is opened for it, so that nobody fills one in vain."""
    held = await grip(work, number, by, what)
    if isinstance(what, Act):
        must_be_open(held.fire)
    elif next_state(held.fire.state, what) is None and not (what == Step.RESOLVE and held.fire.state == State.NEW):
        raise await refusal(work, held.fire, what, by)
    return held


async def take_step(
    work: Work, held: Grip, step: Step, *, text: str | None = None, about: str | None = None, **values: Any
) -> Change:
    """Moves the fire, records it and sets its clocks, if that is legal and nobody was faster."""
    fire = held.fire
    state = next_state(fire.state, step)
    if state is None:
        raise await refusal(work, fire, step, held.by)
    if step in RESPONSES and fire.responded_at is None:
        values["responded_at"] = work.now
    if state != State.SNOOZED:
        values["snoozed_until"] = None
    changed = await Fires(work).change(fire, state=state, **values)
    if changed is None:
        raise await refusal(work, await look_up(work, fire.number), step, held.by)
    event = await FireEvents(work).add(
        fire.id, held.by, step, before=fire.state, after=state, text=text or None, about_id=about
    )
    return Change(fire, await set_clocks(work, changed, held.team), event)


async def give_back(work: Work, held: Grip, change: Change, owner: str) -> Change:
    """Theirs again, and still counted in the week in which they took it first."""
    again = await take_step(work, replace(held, fire=change.fire), Step.ASSIGN, about=owner, owner_id=owner)
    return replace(change, fire=again.fire)


async def refusal(work: Work, fire: Fire, step: Step, by: str) -> Refusal:
    """Why that step cannot be taken from where the fire stands now, and what can."""
    if step == Step.CLAIM and fire.owner_id is not None and fire.is_open:
        return Refusal(fire, await _already_taken(work, fire, by))
    if next_state(fire.state, step) is not None:
        return overtaken(fire)
    legal = listed([each.value for each in LEGAL[fire.state]], "or")
    return Refusal(
        fire, f"{fire.name} is {fire.state.words}, so nobody can {step.verb} it now. What can be done: {legal}."
    )


def must_be_open(fire: Fire) -> None:
    if not fire.is_open:
        raise Refusal(fire, f"{fire.name} is {fire.state.words}. `/triage reopen {fire.name}` opens it again.")


def overtaken(fire: Fire) -> Refusal:
    """Somebody changed it between our reading and our writing."""
    return Refusal(fire, f"Somebody changed {fire.name} at the same moment, so nothing was done. Please look again.")


async def name_of(work: Work, user_id: str) -> str:
    """`@ben`: what people call them, fit for forms and messages alike."""
    person = await People(work).get(user_id)
    return "@" + "".join(each for each in person.name if each not in "<>&") if person else f"<@{user_id}>"


async def _already_taken(work: Work, fire: Fire, by: str) -> str:
    if fire.owner_id == by:
        return f"{fire.name} is yours already."
    since = f" {length_in_words(work.now - fire.claimed_at)} ago" if fire.claimed_at else ""
    owner = await name_of(work, fire.owner_id or "")
    return f"{fire.name} was already taken by {owner}{since}. Ask them in the thread to hand it over."
