"""Lists of fires: a team's queue, what is open, what concerns one person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import COLOURS, UTC, buttons, day, due_words, state_line, titled
from bot.triage.domain import CLOSED, Fire, State, ago

# Two blocks a fire and a few around them stay well within the fifty of a message.
PAGE_SIZE = 10
# Of one kind on the Home tab, which shows other features too.
HOME_SIZE = 8
MOST_TEAMS = 100


def queue_message(
    team: Team, fires: Sequence[Fire], now: datetime, *, page: int = 0, may_work: bool = True, chosen: str = ""
) -> Message:
    """What a team has to do, the queue first; with buttons for those who may. `chosen` is how it was narrowed."""
    waiting = sum(fire.state == State.NEW for fire in fires)
    summary = f"{escape(team.name)}: {waiting} to take, {len(fires) - waiting} in hand."
    place = Ref(0, Place.QUEUE, team.id, page, chosen)
    return Message(summary, _paged(f"*{summary}*", fires, now, place, may_work=may_work))


def open_message(team: Team, fires: Sequence[Fire], now: datetime, *, page: int = 0, may_work: bool = True) -> Message:
    """All that is not over, the oldest first."""
    oldest = sorted(fires, key=lambda fire: (fire.created_at, fire.number))
    count = len(oldest)
    summary = f"{escape(team.name)}: {count} open fire{'' if count == 1 else 's'}, the oldest first."
    return Message(summary, _paged(f"*{summary}*", oldest, now, Ref(0, Place.OPEN, team.id, page), may_work=may_work))


def mine_message(owned: Sequence[Fire], asked: Sequence[Fire], now: datetime) -> Message:
    """What somebody has in hand, and what they asked for."""
    ref = Ref(0, Place.MINE)
    text = f"You have {len(owned)} in hand; you asked for {len(asked)}."
    return Message(
        text,
        [
            *owned_section(owned, now, ref),
            kit.divider(),
            *asked_section(asked, now, ref),
            kit.actions(file_button()),
        ],
    )


def owned_section(fires: Sequence[Fire], now: datetime, ref: Ref) -> list[Block]:
    if not fires:
        return [kit.section("*In your hands*\nNothing. `/triage` shows what nobody has taken yet.")]
    shown = fires[:HOME_SIZE]
    rows = [block for fire in shown for block in _row(fire, now, replace(ref, number=fire.number), may_work=True)]
    return [kit.section("*In your hands*"), *rows, *_more(len(fires) - len(shown))]


def asked_section(fires: Sequence[Fire], now: datetime, ref: Ref) -> list[Block]:
    if not fires:
        return [kit.section("*What you asked for*\nNothing at the moment.")]
    shown = fires[:HOME_SIZE]
    rows = [_asked_row(fire, now, replace(ref, number=fire.number)) for fire in shown]
    return [kit.section("*What you asked for*"), *rows, *_more(len(fires) - len(shown))]


def teams_message(teams: Sequence[Team]) -> Message:
    """Whose queue somebody means who belongs to no team."""
    text = "Whose queue do you want to see?"
    options = [kit.option(cut(team.name, 75), str(team.id)) for team in teams[:MOST_TEAMS]]
    return Message(
        text, [kit.section(text, accessory=kit.select(ids.CHOOSE_TEAM, options, placeholder="Choose a team"))]
    )


def file_button() -> kit.Element:
    return kit.button("File a fire", ids.FILE_HERE)


def _paged(heading: str, fires: Sequence[Fire], now: datetime, ref: Ref, *, may_work: bool) -> list[Block]:
    if not fires:
        return [kit.section(f"{heading}\nNothing is burning."), kit.actions(file_button())]
    first = min(ref.page, (len(fires) - 1) // PAGE_SIZE) * PAGE_SIZE
    ref = replace(ref, page=first // PAGE_SIZE)
    blocks: list[Block] = [kit.section(heading)]
    shown = fires[first : first + PAGE_SIZE]
    for fire in shown:
        if ref.place == Place.QUEUE and fire in (shown[0], next(filter(_is_taken, shown), None)):
            blocks.append(kit.context("In hand" if _is_taken(fire) else "Nobody has these yet"))
        blocks += _row(fire, now, replace(ref, number=fire.number), may_work=may_work)
    left = len(fires) - first - PAGE_SIZE
    turns = []
    if first:
        turns.append(kit.button("Back", ids.PAGE_BACK, str(replace(ref, page=ref.page - 1))))
    if left > 0:
        turns.append(kit.button(f"And {left} more", ids.PAGE, str(replace(ref, page=ref.page + 1))))
    return [*blocks, kit.actions(*turns, file_button())]


def _is_taken(fire: Fire) -> bool:
    return fire.state != State.NEW


def _row(fire: Fire, now: datetime, ref: Ref, *, may_work: bool) -> list[Block]:
    """Two blocks: the fire, and what can be done with it."""
    line = kit.section(f"{COLOURS[fire.priority]} *{fire.priority}*  *{titled(fire)}*\n{_standing(fire, now)}")
    return [line, buttons(fire, ref)] if may_work else [line]


def _asked_row(fire: Fire, now: datetime, ref: Ref) -> Block:
    label = "Reopen" if fire.state in CLOSED else "Show"
    action = ids.REOPEN if fire.state in CLOSED else ids.SHOW
    if fire.state == State.WAITING:
        label, action = "Answer", ids.ANSWER
    asked = ago(now - fire.created_at)
    text = f"{COLOURS[fire.priority]} *{titled(fire)}*\n{state_line(fire)} · asked {asked}"
    return kit.section(text, accessory=kit.button(label, action, str(ref), label=f"{label} {fire.name}"))


def _standing(fire: Fire, now: datetime) -> str:
    due = due_words(fire, now, UTC)
    facts = [state_line(fire), *filter(None, [due]), f"{mention(fire.requester_id)} asked {ago(now - fire.created_at)}"]
    if fire.needed_by:
        facts.append(f"needed by {day(fire.needed_by)}")
    if fire.permalink:
        facts.append(f"<{fire.permalink}|source>")
    return " · ".join(facts)


def _more(count: int) -> list[Block]:
    return [kit.context(f"…and {count} more: `/triage open` shows every one.")] if count > 0 else []
