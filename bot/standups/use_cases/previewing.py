"""Looking at a standup before it runs: what a member gets, and what others then read, with made-up answers."""

from dataclasses import replace
from datetime import date

from bot.core.work import Work
from bot.people.domain import Member, Team
from bot.people.repository import Teams
from bot.standups.domain import (
    Line,
    Prompt,
    PromptState,
    Question,
    Report,
    Run,
    RunState,
    Standup,
    Value,
    is_given,
    worded,
)
from bot.standups.domain.blockers import Blocker, ShownBlocker
from bot.standups.domain.day import Day, Standing
from bot.standups.domain.samples import BLOCKED, sample_values
from bot.standups.repository import Standups
from bot.standups.use_cases.leading import must_lead, today_of_team

# Enough to see how answers stand beside each other.
ANSWERS = 3


async def preview(work: Work, standup: Standup, by: str) -> tuple[Day, Report]:
    """The member's message and the report of a run today, for leads. Nothing of it is stored."""
    team = await Teams(work).get(standup.team_id)
    await must_lead(work, team, by)
    on = await today_of_team(work, standup)
    closes = work.now + standup.schedule.window
    run = Run(0, standup.id, on, standup.version, RunState.OPEN, closes)
    questions = await Standups(work).questions(standup.id, standup.version)
    everybody = standup.rules.anonymous
    prompts = [
        _prompt(each, number, work, run, answered=everybody or number < ANSWERS)
        for number, each in enumerate(team.members)
    ]
    report = _report(standup, run, team, questions, prompts)
    asked = tuple(each for each in report.asked if each.days is None or on.weekday() in each.days)
    waiting = replace(prompts[0], state=PromptState.ASKED, answered_at=None)
    return Day(standup, run, waiting, Standing.OPEN, questions=asked), report


def _prompt(member: Member, number: int, work: Work, run: Run, *, answered: bool) -> Prompt:
    return Prompt(
        id=number,
        run_id=run.id,
        user_id=member.user_id,
        zone=member.zone.key,
        prompt_at=work.now,
        close_at=run.close_at,
        state=PromptState.ANSWERED if answered else PromptState.ASKED,
        answered_at=work.now if answered else None,
    )


def _report(standup: Standup, run: Run, team: Team, questions: list[Question], prompts: list[Prompt]) -> Report:
    asked = tuple(worded(each, run.on, None) for each in questions)
    said = {each.id: sample_values(asked, run, each.id) for each in prompts if each.state == PromptState.ANSWERED}
    names: dict[str, str] = {each.user_id: each.name for each in team.members}
    lines = tuple(Line(each, names[each.user_id], _said(asked, said.get(each.id, {}))) for each in prompts)
    unnamed = {each.id: [values[each.id] for values in said.values() if each.id in values] for each in asked}
    blocked = next((each for each in lines if each.blocked_by is not None), None)
    return Report(
        standup,
        run,
        team,
        tuple(questions),
        lines,
        blockers=() if blocked is None or standup.rules.anonymous else (_blocker(standup, blocked, run.on),),
        asked=asked,
        names=names,
        unnamed=unnamed if standup.rules.anonymous else {},
    )


def _said(asked: tuple[Question, ...], values: dict[int, Value]) -> tuple[tuple[Question, Value], ...]:
    return tuple((each, values[each.id]) for each in asked if each.id in values and is_given(each, values[each.id]))


def _blocker(standup: Standup, line: Line, on: date) -> ShownBlocker:
    return ShownBlocker(Blocker(0, standup.id, line.prompt.id, 0, line.prompt.user_id, BLOCKED, on), line.name, 0)
