"""Words and lines that cards, lists, notices and forms share."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.slack import kit
from bot.slack.escape import cut, escape, mention, parts
from bot.slack.message import Block
from bot.slack.sizes import SECTION_TEXT
from bot.triage.blocks import ids
from bot.triage.blocks.ids import MenuChoice, Ref
from bot.triage.domain import MEANINGS, SHOWN_TITLE, Effort, Fire, Priority, Recurrence, State, due_of

COLOURS = {Priority.P1: "🔴", Priority.P2: "🟠", Priority.P3: "🔵", Priority.P4: "⚪"}
EFFORTS = {Effort.SMALL: "S: under an hour", Effort.MEDIUM: "M: up to a day", Effort.LARGE: "L: more than a day"}
RECURRENCES = {
    Recurrence.ONE_OFF: "One-off",
    Recurrence.LIKELY_AGAIN: "Likely to come again",
    Recurrence.OURS_NOW: "We own it now",
}
MENU = {
    MenuChoice.ASSIGN: "Assign to…",
    MenuChoice.WAIT: "Wait for the requester…",
    MenuChoice.DECLINE: "Decline…",
    MenuChoice.RELEASE: "Give it back to the queue",
    MenuChoice.PRIORITY: "Set the priority…",
    MenuChoice.SNOOZE: "Snooze…",
    MenuChoice.WAKE: "Bring it back now",
    MenuChoice.NOT_A_REQUEST: "It is not a request…",
    MenuChoice.SHOW: "Show it, and more…",
}
# Slack shows five at most; the rest stands where all about the fire is shown.
MENUS = {
    State.NEW: (
        MenuChoice.ASSIGN,
        MenuChoice.DECLINE,
        MenuChoice.PRIORITY,
        MenuChoice.NOT_A_REQUEST,
        MenuChoice.SHOW,
    ),
    State.CLAIMED: (
        MenuChoice.ASSIGN,
        MenuChoice.WAIT,
        MenuChoice.DECLINE,
        MenuChoice.RELEASE,
        MenuChoice.SHOW,
    ),
    State.WAITING: (
        MenuChoice.ASSIGN,
        MenuChoice.DECLINE,
        MenuChoice.RELEASE,
        MenuChoice.SNOOZE,
        MenuChoice.SHOW,
    ),
    State.SNOOZED: (
        MenuChoice.ASSIGN,
        MenuChoice.DECLINE,
        MenuChoice.WAKE,
        MenuChoice.SNOOZE,
        MenuChoice.SHOW,
    ),
}
MENUS[State.IN_PROGRESS] = MENUS[State.CLAIMED]
# A longer text would not fit one message together with what stands around it.
SHOWN_PIECES = 5
# Of moments that Slack shows on each reader's own clock, where it cannot.
UTC = ZoneInfo("UTC")


def titled(fire: Fire) -> str:
    """`F-12 · Revenue dashboard shows zeros`, safe in mrkdwn."""
    return f"{fire.name} · {shown_title(fire)}"


def shown_title(fire: Fire) -> str:
    return escape(cut(" ".join(fire.title.split()), SHOWN_TITLE))


def priority_line(fire: Fire) -> str:
    """The priority and what it means; what was proposed, where a lead decided otherwise."""
    line = f"{COLOURS[fire.priority]} *{fire.priority}*  {MEANINGS[fire.priority]}"
    if fire.priority != fire.priority_proposed:
        line += f" (proposed: {fire.priority_proposed})"
    return line


def state_line(fire: Fire) -> str:
    """Where it stands and who has it."""
    owner = mention(fire.owner_id) if fire.owner_id else "nobody"
    match fire.state:
        case State.NEW:
            return "Nobody has it yet"
        case State.CLAIMED:
            return f"Taken by {owner}"
        case State.IN_PROGRESS:
            return f"{owner} is working on it"
        case State.WAITING:
            return f"{owner} waits for {mention(fire.requester_id)}"
        case State.SNOOZED:
            until = f" until {moment(fire.snoozed_until, UTC)}" if fire.snoozed_until else ""
            return f"Snoozed{until}" + (f", then back with {owner}" if fire.owner_id else "")
        case State.MERGED:
            return "Merged into another fire"
        case State.DONE:
            return f"Done by {mention(fire.closed_by) if fire.closed_by else owner}"
        case State.DECLINED:
            return f"Declined by {mention(fire.closed_by)}" if fire.closed_by else "Taken back by the requester"


def due_words(fire: Fire, now: datetime, zone: ZoneInfo) -> str | None:
    """`due 14:30` or `2 h late`, of the clock that runs out first; None where none runs."""
    due = due_of(fire)
    if due is None:
        return None
    if due <= now:
        return f"*{_short(now - due)} late*"
    what = "to be taken by" if due == fire.response_due_at else "due"
    return f"{what} {moment(due, zone)}"


def due_for_good(fire: Fire, now: datetime, zone: ZoneInfo) -> str | None:
    """As `due_words`, for what is not drawn anew each minute."""
    due = due_of(fire)
    return f"*late*, was due {moment(due, zone)}" if due and due <= now else due_words(fire, now, zone)


def _short(length: timedelta) -> str:
    minutes = max(length // timedelta(minutes=1), 1)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 24 * 60 else f"{minutes // (24 * 60)} d"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Shown on each reader's own clock; where it cannot be, on that of `zone`."""
    fallback = f"{at.astimezone(zone):%a %-d %b, %H:%M} ({zone.key})"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{fallback}>"


