"""Looking: somebody's prompt, a run's report, blockers, and how many answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.use_cases import is_primary_on
from bot.people.repository import People, Teams
from bot.standups.domain import (
    Line,
    Participation,
    Prompt,
    PromptState,
    Question,
    Report,
    Run,
    Standup,
    Value,
    count_participation,
    is_given,
    worded,
)
from bot.standups.domain.asking import without_duty
from bot.standups.domain.mentions import people_in
from bot.standups.domain.report_keys import ReportKey, What, read_key
from bot.standups.domain.roster import say_short
from bot.standups.repository import Answers, Prompts, Runs, Standups
from bot.standups.use_cases.helping import blockers_of_report

PROMPT_KEY = "prompt:"


async def leads_of_report(work: Work, key: str) -> list[str]:
    """Who leads the team whose report that promised message is; nobody when it is another message."""
    known = read_key(key)
    if known is None or known.what != What.REPORT or known.part > 1:
        return []
    run = await Runs(work).get(known.ref)
    standup = await Standups(work).get(run.standup_id)
    return [each.user_id for each in (await Teams(work).get(standup.team_id)).leads]


def prompt_key(prompt_id: int) -> str:
    return f"{PROMPT_KEY}{prompt_id}"


def report_key(run_id: int) -> str:
    """Of the report where the standup says; other places have keys of their own."""
    return str(ReportKey(What.REPORT, run_id))


def answer_key(prompt_id: int) -> str:
    """Of a member's message there."""
    return str(ReportKey(What.ANSWER, prompt_id))


async def own_prompt(work: Work, prompt_id: int, by: str) -> Prompt:
    """Somebody's own, to answer or change. Raises BotError for another's, and for days that are too far away."""
    prompt = await Prompts(work).get(prompt_id)
    if prompt.user_id != by:
        raise BotError("This standup is somebody else's. Type `/standup` for yours.")
    run = await Runs(work).get(prompt.run_id)
    today = local_date(work.now, find_zone(prompt.zone))
    if not prompt.prompt_at <= work.now <= prompt.close_at:
        must_be_answerable(await Standups(work).get(run.standup_id), run.on, today)
    return prompt


def must_be_answerable(standup: Standup, on: date, today: date) -> None:
    """Raises BotError for a day that is further away than the standup's rules let somebody answer."""
    late, ahead = standup.rules.backfill_days, standup.rules.ahead_days
    if (today - on).days > late:
        limit = f"until {_days(late)} later" if late else "on its own day only"
        raise BotError(f"{standup.name} can be answered {limit}, so {say_short(on)} is closed for good.")
    if (on - today).days > ahead:
        limit = f"up to {_days(ahead)} ahead" if ahead else "from its own day on"
        raise BotError(f"{standup.name} can be answered {limit}, and {say_short(on)} is further away.")


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


async def current_prompt(work: Work, user_id: str) -> Prompt | None:
    """The one somebody means by "my standup": open ones first, the oldest of them, else today's answered one."""
    recent = [each for each in await Prompts(work).of_person(user_id, work.now - DAY) if each.prompt_at <= work.now]
    open_ones = [each for each in reversed(recent) if each.state == PromptState.ASKED]
    return next(iter([*open_ones, *recent]), None)


@dataclass(frozen=True)
class Asked:
    """What a prompt asks: enough to show it, whatever the size of the team."""

    standup: Standup
    run: Run
    questions: tuple[Question, ...]


async def read_asked(work: Work, run_id: int) -> Asked:
    run = await Runs(work).get(run_id)
    standup = await Standups(work).get(run.standup_id)
    return Asked(standup, run, tuple(await Standups(work).questions(standup.id, run.version)))


async def own_questions(work: Work, prompt: Prompt, asked: Asked) -> tuple[Question, ...]:
    """Those of the run that are for this member: who is not on duty that day is not asked what only who is on is.
    Without names nobody is: it would show who wrote.
    """
    if asked.standup.rules.anonymous:
        return tuple(without_duty(asked.questions))
    if not any(each.on_duty for each in asked.questions):
        return asked.questions
    team = await Teams(work).get(asked.standup.team_id)
    is_on = await is_primary_on(work, team, prompt.user_id, asked.run.on)
    return asked.questions if is_on else tuple(without_duty(asked.questions))


async def read_report(work: Work, run_id: int) -> Report:
    run = await Runs(work).get(run_id)
    standup = await Standups(work).get(run.standup_id)
    questions = await Standups(work).questions(standup.id, run.version)
    prompts = await Prompts(work).of_run(run_id)
    asked = tuple(worded(each, run.on, None) for each in questions)
    said = await Answers(work).of(each.id for each in prompts)
    files = await Answers(work).files(each.id for each in prompts)
    unnamed = await Answers(work).anonymous(run_id) if standup.rules.anonymous else {}
    names = await _names(work, asked, prompts, [*said.values(), *_each(unnamed)])
    lines = tuple(
        Line(
            prompt,
            names.get(prompt.user_id, "Somebody"),
            _said(asked, said.get(prompt.id, {})),
            tuple(files.get(prompt.id, ())),
        )
        for prompt in prompts
    )
    team = await Teams(work).get(standup.team_id)
    report = Report(standup, run, team, tuple(questions), lines, asked=asked, names=names, unnamed=unnamed)
    return replace(report, blockers=tuple(await blockers_of_report(work, report)))


def _each(unnamed: Mapping[int, Sequence[Value]]) -> list[Mapping[int, Value]]:
    return [{question_id: value} for question_id, values in unnamed.items() for value in values]


async def people_unmet(work: Work, questions: Sequence[Question], values: Mapping[int, Value]) -> set[str]:
    """Those whom answers name and we do not know."""
    named = {user_id for each in questions if each.id in values for user_id in people_in(each, values[each.id])}
    return named - set(await People(work).of(named))


async def _names(
    work: Work, questions: Sequence[Question], prompts: Sequence[Prompt], said: Sequence[Mapping[int, Value]]
) -> Mapping[str, str]:
    """Of the members, and of whomever answers name."""
    named = {
        user_id
        for values in said
        for question in questions
        if question.id in values
        for user_id in people_in(question, values[question.id])
    }
    people = await People(work).of({each.user_id for each in prompts} | named)
    return {user_id: person.name for user_id, person in people.items()}


async def participation(work: Work, team_id: int, first_on: date, last_on: date) -> Participation:
    """Over all standups of the team on these dates."""
    return count_participation(await Prompts(work).of_team_between(team_id, first_on, last_on))


def _said(questions: Sequence[Question], values: Mapping[int, Value]) -> tuple[tuple[Question, Value], ...]:
    pairs = ((each, values.get(each.id)) for each in questions)
    return tuple((question, value) for question, value in pairs if is_given(question, value))
