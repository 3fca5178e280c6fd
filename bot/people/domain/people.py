"""People and teams: who they are, when they work, and what makes a day off."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from itertools import islice
from typing import NewType
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, FAR, WorkingWeek, days_of, find_zone
from bot.core.holidays import Place
from bot.core.wording import listed
from bot.people.domain.days_off import CompanyDay, DayOff, DaysOff

UserId = NewType("UserId", str)
TeamId = NewType("TeamId", int)

WEEKDAYS = frozenset(range(5))
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
    place: Place | None = None
    """Whose public holidays are theirs; None stands for the team's."""
    reads_status: bool | None = None
    """Whether their Slack status says when they are away; None stands for the team's choice."""


def same_facts(known: Person, seen: Person) -> bool:
    """Slack says nothing new; own working hours and holidays are not Slack's to say."""
    own = {name: getattr(known, name) for name in ("days", "starts", "ends", "place", "reads_status")}
    return replace(seen, **own) == known


@dataclass(frozen=True)
class Member:
    """A person in a team. `week` is theirs: own hours or the team's, on their own wall clock. `since` is when they
    became a member; None for those who were before that was noted.
    """

    person: Person
    role: Role
    week: WorkingWeek
    since: datetime | None = field(default=None, compare=False)

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
    """What leads decide about their team. Days count from 0 = Monday.

    `reads_status`: Slack statuses with one of `status_words` (without any, the usual ones) mean away.
    """

    name: str
    channel_id: str
    follows_channel: bool = False
    zone: str = "UTC"
    days: frozenset[int] = WEEKDAYS
    starts: time = time(9)
    ends: time = time(17)
    digest_on: int = 4
    digest_at: time = time(15)
    reads_status: bool = False
    status_words: tuple[str, ...] = ()


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
    place: Place | None = None
    company_days: tuple[CompanyDay, ...] = ()
    reads_status: bool = False
    status_words: tuple[str, ...] = ()

    @property
    def week(self) -> WorkingWeek:
        off = DaysOff(self.place, self.company_days)
        return WorkingWeek(self.days, self.starts, self.ends, find_zone(self.zone), off)

    @property
    def leads(self) -> tuple[Member, ...]:
        return tuple(each for each in self.members if each.role == Role.LEAD)

    @property
    def any_lead(self) -> str:
        """`Ana, Ben or Chitra`: whom to ask; empty where it has none."""
        return listed([each.name for each in self.leads], "or")

    @property
    def by_name(self) -> list[Member]:
        """All members alphabetically, which is no ranking."""
        return sorted(self.members, key=lambda each: (each.name.casefold(), each.user_id))

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
    """Their own hours and holidays where they set them, else the team's; on their own wall clock if Slack knows it.

    Company days are the team's for everybody.
    """
    off = team.off
    if person.place is not None:
        off = replace(off, place=person.place) if isinstance(off, DaysOff) else DaysOff(person.place)
    return WorkingWeek(
        days=team.days if person.days is None else person.days,
        starts=team.starts if person.starts is None else person.starts,
        ends=team.ends if person.ends is None else person.ends,
        zone=find_zone(person.zone, fallback=team.zone.key),
        off=off,
    )


def day_off(member: Member, on: date) -> DayOff | None:
    """Why they are off on a date on which they would work; None when they work, or never do on that weekday."""
    return day_off_in(member.week, on)


def day_off_in(week: WorkingWeek, on: date) -> DayOff | None:
    """As `day_off`, of somebody's week."""
    if on.weekday() not in week.days or not isinstance(week.off, DaysOff):
        return None
    return week.off.find(on)


def next_days_off(week: WorkingWeek, today: date, most: int) -> list[tuple[date, DayOff]]:
    """The next days off, today included, that fall on days of that week; of the coming year."""
    found = ((on, day_off_in(week, on)) for on in days_of(today, today + FAR * DAY))
    return list(islice(((on, day) for on, day in found if day is not None), most))


def as_member(person: Person, role: Role, team: WorkingWeek) -> Member:
    return Member(person, role, week_of(person, team))


def zone_of(person: Person, teams: Iterable[Team]) -> ZoneInfo:
    """Their wall clock; if Slack does not know it, that of their first team."""
    team_zone = next((each.zone for each in teams), "UTC")
    return find_zone(person.zone, fallback=find_zone(team_zone).key)
