"""What a person's Home tab says of their standups."""

from datetime import datetime

from bot.core.work import Work
from bot.people.domain import may_lead
from bot.people.repository import People, Teams
from bot.slack.message import Block
from bot.standups.blocks.home import HomePage, OwnStandup, home_blocks
from bot.standups.domain import Standup
from bot.standups.domain.moments import may_choose_hour
from bot.standups.domain.roster import ASKED
from bot.standups.use_cases import (
    next_sends,
    open_items,
    own_blockers,
    own_days,
    own_exemptions,
    own_part,
    standups_of,
)

SENDS = 5


async def home_section(work: Work, user_id: str) -> list[Block]:
    """Today, what blocks them, their plan, when they are asked next, and the standups there are."""
    standups = await standups_of(work, user_id)
    if not standups:
        return []
    page = HomePage(
        days=await own_days(work, user_id),
        blockers=await own_blockers(work, user_id),
        items=await open_items(work, user_id),
        sends=await _sends(work, standups, user_id),
        standups=await own_standups(work, user_id),
    )
    return home_blocks(page)


async def own_standups(work: Work, user_id: str) -> list[OwnStandup]:
    """Those of their teams, with what is theirs in them."""
    standups = await standups_of(work, user_id)
    person = await People(work).get(user_id)
    off = await own_exemptions(work, [each.id for each in standups], user_id) if person is not None else []
    found = []
    for standup in standups:
        part = await own_part(work, standup, user_id)
        team = await Teams(work).get_with(standup.team_id, [user_id])
        takes_part = part.part in ASKED and team.member(user_id) is not None
        found.append(
            OwnStandup(
                standup,
                leads=person is not None and may_lead(team, person),
                may_choose=takes_part and may_choose_hour(standup.schedule),
                at=part.at,
                off=[each for each in off if each.standup_id == standup.id],
            )
        )
    return found


async def _sends(work: Work, standups: list[Standup], user_id: str) -> list[tuple[datetime, str]]:
    """Over all standups, the soonest first."""
    found = []
    for standup in standups:
        if standup.active:
            for member, moments in await next_sends(work, standup, SENDS, [user_id]):
                found += [(at, standup.name) for at in moments if member.user_id == user_id]
    return sorted(found)[:SENDS]
