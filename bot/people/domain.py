"""People and teams: who they are, when they work, when they are away, and who may change what."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.core.calendar import WorkingWeek, days_of, find_zone

UserId = NewType("UserId", str)
TeamId = NewType("TeamId", int)

WEEKDAYS = frozenset(range(5))
# The timer that says so; its ref is the team.
TEAM_CHANGED = "people.team_changed"
# One for each clock that teams commonly live by; anybody's own is added to the list.
ZONES = (
    *("UTC", "Pacific/Auckland", "Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    *("Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Manila"),
    *("Asia/Jakarta", "Asia/Bangkok", "Asia/Ho_Chi_Minh", "Asia/Dhaka", "Asia/Kathmandu", "Asia/Kolkata"),
    *("Asia/Colombo", "Asia/Karachi", "Asia/Tashkent", "Asia/Dubai", "Asia/Tehran", "Asia/Riyadh", "Asia/Jerusalem"),
    *("Europe/Istanbul", "Europe/Moscow", "Europe/Kyiv", "Europe/Bucharest", "Europe/Athens", "Europe/Helsinki"),
    *("Africa/Nairobi", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Casablanca", "Africa/Accra"),
    *("Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Amsterdam", "Europe/Zurich"),
    *("Europe/Vienna", "Europe/Stockholm", "Europe/Oslo", "Europe/Copenhagen", "Europe/Warsaw", "Europe/Prague"),
    *("Europe/Budapest", "Europe/Brussels", "Europe/Lisbon", "Europe/Dublin", "Europe/London", "Atlantic/Reykjavik"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Santiago", "America/Bogota", "America/Lima"),
    *("America/St_Johns", "America/Halifax", "America/New_York", "America/Toronto", "America/Chicago"),
    *("America/Mexico_City", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Vancouver"),
    *("America/Anchorage", "Pacific/Honolulu"),
)


class Role(StrEnum):
    LEAD = "lead"
    MEMBER = "member"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack. `zone` is an IANA name, or empty when Slack knows none.

    `days`, `starts` and `ends` are their own working hours; None stands for the team's.
    """

    user_id: UserId
    name: str
    zone: str
    is_admin: bool = False
    is_guest: bool = False
    is_bot: bool = False
    deleted: bool = False
    days: frozenset[int] | None = None
    starts: time | None = None
    ends: time | None = None
    is_stranger: bool = False
    """Comes from another company through a shared channel."""


def same_facts(known: Person, seen: Person) -> bool:
    """Slack says nothing new; own working hours are not Slack's to say."""
    return replace(seen, days=known.days, starts=known.starts, ends=known.ends) == known


@dataclass(frozen=True)
class Member:
    """A person in a team. `week` is theirs: own hours or the team's, on their own wall clock."""

    person: Person
    role: Role
    week: WorkingWeek

    @property
    def user_id(self) -> UserId:
        return self.person.user_id

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def zone(self) -> ZoneInfo:
        return self.week.zone


@dataclass(frozen=True)
class TeamSettings:
    """What leads decide about their team. Days count from 0 = Monday."""

    name: str
    channel_id: str
    follows_channel: bool = False
    zone: str = "UTC"
    days: frozenset[int] = WEEKDAYS
    starts: time = time(9)
    ends: time = time(17)
    digest_on: int = 4
    digest_at: time = time(15)


@dataclass(frozen=True)
class Team:
    """A group with a channel and a calendar. `members` are the active ones, by name, leads first."""

    id: TeamId
    name: str
    channel_id: str
    follows_channel: bool
    zone: str
    days: frozenset[int]
    starts: time
    ends: time
    digest_on: int
    digest_at: time
    members: tuple[Member, ...]

    @property
    def week(self) -> WorkingWeek:
        return WorkingWeek(self.days, self.starts, self.ends, find_zone(self.zone))

    @property
    def leads(self) -> tuple[Member, ...]:
        return tuple(each for each in self.members if each.role == Role.LEAD)

    def member(self, user_id: str) -> Member | None:
        return next((each for each in self.members if each.user_id == user_id), None)

    def is_lead(self, user_id: str) -> bool:
        return any(each.user_id == user_id for each in self.leads)


@dataclass(frozen=True)
class TeamRequest:
    """A team as somebody wants it. `members` were picked one by one; `in_channel` come because the team follows it."""

    by: UserId
    settings: TeamSettings
    leads: frozenset[UserId]
    members: frozenset[UserId]
    in_channel: frozenset[UserId] = frozenset()

    @property
    def everybody(self) -> frozenset[UserId]:
        return self.leads | self.members | self.in_channel | {self.by}

    def with_channel(self, user_ids: frozenset[UserId]) -> "TeamRequest":
        """The same, with the people who are in the channel now."""
        return replace(self, in_channel=user_ids)


