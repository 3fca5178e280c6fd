"""A small language for the shape of JSON values, and the walk that says where a value has another shape."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from re import Pattern
from sys import maxsize
from typing import Any, Protocol

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """`path` is the place as one would write it in code: `blocks[2].accessory.text.text`."""

    path: str
    code: str
    text: str

    def under(self, path: str) -> "Problem":
        if not path:
            return self
        joint = "." if self.path and not self.path.startswith("[") else ""
        return Problem(f"{path}{joint}{self.path}", self.code, self.text)


Rule = Callable[[Json], Iterable[Problem]]
"""What several properties of one object owe each other; asked only once each of them is right by itself."""


class Shape(Protocol):
    def check(self, value: object, path: str, found: list[Problem]) -> None:
        """Adds to `found`, so that a sound value costs no allocation."""


@dataclass(frozen=True)
class Anything:
    def check(self, value: object, path: str, found: list[Problem]) -> None:
        """Nothing can be wrong."""


@dataclass(frozen=True)
class Text:
    least: int = 0
    most: int = maxsize

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if not isinstance(value, str):
            found.append(Problem(path, "wrong_type", "must be text"))
        elif len(value) > self.most:
            found.append(Problem(path, "too_long", f"{len(value)} characters, at most {self.most}"))
        elif len(value) < self.least:
            found.append(Problem(path, "too_short", f"{len(value)} characters, at least {self.least}"))


@dataclass(frozen=True)
class Written:
    """Text in a notation."""

    pattern: Pattern[str]
    notation: str

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if not isinstance(value, str):
            found.append(Problem(path, "wrong_type", "must be text"))
        elif not self.pattern.fullmatch(value):
            found.append(Problem(path, "wrong_notation", f"must be written as {self.notation}"))


@dataclass(frozen=True)
class Word:
    words: tuple[str, ...]

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if value not in self.words:
            found.append(Problem(path, "unknown_word", f"{value!r} is none of {', '.join(self.words)}"))


@dataclass(frozen=True)
class Flag:
    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if not isinstance(value, bool):
            found.append(Problem(path, "wrong_type", "must be true or false"))


@dataclass(frozen=True)
class Number:
    least: float = -math.inf
    most: float = math.inf
    whole: bool = True
    above: float = -math.inf

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if isinstance(value, bool) or not isinstance(value, int if self.whole else (int, float)):
            found.append(Problem(path, "wrong_type", f"must be a {'whole ' if self.whole else ''}number"))
        elif not (self.least <= value <= self.most and self.above < value < math.inf):
            found.append(Problem(path, "out_of_range", f"{value} is out of range"))


@dataclass(frozen=True)
class OrNull:
    shape: Shape

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if value is not None:
            self.shape.check(value, path, found)


@dataclass(frozen=True)
class Listing:
    of: Shape
    least: int = 0
    most: int = maxsize

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if not isinstance(value, (list, tuple)):
            found.append(Problem(path, "wrong_type", "must be a list"))
            return
        if len(value) > self.most:
            found.append(Problem(path, "too_many", f"{len(value)} items, at most {self.most}"))
        elif len(value) < self.least:
            found.append(Problem(path, "too_few", f"{len(value)} items, at least {self.least}"))
        for index, item in enumerate(value):
            self.of.check(item, f"{path}[{index}]", found)


@dataclass(frozen=True)
class Thing:
    """An object with exactly these properties; `kind` is the value of its property `type`, if it has one."""

    kind: str | None = None
    needs: Mapping[str, Shape] = field(default_factory=dict)
    takes: Mapping[str, Shape] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()

    @cached_property
    def shapes(self) -> dict[str, Shape]:
        named: dict[str, Shape] = {"type": Word((self.kind,))} if self.kind else {}
        return {**named, **self.needs, **self.takes}

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if not isinstance(value, (dict, Mapping)):
            found.append(Problem(path, "wrong_type", "must be an object"))
        elif self.kind and value.get("type") != self.kind:
            found.append(unsupported_type(value, path, [self.kind]))
        else:
            self._check_properties(value, path, found)

    def _check_properties(self, value: Json, path: str, found: list[Problem]) -> None:
        before = len(found)
        shapes, prefix = self.shapes, f"{path}." if path else ""
        for name, item in value.items():
            shape = shapes.get(name)
            if shape is None:
                found.append(Problem(f"{prefix}{name}", "unknown_property", "there is no such property here"))
            else:
                shape.check(item, f"{prefix}{name}", found)
        for name in self.needs:
            if name not in value:
                found.append(Problem(f"{prefix}{name}", "missing", "is required"))
        if len(found) == before:
            for rule in self.rules:
                found += [problem.under(path) for problem in rule(value)]


class Either:
    """One of several things, told apart by their property `type`."""

    def __init__(self, *things: Thing) -> None:
        self.by_kind = {str(thing.kind): thing for thing in things}

    def check(self, value: object, path: str, found: list[Problem]) -> None:
        if not isinstance(value, (dict, Mapping)):
            found.append(Problem(path, "wrong_type", "must be an object"))
            return
        kind = value.get("type")
        thing = self.by_kind.get(kind) if isinstance(kind, str) else None
        if thing is None:
            found.append(unsupported_type(value, path, self.by_kind))
        else:
            thing.check(value, path, found)


def unsupported_type(value: Json, path: str, kinds: Collection[str]) -> Problem:
    said = f"{value['type']!r} is not supported here" if "type" in value else "is required"
    return Problem("type", "unsupported_type", f"{said}; supported: {', '.join(sorted(kinds))}").under(path)


def at_least_one(*names: str) -> Rule:
    def rule(value: Json) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield Problem(names[0], "missing", f"one of {', '.join(names)} is required")

    return rule


def not_both(one: str, other: str) -> Rule:
    def rule(value: Json) -> Iterator[Problem]:
        if one in value and other in value:
            yield Problem(other, "conflict", f"excludes {one}")

    return rule


def in_order(low: str, high: str) -> Rule:
    def rule(value: Json) -> Iterator[Problem]:
        if low in value and high in value and float(value[low]) > float(value[high]):
            yield Problem(low, "out_of_range", f"is more than {high}")

    return rule


def unique(listing: str, name: str) -> Rule:
    """`name` differs among the items of `listing` that have it."""

    def rule(value: Json) -> Iterator[Problem]:
        items = enumerate(value.get(listing, ()))
        return repeated((f"{listing}[{at}].{name}", item.get(name)) for at, item in items)

    return rule


def repeated(places: Iterable[tuple[str, Any]]) -> Iterator[Problem]:
    """Every value that stood at an earlier place already; None is no value."""
    seen: dict[Any, str] = {}
    for path, value in places:
        if value is not None and seen.setdefault(value, path) != path:
            yield Problem(path, "duplicate", f"{value!r} is also at {seen[value]}")
