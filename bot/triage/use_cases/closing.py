"""Ending a fire: resolved, declined, taken back; and opening it again."""

from dataclasses import dataclass, replace
from typing import Any

from bot.core.errors import BotError
from bot.core.work import Work
from bot.triage.domain import Effort, Recurrence, State, Step, is_dismissal, says_not_a_request
from bot.triage.use_cases.changing import tidy_topic
from bot.triage.use_cases.owning import promise_questions
from bot.triage.use_cases.stepping import Change, Grip, grip, take_step
from bot.triage.use_cases.working import back_to_owner


@dataclass(frozen=True)
class Closing:
    """What is said when a fire is out; all of it may be left out."""

    outcome: str | None = None
    effort: Effort | None = None
    recurrence: Recurrence | None = None
    topic: str | None = None


async def resolve_fire(work: Work, number: int, by: str, closing: Closing | None = None) -> Change:
    """Done. Who resolves what nobody has takes it first."""
    held = await grip(work, number, by, Step.RESOLVE)
    said = closing or Closing()
    if held.fire.state == State.NEW:
        taken = await take_step(work, held, Step.CLAIM, about=by, owner_id=by, claimed_at=work.now)
        held = replace(held, fire=taken.fire)
    change = await take_step(
        work,
        held,
        Step.RESOLVE,
        text=(said.outcome or "").strip(),
        outcome=(said.outcome or "").strip() or None,
        effort=said.effort or held.fire.effort,
        recurrence=said.recurrence,
        topic=tidy_topic(said.topic) or held.fire.topic,
        closed_at=work.now,
        closed_by=by,
    )
    await promise_questions(work, change.fire, held.team)
    return change


async def decline_fire(work: Work, number: int, by: str, reason: str, not_a_request: bool = False) -> Change:
    """Not done, and the requester is told why. What was never a request leaves all counts, if said soon."""
    held = await grip(work, number, by, Step.DECLINE)
    if not reason.strip():
        raise BotError(f"Say why, it is sent to who asked: `/triage decline {held.fire.name} we have no such data`.")
    dismissed = is_dismissal(
        Step.DECLINE,
        not_a_request=not_a_request or says_not_a_request(reason),
        age=work.now - held.fire.created_at,
        taken=held.fire.claimed_at,
    )
    return await _end(work, held, Step.DECLINE, outcome=reason.strip(), dismissed=dismissed, closed_by=by)


async def withdraw_fire(work: Work, number: int, by: str) -> Change:
    """Whoever asked does not need it any more."""
    held = await grip(work, number, by, Step.WITHDRAW)
    age = work.now - held.fire.created_at
    dismissed = is_dismissal(Step.WITHDRAW, not_a_request=False, age=age, taken=held.fire.claimed_at)
    return await _end(work, held, Step.WITHDRAW, outcome=None, dismissed=dismissed, closed_by=None)


async def _end(work: Work, held: Grip, step: Step, **values: Any) -> Change:
    return await take_step(
        work, held, step, text=values["outcome"], about=held.fire.owner_id, closed_at=work.now, **values
    )


async def reopen_fire(work: Work, number: int, by: str, why: str | None = None) -> Change:
    """Not out after all. It goes back to who had it if they are here, else into the queue. A merged one is a request
    of its own again.
    """
    held = await grip(work, number, by, Step.REOPEN)
    owner = held.fire.owner_id
    change = await take_step(
        work,
        held,
        Step.REOPEN,
        text=why,
        about=owner,
        owner_id=None,
        last_owner_id=owner or held.fire.last_owner_id,
        queued_at=work.now,
        closed_at=None,
        closed_by=None,
        outcome=None,
        dismissed=False,
        merged_into=None,
        case_id=held.fire.case_before or held.fire.case_id,
        case_before=None,
    )
    return await back_to_owner(work, held, change, owner)
