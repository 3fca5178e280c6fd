"""How days off look: the next ones, company days as leads type them, and calendars that are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.dates import MONTHS, say_date
from bot.core.holidays import Place, say_place
from bot.people.blocks import ids
from bot.people.blocks.absences import span
from bot.people.blocks.ids import ANSWER
from bot.people.domain import Absence, Calendar, CompanyDay, DayOff, Kind, NamedSpan, Team, spans_of
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block, Message

EXAMPLE = "24 Dec Winter break\n27 Dec to 31 Dec Company shutdown\n28 Dec 2027 worked"


@dataclass(frozen=True)
class DaysOffPage:
    """What `/standup holidays` shows. `place` is whose holidays count, `own` whether the person chose it themselves;
    `leads` are named where only they can change something.
    """

    team: Team
    place: Place | None
    own: bool
    days: Sequence[tuple[date, DayOff]]
    may_change: bool
    today: date


def days_off(page: DaysOffPage) -> Message:
    lines = [f"• *{say_date(on, page.today)}*  {escape(day.name)} ({_source(day, page)})" for on, day in page.days]
    heading = "Your next days off" if lines else "You have no day off in the coming year"
    text = "\n".join([f"*{heading}*", *lines])
    named = ", ".join(f"{say_date(on, page.today)} {escape(day.name)}" for on, day in page.days)
    return Message(
        f"{heading}: {named}." if named else f"{heading}.",
        [kit.section(text), kit.context(_whose(page)), *_buttons(page)],
    )


def _source(day: DayOff, page: DaysOffPage) -> str:
    if day.kind == Kind.COMPANY or page.place is None:
        return f"company day of {escape(page.team.name)}"
    return f"public holiday, {escape(say_place(page.place))}"


def _whose(page: DaysOffPage) -> str:
    if page.own and page.place is not None:
        return f"Public holidays of {escape(say_place(page.place))}, as you chose. On these days nobody asks you."
    if page.place is not None:
        whose = f"Public holidays of {escape(say_place(page.place))}, as {escape(page.team.name)} has them."
        return f"{whose} Others for you? Choose your country under *My hours*."
    can = "Choose its country here" if page.may_change else "Its leads can choose one"
    unknown = f"{escape(page.team.name)} has no country yet, so I know no public holidays."
    return f"{unknown} {can}, or choose your own under *My hours*."


def _buttons(page: DaysOffPage) -> list[Block]:
    own = kit.actions(kit.button("My hours", ids.SET_HOURS), kit.button("My calendar", ids.SET_CALENDAR))
    if not page.may_change:
        return [own]
    team = str(page.team.id)
    return [
        own,
        kit.actions(
            kit.button("Team's country", ids.SET_PLACE, team),
            kit.button("Company days", ids.SET_COMPANY_DAYS, team),
            kit.button("Company calendar", ids.SET_TEAM_CALENDAR, team),
        ),
    ]


def company_form(team: Team, today: date, calendar: Calendar | None) -> dict[str, Any]:
    """The days that leads typed, as they would type them, to be changed."""
    typed = [each for each in team.company_days if not each.from_calendar and each.on >= today]
    read = [each for each in team.company_days if each.from_calendar and each.on >= today]
    return kit.modal(
        "Company days",
        [
            kit.labelled(
                f"Days off of {cut(team.name, 100)}",
                kit.text_input(
                    ANSWER,
                    value="\n".join(line(each) for each in spans_of(typed)),
                    multiline=True,
                    placeholder=EXAMPLE,
                    max_length=ids.LONGEST_LINES,
                ),
                ids.LINES,
                optional=True,
                hint="One a line: the days, then a name. With `worked` behind the days you work although it is a "
                "public holiday.",
            ),
            *([kit.context(_also_read(read, calendar, today))] if read and calendar else []),
        ],
        callback_id=ids.COMPANY_FORM,
        submit="Save",
        memo=str(team.id),
    )


def line(days: NamedSpan) -> str:
    """`27 Dec 2026 to 31 Dec 2026 Company shutdown`"""
    until = f" to {_dated(days.last_on)}" if days.last_on != days.first_on else ""
    return f"{_dated(days.first_on)}{until} {'worked: ' if days.worked else ''}{days.name}"


def _dated(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def _also_read(days: Iterable[CompanyDay], calendar: Calendar, today: date) -> str:
    named = [f"{say_date(each.first_on, today)} {escape(each.name)}" for each in spans_of(days)]
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    return f"Also off, from the calendar at {escape(calendar.name)}: {', '.join(named[:3])}{more}."


def company_days_are_set(team: Team, today: date) -> Message:
    coming = [each for each in team.company_days if each.on >= today]
    spans = [_named(each, today) for each in spans_of(coming)]
    if not spans:
        return Message(f"{escape(team.name)} has no company days to come.")
    more = f" and {len(spans) - 10} more" if len(spans) > 10 else ""
    return Message(f"Company days of {escape(team.name)}: {', '.join(spans[:10])}{more}. Standups keep to them.")


def _named(days: NamedSpan, today: date) -> str:
    until = f" to {say_date(days.last_on, today)}" if days.last_on != days.first_on else ""
    return f"{say_date(days.first_on, today)}{until} {escape(days.name)}{' (worked)' if days.worked else ''}"


def calendar_form(calendar: Calendar | None, team: Team | None, today: date, read_on: date | None) -> dict[str, Any]:
    """`calendar` is the one that is read now, `read_on` when that was; with a team it holds company days."""
    what = "company days" if team else "absences"
    takes = (
        "Its whole-day events become company days. Timed and cancelled ones are left out."
        if team
        else "Whole-day events become days away, others the part of the day they take. What is cancelled, declined or "
        "marked as free is left out. Nobody but you sees what an event is called."
    )
    return kit.modal(
        "Company calendar" if team else "My calendar",
        [
            *([_read_now(calendar, today, read_on)] if calendar else []),
            kit.labelled(
                "Address of the calendar",
                kit.text_input(ANSWER, placeholder="https://…/basic.ics", max_length=ids.LONGEST_ADDRESS),
                ids.ADDRESS,
                optional=True,
                hint=f"The secret address, in iCal format, of a calendar that holds {what} only. I keep it to myself "
                "and read it every night.",
            ),
            kit.labelled(
                "Or a file",
                {**kit.file_input(ANSWER, most=1), "filetypes": ["ics"]},
                ids.FILE,
                optional=True,
                hint="An .ics file is read once, now.",
            ),
            kit.context(takes),
        ],
        callback_id=ids.CALENDAR_FORM,
        submit="Read it",
        memo=str(team.id) if team else None,
    )


def _read_now(calendar: Calendar, today: date, read_on: date | None) -> Block:
    when = f", last on {say_date(read_on, today)}" if read_on else ""
    often = f"every night{when}" if calendar.address else f"once{when}"
    return kit.section(
        f"I read *{escape(calendar.name)}* {often}. Another one takes its place.",
        accessory=kit.button(
            "Stop",
            ids.STOP_CALENDAR,
            str(calendar.id),
            label="Take this calendar away",
            asks=kit.confirm(
                "Take it away?", "What it says of days to come does not hold any more. Days past stay.", "Take it away"
            ),
        ),
    )


def reading_takes_long(name: str) -> dict[str, Any]:
    """In place of the form, when its server is slow."""
    text = f"*{escape(name)}* takes its time. You can close this: I write to you as soon as I have read it."
    return kit.modal("I am reading it", [kit.section(text)], callback_id=ids.CALENDAR_FORM, close="Close")


def calendar_is_read(calendar: Calendar, absences: Sequence[Absence], free: int, today: date) -> Message:
    """To somebody whose absences it holds."""
    count = {0: "no absence", 1: "one absence"}.get(len(absences), f"{len(absences)} absences")
    following = f", the next {span(absences[0], today)}" if absences else ""
    again = " I read it again every night." if calendar.address else ""
    return Message(f"I found {count} to come in {escape(calendar.name)}{following}.{_left_out(free)}{again}")


def team_calendar_is_read(calendar: Calendar, team: Team, free: int, today: date) -> Message:
    """To the lead who gave it."""
    days = [each for each in team.company_days if each.from_calendar and each.on >= today]
    count = {0: "no company day", 1: "one company day"}.get(len(days), f"{len(days)} company days")
    first = min(days, key=lambda each: each.on, default=None)
    following = f", the next {say_date(first.on, today)} {escape(first.name)}" if first else ""
    again = " I read it again every night." if calendar.address else ""
    return Message(
        f"I found {count} of {escape(team.name)} to come in {escape(calendar.name)}{following}.{_left_out(free)}{again}"
    )


def _left_out(free: int) -> str:
    if not free:
        return ""
    events = "One event is" if free == 1 else f"{free} events are"
    return f" {events} marked as free and left out; mark what is an absence as busy or out of office."


def calendar_not_read(name: str, why: str) -> Message:
    """When it took too long to say so beside the field."""
    return Message(f"I could not read {escape(name)}. {why} `/standup calendar` lets you try again.")


def use_this_file(file_id: str, name: str, coming: int, before: Calendar | None) -> Message:
    """To somebody who sent it in their direct messages. `before` is the calendar it would take the place of."""
    count = {0: "no absence", 1: "one absence"}.get(coming, f"{coming} absences")
    instead = f" It would take the place of {escape(before.name)}." if before else ""
    text = f"{escape(name)} is a calendar with {count} to come.{instead} Shall I take your absences from it?"
    yes = kit.button("Use it for my absences", ids.USE_FILE, file_id, style="primary")
    return Message(text, [kit.section(text), kit.actions(yes, kit.button("No", ids.LEAVE_FILE, file_id))])


def file_is_left() -> Message:
    return Message("All right, I leave that calendar file alone. `/standup calendar` takes one at any time.")


def file_not_read(name: str, why: str) -> Message:
    return Message(f"I cannot take your absences from {escape(name)}. {why}")


def calendar_fails(calendar: Calendar, why: str) -> Message:
    """After several nights."""
    return Message(
        f"For three nights I could not read your calendar at {escape(calendar.name)}. {why} "
        "What I read last goes on holding. `/standup calendar` takes a new address."
    )
