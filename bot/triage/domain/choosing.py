"""Which fires of a list somebody wants to see, short enough to travel in every button of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from bot.core.calendar import local_date
from bot.people.domain import Team
from bot.triage.domain.fires import Fire

NOBODY = "nobody"
# A button's value has little room, so topics, types and people are named by this many characters; two of one code
# would be shown together.
CODE_LENGTH = 4
LETTERS = {"priority": "p", "state": "s", "topic": "t", "type": "y", "owner": "o", "late": "l"}


@dataclass(frozen=True)
class Choice:
    """Every part narrows the list. Topic, type and owner are codes, as `code` makes them."""

    priority: str = ""
    state: str = ""
    topic: str = ""
    type: str = ""
    owner: str = ""
    late: str = ""

    def __str__(self) -> str:
        return ".".join(f"{LETTERS[part]}{value}" for part, value in self.parts.items() if value)

    @property
    def is_everything(self) -> bool:
        return not any(self.parts.values())

    @property
    def parts(self) -> dict[str, str]:
        return {part: getattr(self, part) for part in LETTERS}


@dataclass(frozen=True)
class Option:
    """One way to narrow a list: the part, its value, and how many of the listed fires it would leave."""

    part: str
    value: str
    label: str
    count: int


def read_choice(text: str) -> Choice:
    """What `str(choice)` wrote; words of another version narrow nothing."""
    names = {letter: part for part, letter in LETTERS.items()}
    return Choice(**{names[word[0]]: word[1:] for word in text.split(".") if word[:1] in names})


def code(word: str) -> str:
    return f"{crc32(word.encode()):08x}"[:CODE_LENGTH]


def is_behind(fire: Fire, team: Team, now: datetime) -> bool:
    """One of its clocks has run out, or the day by which it is needed is over."""
    dues = (fire.response_due_at, fire.resolution_due_at)
    needed = fire.needed_by is not None and fire.needed_by < local_date(now, team.week.zone)
    return fire.is_open and (needed or any(due is not None and due < now for due in dues))


def is_chosen(fire: Fire, choice: Choice, team: Team, now: datetime) -> bool:
    return all(not choice.parts[part] or choice.parts[part] == value for part, value in _parts(fire, team, now).items())


def options(fires: Iterable[Fire], team: Team, now: datetime) -> list[Option]:
    """Everything these can be narrowed to, in the order of the parts; names are for people, not yet escaped."""
    counted: dict[tuple[str, str], list[Fire]] = {}
    for fire in fires:
        for part, value in _parts(fire, team, now).items():
            if value:
                counted.setdefault((part, value), []).append(fire)
    found = [Option(part, value, _label(part, own[0], team), len(own)) for (part, value), own in counted.items()]
    return sorted(found, key=lambda each: (list(LETTERS).index(each.part), each.label))


def _parts(fire: Fire, team: Team, now: datetime) -> dict[str, str]:
    return {
        "priority": fire.priority.value,
        "state": fire.state.value,
        "topic": code(fire.topic) if fire.topic else "",
        "type": code(fire.type) if fire.type else "",
        "owner": code(fire.owner_id) if fire.owner_id else NOBODY,
        "late": "y" if is_behind(fire, team, now) else "",
    }


def _label(part: str, fire: Fire, team: Team) -> str:
    match part:
        case "priority":
            return f"Priority: {fire.priority}"
        case "state":
            return f"State: {fire.state.words}"
        case "topic":
            return f"Topic: {fire.topic}"
        case "type":
            return f"Type: {fire.type}"
        case "owner":
            member = team.member(fire.owner_id or "")
            name = member.name if member else "somebody else"
            return f"With: {name}" if fire.owner_id else "With: nobody yet"
    return "Late only"