def day(on: date) -> str:
    return f"{on:%a %-d %b}"


def quoted(text: str, limit: int = 600) -> str:
    """The beginning of people's words as a quotation, safe in mrkdwn and short enough for a section."""
    pieces = parts(_quote(cut(text.strip(), limit)), SECTION_TEXT - 1)
    return pieces[0] if len(pieces) == 1 else pieces[0] + "…"


def quotation(text: str) -> list[Block]:
    """All of people's words as a quotation, in as many sections as it takes."""
    pieces = parts(_quote(text.strip()), SECTION_TEXT)
    blocks: list[Block] = [kit.section(piece) for piece in pieces[:SHOWN_PIECES]]
    if len(pieces) > SHOWN_PIECES:
        blocks.append(kit.context("The text goes on; one message cannot show all of it."))
    return blocks


def _quote(text: str) -> str:
    return "\n".join(f"> {line}" for line in escape(text).splitlines())


def buttons(fire: Fire, ref: Ref) -> Block:
    """What can be done with a fire where it stands; whether it may be is judged when somebody does it."""
    value = str(ref)
    claim = kit.button("Take it", ids.CLAIM, value, style="primary", label=f"Take {fire.name}")
    start = kit.button("Start", ids.START, value, label=f"Start {fire.name}")
    resume = kit.button("Go on", ids.START, value, label=f"Go on with {fire.name}")
    suggest = kit.button("Who could take it?", ids.SUGGEST, value, label=f"Who could take {fire.name}?")
    done = kit.button("Done", ids.DONE, value, label=f"{fire.name} is done")
    reopen = kit.button("Reopen", ids.REOPEN, value, label=f"Reopen {fire.name}")
    elements = {
        State.NEW: (claim, done, suggest) if ref.place == ids.Place.NOTICE else (claim, done),
        State.CLAIMED: (start, done),
        State.IN_PROGRESS: (done,),
        State.WAITING: (resume, done),
        State.SNOOZED: (claim, done),
    }.get(fire.state, (reopen,))
    choices = MENUS.get(fire.state, ())
    if not choices:
        return kit.actions(*elements)
    options = [kit.option(MENU[choice], ids.menu_value(choice, ref)) for choice in choices]
    return kit.actions(*elements, kit.overflow(ids.MENU, options))
