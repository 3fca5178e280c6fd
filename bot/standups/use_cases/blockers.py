"""Blockers: opened, reworded and taken back by answers; asked about again, and escalated when they stay."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.people.domain import Member, dates_away
from bot.people.repository import Absences, Teams
from bot.standups.domain import Blocked, Kind, Prompt, Question, Run, Standup, Value
from bot.standups.domain.blockers import Blocker, escalates_at, same_blocker
from bot.standups.repository import Blockers, Standups

ESCALATE = "standups.escalate"
# Nobody plans more leave than this between a blocker and its escalation.
LOOK_AHEAD = timedelta(days=90)


async def asked_blockers(work: Work, prompt: Prompt, standup_id: int) -> list[Blocker]:
    """Those the form asks about: theirs that stand from other runs. What this prompt's answer named stands in it."""
    found = await Blockers(work).open_of(prompt.user_id, [standup_id])
    return [each for each in found if each.prompt_id != prompt.id]


async def take_in_blockers(
    work: Work,
    prompt: Prompt,
    run: Run,
    questions: Sequence[Question],
    values: Mapping[int, Value],
    *,
    solved: frozenset[int],
) -> None:
    """A yes opens a blocker, or names one that stands; in an edit it rewords its own, and a no withdraws it.

    Questions that are not in `values` change nothing. An anonymous standup opens none: it would have an author.
    """
    standup = await Standups(work).get(run.standup_id)
    if standup.rules.anonymous:
        return
    for each in await asked_blockers(work, prompt, standup.id):
        if each.id in solved and await Blockers(work).resolve(each.id, prompt.user_id):
            await note_blocker(work, each, Event.BLOCKER_RESOLVED)
    opened = {each.question_id: each for each in await Blockers(work).of_prompt(prompt.id)}
    for question in questions:
        if question.kind != Kind.BLOCKER or question.id not in values:
            continue
        value, known = values[question.id], opened.get(question.id)
        match value:
            case Blocked(text) if known is not None:
                await _reword(work, standup, known, text)
            case Blocked(text):
                if same_blocker(await Blockers(work).open_of(prompt.user_id, [standup.id]), text) is None:
                    blocker = await Blockers(work).add(standup.id, prompt, question.id, text, run.on)
                    await promise_escalation(work, standup, blocker)
                    await note_blocker(work, blocker, Event.BLOCKER_OPENED)
            case _ if known is not None:
                await _withdraw(work, known)


async def _reword(work: Work, standup: Standup, blocker: Blocker, text: str) -> None:
    """What somebody solved stays so while its author edits other answers; in other words it is back."""
    comes_back = not blocker.is_open and (blocker.resolved_by is None or blocker.text != text)
    await Blockers(work).change(blocker.id, text=text)
    if comes_back:
        await Blockers(work).change(blocker.id, resolved_at=None, resolved_by=None)
        await promise_escalation(work, standup, blocker)
        await note_blocker(work, blocker, Event.BLOCKER_OPENED)


async def _withdraw(work: Work, blocker: Blocker) -> None:
    """As if it had never been; but what others had to do with stays on record."""
    if not blocker.is_open:
        return
    if blocker.is_touched:
        await Blockers(work).resolve(blocker.id, None)
    else:
        await Blockers(work).remove(blocker.id)
    await note_blocker(work, blocker, Event.BLOCKER_RESOLVED)


async def forget_blockers(work: Work, prompt: Prompt) -> list[Blocker]:
    """An answer is taken back, and what it named with it; gives those that others have to do with, without words."""
    left = []
    for each in await Blockers(work).of_prompt(prompt.id):
        if each.is_touched:
            await Blockers(work).change(each.id, text="")
            left.append(replace(each, text=""))
        else:
            await Blockers(work).remove(each.id)
            if each.is_open:
                await note_blocker(work, each, Event.BLOCKER_RESOLVED)
    return left


async def note_blocker(work: Work, blocker: Blocker, event: Event) -> None:
    await note(work, event, standup=blocker.standup_id, blocker=blocker.id, person=blocker.user_id)


async def promise_escalation(work: Work, standup: Standup, blocker: Blocker) -> None:
    """The leads are told when the member's working day begins on which it has stayed too long."""
    member = await _member(work, standup, blocker.user_id)
    if member is None or blocker.escalated_at is not None:
        return
    away = await _away(work, blocker, blocker.opened_on + LOOK_AHEAD)
    at = escalates_at(blocker.opened_on, standup.rules.escalate_after, member.week, away)
    if at is not None:
        key = f"escalate:{blocker.id}:{work.now.isoformat()}"
        await Timers(work).set(key, ESCALATE, blocker.id, max(at, work.now))


async def _member(work: Work, standup: Standup, user_id: str) -> Member | None:
    return (await Teams(work).get(standup.team_id)).member(user_id)


async def _away(work: Work, blocker: Blocker, until: date) -> frozenset[date]:
    absences = await Absences(work).between([blocker.user_id], blocker.opened_on, until)
    return dates_away(absences, blocker.user_id)
