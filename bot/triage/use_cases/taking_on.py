"""Yes, and: who has their hands full takes one more fire, and says what moves for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.core.calendar import DAY, WEEK, local_date, week_start
from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team
from bot.triage.domain import URGENT, Fire, Note, Step, may
from bot.triage.domain.making_room import Move, Open, Room
from bot.triage.domain.snoozing import Wake
from bot.triage.repository import Desks, FireEvents, Fires
from bot.triage.use_cases.room import in_hand
from bot.triage.use_cases.snoozing import snooze_fire
from bot.triage.use_cases.stepping import Change, Refusal, grip, must_be_open, name_of, overtaken, parts_in, see
from bot.triage.use_cases.suggesting import suggestions_for
from bot.triage.use_cases.working import assign_fire, claim_fire, release_fire


@dataclass(frozen=True)
class TakenOn:
    """Who has the fire now, and what moved for it."""

    change: Change
    moved: tuple[tuple[Move, Change], ...]


class NothingMoves(BotError):
    """Neither did enough move nor did they say why they take it anyway."""


async def room_for(work: Work, number: int, user_id: str, by: str) -> Room:
    """What `by` can let move of what that person has. Raises Refusal when they cannot give them the fire."""
    held = await see(work, number, by)
    step = Step.CLAIM if user_id == by and held.fire.owner_id is None else Step.ASSIGN
    held = await grip(work, number, by, step)
    fires = [each for each in await in_hand(work, user_id, held.team) if each.id != held.fire.id]
    mine = [each for each in fires if may(await parts_in(work, each, held.team, by), Step.RELEASE)]
    mine.sort(key=lambda each: (each.priority, -(each.needed_by or date.max).toordinal(), each.number), reverse=True)
    today = local_date(work.now, held.team.week.zone)
    suggested = await suggestions_for(work, mine, held.team, but=[user_id])
    found = [
        Open(each, suggestion.best, _later(each, today, held.team))
        for each, suggestion in zip(mine, suggested, strict=True)
    ]
    cap = (await Desks(work).get(held.team.id)).cap or len(fires) + 1
    name = await name_of(work, user_id)
    return Room(held.fire, held.team, user_id, name, cap, len(fires), tuple(found), week_start(today) + WEEK)


async def take_on(
    work: Work,
    number: int,
    user_id: str,
    by: str,
    *,
    moves: Mapping[int, Move],
    why: str | None = None,
    even_if_away: bool = False,
) -> TakenOn:
    """Lets these move, by their numbers, and gives them the fire: all of it or nothing. Raises NothingMoves when too
    few move and nothing says why, Refusal when one of them cannot move any more.
    """
    room = await room_for(work, number, user_id, by)
    by_number = {each.fire.number: each for each in room.open}
    wanted = {each: move for each, move in moves.items() if move != Move.STAY}
    gone = next((each for each in wanted if each not in by_number), None)
    if gone is not None:
        raise Refusal(room.fire, f"F-{gone} is not in {room.name}'s hands any more. Please look again.")
    if len(wanted) < room.excess and not (why or "").strip():
        raise NothingMoves(_too_few(room, len(wanted)))
    moved = [(move, await _move(work, room, by_number[each], by, move)) for each, move in wanted.items()]
    said = (why or "").strip()
    if user_id == by and room.fire.owner_id is None:
        change = await claim_fire(work, number, by, anyway=said)
    else:
        change = await assign_fire(work, number, user_id, by, even_if_away, anyway=said)
    return TakenOn(change, tuple(moved))


async def postpone(work: Work, number: int, by: str, until: date) -> Change:
    """It is needed later than was said; for its owner and leads, who tell the requester."""
    held = await grip(work, number, by, Step.RELEASE)
    fire = held.fire
    must_be_open(fire)
    changed = await Fires(work).change(fire, needed_by=until)
    if changed is None:
        raise overtaken(fire)
    before = f"{fire.needed_by:%-d %B}" if fire.needed_by else "no date"
    text = f"needed-by date, from {before} to {until:%-d %B}"
    return Change(fire, changed, await FireEvents(work).add(fire.id, by, Note.EDITED, text=text))


async def _move(work: Work, room: Room, each: Open, by: str, move: Move) -> Change:
    number = each.fire.number
    match move:
        case Move.HAND if each.to is not None:
            return await assign_fire(work, number, each.to.user_id, by)
        case Move.SNOOZE:
            return await snooze_fire(work, number, by, Wake(room.monday), _because(room))
        case Move.LATER:
            return await postpone(work, number, by, each.later)
        case Move.RELEASE:
            return await release_fire(work, number, by, _because(room))
    raise Refusal(each.fire, f"Nobody is here any more to take {each.fire.name}. Please look again.")


def _because(room: Room) -> str:
    """In words for whoever waits for what moves; the other request is not named to them."""
    return f"To make room for {'an urgent' if room.fire.priority in URGENT else 'another'} request."


def _too_few(room: Room, count: int) -> str:
    missing = room.excess - count
    what = "one of them" if missing == 1 else f"{missing} of them"
    return f"Choose what moves for {what}, or say here why it is taken anyway."


def _later(fire: Fire, today: date, team: Team) -> date:
    """A week after it was needed, or after today, on a day the team works."""
    later = max(fire.needed_by or today, today) + WEEK
    return later if team.week.works_on(later) else team.week.next_workday(later) or later + DAY
