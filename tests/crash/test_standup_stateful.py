"""A run's prompts: asked, answered, edited, skipped, taken back and closed in any order, by a process that dies."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select

from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.tables import DeliveryRow
from bot.people.domain import Person, Role, TeamSettings, UserId
from bot.people.repository import People, Teams
from bot.standups.announcements import show_answers, show_prompt, show_report
from bot.standups.domain import TEMPLATES, PromptState, RunState, Schedule, StandupSettings
from bot.standups.repository import Answers
from bot.standups.tables import PromptRow, QuestionRow, RunRow
from bot.standups.use_cases import Submission, answer_prompt, create_standup, prompt_key, skip_prompt, unskip_prompt
from tests.crash.sweep_machines import Machine, explore
from tests.support.world import sqlite_copy

# A Monday before anybody's morning; the standup comes every twelve weeks, so there is one run.
ON = date(2026, 11, 23)
START = datetime(2026, 11, 23, 3, tzinfo=UTC)
ASKED_AT = {
    "UANA": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    "UBEN": datetime(2026, 11, 23, 14, 30, tzinfo=UTC),
    "UCHITRA": datetime(2026, 11, 23, 4, 0, tzinfo=UTC),
}
ZONES = {"UANA": "Europe/London", "UBEN": "America/New_York", "UCHITRA": "Asia/Kolkata"}
WINDOW, LATEST = timedelta(hours=8), timedelta(hours=2)
ANSWERABLE = timedelta(days=7)
people = st.sampled_from(sorted(ASKED_AT))
deaths = st.none() | st.integers(1, 9)


@dataclass
class Expected:
    """One member as a person would keep count of them."""

    state: PromptState = PromptState.WAITING
    said: str | None = None
    answered_at: datetime | None = None
    edited: bool = False
    late: bool = False
    was_asked: bool = False


class Standup(Machine):
    """The model is a list of names with a note beside each."""

    def __init__(self, url: str) -> None:
        super().__init__(url, START)
        self.expected = {each: Expected() for each in ASKED_AT}
        self.closed, self.missed = False, False
        self.run(self._set_up())
        self.beat(None)
        self.prompts, self.question = self.run(self._ids())

    @rule(dies_after=deaths)
    def beat(self, dies_after: int | None) -> None:
        """A process that dies is followed by one that goes on."""
        self.dies_after(dies_after)
        if not self.run(self.world.survive(self.world.process.beat)):
            self.run(self.world.survive(self.world.process.beat))
        self.dies_after(None)
        now = self.world.clock.now()
        for user_id, each in self.expected.items():
            at = ASKED_AT[user_id]
            if each.state == PromptState.WAITING and now >= at:
                each.was_asked = now <= at + LATEST
                each.state = PromptState.ASKED if each.was_asked else PromptState.UNASKED
        self.closed = self.closed or now >= max(ASKED_AT.values()) + WINDOW
        self.missed = self.missed or all(each.state == PromptState.UNASKED for each in self.expected.values())

    @rule(user_id=people, words=st.sampled_from(["Loads", "Charts"]), dies_after=deaths)
    def answer(self, user_id: str, words: str, dies_after: int | None) -> None:
        async def act(work: Work) -> None:
            said = await answer_prompt(work, self.prompts[user_id], user_id, Submission({self.question: words}))
            await show_answers(work, said.prompt)

        each, now = self.expected[user_id], self.world.clock.now()
        today = now.astimezone(ZoneInfo(ZONES[user_id])).date()
        allowed = now <= ASKED_AT[user_id] + WINDOW or today - ON <= ANSWERABLE
        if self._happens(act, dies_after, allowed=allowed):
            each.edited = each.answered_at is not None
            each.answered_at = each.answered_at or now
            each.late = each.late or each.answered_at >= ASKED_AT[user_id] + WINDOW
            each.state, each.said = PromptState.ANSWERED, words

    @rule(user_id=people, dies_after=deaths)
    def skip(self, user_id: str, dies_after: int | None) -> None:
        async def act(work: Work) -> None:
            skipped = await skip_prompt(work, self.prompts[user_id], user_id)
            await show_prompt(work, skipped)
            await show_report(work, skipped.run_id)

        each = self.expected[user_id]
        if each.state == PromptState.WAITING:
            return  # there is nothing yet to click on
        if self._happens(act, dies_after, allowed=each.state == PromptState.ASKED):
            each.state = PromptState.SKIPPED

    @rule(user_id=people, dies_after=deaths)
    def take_back(self, user_id: str, dies_after: int | None) -> None:
        async def act(work: Work) -> None:
            asked = await unskip_prompt(work, self.prompts[user_id], user_id)
            await show_prompt(work, asked)
            await show_report(work, asked.run_id)

        each = self.expected[user_id]
        in_time = self.world.clock.now() < ASKED_AT[user_id] + WINDOW
        if self._happens(act, dies_after, allowed=each.state == PromptState.SKIPPED and in_time):
            each.state = PromptState.ASKED

    @rule(user_id=people)
    def somebody_else_answers(self, user_id: str) -> None:
        async def act(work: Work) -> None:
            await answer_prompt(work, self.prompts[user_id], "USOMEBODY", Submission({self.question: "Mine"}))

        assert self._happens(act, None, allowed=False) is False

    @rule(minutes=st.sampled_from([20, 60, 90, 240, 600]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.move_to(self.world.clock.now() + timedelta(minutes=minutes))

    @invariant()
    def the_run_is_as_people_remember_it(self) -> None:
        self.run(self._compare())

    def at_the_end(self) -> None:
        until = max(self.world.clock.now(), max(ASKED_AT.values()) + WINDOW) + timedelta(hours=1)
        while self.world.clock.now() < until:
            self.time_passes(90)
            self.beat(None)
        self.the_run_is_as_people_remember_it()

    async def _compare(self) -> None:
        async with self.world.transactions.in_workspace(self.world.workspace) as work:
            rows = {row.user_id: row for row in await work.session.scalars(select(PromptRow))}
            said = await Answers(work).of(row.id for row in rows.values())
            promised = await work.session.execute(select(DeliveryRow.key, DeliveryRow.mark))
            marks = {row.key: row.mark for row in promised}
            run_states = list(await work.session.scalars(select(RunRow.state)))
        held = [RunState.CLOSED if self.closed else RunState.OPEN]
        # A minute after the last was missed, the run is on record as skipped.
        assert run_states == held or (self.missed and run_states == [RunState.SKIPPED])
        for user_id, each in self.expected.items():
            row = rows[user_id]
            found = Expected(
                PromptState(row.state), None, row.answered_at, row.edited_at is not None, row.late, each.was_asked
            )
            words = said.get(row.id, {}).get(self.question)
            found.said = words if isinstance(words, str) else None
            assert found == each, f"{user_id}: {found}"
            sent = [shown.mark for shown in self.world.slack.messages].count(marks.get(prompt_key(row.id), "none"))
            told = each.was_asked or each.answered_at is not None
            assert sent <= told, f"{user_id} was told {sent} times"

    def _happens(self, act: Callable[[Work], Awaitable[None]], dies_after: int | None, *, allowed: bool) -> bool:
        """Whether it is stored; a click that is refused leaves nothing."""
        committed = False

        async def in_workspace() -> None:
            nonlocal committed
            async with self.world.process.transactions.in_workspace(self.world.workspace) as work:
                await act(work)
                committed = dies_after != 2
            await self.world.process.drain()

        self.dies_after(dies_after)
        try:
            self.run(self.world.survive(in_workspace))
        except BotError:
            assert not allowed, "this is refused although it should be possible"
            return False
        finally:
            self.dies_after(None)
        assert allowed or not committed, "this is possible although it should be refused"
        return committed

    async def _set_up(self) -> None:
        async with self.world.transactions.in_workspace(self.world.workspace) as work:
            for user_id, zone in ZONES.items():
                await People(work).save(Person(UserId(user_id), user_id, zone))
            roles = {UserId(each): Role.LEAD if each == "UANA" else Role.MEMBER for each in ZONES}
            team = await Teams(work).create(TeamSettings("Data", "C0DATA", zone="Europe/London"), roles)
            schedule = Schedule(at=time(9, 30), days=frozenset({0}), anchor_on=ON, every_weeks=12, window=WINDOW)
            settings = StandupSettings("Daily standup", schedule, team.channel_id)
            await create_standup(work, team.id, "UANA", settings, TEMPLATES[0].questions)

    async def _ids(self) -> tuple[dict[str, int], int]:
        async with self.world.transactions.in_workspace(self.world.workspace) as work:
            rows = await work.session.execute(select(PromptRow.user_id, PromptRow.id))
            first = await work.session.scalar(select(QuestionRow.id).order_by(QuestionRow.position).limit(1))
            return {row[0]: row[1] for row in rows}, int(first or 0)


def test_a_run_is_as_people_remember_it_in_whatever_order_things_happen(
    migrated_sqlite: Path, every_boundary: bool
) -> None:
    with sqlite_copy(migrated_sqlite) as url:
        explore(lambda: Standup(url), examples=8, steps=25, nightly=every_boundary)
