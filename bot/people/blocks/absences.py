"""How absences look: the forms that set them, and what is said about them."""

from datetime import date
from typing import Any

from bot.core.dates import say_date, say_span, say_times
from bot.people.blocks import ids
from bot.people.blocks.ids import ANSWER
from bot.people.domain import Absence, Person
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Message

FURTHER_NOTICE = kit.option(
    "Until further notice", ids.YES, description="The last day above does not count: I ask again in two weeks."
)


def away_form(person: Person | None, today: date) -> dict[str, Any]:
    """`person` is the one to be away; None means oneself."""
    return kit.modal(
        cut(f"Set {person.name} away", 24) if person else "Set me away",
        [
            kit.labelled("First day away", kit.date_picker(ANSWER, chosen=today.isoformat()), ids.FIRST_ON),
            kit.labelled("Last day away", kit.date_picker(ANSWER, chosen=today.isoformat()), ids.LAST_ON),
            kit.labelled("Only from", kit.time_picker(ANSWER), ids.FROM, optional=True),
            kit.labelled(
                "Only until",
                kit.time_picker(ANSWER),
                ids.TO,
                optional=True,
                hint="With both times it is that part of each day; without them, whole days.",
            ),
            kit.labelled("No date yet?", kit.checkboxes(ANSWER, [FURTHER_NOTICE]), ids.OPEN_END, optional=True),
            kit.labelled(
                "Reason",
                kit.text_input(ANSWER, max_length=ids.LONGEST_REASON),
                ids.REASON,
                optional=True,
                hint="Nobody needs one. I show it to nobody but the person who is away.",
            ),
        ],
        callback_id=ids.AWAY_FORM,
        submit="Save",
        memo=person.user_id if person else None,
    )


def back_form(absence: Absence, today: date) -> dict[str, Any]:
    """When somebody knows by now until when they are away."""
    return kit.modal(
        "When I am back",
        [
            kit.labelled(
                "First day back",
                kit.date_picker(ANSWER, chosen=today.isoformat()),
                ids.FIRST_BACK,
                hint="Standups ask you again from that day.",
            )
        ],
        callback_id=ids.BACK_FORM,
        submit="Save",
        memo=str(absence.id),
    )


def away_is_set(
    absence: Absence, name: str | None, back_on: date | None, today: date, zone: str | None = None
) -> Message:
    """To whoever set it, who can undo it. `name` is None for oneself; `zone` is the clock of somebody else's hours."""
    who, whom = (f"{escape(name)} is", "them") if name else ("You are", "you")
    clock = f" on their clock ({escape(zone)})" if name and zone and not absence.is_whole else ""
    text = f"{who} away {span(absence, today)}{clock}.{_then(absence, back_on, today, whom)}"
    undo = kit.button("Undo", ids.UNDO_OWN, str(absence.id), label="Undo this absence")
    return Message(text, [kit.section(text), kit.actions(undo)])


def _then(absence: Absence, back_on: date | None, today: date, whom: str) -> str:
    if absence.asks_again:
        asked = f" On {say_date(absence.last_on, today)} I ask {whom} whether it goes on; without an answer it ends."
        return f"{asked} Until then no standup asks {whom}."
    if not absence.is_whole:
        return f" Standups still ask {whom}, unless these hours take all the time there is to answer."
    back = f" Back on {say_date(back_on, today)}." if back_on else ""
    return f"{back} No standup will ask {whom}."


def undone(absence: Absence, name: str | None, today: date) -> Message:
    """What stands in place of it once that was clicked."""
    who, how = (f"{escape(name)} is", "called it off") if name else ("You are", "undid it")
    return Message(f"{who} not away {_no_more(absence, today)}: you {how}.")


def set_away_by_other(absence: Absence, by: str, today: date) -> Message:
    """To the person: a lead set them away, and they can undo it."""
    text = f"{escape(by)} set you away {span(absence, today)}. If that is wrong, undo it here."
    undo = kit.button("Undo", ids.UNDO_ABSENCE, str(absence.id), label="Undo this absence")
    return Message(text, [kit.section(text), kit.actions(undo)])


def called_off(absence: Absence, by: str | None, today: date) -> Message:
    """What stands in place of that notice afterwards; `by` is None when the person did it."""
    who = f"{escape(by)} called it off" if by else "you undid it"
    return Message(f"You are not away {_no_more(absence, today)}: {who}.")


def other_undid(absence: Absence, name: str, today: date) -> Message:
    """To the lead who had set somebody away."""
    return Message(f"{escape(name)} will be here after all: not away {_no_more(absence, today)}.")


def _no_more(absence: Absence, today: date) -> str:
    """`not away until further notice` would say the opposite."""
    return "any more" if absence.asks_again else span(absence, today)


def still_away(absence: Absence, today: date) -> Message:
    """Asked on the last day of an absence until further notice."""
    last = (
        "today is your last day away" if absence.last_on == today else f"it ends on {say_date(absence.last_on, today)}"
    )
    text = f"*Still away?* You are away until further notice, and I ask every two weeks. If you say nothing, {last}."
    return Message(
        text.replace("*", ""),
        [
            kit.section(text),
            kit.actions(
                kit.button("Two more weeks", ids.STAY_AWAY, str(absence.id)),
                kit.button("I am back on …", ids.BACK_ON, str(absence.id), label="Say when I am back"),
            ),
        ],
    )


def answered_still_away(absence: Absence, back_on: date | None, today: date) -> Message:
    """What stands in place of that question afterwards; `absence` is as it is now."""
    if absence.asks_again:
        return Message(f"You stay away. On {say_date(absence.last_on, today)} I ask again.")
    if back_on is None or back_on <= today:
        return Message("Welcome back! Standups ask you again from today.")
    return Message(f"You are back on {say_date(back_on, today)}. Standups ask you again from then.")


def back_again(absence: Absence, today: date) -> Message:
    """To somebody who says themselves that they are back."""
    if not absence.is_whole:
        return Message("Welcome back! You are not away any more today.")
    return Message(
        f"Welcome back! You were away until {say_date(absence.last_on, today)}; now you are here from today."
    )


def welcome_back(absence: Absence, today: date) -> Message:
    """On the first working day after an absence."""
    return Message(
        f"Welcome back! You were away until {say_date(absence.last_on, today)}. "
        "Standups ask you again from today; there is nothing you need to do."
    )


def span(absence: Absence, today: date) -> str:
    """`until Fri 4 Dec`, `on Thu 26 Nov, 13:00–17:00`, `until further notice`"""
    if absence.asks_again:
        begun = absence.first_on <= today
        return "until further notice" if begun else f"from {say_date(absence.first_on, today)} until further notice"
    days = say_span(absence.first_on, absence.last_on, today)
    if absence.starts is None or absence.ends is None:
        return days
    each = "" if absence.first_on == absence.last_on else "each day "
    return f"{days}, {each}{say_times(absence.starts, absence.ends)}"


def span_for_others(absence: Absence, today: date) -> str:
    """As `span`; hours of another clock would mislead, and reasons are nobody's business."""
    days = say_span(absence.first_on, absence.last_on, today)
    return span(absence, today) if absence.is_whole else f"for a part of the day {days}"
