"""Limits in words: what was counted beside what is fine, and one next step for each. The same for everybody."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.wording import listed
from bot.load.blocks import words
from bot.load.blocks.notices import NOT_ABOUT_PEOPLE
from bot.load.domain import Limit, NotedLimits, OwnLoad, Reached
from bot.load.domain.limits import (
    DUTY_WEEKS,
    HOURS_A_MONTH,
    HOURS_A_WEEK,
    LEAST_REST,
    OF_HOURS,
    URGENT_A_DAY,
    URGENT_DAYS,
)
from bot.people.blocks import ids
from bot.slack import kit
from bot.slack.message import Block, Message

HEADING = "Burnout risk: limits reached"
MOST_LISTED = 8
NAMES = {
    Limit.URGENT_DAY: "Urgent requests in a day",
    Limit.URGENT_RUN: "Days with urgent requests",
    Limit.URGENT_OPEN: "Urgent requests in hand",
    Limit.OFF_HOURS: "Requests outside your hours",
    Limit.REST: "Rest before work",
    Limit.DUTY_PART: "Time on duty",
    Limit.DUTY_ROW: "Duty weeks in a row",
}
NEXT_STEPS = {
    Limit.URGENT_DAY: "When a third one comes in a day, `/triage assign` hands it to whoever has room.",
    Limit.URGENT_RUN: "Ask the team to take the urgent ones for a day, or swap a shift with `/triage swap @name`.",
    Limit.URGENT_OPEN: "Choose what can wait, or hand one over with `/triage assign`.",
    Limit.OFF_HOURS: "What can wait until tomorrow, `/triage snooze` puts off. If these are hours in which you work, "
    "enter them with `/standup hours`.",
    Limit.REST: "After a late evening, begin later. If it was for duty, `/triage cover` finds somebody else.",
    Limit.DUTY_PART: "`/triage cover` asks the team to take one of your next shifts.",
    Limit.DUTY_ROW: "`/triage swap @name` swaps your next shift with one of theirs.",
}
WATCHED = "Urgent are P1 and P2; duty is to be called first, not as backup."


def person_limits(noted: Sequence[NotedLimits]) -> Message:
    """To the person alone: all they reached in a week, of every team."""
    blocks: list[Block] = [kit.header(HEADING)]
    reached = 0
    for each in noted:
        lines = [_line(one, each.member.zone) for one in each.note.told]
        reached += len(lines)
        title = f"*In {words.shown_name(each.team.name)}, week of {words.day(each.note.monday)}*"
        blocks += [kit.section("\n".join([title, *lines])), kit.context(_who_hears(each))]
    if any(one.limit in OF_HOURS for each in noted for one in each.note.told):
        blocks.append(kit.actions(kit.button("Change my hours", ids.SET_HOURS)))
    count = "One limit was" if reached == 1 else f"{reached} limits were"
    text = f"{count} reached last week. These are the same for everybody, and plain counts that you can check."
    note = f"{WATCHED} I tell the same limit again after four weeks at the earliest. {NOT_ABOUT_PEOPLE}"
    return Message(text, [blocks[0], kit.section(text), *blocks[1:], kit.context(note)])


def leads_limits(noted: Sequence[NotedLimits]) -> Message:
    """To a lead who is none of them: only what the plan of duty decides. By name: this is no ranking."""
    people = sorted(noted, key=lambda each: (each.member.name.casefold(), each.member.user_id))
    team = people[0].team
    name = words.shown_name(team.name)
    lines = [f"• {_of_duty(one, words.shown_name(each.member.name))}" for each in people for one in each.note.of_rota]
    step = "*Proposed next step:* `/triage rotate` proposes turns with rest between them."
    if any(one.limit == Limit.DUTY_PART for each in people for one in each.note.of_rota):
        step += (
            " With fewer than four people taking turns nobody can have less than a quarter: `/triage rotate settings`"
        )
        step += " adds one."
    were = listed([words.shown_name(each.member.name) for each in people])
    note = f"{were} {'was' if len(people) == 1 else 'were'} told first, and can see that you were told."
    text = f"The plan of duty in {name} reached a limit."
    return Message(
        text,
        [
            kit.header("Burnout risk: duty comes too often"),
            kit.section("\n".join([f"*{text}*", *lines])),
            kit.section(step),
            kit.context(f"{note} {NOT_ABOUT_PEOPLE}"),
        ],
    )


def limit_blocks(load: OwnLoad) -> list[Block]:
    """For one's own page: what is watched, and what of it was reached in the last week that was counted."""
    limits, member = load.limits, load.team.member(load.standing.user_id)
    if limits is None or member is None:
        return []
    zone = member.zone
    reached = {each.limit: each for each in limits.reached}
    lines = []
    for limit in Limit:
        if limit in reached:
            lines.append(f"• *{NAMES[limit]}, limit reached:* {_facts(reached[limit], zone)}")
        elif limit in OF_HOURS and not limits.hours_known:
            lines.append(f"• {NAMES[limit]}: not looked at, because I am not sure of your hours yet")
        else:
            lines.append(f"• {NAMES[limit]}: {_rule(limit, limits.cap)}")
    title = f"*Your limits in the week of {words.day(limits.monday)}*"
    note = f"{WATCHED} When one is reached you hear it; leads hear the two about duty only, a working day later."
    return [kit.section("\n".join([title, *lines])), kit.context(note)]


