"""How duty looks: who is on, what comes, and what is told to whom it concerns."""

from collections.abc import Sequence
from datetime import date

from bot.core.dates import say_date, say_span, say_spans
from bot.core.wording import listed
from bot.duty.blocks.cover import ask_button
from bot.duty.domain import Duty, Put, Role, Stretch, days_of
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import escape, mention
from bot.slack.message import Block, Message

TAKE_BACK = "duty.take_back"
HINT = (
    "`/triage duty @ben next week` puts somebody on duty; add `backup` for who is called second. `/triage rotate` "
    "proposes a fair plan, and `/triage duty me` tells it what suits you."
)
OWN_HINT = "`/triage duty tomorrow` takes it over yourself; `/triage duty me` says what suits you when plans are made."


def duty_message(duty: Duty) -> Message:
    name, zone = escape(duty.team.name), duty.team.week.zone
    now = [f"{_who(each)} {_until(days_of(each, zone)[1], duty.today)}" for each in duty.now]
    text = f"On duty for {name}: {', '.join(now)}." if now else f"Nobody is on duty for {name} now."
    blocks: list[Block] = [kit.section(f"*{text}*")]
    if duty.ahead:
        lines = [f"• {_who(each)} {say_span(*days_of(each, zone), duty.today)}" for each in duty.ahead]
        blocks.append(kit.section("\n".join(["In the next two weeks:", *lines])))
    elif duty.now:
        blocks.append(kit.section("Nobody is named for later yet."))
    else:
        blocks.append(kit.section("Fires that nobody takes in time go to the team's leads."))
    return Message(text, [*blocks, kit.context(HINT if duty.may_change else OWN_HINT)])


def own_line(stretch: Stretch, team: Team, today: date) -> Block:
    """For whoever is on duty, on their Home tab."""
    role = "the backup" if stretch.role == Role.BACKUP else "on duty"
    text = f"You are {role} for {escape(team.name)} {say_span(*days_of(stretch, team.week.zone), today)}."
    return kit.section(text, accessory=ask_button(team, stretch))


def put_message(put: Put) -> Message:
    """To whoever put it."""
    who = "You are" if put.shift.user_id == put.by else f"{mention(put.shift.user_id)} is"
    text = f"{who} {_as(put)} {_days(put)}{_instead(put.covered)}."
    text = " ".join([text, *filter(None, _beside(put))])
    undo = kit.button("Take it back", TAKE_BACK, str(put.shift.id))
    return Message(text, [kit.section(text), kit.actions(undo)])


def _beside(put: Put) -> list[str]:
    """What they said before about these days: who puts a shift by hand decides, and knows it. Empty where nothing."""
    who, today = "You" if put.shift.user_id == put.by else "They", put.today
    away = say_spans([(each.first_on, each.last_on) for each in put.away], today)
    exempt, rather_not = say_spans(put.exempt, today), say_spans(put.rather_not, today)
    return [
        away and f"{who} are away {away}, and are not called then.",
        exempt and f"{who} said with `/triage duty me`: no duty {exempt}.",
        rather_not and f"{who} said with `/triage duty me`: rather not {rather_not}.",
    ]


def taken_back_message(put: Put) -> Message:
    text = f"Taken back: {mention(put.shift.user_id)} is not {_as(put)} {_days(put)}."
    return Message(text, [kit.section(text)])


def on_notice(put: Put, *, taken_back: bool = False) -> Message:
    """To who is on duty by it, until it is taken back."""
    by = mention(put.by)
    text = f"{by} put you {_on(put)} {_days(put)}."
    if taken_back:
        text = f"You are not {_as(put)} {_days(put)} after all: {by} took that back."
    what = "Fires that nobody takes in time come to you first."
    if put.shift.role == Role.BACKUP:
        what = "Fires come to you when whoever is on duty does not take them."
    if taken_back:
        return Message(text, [kit.section(text)])
    ask = ask_button(put.team, Stretch(put.shift.role, put.shift.user_id, put.shift.starts, put.shift.ends))
    return Message(text, [kit.section(f"{text}\n{what}"), kit.actions(ask)])


def covered_notice(put: Put, *, taken_back: bool = False) -> Message:
    """To who was on duty then, until it is taken back."""
    who = mention(put.shift.user_id)
    text = f"{who} is {_as(put)} {_days(put)}, so you are not in these days."
    if taken_back:
        text = f"You are {_as(put)} again {_days(put)}, as planned before: {mention(put.by)} took {who}'s shift back."
    return Message(text, [kit.section(text)])


def _who(stretch: Stretch) -> str:
    return f"{mention(stretch.user_id)}{' as backup' if stretch.role == Role.BACKUP else ''}"


def _until(last: date, today: date) -> str:
    return f"until {say_date(last, today)}" if last > today else "today"


def _as(put: Put) -> str:
    return f"{'backup' if put.shift.role == Role.BACKUP else 'on duty'} for {escape(put.team.name)}"


def _on(put: Put) -> str:
    return f"{'on duty as backup' if put.shift.role == Role.BACKUP else 'on duty'} for {escape(put.team.name)}"


def _days(put: Put) -> str:
    return say_span(*days_of(put.shift, put.team.week.zone), put.today)


def _instead(covered: Sequence[UserId]) -> str:
    return f", instead of {listed([mention(each) for each in covered])}" if covered else ""
