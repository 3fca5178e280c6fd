"""What a person's Home tab says of them, their teams and who is away."""

from bot.core.calendar import DAY, WEEK, local_date, week_start
from bot.core.work import Work
from bot.people.blocks.home import Page, home_page
from bot.people.domain import Act, may, next_days_off, week_of, zone_of
from bot.people.repository import Absences, People, Teams
from bot.people.use_cases import LONGEST_ABSENCE, teams_to_change, words_for
from bot.slack.message import Block


async def home_section(work: Work, user_id: str) -> list[Block]:
    """For somebody we know; nothing for others."""
    person = await People(work).get(user_id)
    if person is None:
        return []
    own_teams = await Teams(work).of_person(user_id)
    changeable = await teams_to_change(work, person)
    teams = [*own_teams, *(each for each in changeable if each.id not in {own.id for own in own_teams})]
    today = local_date(work.now, zone_of(person, teams))
    everybody = {each.user_id for team in teams for each in team.members}
    week = week_of(person, teams[0].week) if teams else None
    page = Page(
        person=person,
        teams=teams,
        changeable={each.id for each in changeable},
        week=week,
        own=await Absences(work).between([user_id], today, today + 2 * LONGEST_ABSENCE),
        away=await Absences(work).between(everybody, today, week_start(today) + 2 * WEEK - DAY),
        today=today,
        may_set_up=may(person, Act.SET_UP_TEAM),
        day_off=next(iter(next_days_off(week, today, 1)), None) if week else None,
        reads_status=await words_for(work, user_id) is not None,
    )
    return home_page(page)
