"""How a proposed plan looks to leads: each shift with its reason, what was given up, and what it does to everybody."""

import re
from collections.abc import Callable, Iterable

from bot.core.dates import say_date
from bot.core.wording import listed
from bot.duty.domain import DutyPlan, Effect, Overtaken, PlannedShift, Proposal, Turns
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Block, Message

PROPOSE, ANOTHER = "duty.propose", "duty.another_plan"
PUBLISH, DROP, PAGE = "duty.publish_plan", "duty.drop_plan", "duty.plan_page"
SETTINGS = "duty.rota_settings"
A_PAGE = 8
MOST_GIVEN_UP = 8
LONGEST = 3000
# Points: a shift is 2, one as backup 1. Less than half a shift is nothing that anybody can even out.
EVEN, HALF, MORE = 1.0, 1.5, 3.0


def proposal_message(proposal: Proposal, page: int = 0, opening: str = "") -> Message:
    """Nothing in it is true before it is published."""
    team, turns = proposal.team, proposal.plan.turns
    text = f"{opening}{_opening(team, turns)}"
    pages = -(-len(turns.shifts) // A_PAGE)
    page = max(0, min(page, pages - 1))
    what = "a proposal" if turns.changed else "as published"
    blocks: list[Block] = [kit.header(cut(f"Duty for {team.name}: {what}", 150)), kit.section(text)]
    blocks += [
        kit.section(cut(_named(_shift(each), turns), LONGEST))
        for each in turns.shifts[page * A_PAGE : (page + 1) * A_PAGE]
    ]
    if pages > 1:
        blocks.append(_paging(proposal.plan, page, pages))
    if turns.given_up:
        blocks.append(kit.section(cut(_named(_given_up(turns), turns), LONGEST)))
    blocks.append(kit.section(cut(_effects(team, turns), LONGEST)))
    blocks.append(
        kit.context(
            "A shift counts 2 points and one as backup 1; fair is everybody's part by the hours they are there, with "
            "what they did more or less in the past half year."
        )
    )
    ref = str(proposal.plan.id)
    another, settings = kit.button("Another plan", ANOTHER, ref), settings_button(team)
    buttons = [another, settings]
    if turns.changed:
        publish = kit.button("Publish it", PUBLISH, ref, style="primary")
        buttons = [publish, another, kit.button("Drop it", DROP, ref), settings]
    return Message(text, [*blocks, kit.actions(*buttons)])


def settings_button(team: Team) -> kit.Element:
    return kit.button("Settings…", SETTINGS, str(team.id))


def published_message(team: Team, turns: Turns) -> Message:
    """Instead of the proposal, to who published it."""
    text = f"Published. {changed_line(turns)} <#{team.channel_id}> and everybody who is on hear of it now."
    return Message(text, [kit.section(text), kit.context("`/triage duty` shows who is on, `/triage rotate` plans on.")])


def changed_line(turns: Turns) -> str:
    """`3 of 8 shifts are new or somebody else's.`"""
    count, every = len(turns.changed), len(turns.shifts)
    if count == every == 1:
        return "The shift has somebody new."
    return f"{count} of {every} shifts {'has' if count == 1 else 'have'} somebody new."


def dropped_message(team: Team) -> Message:
    text = f"Dropped. What is published for {escape(team.name)} stays as it is."
    return Message(text, [kit.section(text), kit.actions(kit.button("Make a new plan", PROPOSE, str(team.id)))])


def overtaken_message(overtaken: Overtaken) -> Message:
    """Why a plan cannot be published, or dropped, any more; with a way to a new one."""
    plan = overtaken.plan
    if overtaken.why is None:
        who = mention(plan.decided_by) if plan.decided_by else "Somebody"
        text = f"{who} {plan.state} this plan already."
    else:
        why = _named(escape(overtaken.why), plan.turns)
        text = f"This plan was not published, because the facts have changed. {why} Nothing was changed."
    again = kit.button("Make a new plan", PROPOSE, str(overtaken.team.id), style="primary")
    return Message(text, [kit.section(text), kit.actions(again)])


def days_line(shift: PlannedShift) -> str:
    return f"*{shift.label}*"


def _opening(team: Team, turns: Turns) -> str:
    name, first = escape(team.name), turns.shifts[0]
    until = say_date(turns.until, first.first_on)
    if not turns.changed:
        return f"What is published for {name} until {until} still stands: there is nothing to change."
    how = "Kept as published where people are there; the rest is filled. " if turns.mends else ""
    return f"{how}{changed_line(turns)} It goes until {until}, and nothing is changed until you publish it."


def _shift(shift: PlannedShift) -> str:
    lines = [f"{days_line(shift)}  {_who(shift)}{_instead(shift)}", escape(shift.why)]
    lines += [f"_{escape(shift.runner_up)}_"] if shift.runner_up else []
    lines += [f"Impossible: {escape(each)}." for each in shift.impossible]
    return "\n".join(lines)


def _who(shift: PlannedShift) -> str:
    primary, backup = shift.primary or "nobody", shift.backup
    return f"{primary}, backup {backup}" if backup else primary


def _instead(shift: PlannedShift) -> str:
    """Against what is published."""
    if not (shift.was_primary or shift.was_backup):
        return "  (new)"
    parts: list[str] = [shift.was_primary] if shift.changes_primary and shift.was_primary else []
    parts += [f"{shift.was_backup} as backup"] if shift.changes_backup and shift.was_backup else []
    if parts:
        return f"  (instead of {listed(parts)})"
    return "  (new in part)" if shift.changes else "  (as published)"


def _given_up(turns: Turns) -> str:
    lines = [f"• {escape(each)}" for each in turns.given_up[:MOST_GIVEN_UP]]
    more = len(turns.given_up) - MOST_GIVEN_UP
    lines += [f"• and {more} more like these"] if more > 0 else []
    return "\n".join(["*What was given up for it*", *lines])


def _effects(team: Team, turns: Turns) -> str:
    """In words and by name, so that it is no ranking."""
    by_name = sorted(turns.effects, key=lambda each: _name(team, each.user_id).casefold())
    even = [mention(each.user_id) for each in by_name if abs(each.after) < EVEN]
    lines = [f"• {mention(each.user_id)} {_standing(each)}" for each in by_name if abs(each.after) >= EVEN]
    lines += [f"• Even: {', '.join(even)}"] if even else []
    return "\n".join(["*Where everybody stands after it*", *lines])


def _standing(effect: Effect) -> str:
    off = abs(effect.after)
    size = "half a shift" if off < HALF else "about a shift" if off < MORE else "more than a shift"
    if effect.after > 0:
        return f"does {size} more than a fair share, and is owed that in the next plan"
    return f"does {size} less than a fair share, and comes sooner in the next plan"


def _name(team: Team, user_id: str) -> str:
    member = team.member(user_id)
    return member.name if member else user_id


def _named(text: str, turns: Turns) -> str:
    """The ids in it as people."""
    return say_people(text, turns.people)


def say_people(text: str, people: Iterable[UserId], say: Callable[[UserId], str] = mention) -> str:
    """Ids as mentions, or as `say` says them, wherever they stand as words of their own."""
    ids = "|".join(map(re.escape, sorted(people)))
    alone = rf"(?<![A-Za-z0-9])({ids})(?![A-Za-z0-9])"
    return re.sub(alone, lambda found: say(UserId(found[1])), text) if ids else text


def _paging(plan: DutyPlan, page: int, pages: int) -> Block:
    buttons = [kit.button("Earlier shifts", PAGE, f"{plan.id}:{page - 1}")] if page else []
    buttons += [kit.button("Later shifts", PAGE, f"{plan.id}:{page + 1}")] if page < pages - 1 else []
    return kit.actions(*buttons, block_id=f"duty.plan_pages:{page}")