def week_of(person: Person, team: WorkingWeek) -> WorkingWeek:
    """Their own hours where they set them, else the team's; on their own wall clock if Slack knows it."""
    return WorkingWeek(
        days=team.days if person.days is None else person.days,
        starts=team.starts if person.starts is None else person.starts,
        ends=team.ends if person.ends is None else person.ends,
        zone=find_zone(person.zone, fallback=team.zone.key),
    )


def as_member(person: Person, role: Role, team: WorkingWeek) -> Member:
    return Member(person, role, week_of(person, team))


def zone_of(person: Person, teams: Iterable[Team]) -> ZoneInfo:
    """Their wall clock; if Slack does not know it, that of their first team."""
    team_zone = next((each.zone for each in teams), "UTC")
    return find_zone(person.zone, fallback=find_zone(team_zone).key)


@dataclass(frozen=True)
class Absence:
    """Whole days away, first and last included, on the calendar of the person's own zone."""

    id: int
    user_id: UserId
    first_on: date
    last_on: date
    set_by: UserId
    reason: str | None = None


def absence_on(absences: Iterable[Absence], user_id: str, on: date) -> Absence | None:
    """The absence they are in on that date; of several, the one that ends last."""
    found = [each for each in absences if each.user_id == user_id and each.first_on <= on <= each.last_on]
    return max(found, key=lambda each: each.last_on, default=None)


def dates_away(absences: Iterable[Absence], user_id: str) -> frozenset[date]:
    """Every date on which they are away."""
    return frozenset(on for each in absences if each.user_id == user_id for on in days_of(each.first_on, each.last_on))


class Standing(StrEnum):
    """What somebody is to a team, or to the workspace where no team is concerned."""

    ADMIN = "workspace admin"
    LEAD = "lead"
    MEMBER = "member"
    COLLEAGUE = "colleague"
    GUEST = "guest"


class Act(StrEnum):
    """What people may or may not do to teams and each other."""

    SET_UP_TEAM = "set up a team"
    CHANGE_TEAM = "change the team"
    SET_OWN_ABSENCE = "set yourself away"
    SET_ABSENCE_FOR_OTHER = "set somebody away"
    CANCEL_ABSENCE_OF_OTHER = "call somebody back"
    SET_OWN_HOURS = "set your own hours"


EVERYBODY = frozenset(Standing)
MAY: dict[Act, frozenset[Standing]] = {
    Act.SET_UP_TEAM: EVERYBODY - {Standing.GUEST},
    Act.CHANGE_TEAM: frozenset({Standing.ADMIN, Standing.LEAD}),
    Act.SET_OWN_ABSENCE: EVERYBODY,
    Act.SET_ABSENCE_FOR_OTHER: frozenset({Standing.ADMIN, Standing.LEAD}),
    Act.CANCEL_ABSENCE_OF_OTHER: frozenset({Standing.ADMIN, Standing.LEAD}),
    Act.SET_OWN_HOURS: EVERYBODY,
}


def standing(person: Person, team: Team | None = None) -> Standing:
    """The most that somebody is; without a team only the workspace counts."""
    if person.is_admin:
        return Standing.ADMIN
    if team is not None and team.is_lead(person.user_id):
        return Standing.LEAD
    if team is not None and team.member(person.user_id) is not None:
        return Standing.MEMBER
    return Standing.GUEST if person.is_guest else Standing.COLLEAGUE


def may(person: Person, act: Act, team: Team | None = None) -> bool:
    """The one place that decides it; whoever left or is from elsewhere may nothing."""
    if person.deleted or person.is_bot or person.is_stranger:
        return False
    return standing(person, team) in MAY[act]


def may_lead(team: Team, person: Person) -> bool:
    """Leads of the team, and workspace admins, who can always take over."""
    return may(person, Act.CHANGE_TEAM, team)


class Misfit(StrEnum):
    """Why somebody cannot be a member of a team."""

    BOT = "is a bot"
    LEFT = "left this workspace"
    STRANGER = "is from another company"


def misfit(person: Person) -> Misfit | None:
    """None for everybody who can be a member."""
    if person.is_bot:
        return Misfit.BOT
    if person.deleted:
        return Misfit.LEFT
    return Misfit.STRANGER if person.is_stranger else None
