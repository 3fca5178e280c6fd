"""What a person's Home tab says of them, their teams and who is away."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.calendar import WorkingWeek
from bot.core.dates import say_date, say_week
from bot.people.blocks import ids
from bot.people.blocks.absences import span, span_for_others
from bot.people.blocks.teams import MOST_NAMES, MOST_TEAMS, left_out, team_section
from bot.people.domain import Absence, DayOff, Person, Team
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block

MOST_ABSENCES = 5


@dataclass(frozen=True)
class Page:
    """What a person's Home tab says of them and their teams. `away` are absences of their teams' people, `day_off`
    the next day on which they have a holiday or the company is off.
    """

    person: Person
    teams: Sequence[Team]
    changeable: Collection[int]
    week: WorkingWeek | None
    own: Sequence[Absence]
    away: Sequence[Absence]
    today: date
    may_set_up: bool
    day_off: tuple[date, DayOff] | None = None
    reads_status: bool = False

    @property
    def is_member(self) -> bool:
        return any(each.member(self.person.user_id) for each in self.teams)


def home_page(page: Page) -> list[Block]:
    if not page.teams:
        return _newcomer(page)
    return [
        *(team_section(each, page.changeable) for each in page.teams[:MOST_TEAMS]),
        *([kit.context(left_out(page.teams))] if len(page.teams) > MOST_TEAMS else []),
        *_own_hours(page),
        *(_own_absence(each, page.today) for each in page.own[:MOST_ABSENCES]),
        *_away_line(page),
        *_buttons(page),
    ]


def _buttons(page: Page) -> list[Block]:
    today = [each for each in page.own if each.first_on <= page.today <= each.last_on]
    away = any(each.is_whole and not each.from_status for each in today)
    own = [
        kit.button("Set me away", ids.SET_AWAY),
        kit.button("My hours", ids.SET_HOURS),
        kit.button("Days off", ids.DAYS_OFF),
        _status_button(page),
    ]
    buttons = [
        *([kit.button("I am back", ids.COME_BACK, style="primary")] if away else []),
        *(own if page.is_member else []),
        *([kit.button("Set up another team", ids.SET_UP_TEAM)] if page.may_set_up else []),
    ]
    return [kit.actions(*buttons)] if buttons else []


def _status_button(page: Page) -> kit.Element:
    if page.reads_status:
        return kit.button("Stop reading my Slack status", ids.READ_STATUS, ids.OFF)
    asks = kit.confirm(
        "Read your Slack status?",
        "While it says vacation, sick or the like, no standup asks you. I keep only that you are away and until when, "
        "never the words.",
        "Read it",
    )
    return kit.button("Read my Slack status", ids.READ_STATUS, ids.ON, asks=asks)


def _newcomer(page: Page) -> list[Block]:
    lines = (
        "I ask a team for its standup each morning, keep one queue for requests, and show who carries them.\n"
        "A team needs a channel, its people and their working hours: one form, a minute, and all can be changed.\n"
    )
    if not page.may_set_up:
        return [kit.section(lines + "Ask a colleague to add you to a team, or file a request with `/triage new`.")]
    return [
        kit.section(lines + "Only want to ask the data team for something? `/triage new` is all you need."),
        kit.actions(kit.button("Set up a team", ids.SET_UP_TEAM, style="primary")),
    ]


def _own_hours(page: Page) -> list[Block]:
    if not page.is_member or page.week is None:
        return []
    whose = "your own hours" if page.person.days is not None else "as your team does"
    following = ""
    if page.day_off is not None:
        on, day = page.day_off
        following = f"\nNext day off: {say_date(on, page.today)}, {escape(cut(day.name, 100))}"
    return [kit.section(f"*You work* {escape(say_week(page.week))} ({whose}){following}")]


def _own_absence(absence: Absence, today: date) -> Block:
    if absence.from_status:
        return _by_status(absence, today)
    reason = f"\n{escape(absence.reason)}" if absence.reason else ""
    return kit.section(
        f"*You are away* {span(absence, today)}{reason}",
        accessory=kit.button("Call off", ids.CALL_OFF, str(absence.id), label="Call off this absence"),
    )


def _by_status(absence: Absence, today: date) -> Block:
    """`until 17:00`, `until Fri 4 Dec`"""
    until = f" {span(absence, today)}"
    if absence.ends is not None:
        until = f" until {absence.ends:%H:%M}"
    elif absence.last_on == today:
        until = ""
    here = kit.button("I am here", ids.COME_BACK, label="I am here, whatever my status says")
    return kit.section(f"*Away today*, from your Slack status{until}", accessory=here)


def _away_line(page: Page) -> list[Block]:
    names = {each.user_id: each.name for team in page.teams for each in team.members}
    lines = [
        f"{escape(cut(names[each.user_id], 40))} {span_for_others(each, page.today)}"
        for each in page.away
        if each.user_id in names and each.user_id != page.person.user_id
    ]
    if not lines:
        return []
    more = f" and {len(lines) - MOST_NAMES} more" if len(lines) > MOST_NAMES else ""
    return [kit.context(f"Away this week and next: {', '.join(lines[:MOST_NAMES])}{more}")]
