"""Mistakes planted in the outbox, to see that somebody notices."""

import importlib
import inspect
import pkgutil
from dataclasses import dataclass
from types import FunctionType, ModuleType

import pytest

import bot.outbox


@dataclass(frozen=True)
class Mutant:
    """In the function of that name, wherever the outbox keeps it, `old` becomes `new`."""

    name: str
    function: str
    old: str
    new: str

    def plant(self, monkeypatch: pytest.MonkeyPatch) -> None:
        original, home = self._find()
        source = inspect.getsource(original)
        found = source.count(self.old)
        assert found == 1, (
            f"{home.__name__}.{self.function} has changed: {self.old!r} stands in it {found} times, not once. "
            f"Plant the mistake {self.name!r} anew in tests/crash/sweep_mutants.py."
        )
        made: dict[str, FunctionType] = {}
        exec(compile(source.replace(self.old, self.new), f"<mutant: {self.name}>", "exec"), vars(home), made)
        for module in outbox_modules():
            if vars(module).get(self.function) is original:
                monkeypatch.setattr(module, self.function, made[self.function])

    def _find(self) -> tuple[FunctionType, ModuleType]:
        for module in outbox_modules():
            function = vars(module).get(self.function)
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                return function, module
        raise AssertionError(f"bot/outbox has no function {self.function!r} any more to plant {self.name!r} in")


def outbox_modules() -> list[ModuleType]:
    return [importlib.import_module(f"bot.outbox.{each.name}") for each in pkgutil.iter_modules(bot.outbox.__path__)]


MUTANTS = (
    Mutant(
        "orphans are taken over as if never sent",
        "take",
        "maybe_sent=DeliveryRow.posted_ts.is_(None)",
        "maybe_sent=DeliveryRow.maybe_sent",
    ),
    Mutant("orphans stay orphans", "take", "state=DeliveryState.PENDING", "state=DeliveryState.SENDING"),
    Mutant("nobody looks before posting again", "_send", "if delivery.maybe_sent:", "if delivery.maybe_sent is None:"),
    Mutant(
        "a wording that came meanwhile is taken for said",
        "store",
        "if row.version == row.claimed_version else DeliveryState.PENDING",
        "",
    ),
    Mutant("a released lane forgets what waits", "release", "max(min(moments), now + pace.posts.every)", "None"),
)
NO_FENCE = Mutant("the fence is always open", "fence", "return renewed.first() is not None", "return True")
