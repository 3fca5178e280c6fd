"""Plans from run to run: what comes back, what becomes of it, and what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.use_cases import today_of
from bot.standups.domain import Kind, Prompt, Question, Value
from bot.standups.domain.plans import (
    SNOOZE,
    STATE_AFTER,
    ItemState,
    Mark,
    PlanItem,
    PlanLine,
    Planned,
    in_asking_order,
    mark_in,
    match_lines,
)
from bot.standups.repository import Answers, PlanItems, Runs


async def carried_items(work: Work, prompt: Prompt, questions: Sequence[Question]) -> list[PlanItem]:
    """What comes back in this prompt, as it came: open items of the plans asked for in it, those carried often first.

    `questions` are those that are due. After an answer, what it dealt with is still among them; `marks_said` says how.
    """
    run = await Runs(work).get(prompt.run_id)
    keys = {each.key for each in questions if each.kind == Kind.PLAN}
    found = await PlanItems(work).before(run.standup_id, prompt, run.on) if keys else []
    came = [_as_it_came(each, prompt, run.on) for each in found if each.key in keys]
    return in_asking_order(
        replace(each, asleep=each.is_snoozed_on(run.on) and each.snoozed_in != prompt.id) for each in came
    )


def marks_said(items: Sequence[PlanItem], prompt: Prompt) -> Mapping[int, Mark]:
    """What that prompt's answer said of them, by item."""
    said = {each.id: mark_in(each, prompt.id) for each in items}
    return {item_id: mark for item_id, mark in said.items() if mark is not None}


async def take_in_plan(
    work: Work,
    prompt: Prompt,
    questions: Sequence[Question],
    values: Mapping[int, Value],
    marks: Mapping[int, Mark],
) -> Mapping[int, Planned]:
    """Settles what came back and keeps what is planned anew; gives what each plan question is answered with.

    `questions` are those that are due and shown. The value of a plan question is a tuple of its new lines; one that is
    not in `values` keeps the lines it had. An item without a mark keeps what this prompt said of it before, else it
    continues. Call it while the answers from before are still stored.
    """
    items = await carried_items(work, prompt, questions)
    said = {each.id: Mark.CONTINUE for each in items}
    said |= {**marks_said(items, prompt), **{each.id: marks[each.id] for each in items if each.id in marks}}
    on = (await Runs(work).get(prompt.run_id)).on
    for item in items:
        await _settle(work, prompt, item, said[item.id], on)
    before = (await Answers(work).of([prompt.id])).get(prompt.id, {})
    planned = {}
    for question in questions:
        if question.kind == Kind.PLAN:
            mine = [each for each in items if each.key == question.key]
            marked = [PlanLine(each.text, each.id, _as_read(said[each.id])) for each in mine]
            gone = _dealt_with_later(before.get(question.id), {each.id for each in items})
            new = await _plan(work, prompt, question, values)
            planned[question.id] = Planned((*gone, *marked, *new))
    return planned


def _dealt_with_later(before: object, editable: set[int]) -> list[PlanLine]:
    """What this answer said of items that a later run has dealt with since: it stands."""
    lines = before.lines if isinstance(before, Planned) else ()
    return [each for each in lines if each.mark is not None and each.item_id not in editable]


def _as_read(mark: Mark) -> Mark:
    """Others read that it goes on; that its owner wants to be left alone with it is theirs."""
    return Mark.CONTINUE if mark == Mark.SNOOZE else mark


async def _settle(work: Work, prompt: Prompt, item: PlanItem, mark: Mark, on: date) -> None:
    settled = mark in (Mark.DONE, Mark.DROP)
    own = item.snoozed_in == prompt.id
    asleep = mark == Mark.SNOOZE or (item.is_snoozed_on(on) and not own)
    snooze: dict[str, object] = {}
    if mark == Mark.SNOOZE:
        snooze = {"snoozed_until": on + SNOOZE, "snoozed_in": prompt.id}
    elif own:
        snooze = {"snoozed_until": None, "snoozed_in": None}
    await PlanItems(work).change(
        item.id,
        state=STATE_AFTER[mark],
        carried=item.carried if settled or asleep else item.carried + 1,
        carried_in=None if settled else prompt.id,
        settled_in=prompt.id if settled else None,
        settled_at=(item.settled_at or work.now) if settled else None,
        **snooze,
    )


async def _plan(work: Work, prompt: Prompt, question: Question, values: Mapping[int, Value]) -> list[PlanLine]:
    """The lines made in this prompt: an unchanged one keeps its item, a removed one vanishes unless it moved on."""
    mine = [each for each in await PlanItems(work).made_in(prompt.id) if each.key == question.key]
    if question.id not in values:
        return [PlanLine(each.text, each.id) for each in mine]
    value = values[question.id]
    lines = [text for each in value if (text := str(each).strip())] if isinstance(value, tuple) else []
    same = match_lines(mine, lines)
    kept = {each.id for each in same.values()}
    await PlanItems(work).remove(
        each.id for each in mine if each.id not in kept and each.state == ItemState.OPEN and each.carried_in is None
    )
    run = await Runs(work).get(prompt.run_id)
    made = []
    for number, text in enumerate(lines):
        item = same.get(number) or await PlanItems(work).add(run.standup_id, prompt, question.key, text)
        made.append(PlanLine(text, item.id))
    return made


def _as_it_came(item: PlanItem, prompt: Prompt, on: date) -> PlanItem:
    """Before this prompt counted it once more, which it did not where it was snoozed."""
    counted = item.carried_in == prompt.id and not item.is_snoozed_on(on)
    return replace(item, carried=item.carried - 1) if counted else item


async def done_since(work: Work, standup_id: int, user_id: str, since: datetime) -> list[PlanItem]:
    """What they marked as done since then, in a form or on their Home tab."""
    return await PlanItems(work).done_since(standup_id, user_id, since)


async def open_items(work: Work, user_id: str) -> list[PlanItem]:
    """In all standups, those of questions that are asked no more too; the oldest first."""
    return await PlanItems(work).open_of(user_id)


async def settle_item(work: Work, item_id: int, by: str, mark: Mark) -> PlanItem:
    """Done, dropped or snoozed between two runs. Gives it as it is then; harmless for what is settled already.

    Raises BotError for somebody else's.
    """
    item = await PlanItems(work).get(item_id)
    if item is None or item.user_id != by:
        raise BotError("That is not on your plan any more.")
    if item.state == ItemState.OPEN and mark == Mark.SNOOZE:
        until = await today_of(work, by) + SNOOZE
        await PlanItems(work).change(item_id, snoozed_until=until, snoozed_in=None)
    elif item.state == ItemState.OPEN:
        await PlanItems(work).change(item_id, state=STATE_AFTER[mark], settled_in=None, settled_at=work.now)
    return await PlanItems(work).get(item_id) or item


async def forget_plan(work: Work, prompt: Prompt) -> None:
    """An answer is taken back: what was planned in it goes, and what it said of older items was not said."""
    for item in await PlanItems(work).made_in(prompt.id):
        await PlanItems(work).remove([item.id])
    run = await Runs(work).get(prompt.run_id)
    for item in await PlanItems(work).before(run.standup_id, prompt, run.on):
        if mark_in(item, prompt.id) is not None:
            came = _as_it_came(item, prompt, run.on)
            await PlanItems(work).change(
                item.id, state=ItemState.OPEN, carried=came.carried, carried_in=None, settled_in=None, settled_at=None
            )
