"""Bodies and queries of requests to typed requests, or a refusal that names the field."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.api.domain import PageRequest
from bot.api.domain.pages import is_count, read_page
from bot.api.domain.refusals import invalid
from bot.api.domain.requests import Given, Leave, Subscription
from bot.outbox.domain import Event
from bot.people.domain import UserId
from bot.standups.domain import Mark

Query = Mapping[str, str]
Body = Mapping[str, Any]

USUAL_WEEKS, MOST_WEEKS = 4, 20
LONGEST_REASON = 500
LONGEST_ID = 40
BLOCKER_STATES = {"open": True, "resolved": False, "all": None}


def read_paging(kind: str, query: Query) -> PageRequest:
    return read_page(kind, query.get("limit"), query.get("cursor"))


def read_weeks(query: Query) -> int:
    text = query.get("weeks", str(USUAL_WEEKS))
    weeks = int(text) if is_count(text) else 0
    if not 1 <= weeks <= MOST_WEEKS:
        raise invalid("weeks", f"`weeks` is a number from 1 to {MOST_WEEKS}.")
    return weeks


def read_blocker_state(query: Query) -> bool | None:
    """Whether they are open; None for all."""
    state = query.get("state", "open")
    if state not in BLOCKER_STATES:
        raise invalid("state", "`state` is open, resolved or all.")
    return BLOCKER_STATES[state]


def read_span(query: Query) -> tuple[date | None, date]:
    first = _date("from", query["from"]) if "from" in query else None
    return first, _date("to", query["to"]) if "to" in query else date.max


def read_given(body: Body) -> Given:
    _only(body, "answers", "on", "marks", "solved")
    answers, marks, solved = body.get("answers"), body.get("marks", {}), body.get("solved", [])
    if not isinstance(answers, dict) or not answers:
        raise invalid("answers", "`answers` is an object with an answer for each question, by its key.")
    if not isinstance(marks, dict) or not all(is_count(each) for each in marks):
        raise invalid("marks", "`marks` is an object: the id of a plan item, and done, continue or drop.")
    if not isinstance(solved, list) or not all(isinstance(each, int) for each in solved):
        raise invalid("solved", "`solved` is a list of ids of blockers.")
    try:
        read = {int(item): Mark(mark) for item, mark in marks.items()}
    except ValueError:
        raise invalid("marks", "What becomes of a plan item is done, continue or drop.") from None
    on = None if body.get("on") is None else _date("on", body["on"])
    return Given(answers, on, read, frozenset(solved))


def read_leave(body: Body) -> Leave:
    _only(body, "first_on", "last_on", "person", "reason", "starts", "ends")
    first_on = _date("first_on", body.get("first_on"))
    last_on = _date("last_on", body.get("last_on", body.get("first_on")))
    if last_on < first_on:
        raise invalid("last_on", "It ends before it begins.")
    starts, ends = _time("starts", body.get("starts")), _time("ends", body.get("ends"))
    if (starts is None) != (ends is None):
        raise invalid("ends" if ends is None else "starts", "Give both `starts` and `ends`, or neither.")
    person, reason = (
        _text("person", body.get("person"), LONGEST_ID),
        _text("reason", body.get("reason"), LONGEST_REASON),
    )
    return Leave(first_on, last_on, UserId(person) if person else None, reason, starts, ends)


def read_subscription(body: Body) -> Subscription:
    _only(body, "url", "events")
    url, events = body.get("url"), body.get("events")
    if not isinstance(url, str):
        raise invalid("url", "`url` is the address to send to; it begins with https://.")
    if (
        not isinstance(events, list)
        or not events
        or not all(isinstance(each, str) and each in set(Event) for each in events)
    ):
        raise invalid("events", f"`events` is a list of some of {', '.join(Event)}.")
    return Subscription(url, frozenset(Event(each) for each in events))


def read_id(text: str) -> int:
    """0, which is nobody's, for what is no id."""
    return int(text) if is_count(text) else 0


def _only(body: Body, *known: str) -> None:
    """A misspelt field would be left out in silence."""
    for each in body:
        if each not in known:
            raise invalid(each[:LONGEST_ID], f"This is not one of {', '.join(known)}.")


def _date(field: str, given: Any) -> date:
    try:
        if isinstance(given, str) and len(given) == 10:
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise invalid(field, f"`{field}` is a date like 2026-12-24.")


def _time(field: str, given: Any) -> time | None:
    if given is None:
        return None
    try:
        if isinstance(given, str) and len(given) == 5:
            return time.fromisoformat(given)
    except ValueError:
        pass
    raise invalid(field, f"`{field}` is a time like 13:30, on the person's own clock.")


def _text(field: str, given: Any, longest: int) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str) or len(given) > longest:
        raise invalid(field, f"`{field}` is a text of at most {longest} characters.")
    return given.strip() or None
