"""The next step proposed to a lead: which open fires of one person could go to whom, and what else helps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from bot.people.domain import UserId
from bot.triage.domain import Fire, Level, State, TopicPerson

MOST_MOVES = 5
# Who is named as having room.
MOST_NAMED = 2
# What waits for its requester stays with who knows what was asked.
MOVABLE = (State.CLAIMED, State.IN_PROGRESS)


@dataclass(frozen=True)
class Move:
    """One fire, by number, to one person. `kept` says why it was not moved when somebody wanted to."""

    number: int
    to: UserId
    kept: str | None = None


@dataclass(frozen=True)
class Backup:
    """Who could answer for one topic, too; `level` is None for who would begin to learn it. `kept` says why it was not
    done when somebody wanted to.
    """

    topic: str
    to: UserId
    level: Level | None
    kept: str | None = None


class Plea(StrEnum):
    """What everybody is asked, without a name."""

    QUEUE = "queue"
    HOURS = "hours"


@dataclass(frozen=True)
class Steps:
    """What is proposed besides handing fires over. `plan_id` is a plan of duty in which the person is relieved next
    week, and `plan_kept` says why it was not published; in it people stand as their ids. `stays_on`: nobody else can
    take their duty next week.
    """

    plan_id: int | None = None
    plan_kept: str | None = None
    stays_on: bool = False
    backup: Backup | None = None
    plea: Plea | None = None


@dataclass(frozen=True)
class Proposed:
    """All that a lead is proposed; `room` are who else has room."""

    moves: tuple[Move, ...]
    room: tuple[UserId, ...]
    steps: Steps


@dataclass(frozen=True)
class Room:
    """Somebody available: cases handled in the window per working time in it, and fires in hand now."""

    user_id: UserId
    name: str
    handled: int
    minutes: int
    in_hand: int

    @property
    def load(self) -> Fraction:
        return Fraction(self.handled, max(1, self.minutes))

    def with_one_more(self) -> "Room":
        return replace(self, handled=self.handled + 1, in_hand=self.in_hand + 1)


def by_load(rooms: Sequence[Room]) -> list[Room]:
    """Who has most room first; of equals who has less in hand."""
    return sorted(rooms, key=lambda each: (each.load, each.in_hand, each.name.casefold(), each.user_id))


def hand_overs(fires: Sequence[Fire], rooms: Sequence[Room]) -> tuple[Move, ...]:
    """Gives what is above an even share of all open fires, one by one, to whoever has most room then.

    Fires not begun go first, of those the ones taken last: least is lost with them.
    """
    available = list(rooms)
    movable = sorted(
        (fire for fire in fires if fire.state in MOVABLE),
        key=lambda fire: (fire.state != State.CLAIMED, -_taken(fire), fire.number),
    )
    moves = []
    for fire in movable[: _surplus(len(fires), available)]:
        to = by_load(available)[0]
        available[available.index(to)] = to.with_one_more()
        moves.append(Move(fire.number, to.user_id))
    return tuple(moves)


def _surplus(own: int, rooms: Sequence[Room]) -> int:
    if not rooms or own < 2:
        return 0
    even = -(-(own + sum(each.in_hand for each in rooms)) // (len(rooms) + 1))
    return min(MOST_MOVES, max(1, own - even))


def _taken(fire: Fire) -> float:
    return fire.claimed_at.timestamp() if fire.claimed_at else 0.0


def backup_for(topic: str, rooms: Sequence[Room], known: Sequence[TopicPerson]) -> Backup | None:
    """Of those who have room: who knows the topic, else who learns it, else who has most."""
    levels = {each.user_id: each.level for each in known if each.topic == topic}
    ranked = [each.user_id for each in by_load(rooms)]
    for level in (Level.EXPERT, Level.LEARNER, None):
        found = next((each for each in ranked if levels.get(each) == level), None)
        if found is not None:
            return Backup(topic, found, level)
    return None
