"""How teams, hours and absences look: three forms, what is said about them, and the Home section."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.core.calendar import WorkingWeek
from bot.core.dates import WEEKDAYS, say_date, say_span, say_time, say_week
from bot.people.domain import ZONES, Absence, Person, Role, Team, TeamSettings
from bot.slack import kit, remedies
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message

TEAM_FORM, HOURS_FORM, AWAY_FORM = "people.team_form", "people.hours_form", "people.away_form"

SET_UP_TEAM = "people.set_up_team"
CHANGE_TEAM = "people.change_team"
SET_AWAY = "people.set_away"
COME_BACK = "people.come_back"
SET_HOURS = "people.set_hours"
CALL_OFF = "people.call_off"
UNDO_ABSENCE = "people.undo_absence"

NAME, CHANNEL, FOLLOWS, LEADS, MEMBERS = "name", "channel", "follows", "leads", "members"
DAYS, STARTS, ENDS, ZONE, DIGEST_ON, DIGEST_AT = "days", "starts", "ends", "zone", "digest_on", "digest_at"
WHOSE, FIRST_ON, LAST_ON, REASON = "whose", "first_on", "last_on", "reason"
ANSWER, YES, OWN, TEAMS = "answer", "yes", "own", "team"

LONGEST_NAME, LONGEST_REASON = 60, 200
MOST_TEAMS, MOST_ABSENCES, MOST_NAMES = 8, 5, 12
FOLLOWING = kit.option("Everybody in the channel is a member", YES)
DAY_OPTIONS = [kit.option(name, str(number)) for number, name in enumerate(WEEKDAYS)]


def undelivered(channel: str, reason: str) -> Message:
    """Tells a lead what could not be said where, and what to do."""
    return Message(f":mailbox_with_no_mail: {remedies.remedy(channel, reason)} (Slack says: `{escape(reason)}`)")


def team_form(team: Team | None, *, zone: str) -> dict[str, Any]:
    """The same form makes a team and changes one; `zone` is what a new one begins with."""
    shown = team or TeamSettings(name="", channel_id="", zone=zone or "UTC")
    members = [each.user_id for each in team.members if each.role == Role.MEMBER] if team else []
    leads = [each.user_id for each in team.leads] if team else []
    return kit.modal(
        "Team settings" if team else "Set up a team",
        [
            kit.labelled("Name", kit.text_input(ANSWER, value=shown.name, max_length=LONGEST_NAME), NAME),
            kit.labelled(
                "Channel",
                kit.channel_select(ANSWER, chosen=shown.channel_id or None),
                CHANNEL,
                hint="Reports and digests go here. Into a private channel, invite me first: /invite @Firebreak",
            ),
            kit.labelled(
                "Members come and go with the channel",
                kit.checkboxes(ANSWER, [FOLLOWING], chosen=[YES] if shown.follows_channel else []),
                FOLLOWS,
                optional=True,
            ),
            kit.labelled(
                "Members",
                kit.people_select(ANSWER, chosen=() if shown.follows_channel else members),
                MEMBERS,
                optional=True,
                hint="Not needed when members come and go with the channel.",
            ),
            kit.labelled(
                "Leads",
                kit.people_select(ANSWER, chosen=leads),
                LEADS,
                optional=True,
                hint="They can change the team. Nobody named: that is you." if team is None else None,
            ),
            *_week_inputs(shown.days, shown.starts, shown.ends),
            kit.labelled("Time zone of the team", kit.select(ANSWER, _zones(shown.zone), chosen=shown.zone), ZONE),
            kit.labelled("Weekly digest on", kit.select(ANSWER, DAY_OPTIONS, chosen=str(shown.digest_on)), DIGEST_ON),
            kit.labelled("Weekly digest at", kit.time_picker(ANSWER, chosen=say_time(shown.digest_at)), DIGEST_AT),
        ],
        callback_id=TEAM_FORM,
        submit="Save" if team else "Set up",
        memo=str(team.id) if team else None,
    )


def _week_inputs(days: Collection[int], starts: time, ends: time) -> list[Block]:
    return [
        kit.labelled("Working days", kit.checkboxes(ANSWER, DAY_OPTIONS, chosen=[str(day) for day in days]), DAYS),
        kit.labelled("Work begins", kit.time_picker(ANSWER, chosen=say_time(starts)), STARTS),
        kit.labelled("Work ends", kit.time_picker(ANSWER, chosen=say_time(ends)), ENDS),
    ]


def _zones(chosen: str) -> list[dict[str, Any]]:
    names = sorted({*ZONES, chosen})
    return [kit.option(name.replace("_", " "), name) for name in names]


def hours_form(person: Person, week: WorkingWeek, team: WorkingWeek) -> dict[str, Any]:
    """`week` is what holds now, `team` what holds without own hours."""
    own = person.days is not None or person.starts is not None
    return kit.modal(
        "My working hours",
        [
            kit.labelled(
                "I work",
                kit.radio(
                    ANSWER,
                    [
                        kit.option("as my team does", TEAMS, description=cut(say_week(team), 75)),
                        kit.option("on my own days and hours, given below", OWN),
                    ],
                    chosen=OWN if own else TEAMS,
                ),
                WHOSE,
            ),
            *_week_inputs(week.days, week.starts, week.ends),
            kit.context(
                f"On your clock, {escape(week.zone.key)}. I take it from your Slack profile, wherever you travel."
            ),
        ],
        callback_id=HOURS_FORM,
        submit="Save",
    )


def away_form(person: Person | None, today: date) -> dict[str, Any]:
    """`person` is the one to be away; None means oneself."""
    return kit.modal(
        cut(f"Set {person.name} away", 24) if person else "Set me away",
        [
            kit.labelled("First day away", kit.date_picker(ANSWER, chosen=today.isoformat()), FIRST_ON),
            kit.labelled("Last day away", kit.date_picker(ANSWER, chosen=today.isoformat()), LAST_ON),
            kit.labelled(
                "Reason",
                kit.text_input(ANSWER, max_length=LONGEST_REASON),
                REASON,
                optional=True,
                hint="Nobody needs one. I show it to nobody but the person who is away.",
            ),
        ],
        callback_id=AWAY_FORM,
        submit="Save",
        memo=person.user_id if person else None,
    )


def team_is_set_up(team: Team) -> Message:
    return Message(
        f"*{escape(team.name)}* is set up: {_people(team)} in <#{team.channel_id}>, "
        f"working {escape(say_week(team.week))}. Next: `/standup new` makes its first standup."
    )


def team_list(teams: Sequence[Team], changeable: Collection[int]) -> Message:
    """What `/standup team` answers where there is more to choose from than one form."""
    blocks = [_team_section(each, changeable) for each in teams[:MOST_TEAMS]]
    more = [kit.context(_left_out(teams))] if len(teams) > MOST_TEAMS else []
    names = ", ".join(escape(each.name) for each in teams[:MOST_TEAMS])
    return Message(f"Teams: {names}.", [*blocks, *more, kit.actions(kit.button("Set up another team", SET_UP_TEAM))])


def _left_out(teams: Sequence[Team]) -> str:
    return f"And {len(teams) - MOST_TEAMS} more: `/standup team` and a name opens one of them."


def _team_section(team: Team, changeable: Collection[int]) -> Block:
    leads = ", ".join(escape(each.name) for each in team.leads[:MOST_NAMES]) or "nobody"
    return kit.section(
        f"*{escape(team.name)}* in <#{team.channel_id}>\n"
        f"{_people(team)}, led by {leads}\n"
        f"{escape(say_week(team.week))}, digest on {WEEKDAYS[team.digest_on]} at {say_time(team.digest_at)}",
        accessory=kit.button("Team settings", CHANGE_TEAM, str(team.id), label=cut(f"Change {team.name}", 75))
        if team.id in changeable
        else None,
    )


def away_is_set(absence: Absence, name: str | None, back_on: date | None, today: date) -> Message:
    """`name` is None for oneself."""
    who, whom = (f"{escape(name)} is", "them") if name else ("You are", "you")
    back = f" Back on {say_date(back_on, today)}." if back_on else ""
    return Message(f"{who} away {_span(absence, today)}.{back} No standup will ask {whom}.")


def set_away_by_other(absence: Absence, by: str, today: date) -> Message:
    """To the person: a lead set them away, and they can undo it."""
    text = f"{escape(by)} set you away {_span(absence, today)}. If that is wrong, undo it here."
    return Message(
        text,
        [kit.section(text), kit.actions(kit.button("Undo", UNDO_ABSENCE, str(absence.id), label="Undo this absence"))],
    )


def called_off(absence: Absence, by: str | None, today: date) -> Message:
    """What stands in place of that notice afterwards; `by` is None when the person did it."""
    who = f"{escape(by)} called it off" if by else "you undid it"
    return Message(f"You are not away {_span(absence, today)}: {who}.")


def other_undid(absence: Absence, name: str, today: date) -> Message:
    """To the lead who had set somebody away."""
    return Message(f"{escape(name)} will be here after all: not away {_span(absence, today)}.")


def welcome_back(absence: Absence, today: date) -> Message:
    return Message(
        f"Welcome back! You were away until {say_date(absence.last_on, today)}; now you are here from today."
    )


@dataclass(frozen=True)
class Page:
    """What a person's Home tab says of them and their teams. `away` are absences of their teams' people."""

    person: Person
    teams: Sequence[Team]
    changeable: Collection[int]
    week: WorkingWeek | None
    own: Sequence[Absence]
    away: Sequence[Absence]
    today: date
    may_set_up: bool

    @property
    def is_member(self) -> bool:
        return any(each.member(self.person.user_id) for each in self.teams)


def home_page(page: Page) -> list[Block]:
    if not page.teams:
        return _newcomer(page)
    return [
        *(_team_section(each, page.changeable) for each in page.teams[:MOST_TEAMS]),
        *([kit.context(_left_out(page.teams))] if len(page.teams) > MOST_TEAMS else []),
        *_own_hours(page),
        *(_own_absence(each, page.today) for each in page.own[:MOST_ABSENCES]),
        *_away_line(page),
        *_buttons(page),
    ]


def _buttons(page: Page) -> list[Block]:
    away = any(each.first_on <= page.today <= each.last_on for each in page.own)
    buttons = [
        *([kit.button("I am back", COME_BACK, style="primary")] if away else []),
        *([kit.button("Set me away", SET_AWAY), kit.button("My hours", SET_HOURS)] if page.is_member else []),
        *([kit.button("Set up another team", SET_UP_TEAM)] if page.may_set_up else []),
    ]
    return [kit.actions(*buttons)] if buttons else []


def _newcomer(page: Page) -> list[Block]:
    lines = (
        "I ask a team for its standup each morning, keep one queue for requests, and show who carries them.\n"
        "A team needs a channel, its people and their working hours: one form, a minute, and all can be changed.\n"
    )
    if not page.may_set_up:
        return [kit.section(lines + "Ask a colleague to add you to a team, or file a request with `/triage new`.")]
    return [
        kit.section(lines + "Only want to ask the data team for something? `/triage new` is all you need."),
        kit.actions(kit.button("Set up a team", SET_UP_TEAM, style="primary")),
    ]


def _own_hours(page: Page) -> list[Block]:
    if not page.is_member or page.week is None:
        return []
    whose = "your own hours" if page.person.days is not None else "as your team does"
    return [kit.section(f"*You work* {escape(say_week(page.week))} ({whose})")]


def _own_absence(absence: Absence, today: date) -> Block:
    reason = f"\n{escape(absence.reason)}" if absence.reason else ""
    return kit.section(
        f"*You are away* {_span(absence, today)}{reason}",
        accessory=kit.button("Call off", CALL_OFF, str(absence.id), label="Call off this absence"),
    )


def _away_line(page: Page) -> list[Block]:
    names = {each.user_id: each.name for team in page.teams for each in team.members}
    lines = [
        f"{escape(cut(names[each.user_id], 40))} {_span(each, page.today)}"
        for each in page.away
        if each.user_id in names and each.user_id != page.person.user_id
    ]
    if not lines:
        return []
    more = f" and {len(lines) - MOST_NAMES} more" if len(lines) > MOST_NAMES else ""
    return [kit.context(f"Away this week and next: {', '.join(lines[:MOST_NAMES])}{more}")]


def _span(absence: Absence, today: date) -> str:
    return say_span(absence.first_on, absence.last_on, today)


def _people(team: Team) -> str:
    return "1 member" if len(team.members) == 1 else f"{len(team.members)} members"
