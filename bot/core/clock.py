"""Clocks: the only place that reads what time it is."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What time it is, and how to wait for later."""

    def now(self) -> datetime:
        """This instant, aware and in UTC."""
        ...

    async def sleep(self, length: timedelta) -> None:
        """Returns once `length` has passed on this clock."""
        ...


class MovableClock(Clock, Protocol):
    """A clock that somebody may move forward."""

    def move_to(self, instant: datetime) -> None:
        """Jumps forward; an instant already passed changes nothing."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, length: timedelta) -> None:
        await asyncio.sleep(max(0.0, length.total_seconds()))


class ShiftedClock:
    """Another clock, some way ahead of it; it goes on running. Never goes back."""

    def __init__(self, base: Clock, ahead: timedelta = timedelta(0)) -> None:
        self._base = base
        self.ahead = ahead

    def now(self) -> datetime:
        return self._base.now() + self.ahead

    def move_to(self, instant: datetime) -> None:
        """Jumps forward; an instant already passed changes nothing."""
        self.ahead = max(self.ahead, instant - self._base.now())

    async def sleep(self, length: timedelta) -> None:
        await self._base.sleep(length)


class AgreedClock:
    """Another clock, set right by one that all processes share: leases of one compare with leases of another."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._off = timedelta(0)

    def now(self) -> datetime:
        return self._base.now() + self._off

    def agree(self, shared: datetime) -> timedelta:
        """Takes over what the shared clock shows now. Returns by how much this one is set right from now on."""
        self._off = shared - self._base.now()
        return self._off

    async def sleep(self, length: timedelta) -> None:
        await self._base.sleep(length)


class HandClock:
    """Stands still until somebody moves it; who sleeps on it moves it."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Jumps forward; an instant already passed changes nothing."""
        self._now = max(self._now, instant.astimezone(UTC))

    async def sleep(self, length: timedelta) -> None:
        self.move_to(self._now + length)
        await asyncio.sleep(0)
