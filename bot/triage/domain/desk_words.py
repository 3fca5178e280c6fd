"""How leads write down how their team takes fires: lengths of working time, types with their fields, topics."""

import re
from collections.abc import Iterable
from datetime import timedelta

from bot.core.errors import BotError
from bot.triage.domain.desk import LONGEST_LABEL, LONGEST_TYPE, MOST_REQUIRED, WORKING_DAY, Field, FireType, Target
from bot.triage.domain.fires import LONGEST_TOPIC

MOST_TYPES, MOST_FIELDS, MOST_DESK_TOPICS = 20, 10, 40
LONGEST_TARGET = 60 * WORKING_DAY
NONE = frozenset({"", "-", "–", "—", "none", "no"})
LENGTH = re.compile(r"(\d{1,4}(?:[.,]\d)?)\s*(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": WORKING_DAY, "w": 5 * WORKING_DAY}
UNIT_WORDS = ((WORKING_DAY, "day"), (UNITS["h"], "hour"), (UNITS["m"], "minute"))
EMOJI = re.compile(r":?([a-z0-9_'+-]{1,98}):?")


def read_target(text: str) -> Target:
    """`30 min / 4 h`: taken within, out within; `-` for none. A day is eight hours of working time. Raises BotError."""
    parts = [each.strip() for each in re.split(r"/|,|;", text)]
    if len(parts) == 1 and parts[0].lower() in NONE:
        return Target(None, None)
    if len(parts) != 2:
        raise BotError("Write two lengths, like `30 min / 4 h`: taken within, and out within. `-` is none.")
    response, resolution = (_length(each) for each in parts)
    if response and resolution and resolution < response:
        raise BotError("It cannot be out before somebody has taken it. Write it like `30 min / 4 h`.")
    return Target(response, resolution)


def say_target(target: Target) -> str:
    """As `read_target` reads it."""
    return f"{say_length(target.response)} / {say_length(target.resolution)}"


def say_length(length: timedelta | None) -> str:
    """`30 minutes`, in the largest unit that says it exactly."""
    if length is None:
        return "-"
    size, unit = next((each for each in UNIT_WORDS if length % each[0] == timedelta(0)), UNIT_WORDS[-1])
    count = length // size
    return f"{count} {unit}{'' if count == 1 else 's'}"


def read_types(text: str) -> tuple[FireType, ...]:
    """A line each: `Dashboard is wrong: Which one?*, Since when?`; an asterisk makes a field required."""
    types = [_type(line) for line in _lines(text)]
    _once((each.name for each in types), "type")
    if len(types) > MOST_TYPES:
        raise BotError(f"These are {len(types)} types. Keep to {MOST_TYPES}: people have to choose.")
    return tuple(types)


def say_types(types: Iterable[FireType]) -> str:
    return "\n".join(_say_type(each) for each in types)


def read_topics(text: str) -> tuple[str, ...]:
    """A line each, or with commas between; in small letters, as topics are stored."""
    found = [" ".join(each.lower().split()) for line in _lines(text) for each in line.split(",") if each.strip()]
    long = next((each for each in found if len(each) > LONGEST_TOPIC), None)
    if long is not None:
        raise BotError(f"“{long[:30]}…” is too long for a topic: at most {LONGEST_TOPIC} characters.")
    if len(found) > MOST_DESK_TOPICS:
        raise BotError(
            f"These are {len(found)} topics. Keep to {MOST_DESK_TOPICS}, so that the same one is chosen again."
        )
    return tuple(dict.fromkeys(found))


def read_emoji(text: str) -> str | None:
    """`fire`, from `:fire:`; None for nothing. Raises BotError for what is no name of an emoji."""
    word = text.strip().lower()
    if word in NONE:
        return None
    found = EMOJI.fullmatch(word)
    if found is None:
        raise BotError("Write the emoji by its name, like `:fire:`.")
    return found[1]


def _length(text: str) -> timedelta | None:
    if text.lower() in NONE:
        return None
    found = LENGTH.fullmatch(text.lower())
    length = float(found[1].replace(",", ".")) * UNITS[found[2][0]] if found else timedelta(0)
    if not timedelta(0) < length <= LONGEST_TARGET:
        raise BotError(
            f"I cannot read `{text[:20]}`. Write lengths like `30 min`, `4 h` or `2 days`, and `-` for none."
        )
    return length


def _type(line: str) -> FireType:
    name, _, rest = line.partition(":")
    labels = [each.strip() for each in rest.split(",") if each.strip()]
    asked = tuple(Field(each.rstrip("* ").strip(), each.endswith("*")) for each in labels)
    if not name.strip() or len(name.strip()) > LONGEST_TYPE:
        raise BotError(f"A type needs a name of at most {LONGEST_TYPE} characters before the colon.")
    if any(not each.label or len(each.label) > LONGEST_LABEL for each in asked):
        raise BotError(f"Each question of “{name.strip()}” needs at most {LONGEST_LABEL} characters.")
    required = sum(each.required for each in asked)
    if required > MOST_REQUIRED or len(asked) > MOST_FIELDS:
        raise BotError(
            f"“{name.strip()}” asks too much: at most {MOST_FIELDS} questions, {MOST_REQUIRED} of them required."
        )
    _once((each.label for each in asked), f"question of “{name.strip()}”")
    return FireType(name.strip(), asked)


def _say_type(each: FireType) -> str:
    asked = ", ".join(f"{one.label}{'*' if one.required else ''}" for one in each.fields)
    return f"{each.name}: {asked}" if asked else each.name


def _once(names: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise BotError(f"“{name}” is there twice. Each {what} needs a name of its own.")
        seen.add(name.casefold())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
