"""Looking at standups from the command line."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from bot.commands.office import Act, Desk, actor, find_standup, standups_in
from bot.commands.reading import must_be_day
from bot.commands.telling import Told, plain, table
from bot.core.calendar import iso_week
from bot.core.dates import WEEKDAYS
from bot.core.errors import NotAllowed, NotFound
from bot.people.domain import Team, may_lead
from bot.people.repository import People, Teams
from bot.records.domain.export_cells import typed
from bot.standups.blocks.pages import schedule_line
from bot.standups.domain import Question, Report, Standup, Value, say_value, to_json
from bot.standups.domain.reports import is_withheld
from bot.standups.domain.trends import TrendWeek
from bot.standups.repository import Runs, Standups
from bot.standups.use_cases import next_sends, read_report, today_of_team
from bot.standups.use_cases.readers import may_see, must_see
from bot.standups.use_cases.trends import trends_of

SENDS = 5


def all_of(team: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        found = await standups_in(desk, team)
        teams = {each.id: each.name for each in await Teams(desk.work).all()}
        rows = [(each.id, each.name, teams[each.team_id], schedule_line(each)) for each in found]
        text = table(("number", "name", "team", "runs"), rows, "There is no standup yet.")
        return Told({"standups": [_described(each, teams[each.team_id]) for each in found]}, text)

    return act


def one(name: str, team: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        standup = await find_standup(desk, name, team)
        of_team = await Teams(desk.work).get_with(standup.team_id, [])
        questions = await Standups(desk.work).questions(standup.id, standup.version)
        rows = [(each.position + 1, each.text, each.kind, "yes" if each.required else "no") for each in questions]
        head = f"{plain(standup.name)} of {plain(of_team.name)}: {schedule_line(standup)}"
        asked = table(("", "question", "kind", "required"), rows, "It has no questions yet.")
        data = {**_described(standup, of_team.name), "questions": [_question(each) for each in questions]}
        return Told(data, f"{head}\n\n{asked}")

    return act


def coming(name: str, team: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        standup = await find_standup(desk, name, team)
        found = await next_sends(desk.work, standup, SENDS)
        rows = [
            (member.name, f"{at.astimezone(member.zone):%a %d %b %Y %H:%M}", member.zone.key, f"{at:%d %b %H:%M} UTC")
            for member, moments in found
            for at in moments
        ]
        text = table(("member", "on their clock", "zone", "in UTC"), rows, "Nobody is asked any more.")
        people = [
            {
                "user_id": member.user_id,
                "name": member.name,
                "zone": member.zone.key,
                "next": [_instant(at) for at in moments],
            }
            for member, moments in found
        ]
        return Told({"standup_id": standup.id, "members": people}, text)

    return act


def said(name: str, team: str | None, on: str | None) -> Act:
    """As in Slack: somebody has to be named, for their rights, and before its moment a report shows nothing."""

    async def act(desk: Desk) -> Told:
        by = await actor(desk)
        standup = await find_standup(desk, name, team)
        await must_see(desk.work, standup, by)
        today = await today_of_team(desk.work, standup)
        day = must_be_day(on, today) if on is not None else None
        run = await (Runs(desk.work).on(standup.id, day) if day else Runs(desk.work).latest(standup.id, today))
        if run is None:
            raise NotFound(f"{standup.name} did not run{f' on {day}' if day else ' yet'}.")
        report = await read_report(desk.work, run.id)
        answers = _answers(report) if report.is_due(desk.work.now) else []
        rows = [(each["name"] or "", each["question"], each["said"]) for each in answers]
        count = report.participation
        head = f"{plain(standup.name)} of {run.on}: {count.answered} of {count.expected} answered"
        data = {
            "standup_id": standup.id,
            "run_id": run.id,
            "on": run.on.isoformat(),
            "state": str(run.state),
            "answered": count.answered,
            "expected": count.expected,
            "answers": answers,
        }
        return Told(data, f"{head}\n\n{table(('who', 'question', 'answer'), rows, 'There is nothing to show yet.')}")

    return act


def participation(name: str, team: str | None, weeks: int) -> Act:
    async def act(desk: Desk) -> Told:
        standup = await find_standup(desk, name, team)
        by = await actor(desk) if desk.order.by is not None else None
        if by is not None:
            await _must_know_counts(desk, standup, await Teams(desk.work).get(standup.team_id), by)
        trends = await trends_of(desk.work, standup.id, by or "", weeks)
        held = [_week(each) for each in trends.weeks if each.runs]
        titles = ("week", "runs", "answered", "expected", "away", "holiday", "left", "late")
        text = table(titles, [[each[title] for title in titles] for each in held], f"It did not run in {weeks} weeks.")
        return Told({"standup_id": standup.id, "weeks": held}, text)

    return act


async def _must_know_counts(desk: Desk, standup: Standup, team: Team, by: str) -> None:
    """As in Slack: how many answered is for everybody in the team."""
    person = await People(desk.work).get(by)
    of_team = person is not None and (team.member(by) is not None or may_lead(team, person))
    if not of_team and not await may_see(desk.work, standup, team, by):
        raise NotAllowed(f"Only members of {team.name} can see how its standups go.")


def _answers(report: Report) -> list[dict[str, Any]]:
    if report.is_anonymous:
        return [
            _answer(report, None, None, question, value)
            for question in report.asked
            if not is_withheld(report.unnamed.get(question.id, ()))
            for value in report.unnamed[question.id]
        ]
    return [
        _answer(report, line.prompt.user_id, line.name, question, value)
        for line in report.answered
        for question, value in line.said
    ]


def _answer(report: Report, user_id: str | None, name: str | None, question: Question, value: Value) -> dict[str, Any]:
    cells = typed(to_json(value))
    return {
        "user_id": user_id,
        "name": name,
        "question": question.text,
        "question_key": question.key,
        "kind": str(question.kind),
        "said": say_value(question, value, report.names),
        **{each: cell.isoformat() if isinstance(cell, date) else cell for each, cell in cells.items()},
    }


def _described(standup: Standup, team: str) -> dict[str, Any]:
    schedule = standup.schedule
    return {
        "standup_id": standup.id,
        "name": standup.name,
        "team": team,
        "runs": schedule_line(standup),
        "days": _names(sorted(schedule.days)),
        "at": f"{schedule.at:%H:%M}",
        "zone": None if schedule.follows_member else schedule.zone,
        "every_weeks": schedule.every_weeks,
        "owner_id": standup.owner_id,
        "report_channel": standup.report_channel,
        "readers": str(standup.rules.readers),
        "anonymous": standup.rules.anonymous,
        "active": standup.active,
        "paused_until": standup.paused_until.isoformat() if standup.paused_until else None,
        "version": standup.version,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "text": question.text,
        "kind": str(question.kind),
        "required": question.required,
        "choices": list(question.choices),
        "days": None if question.days is None else _names(sorted(question.days)),
    }


def _names(days: Sequence[int]) -> list[str]:
    return [WEEKDAYS[each] for each in days]


def _week(week: TrendWeek) -> dict[str, Any]:
    counts = week.counts
    return {
        "week": iso_week(week.monday),
        "monday": week.monday.isoformat(),
        "runs": week.runs,
        "answered": counts.answered,
        "expected": counts.expected,
        "away": counts.away,
        "holiday": counts.holiday,
        "left": counts.left,
        "late": week.late,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
