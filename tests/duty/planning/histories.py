"""Team histories as `firebreak plan` gets them, with only what a test is about written out."""

from datetime import date, timedelta
from typing import Any

from bot.commands.histories import ToldHistory, ToldSpan, ToldTicket
from bot.commands.histories import read as checked
from bot.commands.plan_reading import to_history, to_ticket, to_time_off
from bot.duty.planning.tickets import TeamHistory, Ticket, TimeOff

START = date(2026, 3, 2)
Json = dict[str, Any]


def a_person(name: str, **changes: Any) -> Json:
    usual = {"tz": "UTC", "work_days": [0, 1, 2, 3, 4], "work_start": "09:00", "work_end": "17:00"}
    return {"id": name, **usual, "joined_on": None, "skills": ["sql"], **changes}


def a_ticket(number: int, assignee: str | None = None, **changes: Any) -> Json:
    """Created on day `day` after the start (0 is a Monday), claimed at ten and done at `done`, on the same day."""
    day = START + timedelta(days=changes.pop("day", 0))
    done = changes.pop("done", None)
    return {
        "id": f"k{number}",
        "created_at": f"{day}T09:30Z",
        "requester": "r1",
        "priority": "P3",
        "category": "sql",
        "effort_hours": None,
        "assignee": assignee,
        "claimed_at": f"{day}T10:00Z" if assignee else None,
        "resolved_at": f"{day}T{done}Z" if done else None,
        **changes,
    }


def a_history(members: list[Json], tickets: list[Json], **changes: Any) -> Json:
    team = {"id": "t1", "tz": "UTC", "start": str(START), "weeks": 4, "categories": ["sql"], "adhoc_fraction": None}
    history = {"format": "load-history/1", "team": team, "members": members, "tickets": tickets}
    return {**history, "absences": [], "rota": [], "standups": [], **changes}


def read(members: list[Json], tickets: list[Json], **changes: Any) -> TeamHistory:
    return to_history(checked(ToldHistory, a_history(members, tickets, **changes)))


def the_ticket(said: Json) -> Ticket:
    return to_ticket(checked(ToldTicket, said))


def the_time_off(said: Json) -> TimeOff:
    return to_time_off(checked(ToldSpan, said))


def off(member: str, first: int, last: int, **changes: Any) -> Json:
    """Away from one day after the start to another, both included."""
    days = {"from": str(START + timedelta(days=first)), "to": str(START + timedelta(days=last))}
    return {"member": member, **days, "planned": True, **changes}
