"""How things look to programs: JSON with instants in UTC, dates in ISO, weekdays by name, people by Slack's id."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from bot.api.domain import Caller, Page, Refusal
from bot.api.domain.requests import Told
from bot.api.domain.values import in_words, to_program
from bot.api.domain.webhooks import Webhook
from bot.core.calendar import find_zone, iso_week
from bot.core.dates import WEEKDAYS
from bot.people.domain import Absence, Member, Person, Team
from bot.standups.domain import Line, Participation, Question, Run, Standup, Value
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.reports import is_withheld
from bot.standups.domain.trends import TrendWeek

Json = dict[str, Any]
# Worth another try with the same request, later.
RETRYABLE = frozenset({"unavailable", "failed"})


def page(items: Iterable[Any], next_cursor: str | None = None) -> Json:
    return {"data": list(items), "next_cursor": next_cursor, "has_more": next_cursor is not None}


def paged(found: Page[Any], shape: Any) -> Json:
    return page((shape(each) for each in found.items), found.next_cursor)


def refusal(error: Refusal) -> Json:
    told = {"code": error.code, "message": error.text, "retryable": error.code in RETRYABLE}
    return {"error": told | ({"field": error.field} if error.field else {})}


def instant(at: datetime | None) -> str | None:
    """RFC 3339, to the second."""
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


def weekdays(days: Iterable[int] | None) -> list[str] | None:
    """`monday` first."""
    return None if days is None else [WEEKDAYS[each].lower() for each in sorted(days)]


def me(caller: Caller, workspace: tuple[str, str], teams: Sequence[Team]) -> Json:
    """`workspace` is Slack's id and the name."""
    token = caller.token
    return {
        "token": {
            "id": token.id,
            "name": token.name,
            "scopes": sorted(token.scopes),
            "made_at": instant(token.made_at),
        },
        "workspace": {"id": workspace[0], "name": workspace[1]},
        "person": person(caller.person) if caller.person else None,
        "teams": [{"id": each.id, "name": each.name} for each in teams],
    }


def person(of: Person) -> Json:
    return {"id": of.user_id, "name": of.name, "zone": of.zone or None}


def team(of: Team) -> Json:
    return {
        "id": of.id,
        "name": of.name,
        "channel": of.channel_id,
        "zone": of.zone,
        "days": weekdays(of.days),
        "starts": clock(of.starts),
        "ends": clock(of.ends),
        "members": [{**person(each.person), "role": each.role, "zone": each.zone.key} for each in of.members],
    }


