"""Histories as JSON, one a line (`load-history/1`), and findings as JSON."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.load.detector.believe import Belief, Finding
from bot.load.detector.history import History, Member, Span, Ticket

FORMAT = "load-history/1"
PRIORITIES = ("P1", "P2", "P3", "P4")
PLACES = 6


def read_history(line: str) -> History:
    """Fields that are not known are left out of account. Raises ValueError, which says what is wrong with the line."""
    told = json.loads(line)
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise ValueError(f"its format is not {FORMAT}")
    try:
        return _history(told)
    except ZoneInfoNotFoundError as error:
        raise ValueError(f"{error.args[0]}") from None
    except KeyError as error:
        raise ValueError(f"the field {error.args[0]!r} is missing") from None
    except (AttributeError, TypeError) as error:
        raise ValueError(f"a field has another type than it should have ({error})") from None


def _history(told: dict[str, Any]) -> History:
    team = told["team"]
    start = date.fromisoformat(team["start"])
    if start.weekday() != 0:
        raise ValueError(f"the team's start, {start}, is no Monday")
    return History(
        team=team["id"],
        zone=ZoneInfo(team["tz"]),
        start=start,
        weeks=int(team["weeks"]),
        # Without categories, everything is of one.
        categories=tuple(team["categories"]) or ("",),
        adhoc=team.get("adhoc_fraction"),
        members=tuple(_member(each) for each in told["members"]),
        absences=tuple(_span(each) for each in told["absences"]),
        duty=tuple(_span(each) for each in told["rota"]),
        tickets=tuple(_ticket(each) for each in told["tickets"]),
    )


def write_findings(team: str, findings: Iterable[Finding]) -> str:
    told = list(findings)
    people = [_one(each) for finding in told for each in finding.people]
    weeks = [
        {"week": each.team.week, "flag": each.team.flagged, "risk": round(each.team.risk, PLACES)}
        | ({"doubts": list(each.team.doubts)} if each.team.doubts else {})
        for each in told
    ]
    return json.dumps({"team": team, "flags": people, "team_flags": weeks})


def _one(each: Belief) -> dict[str, Any]:
    told = {"member": each.member, "week": each.week, "flag": each.flagged, "risk": round(each.risk, PLACES)}
    told |= {"reasons": list(each.reasons)} if each.flagged else {}
    return told | ({"doubts": list(each.doubts)} if each.doubts else {})


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
        raise ValueError("a ticket has no moment it was created at")
    if told["priority"] not in PRIORITIES:
        raise ValueError(f"{told['priority']!r} is no priority, P1 to P4 are")
    return Ticket(
        created_at=created,
        claimed_at=_moment(told["claimed_at"]),
        resolved_at=_moment(told["resolved_at"]),
        assignee=told["assignee"],
        priority=PRIORITIES.index(told["priority"]) + 1,
        category=told["category"],
        effort=told.get("effort_hours"),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC) if text else None
