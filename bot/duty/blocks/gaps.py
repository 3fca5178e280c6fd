"""How conflicts of duty look to whom they concern."""

from dataclasses import replace
from datetime import date

from bot.core.calendar import DAY
from bot.core.dates import say_date, say_span, say_to_type
from bot.duty.blocks.cover import ask_button
from bot.duty.domain import Role, span_of
from bot.duty.domain.gaps import Clash, Gap
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Message


def clash_notice(clash: Clash, team: Team, reader: UserId, today: date) -> Message:
    """To who is away, or a lead: with what can be done."""
    user_id = clash.stretch.user_id
    who = "You are" if reader == user_id else f"{mention(user_id)} is"
    role = "backup" if clash.stretch.role == Role.BACKUP else "on duty"
    text = f"{who} {role} for {escape(team.name)} {say_span(clash.first_on, clash.last_on, today)}, and away then."
    what = "The button asks everybody who is there in these days to cover them."
    starts, ends = span_of(clash.first_on, clash.last_on, team.week.zone)
    ask = ask_button(team, replace(clash.stretch, starts=starts, ends=ends))
    return Message(text, [kit.section(f"*{text}*\n{what}"), kit.actions(ask)])


def gap_notice(gap: Gap, team: Team, today: date) -> Message:
    """To leads."""
    first = max(gap.first_on, today)
    if gap.last_on is None:
        text = f"From {say_date(first, today)} on nobody is named to be on duty for {escape(team.name)}."
    else:
        text = f"Nobody is on duty for {escape(team.name)} {say_span(first, gap.last_on, today)}."
    days = say_to_type(first, gap.last_on or first + 6 * DAY, today)
    hint = (
        f"`/triage rotate` proposes who, and `/triage duty @somebody {days}` puts somebody on duty; until then fires "
        "go to the leads."
    )
    return Message(text, [kit.section(f"*{text}*"), kit.context(hint)])