def _line(reached: Reached, zone: ZoneInfo) -> str:
    name, step = NAMES[reached.limit], NEXT_STEPS[reached.limit]
    return f"• *{name}, limit reached:* {_facts(reached, zone)}\n→ {step}"


def _facts(reached: Reached, zone: ZoneInfo) -> str:
    match reached.limit:
        case Limit.URGENT_DAY:
            again = f" It was passed on {reached.of} days." if reached.of > 1 else ""
            day = f"{reached.days[0]:%a %-d %b}"
            return f"on {day} you took {reached.count} ({_fires(reached)}); {reached.most} a day is the limit.{again}"
        case Limit.URGENT_RUN:
            return (
                f"you took some on {reached.count} working days running, {_span(reached)}; {reached.most} is the limit."
            )
        case Limit.URGENT_OPEN:
            return f"you have {reached.count} ({_fires(reached)}); {reached.most} at once is the limit."
        case Limit.OFF_HOURS:
            return (
                f"you worked on requests in {reached.count} different hours in {reached.of} days "
                f"({_times(reached.moments, zone)}); {reached.most} is the limit."
            )
        case Limit.REST:
            last, starts = (each.astimezone(zone) for each in reached.moments)
            return (
                f"{_length(reached.count)} between {last:%H:%M} on {last:%a %-d %b} and the start of your work at "
                f"{starts:%H:%M}; {_length(reached.most)} is the least."
            )
        case Limit.DUTY_PART | Limit.DUTY_ROW:
            return _of_duty(reached, "you")


def _of_duty(reached: Reached, who: str) -> str:
    """The same words for the person and for a lead."""
    were = "were" if who == "you" else "was"
    if reached.limit == Limit.DUTY_PART:
        return (
            f"{who} {were} on duty on {reached.count} of the team's {reached.of} working days of the last "
            f"{DUTY_WEEKS} weeks; the limit is a quarter, {reached.most}."
        )
    return f"{who} {were} on duty {reached.count} weeks in a row, {_span(reached)}; the limit is one."


def _rule(limit: Limit, cap: int) -> str:
    return {
        Limit.URGENT_DAY: f"up to {URGENT_A_DAY}",
        Limit.URGENT_RUN: f"fewer than {URGENT_DAYS} working days running",
        Limit.URGENT_OPEN: f"up to {cap} at once",
        Limit.OFF_HOURS: f"fewer than {HOURS_A_WEEK} different hours in a week, or {HOURS_A_MONTH} in four",
        Limit.REST: f"{_length(int(LEAST_REST.total_seconds() // 60))} or more after work on a request at night",
        Limit.DUTY_PART: f"up to a quarter of the working days of {DUTY_WEEKS} weeks",
        Limit.DUTY_ROW: "never two",
    }[limit]


def _who_hears(noted: NotedLimits) -> str:
    if noted.note.told_leads:
        leads = words.leads([each for each in noted.leads if each.user_id in noted.note.told_leads])
        return f"{leads} can see what stands here about duty, and nothing else."
    if noted.note.lead_due_at is None:
        return "Nobody else is told."
    when = words.moment(noted.note.lead_due_at, noted.member.zone)
    leads = words.leads(noted.leads)
    return f"Nobody else has seen this. {leads} will see what stands here about duty on {when}, and nothing else."


def _fires(reached: Reached) -> str:
    return listed([f"F-{number}" for number in reached.fires], most=MOST_LISTED)


def _times(moments: Sequence[datetime], zone: ZoneInfo) -> str:
    """The newest of them, in the order of time."""
    newest = [f"{each.astimezone(zone):%a %-d %b %H:%M}" for each in moments[-MOST_LISTED:]]
    more = len(moments) - len(newest)
    return listed([*newest, f"{more} more"] if more else newest)


def _span(reached: Reached) -> str:
    first, last = reached.days
    return f"{first:%a %-d %b} to {last:%a %-d %b}"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"
