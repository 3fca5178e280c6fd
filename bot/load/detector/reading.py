"""Histories as JSON, one a line (`load-history/1`), and findings as JSON."""

import json
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bot.load.detector.detect import Finding
from bot.load.detector.history import History, Member, Span, Ticket

PLACES = 6


def read_history(line: str) -> History:
    """Fields that are not known are left out of account. Raises ValueError or KeyError for what is no history."""
    told = json.loads(line)
    team = told["team"]
    return History(
        team=team["id"],
        zone=ZoneInfo(team["tz"]),
        start=date.fromisoformat(team["start"]),
        weeks=team["weeks"],
        categories=tuple(team["categories"]),
        adhoc=team.get("adhoc_fraction"),
        members=tuple(_member(each) for each in told["members"]),
        absences=tuple(_span(each) for each in told["absences"]),
        duty=tuple(_span(each) for each in told["rota"]),
        tickets=tuple(_ticket(each) for each in told["tickets"]),
    )


def write_finding(team: str, finding: Finding) -> str:
    return json.dumps(
        {
            "team": team,
            "flags": [
                {
                    "member": each.member,
                    "week": each.week,
                    "flag": each.flagged,
                    "risk": round(each.risk, PLACES),
                    "reasons": list(each.reasons),
                }
                for each in finding.people
            ],
            "team_flags": [
                {"week": each.week, "flag": each.flagged, "risk": round(each.risk, PLACES)} for each in finding.team
            ],
        }
    )


def _member(told: dict[str, Any]) -> Member:
    joined = told.get("joined_on")
    return Member(
        id=told["id"],
        zone=ZoneInfo(told["tz"]),
        days=frozenset(told["work_days"]),
        starts=time.fromisoformat(told["work_start"]),
        ends=time.fromisoformat(told["work_end"]),
        joined_on=date.fromisoformat(joined) if joined else None,
        skills=frozenset(told["skills"]),
    )


def _span(told: dict[str, Any]) -> Span:
    return Span(told["member"], date.fromisoformat(told["from"]), date.fromisoformat(told["to"]))


def _ticket(told: dict[str, Any]) -> Ticket:
    created = _moment(told["created_at"])
    if created is None:
        raise ValueError("a ticket needs the moment it was created")
    return Ticket(
        created_at=created,
        claimed_at=_moment(told["claimed_at"]),
        resolved_at=_moment(told["resolved_at"]),
        assignee=told["assignee"],
        priority=int(told["priority"][1:]),
        category=told["category"],
        effort=told.get("effort_hours"),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC) if text else None
