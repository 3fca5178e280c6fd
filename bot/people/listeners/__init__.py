"""Slack speaks about people, teams and their calendars: everything a person can type, press or send."""

from functools import partial

from bot.people.blocks import ids
from bot.people.directory import CalendarServers
from bot.people.listeners import absences, calendars, files, hours, news, teams
from bot.slack.routes import Handler, Routes


def register(routes: Routes, servers: CalendarServers) -> None:
    """`servers` is how calendars on the web are read."""
    away = "Say when you are away, or a part of a day; a lead puts a name in front: `away @dan tomorrow`"
    for word, handler, usage, does in (
        ("team", teams.show_teams, "team", "Set up a team, or change yours"),
        ("away", absences.set_away, "away 24 Dec to 1 Jan", away),
        ("back", absences.come_back, "back", "Be here again from today"),
        ("hours", hours.open_hours, "hours", "Your own working days, hours and country"),
        ("holidays", hours.show_days_off, "holidays", "Your next days off; leads set country and company days there"),
        ("calendar", calendars.open_own, "calendar", "Read your absences from a calendar"),
    ):
        routes.command("/standup", word, handler, usage=usage, does=does)
    views: dict[str, Handler] = {
        ids.TEAM_FORM: teams.save_team,
        ids.AWAY_FORM: absences.save_away,
        ids.BACK_FORM: absences.save_back,
        ids.HOURS_FORM: hours.save_hours,
        ids.PLACE_FORM: hours.save_place,
        ids.COMPANY_FORM: hours.save_company_days,
        ids.CALENDAR_FORM: partial(calendars.receive, servers),
    }
    for view, handle in views.items():
        routes.view(view, handle)
    actions: dict[str, Handler] = {
        ids.SET_UP_TEAM: teams.open_new_team,
        ids.CHANGE_TEAM: teams.open_team,
        ids.SET_AWAY: absences.open_away,
        ids.UNDO_ABSENCE: absences.call_off,
        ids.UNDO_OWN: absences.undo,
        ids.CALL_OFF: absences.call_off,
        ids.STAY_AWAY: absences.stay_away,
        ids.BACK_ON: absences.open_back,
        ids.COME_BACK: absences.come_back,
        ids.SET_HOURS: hours.open_hours,
        ids.CHOOSE_COUNTRY: hours.choose_country,
        ids.DAYS_OFF: hours.show_days_off,
        ids.SET_PLACE: hours.open_place,
        ids.SET_COMPANY_DAYS: hours.open_company_days,
        ids.SET_CALENDAR: calendars.open_own,
        ids.SET_TEAM_CALENDAR: calendars.open_of_team,
        ids.STOP_CALENDAR: calendars.stop,
        ids.READ_STATUS: absences.choose_status,
        ids.USE_FILE: files.use,
        ids.LEAVE_FILE: files.leave,
    }
    for action, handle in actions.items():
        routes.action(action, handle)
    routes.event("message", files.hear)
    routes.event("user_change", news.keep_up_with_person)
    routes.event("member_joined_channel", news.follow_in)
    routes.event("member_left_channel", news.follow_out)
