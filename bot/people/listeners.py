"""Slack speaks about people and teams."""

from bot.core.calendar import find_zone
from bot.core.dates import read_span
from bot.core.errors import BotError
from bot.outbox.repository import Deliveries
from bot.people import announcements, blocks, directory, forms, use_cases
from bot.people.domain import Act, Person, Team, TeamRequest, may, may_lead, same_facts, week_of
from bot.people.forms import FormErrors
from bot.people.repository import People, Teams
from bot.people.use_cases import Refused
from bot.slack.call import Call
from bot.slack.escape import cut, escape
from bot.slack.routes import Routes


def register(routes: Routes) -> None:
    routes.command("/standup", "team", show_teams, usage="team", does="Set up a team, or change yours")
    routes.action(blocks.SET_UP_TEAM, open_new_team)
    routes.action(blocks.CHANGE_TEAM, open_team)
    routes.view(blocks.TEAM_FORM, save_team)
    away = "Say when you are away; a lead puts a name in front: `away @dan tomorrow`"
    routes.command("/standup", "away", set_away, usage="away 24 Dec to 1 Jan", does=away)
    routes.action(blocks.SET_AWAY, open_away)
    routes.view(blocks.AWAY_FORM, save_away)
    routes.action(blocks.UNDO_ABSENCE, call_off)
    routes.action(blocks.CALL_OFF, call_off)
    routes.command("/standup", "back", come_back, usage="back", does="Be here again from today")
    routes.action(blocks.COME_BACK, come_back)
    routes.command("/standup", "hours", open_hours, usage="hours", does="Your own working days and hours")
    routes.action(blocks.SET_HOURS, open_hours)
    routes.view(blocks.HOURS_FORM, save_hours)
    routes.event("user_change", keep_up_with_person)
    routes.event("member_joined_channel", follow_in)
    routes.event("member_left_channel", follow_out)


async def show_teams(call: Call) -> None:
    """The form at once where there is only one it could be; else a list to choose from."""
    person = await _caller(call)
    async with call.begin_reading() as work:
        own = await Teams(work).of_person(call.user_id)
        changeable = await use_cases.teams_to_change(work, person)
    named = [each for each in changeable if each.name.casefold() == call.rest.casefold()]
    teams = list({each.id: each for each in (*own, *changeable)}.values())
    if call.rest.lower() == "new" or not teams:
        await _open_form(call, person, None)
    elif named or (len(teams) == len(changeable) == 1 and not call.rest):
        await _open_form(call, person, (named or changeable)[0])
    else:
        await call.reply(blocks.team_list(teams, {each.id for each in changeable}))


async def open_new_team(call: Call) -> None:
    await _open_form(call, await _caller(call), None)


async def open_team(call: Call) -> None:
    person = await _caller(call)
    async with call.begin_reading() as work:
        team = await Teams(work).get(int(call.value))
    if not may_lead(team, person):
        raise BotError(f"You do not lead {team.name} any more, so its settings are not yours to change.")
    await _open_form(call, person, team)


async def _open_form(call: Call, person: Person, team: Team | None) -> None:
    if team is None and not may(person, Act.SET_UP_TEAM):
        raise BotError("Guests cannot set up teams. Ask somebody of the workspace to do it for you.")
    await call.open(blocks.team_form(team, zone=find_zone(person.zone).key))


async def save_team(call: Call) -> None:
    request = forms.read_team(call.values, by=call.user_id)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    try:
        request, seen = await _with_people(call, request)
    except BotError as error:
        await call.show_errors({blocks.CHANNEL: error.text})
        return
    try:
        async with call.begin_work() as work:
            if call.memo:
                await use_cases.change_team(work, int(call.memo), request, seen)
            else:
                team = await use_cases.set_up_team(work, request, seen)
    except Refused as refused:
        await call.show_errors({forms.FIELD_ABOUT[refused.about]: refused.text})
        return
    await call.ack()
    await call.redraw_home()
    if not call.memo:
        await call.reply(blocks.team_is_set_up(team))


async def _with_people(call: Call, request: TeamRequest) -> tuple[TeamRequest, list[Person]]:
    """Joins the channel, reads it if it is followed, and asks Slack about everybody we do not know yet."""
    channel = await directory.join(call.client, request.settings.channel_id)
    if request.settings.follows_channel:
        request = request.with_channel(await directory.members(call.client, channel.id))
    async with call.begin_reading() as work:
        known = await People(work).of(request.everybody)
    return request, await directory.people(call.client, request.everybody - set(known), call.team_id)


