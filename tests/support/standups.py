"""Standups for stories: the daily one of the data team, its messages, and its reports."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from bot.people.domain import Team
from bot.sandbox.gestures import Person
from bot.sandbox.state import Message
from bot.standups.domain import Kind, NewQuestion, Schedule, Standup, StandupSettings
from bot.standups.domain.schedule import Reporting, Rules
from bot.standups.use_cases import create_standup
from tests.support.world import World

MONDAY = date(2026, 11, 23)
DONE, PLAN, BLOCKED = "What did you get done?", "What will you do today?", "Is something blocking you?"
WORDS = "What is blocking you?"
# The first has a plan whose items come back, the last opens blockers.
QUESTIONS = (
    NewQuestion(DONE, Kind.SHORT, key="done"),
    NewQuestion(PLAN, Kind.PLAN, key="plan", required=False),
    NewQuestion(BLOCKED, Kind.BLOCKER, key="blocked", required=False),
)


async def a_standup(
    world: World,
    team: Team,
    name: str = "Daily",
    *,
    questions: Sequence[NewQuestion] = QUESTIONS,
    rules: Rules | None = None,
    reporting: Reporting | None = None,
    **schedule: Any,
) -> Standup:
    """On working days from Monday 23 November 2026, at 09:30 of each member, with eight hours to answer."""
    when = Schedule(**{"at": time(9, 30), "days": frozenset(range(5)), "anchor_on": MONDAY, **schedule})
    settings = StandupSettings(name, when, team.channel_id, reporting or Reporting(), rules or Rules())
    async with world.work() as work:
        return await create_standup(work, team.id, world.person("ana").id, settings, questions)


def at(hour: int, minute: int = 0, day: int = 23, month: int = 11) -> datetime:
    """UTC, which is what London's clocks show in November 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


async def answers(person: Person, entries: Mapping[str, Any], button: str = "Answer") -> None:
    """Opens the form, fills it and sends it."""
    await person.clicks(button)
    for label, value in entries.items():
        await person.fills({label: value})
    assert (await person.submits()).closed


def dm(world: World, name: str, text: str) -> Message:
    """The newest message of the bot to somebody that says so."""
    found = [each for each in world.person(name).dm if each.user == "UFIRE" and text in world.read(each)]
    assert found, f"{name} was told nothing like {text!r}, but: {[world.read(each) for each in world.person(name).dm]}"
    return found[-1]


def reports(world: World, name: str = "Daily", channel: str = "data-team") -> list[str]:
    """What stands in the channel about that standup, oldest first."""
    return [text for text in world.texts(channel) if text.startswith(name)]
