"""Looking: somebody's prompt, a run's report, blockers, and how many answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.calendar import DAY
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import TeamId, UserId
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
)
from bot.standups.repository import Answers, Prompts, Runs, Standups

PROMPT_KEY, REPORT_KEY = "prompt:", "report:"
# How long an answer may still be given or changed.
ANSWERABLE = timedelta(days=7)


@dataclass(frozen=True)
class Blocker:
    """What blocks somebody, as they said it in a standup."""

    prompt_id: int
    user_id: UserId
    name: str
    team_id: TeamId
    text: str
    on: date


async def leads_of_report(work: Work, key: str) -> list[str]:
    """Who leads the team whose report that promised message is; nobody when it is another message."""
    run_id = key.removeprefix(REPORT_KEY)
    if not key.startswith(REPORT_KEY) or not run_id.isdigit():
        return []
    report = await read_report(work, int(run_id))
    team = await Teams(work).get(report.standup.team_id)
    return [each.user_id for each in team.leads]


def prompt_key(prompt_id: int) -> str:
    return f"{PROMPT_KEY}{prompt_id}"


def report_key(run_id: int) -> str:
    return f"{REPORT_KEY}{run_id}"


def answer_key(prompt_id: int) -> str:
    return f"answer:{prompt_id}"


async def own_prompt(work: Work, prompt_id: int, by: str) -> Prompt:
    prompt = await Prompts(work).get(prompt_id)
    if prompt.user_id != by:
        raise BotError("This standup is somebody else's. Type `/standup` for yours.")
    if work.now > prompt.close_at + ANSWERABLE:
        raise BotError("That was more than a week ago, so it is closed for good.")
    return prompt


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


async def read_report(work: Work, run_id: int) -> Report:
    run = await Runs(work).get(run_id)
    standup = await Standups(work).get(run.standup_id)
    questions = await Standups(work).questions(standup.id, run.version)
    prompts = await Prompts(work).of_run(run_id)
    people = await People(work).of(each.user_id for each in prompts)
    said = await Answers(work).of(each.id for each in prompts)
    lines = tuple(
        Line(
            prompt,
            people[prompt.user_id].name if prompt.user_id in people else "Somebody",
            _said(questions, said.get(prompt.id, {})),
        )
        for prompt in prompts
    )
    team = await Teams(work).get(standup.team_id)
    return Report(standup, run, team, tuple(questions), lines)


async def participation(work: Work, team_id: int, first_on: date, last_on: date) -> Participation:
    """Over all standups of the team on these dates."""
    return count_participation(await Prompts(work).of_team_between(team_id, first_on, last_on))


async def open_blockers(work: Work, team_id: int, today: date) -> list[Blocker]:
    """What each member's newest answer of the last week says blocks them, by name."""
    newest: dict[str, Prompt] = {}
    for prompt in await Prompts(work).of_team_between(team_id, today - ANSWERABLE, today):
        if prompt.state == PromptState.ANSWERED:
            newest.setdefault(prompt.user_id, prompt)
    found = [await blocker_of(work, prompt.id) for prompt in newest.values()]
    return sorted((each for each in found if each is not None), key=lambda each: each.name)


async def blocker_of(work: Work, prompt_id: int) -> Blocker | None:
    """None when that answer names no blocker (any more)."""
    prompt = await Prompts(work).get(prompt_id)
    report = await read_report(work, prompt.run_id)
    line = report.line_of(prompt_id)
    if line.blocked_by is None:
        return None
    return Blocker(prompt_id, prompt.user_id, line.name, report.team.id, line.blocked_by, report.run.on)


def _said(questions: list[Question], values: Mapping[int, Value]) -> tuple[tuple[Question, Value], ...]:
    pairs = ((each, values.get(each.id)) for each in questions)
    return tuple((question, value) for question, value in pairs if is_given(question, value))
