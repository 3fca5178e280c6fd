"""Members and their prompts: answered, skipped, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.outbox.happenings import note
from bot.outbox.repository import Timers
from bot.standups.domain import Mark, Prompt, PromptState, RunState, Value, due_questions, is_given
from bot.standups.domain.answers import Added, File
from bot.standups.domain.plans import PlanLine, Planned
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.runs import OPEN_PROMPTS
from bot.standups.domain.schedule import Part
from bot.standups.repository import Answers, Prompts, Runs
from bot.standups.use_cases.blockers import take_in_blockers
from bot.standups.use_cases.kudos import take_in_kudos
from bot.standups.use_cases.plans import take_in_plan
from bot.standups.use_cases.reading import Asked, own_prompt, own_questions, read_asked

MOST_REMINDERS = 5
# Two clicks at one moment make one of them begin again; more than that is somebody's machine.
ATTEMPTS = 3
OFF = frozenset({PromptState.AWAY, PromptState.HOLIDAY})


@dataclass(frozen=True)
class Submission:
    """What somebody sends: `values` by question (of a plan its new lines), `marks` by plan item, `solved` blockers.

    Questions that are not in `values` keep their answer. `messages` is the ts of the message each was typed in. `added`
    is what the values of these questions end with, because they were asked once more.
    """

    values: Mapping[int, Value]
    marks: Mapping[int, Mark] = field(default_factory=dict)
    solved: frozenset[int] = frozenset()
    files: Sequence[File] = ()
    messages: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[int, Added] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """What somebody answered, beside how it was before."""

    before: Prompt
    prompt: Prompt

    @property
    def is_edit(self) -> bool:
        return self.before.answered_at is not None


async def answer_prompt(work: Work, prompt_id: int, by: str, submission: Submission) -> Said:
    """Takes a member's answers: in time, late or again; of two at once the later one counts.

    Without names they are stored once and for all. Raises BotError for somebody else's prompt, and where an answer
    without a name would have one.
    """
    said = await _note_answered(work, prompt_id, by)
    asked = await read_asked(work, said.prompt.run_id)
    stored = (await Answers(work).of([prompt_id])).get(prompt_id, {})
    merged = {**stored, **submission.values}
    due = due_questions(await own_questions(work, said.prompt, asked), asked.run.on, merged)
    hidden = {each.id: None for each in asked.questions if each not in due and each.id in merged}
    values = {**submission.values, **hidden}
    if asked.standup.rules.anonymous:
        nameless = _without_names(due, values)
        await Answers(work).put_anonymous(asked.run.id, nameless)
        await take_in_kudos(work, said.prompt, asked, nameless)
    else:
        await _store(work, said.prompt, asked, due, replace(submission, values=values))
    await stop_reminders(work, said.before)
    await note_answer(work, asked, said.prompt, Event.ANSWER_CHANGED if said.is_edit else Event.ANSWER_GIVEN)
    return said


async def note_answer(work: Work, asked: Asked, prompt: Prompt, event: Event) -> None:
    """Programs are told; of answers without a name never, for the moment alone could give it away."""
    if not asked.standup.rules.anonymous:
        run = asked.run
        await note(work, event, standup=run.standup_id, run=run.id, answer=prompt.id, person=prompt.user_id)


async def _store(work: Work, prompt: Prompt, asked: Asked, due: Sequence[Question], submission: Submission) -> None:
    values = submission.values
    planned = await take_in_plan(work, prompt, due, values, submission.marks)
    kept: dict[int, Value] = {**values, **planned}
    said = [each for each in asked.questions if each.id in kept]
    given = {each.id: kept[each.id] if is_given(each, kept[each.id]) else None for each in said}
    await Answers(work).put(prompt.id, given, submission.messages, submission.added)
    await Answers(work).give_files(prompt.id, submission.files)
    await take_in_blockers(work, prompt, asked.run, asked.questions, values, solved=submission.solved)
    await take_in_kudos(work, prompt, asked)


def _without_names(due: Sequence[Question], values: Mapping[int, Value]) -> Mapping[int, Value]:
    """A plan that nobody is known to have made is a list."""
    found: dict[int, Value] = {}
    for question in due:
        value = values.get(question.id)
        if question.kind == Kind.PLAN and isinstance(value, tuple):
            value = Planned(tuple(PlanLine(each) for each in value))
        found[question.id] = value if is_given(question, value) else None
    return found


async def _note_answered(work: Work, prompt_id: int, by: str) -> Said:
    """From here on the row is ours: whoever sends at the same moment waits and comes after us."""
    for _ in range(ATTEMPTS):
        before = await own_prompt(work, prompt_id, by)
        await must_take_answers(work, before)
        answered_at = before.answered_at or work.now
        after = await Prompts(work).change(
            before,
            state=PromptState.ANSWERED,
            answered_at=answered_at,
            edited_at=work.now if before.answered_at else None,
            deleted_at=None,
            late=before.late or answered_at >= before.close_at,
            asking=None,
            reason=None,
            draft=None,
            snoozed_until=None,
            # Nobody waited for them, so the rate stays as it is.
            part=Part.OPTIONAL if before.state in OFF else before.part,
        )
        if after is not None:
            return Said(before, after)
    raise BotError("This was answered a moment ago from somewhere else. Open it again to change it.")


async def must_take_answers(work: Work, prompt: Prompt) -> None:
    """Raises BotError where an answer of an anonymous standup cannot be given or changed any more."""
    asked = await read_asked(work, prompt.run_id)
    if not asked.standup.rules.anonymous:
        return
    if prompt.state == PromptState.ANSWERED:
        raise BotError(
            "You answered this one already. It is stored without your name, so nobody can find it to change it, "
            "not even you."
        )
    over = await has_ended(work, asked)
    if over:
        raise BotError(
            "This one takes no answers any more: it is anonymous, and after the report they would show who wrote them."
        )


async def has_ended(work: Work, asked: Asked) -> bool:
    """Whether a run without names takes no answers any more: its time is over, or nobody is left who could give one."""
    if asked.run.state != RunState.OPEN or work.now >= asked.run.close_at:
        return True
    states = [each.state for each in await Prompts(work).of_run(asked.run.id)]
    return PromptState.ANSWERED in states and not OPEN_PROMPTS.intersection(states)


async def end_early(work: Work, run_id: int) -> bool:
    """The report of a run without names is about to be shown early: from here on it takes nobody back, whatever
    becomes of their skip or their leave. With one person more in it, what is new would be theirs. True when it ends
    now.
    """
    asked = await read_asked(work, run_id)
    if not asked.standup.rules.anonymous or asked.run.state != RunState.OPEN or not await has_ended(work, asked):
        return False
    await Prompts(work).forget_drafts(run_id)
    return await Runs(work).close(run_id)


async def stop_reminders(work: Work, prompt: Prompt) -> None:
    """Nobody needs to be reminded of it any more, nor asked again."""
    keys = [f"remind:{prompt.id}:{number}" for number in range(MOST_REMINDERS)]
    if prompt.snoozed_until is not None:
        keys.append(f"snooze:{prompt.id}:{prompt.snoozed_until.isoformat()}")
    await Timers(work).cancel(*keys)
