"""People and teams as stories need them: each names only what it is about."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from bot.core.work import Work
from bot.people.domain import (
    Absence,
    Person,
    Role,
    Team,
    TeamId,
    TeamRequest,
    TeamSettings,
    UserId,
    as_member,
)
from bot.people.repository import People, Teams

ANA, BEN, CHITRA, DAN, IRIS, JO = (UserId(each) for each in ("UANA", "UBEN", "UCHITRA", "UDAN", "UIRIS", "UJO"))
CHANNEL = "C0DATA"


def a_person(user_id: str = ANA, **changes: Any) -> Person:
    name = user_id.removeprefix("U").capitalize()
    return replace(Person(UserId(user_id), name, "Europe/London"), **changes)


def settings(**changes: Any) -> TeamSettings:
    return replace(TeamSettings("Data", CHANNEL, zone="Europe/London"), **changes)


def a_request(**changes: Any) -> TeamRequest:
    request = TeamRequest(ANA, settings(), leads=frozenset(), members=frozenset({ANA, BEN}))
    return replace(request, **changes)


def a_team(*people: Person, leads: tuple[str, ...] = (ANA,), **changes: Any) -> Team:
    team = Team(
        TeamId(7), "Data", CHANNEL, False, "Europe/London", frozenset(range(5)), time(9), time(17), 4, time(15), ()
    )
    team = replace(team, **changes)
    roles = [(each, Role.LEAD if each.user_id in leads else Role.MEMBER) for each in people]
    return replace(team, members=tuple(as_member(each, role, team.week) for each, role in roles))


def an_absence(first_on: date, last_on: date, user_id: str = ANA, **changes: Any) -> Absence:
    return replace(Absence(1, UserId(user_id), first_on, last_on, UserId(user_id)), **changes)


async def the_team(work: Work, *user_ids: str, lead: str = ANA, **changes: Any) -> Team:
    """Ana leads; everybody is in London."""
    for user_id in {lead, *user_ids}:
        await People(work).save(a_person(user_id))
    roles = dict.fromkeys((UserId(each) for each in user_ids), Role.MEMBER) | {UserId(lead): Role.LEAD}
    return await Teams(work).create(settings(**changes), roles)
