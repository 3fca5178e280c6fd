"""Histories and messages as `firebreak plan --format json` reads them; what is wrong is named by its field."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.duty.planning.hours import WorkHours
from bot.duty.planning.tickets import Colleague, TeamHistory, Ticket, TimeOff

JsonObject = Mapping[str, Any]


class Unreadable(Exception):
    """A line that cannot be followed; its text says what to change."""


def read_history(said: JsonObject) -> TeamHistory:
    """Raises Unreadable naming the field."""
    try:
        team = said["team"]
        if not said["members"]:
            raise Unreadable("the history has no members")
        return TeamHistory(
            _zone(team["tz"]),
            date.fromisoformat(team["start"]),
            int(team["weeks"]),
            tuple(sorted((_member(each) for each in said["members"]), key=lambda each: each.id)),
            tuple(read_time_off(each) for each in said.get("absences", ())),
            tuple(read_ticket(each) for each in said["tickets"]),
            tuple(read_time_off(each) for each in said.get("rota", ())),
        )
    except KeyError as error:
        raise Unreadable(f"the history lacks {error}") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"the history cannot be read: {error}") from None


def read_ticket(said: JsonObject) -> Ticket:
    effort = said.get("effort_hours")
    return Ticket(
        str(said["id"]),
        _instant(said["created_at"]),
        str(said["requester"]),
        str(said["priority"]),
        str(said["category"]),
        float(effort) if effort else None,
        said.get("assignee"),
        _instant(said["claimed_at"]) if said.get("claimed_at") else None,
        _instant(said["resolved_at"]) if said.get("resolved_at") else None,
    )


def read_time_off(said: JsonObject) -> TimeOff:
    return TimeOff(str(said["member"]), date.fromisoformat(said["from"]), date.fromisoformat(said["to"]))


def _member(said: JsonObject) -> Colleague:
    joined = said.get("joined_on")
    starts, ends = time.fromisoformat(said["work_start"]), time.fromisoformat(said["work_end"])
    hours = WorkHours(
        _zone(said["tz"]),
        frozenset(said["work_days"]),
        starts,
        ends,
        date.fromisoformat(joined) if joined else None,
    )
    return Colleague(str(said["id"]), hours, frozenset(said["skills"]))


def _zone(name: str) -> str:
    try:
        return str(ZoneInfo(name))
    except ZoneInfoNotFoundError:
        raise Unreadable(f"there is no zone {name}: write it as Europe/Berlin") from None


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no zone: write it as 2026-03-03T09:15Z")
    return moment
