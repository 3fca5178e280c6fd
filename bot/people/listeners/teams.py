"""Slack speaks about teams: set up, shown and changed."""

from bot.core.calendar import find_zone
from bot.core.errors import BotError
from bot.people import directory, forms, use_cases
from bot.people.blocks import ids, teams
from bot.people.domain import Act, Person, Team, TeamRequest, may, may_lead
from bot.people.repository import People, Teams
from bot.people.use_cases import Refused
from bot.slack.call import Call
from bot.slack.forms import FormErrors, beside


async def show_teams(call: Call) -> None:
    """The form at once where there is only one it could be; else a list to choose from."""
    person = await caller(call)
    async with call.begin_reading() as work:
        own = await Teams(work).of_person(call.user_id)
        changeable = await use_cases.teams_to_change(work, person)
    named = [each for each in changeable if each.name.casefold() == call.rest.casefold()]
    every = list({each.id: each for each in (*own, *changeable)}.values())
    if call.rest.lower() == "new" or not every:
        await _open_form(call, person, None)
    elif named or (len(every) == len(changeable) == 1 and not call.rest):
        await _open_form(call, person, (named or changeable)[0])
    else:
        await call.reply(teams.team_list(every, {each.id for each in changeable}))


async def open_new_team(call: Call) -> None:
    await _open_form(call, await caller(call), None)


async def open_team(call: Call) -> None:
    person = await caller(call)
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(call.value))
    if not may_lead(team, person):
        raise BotError(f"You do not lead {team.name} any more, so its settings are not yours to change.")
    await _open_form(call, person, team)


async def _open_form(call: Call, person: Person, team: Team | None) -> None:
    if team is None and not may(person, Act.SET_UP_TEAM):
        raise BotError("Guests cannot set up teams. Ask somebody of the workspace to do it for you.")
    await call.open(teams.team_form(team, zone=find_zone(person.zone).key))


async def save_team(call: Call) -> None:
    request = forms.read_team(call.values, by=call.user_id)
    with beside(ids.CHANNEL):
        request, seen = await _with_people(call, request)
    try:
        async with call.begin_work() as work:
            if call.memo:
                await use_cases.change_team(work, int(call.memo), request, seen)
            else:
                team = await use_cases.set_up_team(work, request, seen)
    except Refused as refused:
        raise FormErrors({forms.FIELD_ABOUT[refused.about]: refused.text}) from refused
    await call.ack()
    await call.redraw_home()
    if not call.memo:
        await call.reply(teams.team_is_set_up(team))


async def _with_people(call: Call, request: TeamRequest) -> tuple[TeamRequest, list[Person]]:
    """Joins the channel, reads it if it is followed, and asks Slack about everybody we do not know yet."""
    channel = await directory.join(call.client, request.settings.channel_id)
    if request.settings.follows_channel:
        request = request.with_channel(await directory.members(call.client, channel.id))
    async with call.begin_reading() as work:
        known = await People(work).of(request.everybody)
    return request, await directory.people(call.client, request.everybody - set(known), call.team_id)


async def caller(call: Call) -> Person:
    """Whoever does this, from Slack if we do not know them."""
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
    return person or await directory.person(call.client, call.user_id, call.team_id)
