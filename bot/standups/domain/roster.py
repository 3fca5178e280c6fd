"""Who is in a run: as what, when they are asked, or why they are not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from bot.core.calendar import DAY
from bot.core.dates import MONTHS, WEEKDAYS
from bot.people.domain import Absence, Member, Team, UserId, dates_away, day_off, is_away
from bot.standups.domain.moments import FARTHEST_EVE, Window, window_on
from bot.standups.domain.runs import PromptState, Run
from bot.standups.domain.schedule import Part, Rules, Standup

# Why somebody who is here is not asked.
NO_TIME_LEFT = "not asked: back too late for the deadline"
ASKED = frozenset({Part.EXPECTED, Part.OPTIONAL})


@dataclass(frozen=True)
class Participant:
    """What one person is to a standup where that is not the rule. None stands for the standup's own.

    `at` is their own hour, `reminders` how many they want at most.
    """

    user_id: UserId
    part: Part | None = None
    at: time | None = None
    reminders: int | None = None


@dataclass(frozen=True)
class Exemption:
    """Days, first and last included, on which one standup does not ask somebody who is here all the same."""

    id: int
    standup_id: int
    user_id: UserId
    first_on: date
    last_on: date
    set_by: UserId


@dataclass(frozen=True)
class Seat:
    """What a member is to one run. `state` is that of a prompt before anybody was asked; with `reason` they are not."""

    member: Member
    part: Part
    window: Window
    state: PromptState = PromptState.WAITING
    reason: str | None = None


@dataclass(frozen=True)
class Roll:
    """All that decides who is asked, for a span of dates: `absences` and `exemptions` are those that touch it."""

    standup: Standup
    team: Team
    own: Mapping[UserId, Participant] = field(default_factory=dict)
    absences: Sequence[Absence] = ()
    exemptions: Sequence[Exemption] = ()

    def seats(self, on: date) -> list[Seat]:
        """Of everybody who is asked on that date or would be; by name, leads first."""
        found = (self.seat(member, on) for member in self.team.members)
        return [each for each in found if each is not None]

    def seat(self, member: Member, on: date, part: Part | None = None) -> Seat | None:
        """None for who does not work then or only reads. `part` stands for what they were when the run began."""
        part = part or part_of(self.standup.rules, self.own.get(member.user_id))
        if part not in ASKED or on.weekday() not in member.week.days:
            return None
        own = self.own.get(member.user_id)
        away = dates_away(self.absences, member.user_id)
        plain, window = (
            window_on(self.standup.schedule, on, member.week, at=own.at if own else None, away=each)
            for each in ((), away)
        )
        seat = _seat(member, part, plain, window)
        return seat and self._kept_away(seat, on)

    def _kept_away(self, seat: Seat, on: date) -> Seat:
        """The same, for who is off or away."""
        member, window = seat.member, seat.window
        if not member.week.works_on(on):
            day = day_off(member, on)
            return replace(seat, state=PromptState.HOLIDAY, reason=day.name if day else None)
        absence = is_away(self.absences, member.user_id, on, (window.asks_at, window.closes_at), member.week)
        ends = [absence.last_on] if absence else []
        ends += [each.last_on for each in self.exemptions if each.user_id == member.user_id and is_exempt(each, on)]
        if not ends:
            return seat
        last_on = max(ends)
        return replace(seat, state=PromptState.AWAY, reason=f"until {say_short(last_on)}" if last_on > on else None)


def _seat(member: Member, part: Part, plain: Window | None, window: Window | None) -> Seat | None:
    """`plain` leaves absences out of account; a clock that skips the date gives neither."""
    if window is not None:
        return Seat(member, part, window)
    return Seat(member, part, plain, PromptState.UNASKED, NO_TIME_LEFT) if plain is not None else None


def part_of(rules: Rules, own: Participant | None) -> Part:
    """What somebody of the team is to the standup."""
    if own is not None and own.part is not None:
        return own.part
    return Part.OUT if rules.picked else Part.EXPECTED


def is_exempt(exemption: Exemption, on: date) -> bool:
    return exemption.first_on <= on <= exemption.last_on


def reminders_of(rules_most: int, part: Part, own: Participant | None) -> int:
    """How many reminders somebody gets at most: never more than the standup has, optional members one."""
    most = rules_most if own is None or own.reminders is None else min(rules_most, own.reminders)
    return min(most, 1) if part == Part.OPTIONAL else most


@dataclass(frozen=True)
class Missed:
    """Who was not asked because we were not there. `dates` are those of runs nobody was asked for at all.

    `may_ask`: it is still today's run, so they can be asked now.
    """

    standup: Standup
    run: Run
    first_at: datetime
    people: int
    dates: tuple[date, ...]
    may_ask: bool


def reach(dates: Iterable[date]) -> tuple[date, date]:
    """The first and last date whose absences matter for runs on these dates."""
    found = sorted(dates)
    return found[0] - FARTHEST_EVE * DAY, found[-1] + DAY


def say_short(on: date) -> str:
    """`Fri 20 Nov`"""
    return f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"
