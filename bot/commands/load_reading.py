"""From what `firebreak load` is told to what the detector works with, and its findings as a line."""

import json
from collections.abc import Iterable
from typing import Any

from bot.commands.histories import ToldHistory, ToldMember, ToldSpan, ToldTicket
from bot.load.detector.believe import Belief, Finding
from bot.load.detector.history import History, Member, Span, Ticket

PLACES = 6


def to_history(said: ToldHistory) -> History:
    return History(
        team=said.team.id,
        zone=said.team.tz,
        start=said.team.start,
        weeks=said.team.weeks,
        # Without categories, everything is of one.
        categories=said.team.categories or ("",),
        adhoc=said.team.adhoc_fraction,
        members=tuple(_member(each) for each in said.members),
        absences=tuple(_span(each) for each in said.absences),
        duty=tuple(_span(each) for each in said.rota),
        tickets=tuple(_ticket(each) for each in said.tickets),
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


def _member(said: ToldMember) -> Member:
    return Member(said.id, said.tz, said.work_days, said.work_start, said.work_end, said.joined_on, said.skills)


def _span(said: ToldSpan) -> Span:
    return Span(said.member, said.first_on, said.last_on)


def _ticket(said: ToldTicket) -> Ticket:
    return Ticket(
        said.created_at,
        said.claimed_at,
        said.resolved_at,
        said.assignee,
        int(said.priority[1]),
        said.category,
        said.effort_hours,
    )
