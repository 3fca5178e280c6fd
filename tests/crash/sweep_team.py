"""Two weeks of a team in four zones, three of which change their clocks, and what must be true of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.core.work import Work
from bot.outbox.tables import DeliveryRow
from bot.people.domain import Person, Role, TeamSettings, UserId
from bot.people.repository import People, Teams
from bot.standups.announcements import show_answers
from bot.standups.domain import TEMPLATES, Prompt, PromptState, Run, RunState, Schedule, StandupSettings
from bot.standups.repository import Prompts, Runs
from bot.standups.tables import PromptRow, RunRow
from bot.standups.use_cases import (
    Submission,
    answer_key,
    answer_prompt,
    create_standup,
    prompt_key,
    read_report,
    report_key,
)
from tests.crash.sweep_slack import Shown
from tests.crash.sweep_world import Step, World

ZONES = {"UANA": "Europe/London", "UBEN": "America/New_York", "UCHITRA": "Asia/Kolkata", "UDORA": "Europe/Berlin"}
# London and Berlin change on 25 October, New York on 1 November.
FIRST, LAST = date(2026, 10, 21), date(2026, 11, 3)
ANSWERS = "UANA"
MOST_LATE = timedelta(minutes=10)


def midnight(on: date) -> datetime:
    return datetime.combine(on, time(0), tzinfo=UTC)


def dates_until(last: date) -> list[date]:
    days = [FIRST + timedelta(days=number) for number in range((last - FIRST).days + 1)]
    return [on for on in days if on.weekday() < 5]


async def set_up(work: Work) -> None:
    """Ana leads; everybody is asked at half past nine of their own."""
    for user_id, zone in ZONES.items():
        await People(work).save(Person(UserId(user_id), user_id[1:].capitalize(), zone))
    roles = {UserId(each): Role.LEAD if each == ANSWERS else Role.MEMBER for each in ZONES}
    team = await Teams(work).create(TeamSettings("Data", "C0DATA", zone="Europe/London"), roles)
    schedule = Schedule(at=time(9, 30), days=frozenset(range(5)), anchor_on=FIRST)
    settings = StandupSettings("Daily standup", schedule, team.channel_id)
    await create_standup(work, team.id, ANSWERS, settings, TEMPLATES[0].questions)


def answers(on: date) -> Step:
    """Ana answers at ten."""

    async def do(work: Work) -> None:
        mine = await Prompts(work).of_person(ANSWERS, midnight(on))
        (prompt,) = [each for each in mine if each.prompt_at < midnight(on) + timedelta(days=1)]
        report = await read_report(work, prompt.run_id)
        submission = Submission({each.id: "No" for each in report.questions[:2]})
        said = await answer_prompt(work, prompt.id, ANSWERS, submission)
        await show_answers(work, said.prompt)

    at = datetime.combine(on, time(10), tzinfo=ZoneInfo(ZONES[ANSWERS])).astimezone(UTC)
    return Step(f"Ana answers on {on}", at, do)


def steps_from(on: date) -> tuple[Step, ...]:
    return tuple(answers(each) for each in dates_until(LAST) if each >= on)


async def team_violations(world: World, last: date) -> list[str]:
    """What is wrong with the days up to the last one, which must be over."""
    async with world.transactions.in_workspace(world.workspace) as work:
        runs = await work.session.scalars(
            select(RunRow).where(RunRow.workspace_id == work.workspace_id, RunRow.on <= last).order_by(RunRow.on)
        )
        found = [await _read(work, row.to_run()) for row in runs]
        stored = await work.session.execute(
            select(DeliveryRow.key, DeliveryRow.mark).where(DeliveryRow.workspace_id == work.workspace_id)
        )
        shown = {key: [each for each in world.slack.messages if each.mark == mark] for key, mark in stored}
    dates = [run.on for run, _ in found]
    wrong = [] if dates == dates_until(last) else [f"runs are on {[str(each) for each in dates]}"]
    for run, prompts in found:
        wrong += _day(run, prompts, shown)
    doubled = [key for key, messages in shown.items() if len(messages) > 1 and not key.startswith("answer:")]
    return wrong + [f"{key} was sent {len(shown[key])} times" for key in doubled]


async def _read(work: Work, run: Run) -> tuple[Run, Sequence[Prompt]]:
    rows = await work.session.scalars(select(PromptRow).where(PromptRow.run_id == run.id))
    return await Runs(work).get(run.id), [row.to_prompt() for row in rows]


def _day(run: Run, prompts: Sequence[Prompt], shown: Mapping[str, list[Shown]]) -> list[str]:
    found = [] if run.state == RunState.CLOSED else [f"the run of {run.on} is still open"]
    if sorted(each.user_id for each in prompts) != sorted(ZONES):
        found.append(f"on {run.on} there are prompts for {[each.user_id for each in prompts]}")
    for prompt in prompts:
        found += _person(run, prompt, shown)
    (report,) = shown.get(report_key(run.id), [None])[:1]
    if report is None or "1 of 4 answered" not in report.text:
        found.append(f"the report of {run.on} is {report}")
    return found


def _person(run: Run, prompt: Prompt, shown: Mapping[str, list[Shown]]) -> list[str]:
    """Asked once at half past nine of theirs; reminded once unless they answered; their answer is in the thread."""
    answered = prompt.user_id == ANSWERS
    who = f"{prompt.user_id} on {run.on}"
    asked_at = datetime.combine(run.on, time(9, 30), tzinfo=ZoneInfo(ZONES[prompt.user_id])).astimezone(UTC)
    found = _said_at(f"the prompt of {who}", shown.get(prompt_key(prompt.id), []), asked_at)
    reminders = shown.get(f"remind:{prompt.id}:0", [])
    if answered:
        found += [f"{who} was reminded although they answered" for _ in reminders]
        found += [f"the answer of {who} is not shown" for _ in [0] if not shown.get(answer_key(prompt.id))]
    else:
        found += _said_at(f"the reminder of {who}", reminders, asked_at + timedelta(minutes=90))
    wanted = PromptState.ANSWERED if answered else PromptState.ASKED
    return found if prompt.state == wanted else [*found, f"the prompt of {who} is {prompt.state}"]


def _said_at(what: str, messages: Sequence[Shown], at: datetime) -> list[str]:
    if len(messages) != 1:
        return [f"{what} was sent {len(messages)} times"]
    sent = messages[0].posted_at
    return [] if at <= sent <= at + MOST_LATE else [f"{what} was sent at {sent} instead of {at}"]
