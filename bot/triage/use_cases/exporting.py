"""Fires as rows: a team's for its leads, somebody's own for themselves."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.work import Work
from bot.people.domain import zone_of
from bot.people.repository import People, Teams
from bot.triage.domain import DeskAct, Fire
from bot.triage.domain.rows import csv_line
from bot.triage.repository import ManyFires
from bot.triage.use_cases.reading import visible
from bot.triage.use_cases.statistics import own_team

AT_ONCE = 500
LAST = 2**31 - 1
COLUMNS = (
    *("number", "team", "title", "state", "priority", "type", "topic", "requester", "owner", "effort"),
    *("asked", "taken", "closed", "needed by", "afterwards", "private", "outcome"),
)
# One line must fit one message; whole texts are on the fire itself.
LONGEST_CELL = 400


async def team_rows(work: Work, by: str, channel_id: str | None) -> tuple[str, list[str]]:
    """The team's name and a line of CSV for each of its fires, the newest first, the header on top; for leads."""
    team = await own_team(work, by, channel_id, DeskAct.EXPORT)
    fires: list[Fire] = []
    last = LAST
    while found := await ManyFires(work).before(last, AT_ONCE, team.id):
        fires += await visible(work, found, by)
        last = found[-1].number
    return team.name, await _lines(work, fires, team.week.zone)


async def own_rows(work: Work, user_id: str) -> list[str]:
    """A line of CSV for each fire that somebody asked for, filed, had or closed, and may see."""
    fires = await visible(work, await ManyFires(work).concerning(user_id), user_id)
    person = await People(work).get(user_id)
    teams = await Teams(work).of_person(user_id)
    zone = zone_of(person, teams) if person else ZoneInfo("UTC")
    return await _lines(work, fires, zone)


async def _lines(work: Work, fires: list[Fire], zone: ZoneInfo) -> list[str]:
    """Moments on the clock of that zone."""
    ids = {each for fire in fires for each in (fire.requester_id, fire.owner_id) if each}
    names = {str(each): person.name for each, person in (await People(work).of(ids)).items()}
    teams = {each.id: each.name for each in await Teams(work).all()}

    def who(user_id: str | None) -> str:
        return "" if user_id is None else names.get(user_id, user_id)

    rows = [
        (
            *(
                fire.name,
                teams.get(fire.team_id, ""),
                fire.title,
                fire.state.words,
                fire.priority,
                fire.type,
                fire.topic,
            ),
            *(who(fire.requester_id), who(fire.owner_id), fire.effort),
            *(_moment(each, zone) for each in (fire.created_at, fire.claimed_at, fire.closed_at)),
            *(_day(fire.needed_by), fire.recurrence, "yes" if fire.private else "no", fire.outcome),
        )
        for fire in fires
    ]
    return [csv_line(COLUMNS), *(csv_line([(each or "")[:LONGEST_CELL] for each in row]) for row in rows)]


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M%z}" if at else ""


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