def standup(of: Standup) -> Json:
    schedule = of.schedule
    return {
        "id": of.id,
        "name": of.name,
        "team": of.team_id,
        "owner": of.owner_id,
        "active": of.active,
        "paused_until": of.paused_until.isoformat() if of.paused_until else None,
        "readers": of.rules.readers,
        "anonymous": of.rules.anonymous,
        "schedule": {
            "at": clock(schedule.at),
            "zone": None if schedule.follows_member else schedule.zone,
            "days": weekdays(schedule.days),
            "every_weeks": schedule.every_weeks,
            "monthly": schedule.monthly,
            "month_day": schedule.month_day,
            "evening_before": schedule.evening_before,
            "deadline": clock(schedule.deadline),
            "window_minutes": int(schedule.window.total_seconds() // 60),
        },
        "report_channel": of.report_channel,
    }


def question(of: Question) -> Json:
    condition = of.condition
    return {
        "id": of.id,
        "key": of.key,
        "text": of.text,
        "kind": of.kind,
        "required": of.required,
        "choices": list(of.choices),
        "lowest": of.lowest,
        "highest": of.highest,
        "days": weekdays(of.days),
        "asked_if": {"key": condition.key, "test": condition.test, "value": condition.value} if condition else None,
    }


def sends(member: Member, moments: Sequence[datetime], team_zone: str) -> Json:
    """Each moment in UTC, on the member's clock, and on the team's."""
    zone = find_zone(team_zone)
    return {
        "person": {"id": member.user_id, "name": member.name},
        "zone": member.zone.key,
        "team_zone": zone.key,
        "sends": [
            {
                "at": instant(each),
                "for_member": each.astimezone(member.zone).isoformat(timespec="seconds"),
                "for_team": each.astimezone(zone).isoformat(timespec="seconds"),
            }
            for each in moments
        ],
    }


def run(of: Run) -> Json:
    return {
        "id": of.id,
        "standup": of.standup_id,
        "on": of.on.isoformat(),
        "state": of.state,
        "closes_at": instant(of.close_at),
    }


def answers(told: Told, next_cursor: str | None) -> Json:
    """By person; or where nobody is named, by question, without a moment."""
    if told.unnamed is not None:
        return page(
            _unnamed(each, told.unnamed[each.id], told.names) for each in told.questions if each.id in told.unnamed
        )
    return page((_line(each, told) for each in told.lines), next_cursor)


def _line(line: Line, told: Told) -> Json:
    prompt = line.prompt
    return {
        "id": prompt.id,
        "run": told.run.id,
        "person": {"id": prompt.user_id, "name": line.name},
        "answered_at": instant(prompt.answered_at),
        "edited_at": instant(prompt.edited_at),
        "late": prompt.late,
        "answers": [
            {**_asked(of), "value": to_program(of, value, told.names), "text": in_words(of, value, told.names)}
            for of, value in line.said
        ],
        "files": [{"id": each.id, "name": each.name, "url": each.permalink} for each in line.files],
    }


def _unnamed(of: Question, said: Sequence[Value], names: Mapping[str, str]) -> Json:
    """Too few answers would say who gave them, so they are withheld."""
    withheld = is_withheld(said)
    values = None if withheld else [to_program(of, each, names) for each in said]
    return {**_asked(of), "withheld": withheld, "values": values}


def _asked(of: Question) -> Json:
    return {"question": of.id, "key": of.key, "asked": of.text, "kind": of.kind}


def participation(week: TrendWeek) -> Json:
    return {
        "week": iso_week(week.monday),
        "begins_on": week.monday.isoformat(),
        "runs": week.runs,
        **_counts(week.counts),
        "late": week.late,
    }


def _counts(counts: Participation) -> Json:
    rate = round(counts.answered / counts.expected, 4) if counts.expected else None
    return {
        "answered": counts.answered,
        "expected": counts.expected,
        "rate": rate,
        "excluded": {"away": counts.away, "holiday": counts.holiday, "left": counts.left},
    }


def blocker(of: Blocker) -> Json:
    return {
        "id": of.id,
        "name": of.name,
        "standup": of.standup_id,
        "person": of.user_id,
        "text": of.text,
        "state": "open" if of.is_open else "resolved",
        "opened_on": of.opened_on.isoformat(),
        "resolved_at": instant(of.resolved_at),
        "resolved_by": of.resolved_by,
        "owner": of.owner_id,
        "helpers": list(of.helpers),
        "fire": of.fire,
    }


def absence(of: Absence, *, own: bool) -> Json:
    """Its reason, and which part of a day it takes, are the person's own."""
    told: Json = {
        "id": of.id,
        "person": of.user_id,
        "first_on": of.first_on.isoformat(),
        "last_on": of.last_on.isoformat(),
        "whole_days": of.is_whole,
        "until_further_notice": of.asks_again,
    }
    own_only = {"reason": of.reason, "starts": clock(of.starts), "ends": clock(of.ends), "set_by": of.set_by}
    return told | (own_only if own else {})


def webhook(of: Webhook, waiting: int = 0) -> Json:
    """Without its secret, which is shown once."""
    return {
        "id": of.id,
        "url": of.url,
        "events": sorted(of.events),
        "state": of.state,
        "made_at": instant(of.made_at),
        "sent_at": instant(of.sent_at),
        "failing_since": instant(of.failing_since),
        "error": of.error,
        "waiting": waiting,
    }
