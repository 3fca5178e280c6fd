"""How people say how much duty suits them, and what is said back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.core.dates import say_span, say_spans, say_to_type
from bot.duty.domain.limits import MOST_IN_A_ROW, MOST_WISHES, OwnLimits, SeenLimits
from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Block, Message

OPEN, FORM, FIELD = "duty.open_limits", "duty.limits_form", "field"
MOST, FROM, UNTIL, RATHER_NOT = "most_in_a_row", "exempt_from", "exempt_until", "rather_not"


def limits_button(team: Team, *, names_team: bool = False) -> kit.Element:
    return kit.button(f"My duty in {team.name}…"[:75] if names_team else "My duty…", OPEN, str(team.id))


def limits_form(seen: SeenLimits, by: str, memo: str) -> dict[str, Any]:
    limits, today, is_own = seen.limits, seen.today, seen.member.user_id == by
    who = "You" if is_own else escape(seen.member.name)
    most = str(limits.most_in_a_row) if limits.most_in_a_row else None
    first, last = limits.exempt_ahead(today) or (None, None)
    wishes = "\n".join(say_to_type(*each, today) for each in limits.wishes_ahead(today))
    blocks = [
        kit.section(
            f"This is for the plans that leads of *{escape(seen.team.name)}* make with `/triage rotate`. Everything "
            "may stay empty, and leads read it."
        ),
        kit.labelled(
            "Most shifts in a row",
            kit.number_input(FIELD, value=most, lowest="1", highest=str(MOST_IN_A_ROW), decimals=False),
            MOST,
            optional=True,
            hint="A plan never breaks this. Empty: two in a row only where there is no other way.",
        ),
        kit.labelled("No duty from", kit.date_picker(FIELD, chosen=_iso(first)), FROM, optional=True),
        kit.labelled(
            "No duty until",
            kit.date_picker(FIELD, chosen=_iso(last)),
            UNTIL,
            optional=True,
            hint="For a time of learning, caring or a big project, for instance. A plan never breaks this, and no duty "
            "is owed for it. Leave does not need it: /triage away is enough.",
        ),
        kit.labelled(
            "Days you would rather not" if is_own else f"Days {seen.member.name} would rather not"[:150],
            kit.text_input(
                FIELD, value=wishes, multiline=True, placeholder="24 Dec to 26 Dec\nnext week", max_length=1500
            ),
            RATHER_NOT,
            optional=True,
            hint="One day or span a line. A plan keeps to it where fairness allows.",
        ),
    ]
    title = "My duty" if is_own else cut_title(seen.member.name)
    if not is_own:
        blocks.insert(0, kit.context(f"{who} hears what you save here."))
    return kit.modal(title, blocks, callback_id=FORM, submit="Save", memo=memo)


def cut_title(name: str) -> str:
    """Slack's titles hold 24 characters."""
    return f"Duty of {name}"[:24]


def limits_saved(seen: SeenLimits, by: str) -> Message:
    """To who saved it."""
    who = "" if seen.member.user_id == by else f" and {mention(seen.member.user_id)}"
    said = say_limits(seen.limits, seen.today) or "no limits and no wishes, so plans are free"
    text = f"Saved for {escape(seen.team.name)}{who}: {said}."
    note = "Plans made from now on keep to it. What is published stays."
    blocks: list[Block] = [kit.section(text)]
    if seen.clashes:
        line = (
            f"Still on duty {say_spans(seen.clashes, seen.today)}: `/triage cover` asks the others to take that over."
        )
        blocks.append(kit.section(line))
    return Message(text, [*blocks, kit.context(note)])


def limits_notice(seen: SeenLimits, by: str) -> Message:
    """To the person for whom a lead said it."""
    said = say_limits(seen.limits, seen.today) or "no limits and no wishes"
    text = f"{mention(by)} noted for your duty in {escape(seen.team.name)}: {said}."
    return Message(text, [kit.section(text), kit.actions(limits_button(seen.team))])


def exempt_notice(seen: SeenLimits) -> Message:
    """To leads, when a member takes no duty for a time."""
    who, ahead = mention(seen.member.user_id), seen.limits.exempt_ahead(seen.today)
    assert ahead is not None, "told only when there is such a time"
    text = f"{who} takes no duty for {escape(seen.team.name)} {say_span(*ahead, seen.today)}."
    more = "Plans of `/triage rotate` keep to it; nothing that is published has changed."
    if seen.clashes:
        more += f" They are still on duty {say_spans(seen.clashes, seen.today)}."
    return Message(text, [kit.section(f"{text}\n{more}")])


def limits_lines(every: Sequence[OwnLimits], today: date) -> str:
    """For leads, of everybody who said something that still counts."""
    said = [(each.user_id, say_limits(each, today)) for each in every]
    return "\n".join(f"• {mention(user_id)}: {text}" for user_id, text in said if text)


def say_limits(limits: OwnLimits, today: date) -> str:
    """`at most 2 shifts in a row, no duty until Fri 1 Jan 2027, rather not on Thu 24 Dec`; empty for nothing."""
    parts, most = [], limits.most_in_a_row
    if most:
        parts.append("never two shifts in a row" if most == 1 else f"at most {most} shifts in a row")
    if ahead := limits.exempt_ahead(today):
        parts.append(f"no duty {say_span(*ahead, today)}")
    if wishes := limits.wishes_ahead(today):
        parts.append(f"rather not {say_spans(wishes, today)}")
    return ", ".join(parts)


def too_many() -> str:
    return f"Keep it to {MOST_WISHES} lines: what is far away can be said later."


def _iso(on: date | None) -> str | None:
    return on.isoformat() if on else None