async def set_away(call: Call) -> None:
    user_id, text = forms.read_whom(call.rest, call.user_id)
    if not text:
        await open_away(call)
        return
    caller = await _caller(call)
    async with call.begin_work() as work:
        await use_cases.meet(work, caller)
        span = read_span(text, await use_cases.today_of(work, user_id))
        if span is None:
            typed = escape(cut(text, 60)).replace("`", "'")
            raise BotError(
                f"I cannot read `{typed}` as days. "
                "Write `tomorrow`, `until Friday`, `next week`, `24 Dec to 1 Jan` or `2026-12-24 to 2027-01-01`."
            )
        absence = await use_cases.set_absence(
            work, by=call.user_id, user_id=user_id, first_on=span.first_on, last_on=span.last_on
        )
        said = await announcements.away_is_set(work, absence)
    await call.reply(said)
    await call.redraw_home()


async def open_away(call: Call) -> None:
    user_id, _ = forms.read_whom(call.rest, call.user_id) if call.kind == "command" else (call.user_id, "")
    async with call.begin_reading() as work:
        await use_cases.may_set_absence(work, by=call.user_id, user_id=user_id)
        other = await People(work).get(user_id) if user_id != call.user_id else None
        today = await use_cases.today_of(work, user_id)
    await call.open(blocks.away_form(other, today))


async def save_away(call: Call) -> None:
    request = forms.read_away(call.values, call.memo or call.user_id)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    try:
        async with call.begin_work() as work:
            absence = await use_cases.set_absence(
                work,
                by=call.user_id,
                user_id=request.user_id,
                first_on=request.first_on,
                last_on=request.last_on,
                reason=request.reason,
            )
            said = await announcements.away_is_set(work, absence)
    except BotError as error:
        await call.show_errors({blocks.LAST_ON: error.text})
        return
    await call.ack()
    await call.redraw_home()
    await call.reply(said)


async def call_off(call: Call) -> None:
    async with call.begin_work() as work:
        absence = await use_cases.cancel_absence(work, int(call.value), call.user_id)
        await announcements.show_called_off(work, absence, call.user_id)
    await call.redraw_home()


async def come_back(call: Call) -> None:
    async with call.begin_work() as work:
        absence = await use_cases.come_back(work, call.user_id)
        today = await use_cases.today_of(work, call.user_id)
    await call.reply(blocks.welcome_back(absence, today))
    await call.redraw_home()


async def open_hours(call: Call) -> None:
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
        teams = await Teams(work).of_person(call.user_id)
    if person is None or not teams:
        raise BotError(use_cases.IN_NO_TEAM)
    week = teams[0].week
    await call.open(blocks.hours_form(person, week_of(person, week), week))


async def save_hours(call: Call) -> None:
    request = forms.read_hours(call.values)
    if isinstance(request, FormErrors):
        await call.show_errors(request.by_field)
        return
    async with call.begin_work() as work:
        await use_cases.set_working_hours(work, call.user_id, request.days, request.starts, request.ends)
    await call.ack()
    await call.redraw_home()


async def keep_up_with_person(call: Call) -> None:
    """Most changes are of a status or a picture, in which nobody's team is interested."""
    seen = directory.read_person(call.event["user"], call.team_id)
    async with call.begin_reading() as work:
        known = await People(work).get(seen.user_id)
    if known is None or same_facts(known, seen):
        return
    async with call.begin_work() as work:
        await use_cases.person_changed(work, seen)


async def follow_in(call: Call) -> None:
    user_id, channel_id = str(call.event["user"]), str(call.event["channel"])
    if user_id == call.bot_user_id:
        async with call.begin_work() as work:
            await Deliveries(work).revive(channel_id)
        return
    async with call.begin_reading() as work:
        team = await Teams(work).of_channel(channel_id)
    if team is None or not team.follows_channel:
        return
    seen = await directory.person(call.client, user_id, call.team_id)
    async with call.begin_work() as work:
        await use_cases.joined_channel(work, channel_id, seen)


async def follow_out(call: Call) -> None:
    async with call.begin_work() as work:
        await use_cases.left_channel(work, str(call.event["channel"]), str(call.event["user"]))


async def _caller(call: Call) -> Person:
    """Whoever does this, from Slack if we do not know them."""
    async with call.begin_reading() as work:
        person = await People(work).get(call.user_id)
    return person or await directory.person(call.client, call.user_id, call.team_id)
