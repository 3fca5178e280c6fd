"""A person's duty as an iCalendar file, and what is said about its address."""

from datetime import timedelta
from typing import Any

from bot.core.calendar import DAY
from bot.duty.domain import Role
from bot.duty.domain.feeds import Entry, Plan
from bot.slack import kit
from bot.slack.message import Message

# How often a calendar asks again, as far as it listens.
REFRESH = timedelta(hours=1)


def calendar_file(plan: Plan) -> bytes:
    """Whole days on the team's calendar, that take no free time away. The same plan gives the same file."""
    import icalendar  # a fifth of a second, which only those wait who need it

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Firebreak//Duty//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Duty")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    if plan.zone is not None:
        calendar.add("x-wr-timezone", plan.zone)
    for each in sorted(plan.entries, key=lambda each: (each.first_on, each.key)):
        calendar.add_component(_event(icalendar.Event(), each))
    return bytes(calendar.to_ical())


def _event(event: Any, entry: Entry) -> Any:
    """As of the last change of the team's shifts: each of them may have moved it, and its number only grows."""
    event.add("uid", f"{entry.key}@duty.firebreak")
    event.add("dtstamp", entry.changes.last_at)
    event.add("last-modified", entry.changes.last_at)
    event.add("sequence", entry.changes.count)
    event.add("dtstart", entry.first_on)
    event.add("dtend", entry.last_on + DAY)
    event.add("summary", f"{'Backup' if entry.role == Role.BACKUP else 'On duty'}: {entry.team}")
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["Duty"])
    return event


def address_message(address: str, *, is_whole: bool) -> Message:
    """Shown once."""
    text = f"Your duty as a calendar: {address}"
    where = "" if is_whole else " Put the address of your Firebreak in front of it; your operator knows it."
    how = (
        f"Subscribe to it in your calendar (“from URL”).{where} Whoever has it sees your duty, so keep it to yourself. "
        "I show it only now: `/triage duty feed new` makes another one and revokes this one, "
        "`/triage duty feed off` revokes it."
    )
    return Message(f"{text}\n{how}", [kit.section(f"*Your duty as a calendar*\n`{address}`"), kit.section(how)])


def feed_exists(since: str) -> Message:
    text = (
        f"You have an address since {since}; it was shown once, and nobody can look it up. `/triage duty feed new` "
        "makes a new one, and the old one stops working. `/triage duty feed off` only revokes it."
    )
    return Message(text, [kit.section(text)])
