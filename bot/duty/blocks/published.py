"""What a team and its people are told of a published plan."""

from collections.abc import Sequence

from bot.core.dates import say_date
from bot.core.wording import listed
from bot.duty.domain import PlannedShift, Turns
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import escape, mention, parts
from bot.slack.message import Message

LONGEST = 3000


def channel_list(team: Team, turns: Turns, by: UserId) -> Message:
    """Everybody who is on is mentioned, once: later plans change this message."""
    until = say_date(turns.until, turns.shifts[0].first_on)
    text = f"Who is on duty for {escape(team.name)} until {until}"
    lines = [f"• {each.label}: {_who(each)}" for each in turns.shifts]
    sections = [kit.section(each) for each in parts("\n".join([f"*{text}*", *lines]), LONGEST)]
    return Message(f"{text}.", [*sections, kit.context(f"Published by {mention(by)}. `/triage duty` shows who is on.")])


def channel_change(turns: Turns, by: UserId) -> Message:
    """Under the list, which says it all by now."""
    lines = [f"• {each.label}: {_who(each)}{_instead(each)}" for each in turns.changed]
    text = f"{mention(by)} published a new plan. What changed:"
    sections = [kit.section(each) for each in parts("\n".join([text, *lines]), LONGEST)]
    return Message(text, sections)


def own_list(team: Team, turns: Turns, user_id: str) -> Message:
    """Somebody's own turns, in one message that is kept up to date."""
    own = turns.of_person(user_id)
    name, until = escape(team.name), say_date(turns.until, turns.shifts[0].first_on)
    if not own:
        text = f"You are not on duty for {name} until {until}."
        return Message(text, [kit.section(text)])
    text = f"You are on duty for {name} {_times(len(own))} until {until}"
    lines = [f"• {each.label}{': as backup' if is_backup else ''}" for each, is_backup in own]
    sections = [kit.section(each) for each in parts("\n".join([f"*{text}*", *lines]), LONGEST)]
    hint = (
        "Fires that nobody takes in time come to you then. `/standup away` says when you cannot: a lead can plan anew."
    )
    return Message(f"{text}.", [*sections, kit.context(hint)])


def own_change(team: Team, turns: Turns, user_id: str, by: UserId) -> Message | None:
    """Said besides, because nobody sees that a message changed. None where nothing of theirs did."""
    lines = [line for each in turns.changed for line in _changes(each, user_id)]
    if not lines:
        return None
    text = f"{mention(by)} changed your duty for {escape(team.name)}:"
    return Message(f"{text} {'; '.join(lines)}", [kit.section(parts("\n".join([text, *_dotted(lines)]), LONGEST)[0])])


def _changes(each: PlannedShift, user_id: str) -> list[str]:
    before = [user_id == each.was_primary, user_id == each.was_backup]
    after = [user_id == each.then_primary, user_id == each.then_backup]
    if before == after:
        return []
    if after[0]:
        return [f"{each.label}: you are on duty"]
    if after[1]:
        return [f"{each.label}: you are the backup"]
    return [f"{each.label}: you are not on any more"]


def _dotted(lines: Sequence[str]) -> list[str]:
    return [f"• {each}" for each in lines]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _who(each: PlannedShift) -> str:
    primary = mention(each.then_primary) if each.then_primary else "nobody yet"
    return f"{primary}, backup {mention(each.then_backup)}" if each.then_backup else primary


def _instead(each: PlannedShift) -> str:
    was = [mention(each.was_primary)] if each.changes_primary and each.was_primary else []
    was += [f"{mention(each.was_backup)} as backup"] if each.changes_backup and each.was_backup else []
    return f", instead of {listed(was)}" if was else ""
