"""What is told around leading a team's fires: what moved to make room, leave that begins, settings, rows asked for."""

from collections.abc import Sequence
from datetime import date

from bot.core.calendar import local_date
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.people.domain import Team
from bot.people.repository import Teams
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Message
from bot.slack.sizes import SECTION_TEXT
from bot.triage.announcements.leads import tell_leads
from bot.triage.announcements.telling import TO_REQUESTER, tell
from bot.triage.blocks.desk import desk_changed
from bot.triage.blocks.handover import handover_message
from bot.triage.blocks.room import made_room
from bot.triage.blocks.suggestions import nobody_here
from bot.triage.domain import Fire, State
from bot.triage.domain.leave import Handover
from bot.triage.use_cases.desks import DeskChange
from bot.triage.use_cases.suggesting import suggestion_for
from bot.triage.use_cases.taking_on import TakenOn

# A message holds this many code blocks comfortably, and a person this many messages.
PIECES = 4
MOST_MESSAGES = 30
FENCES = "```\n\n```"


async def tell_taken_on(work: Work, taken: TakenOn) -> None:
    """Everybody whom the step itself concerns, and the requesters of what moved for it."""
    for move, change in taken.moved:
        await tell(work, change)
        fire, event = change.fire, change.event
        if event.kind not in TO_REQUESTER and fire.requester_id not in (event.actor_id, fire.owner_id):
            message = made_room(fire, taken.change.fire, await Teams(work).get(fire.team_id), move)
            await announce(work, key=f"fire:{fire.id}:room:{event.id}", channel=fire.requester_id, message=message)
    await tell(work, taken.change)


async def tell_nobody_here(work: Work, fire: Fire, team: Team) -> None:
    """The leads, once a fire: on a day the team works nobody can take it. It stays where it is."""
    if fire.state != State.NEW or not team.week.works_on(local_date(work.now, team.week.zone)):
        return
    suggestion = await suggestion_for(work, fire, team)
    if suggestion.best is None:
        await tell_leads(work, fire, team, "nobody", message=nobody_here(fire, team, suggestion))


async def ask_handover(work: Work, handover: Handover, first: date) -> None:
    """Whoever goes on leave, once for each leave."""
    message = handover_message(handover, is_self=True)
    key = _handover_key(handover.absence_id, first)
    await announce(work, key=key, channel=handover.user_id, message=message)


async def redraw_handover(work: Work, absence_id: int, first: date, message: Message) -> bool:
    """The question stays true. False when it was never asked."""
    return await revise(work, key=_handover_key(absence_id, first), message=message)


async def tell_desk_changed(work: Work, change: DeskChange) -> None:
    """The other leads of the team, about what somebody decided."""
    if not change.said:
        return
    message = desk_changed(change.team.name, change.by, change.said)
    for lead in change.team.leads:
        if lead.user_id != change.by:
            key = f"desk:{change.team.id}:{work.now.isoformat()}:{lead.user_id}"
            await announce(work, key=key, channel=lead.user_id, message=message)


async def send_rows(work: Work, user_id: str, title: str, lines: Sequence[str]) -> int:
    """As text in their direct messages, in order; gives how many rows fit. What is asked again is sent again."""
    pieces = _pieces(lines)
    messages = [pieces[first : first + PIECES] for first in range(0, len(pieces), PIECES)][:MOST_MESSAGES]
    key = f"export:{user_id}:{work.now.isoformat()}"
    for number, each in enumerate(messages, start=1):
        text = f"{escape(title)}, part {number} of {len(messages)}"
        blocks = [
            kit.section(f"*{text}*"),
            *(kit.section(f"```\n{escape(chr(10).join(piece))}\n```") for piece in each),
        ]
        await announce(work, key=f"{key}:{number}", channel=user_id, message=Message(text, blocks))
    return sum(len(piece) for message in messages for piece in message) - 1


def _pieces(lines: Sequence[str]) -> list[list[str]]:
    """As many lines in each as one code block holds; nothing in a line ends the block."""
    pieces: list[list[str]] = [[]]
    size = len(FENCES)
    for line in (each.replace("```", "'''") for each in lines):
        length = len(escape(line)) + 1
        if pieces[-1] and size + length > SECTION_TEXT:
            pieces.append([])
            size = len(FENCES)
        pieces[-1].append(line)
        size += length
    return pieces


def _handover_key(absence_id: int, first: date) -> str:
    return f"handover:{absence_id}:{first}"
