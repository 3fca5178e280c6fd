"""Troubles that can be ordered: a call that is refused, lost on the way, slow or withheld."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from bot.sandbox.state import Json

FaultKind = Literal["429", "500_before", "503_before", "500_after", "drop_before", "drop_after", "slow", "hold"]
KINDS: tuple[str, ...] = get_args(FaultKind)


@dataclass
class Fault:
    """Befalls the next `times` calls of `method` (None: any). After an `_after` fault the call was done, and only
    its answer is lost; `slow` and `hold` are done too, and answered late.
    """

    method: str | None
    kind: FaultKind
    times: int = 1
    retry_after: int = 2
    seconds: float = 1.0
    matches: Callable[[Json], bool] | None = None
    struck: int = 0
    _released: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such fault: {self.kind!r}")

    def release(self) -> None:
        """Lets the answers go that a `hold` withholds."""
        self._released.set()

    async def delay(self) -> None:
        """Waits as long as the answer is to be late."""
        if self.kind == "slow":
            await asyncio.sleep(self.seconds)
        elif self.kind == "hold":
            await self._released.wait()


class Faults:
    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._ordered)

    def add(self, fault: Fault) -> Fault:
        self._ordered.append(fault)
        return fault

    def clear(self) -> None:
        """Orders no more of them; what is withheld goes."""
        for fault in self._ordered:
            fault.release()
        self._ordered.clear()

    def strike(self, method: str, arguments: Json) -> Fault | None:
        """The first ordered fault that fits this call."""
        for fault in self._ordered:
            fits = fault.method in (None, method) and (fault.matches is None or fault.matches(arguments))
            if fits and fault.struck < fault.times:
                fault.struck += 1
                return fault
        return None
