"""The past of the sandbox's team, lived through once: five weeks of requests, and yesterday with its standup."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta

from bot.app import Firebreak
from bot.core.calendar import DAY, WEEK, week_start
from bot.core.work import Work
from bot.demo.desk import set_up_desk
from bot.demo.duty import put_shifts
from bot.demo.past import remember_the_past
from bot.demo.week import DeskWeek
from bot.people.domain import Person, Role, Team, TeamSettings, UserId
from bot.people.repository import Absences, People, Teams
from bot.sandbox.server import Sandbox
from bot.standups.domain import TEMPLATES, Schedule, StandupSettings
from bot.standups.use_cases import create_standup

MoveTo = Callable[[datetime], Awaitable[None]]

LEAD = "ana"
ZONES = {
    "ana": "Europe/London",
    "ben": "America/New_York",
    "chitra": "Asia/Kolkata",
    "dan": "Europe/London",
    "elif": "Europe/London",
    "farid": "America/New_York",
}
TOGETHER_FOR = 6 * WEEK
MOMENT = timedelta(seconds=30)
MONDAY_TO_WEDNESDAY = frozenset({0, 1, 2})


def opening(now: datetime) -> datetime:
    """When the story begins: early on Monday of this week, before anybody's morning."""
    return datetime.combine(week_start(now.date()), time(2, 30), tzinfo=UTC)


async def live_through(sandbox: Sandbox, firebreak: Firebreak, move_to: MoveTo) -> None:
    """From `opening` to Tuesday afternoon, when everybody has been asked and not everybody has answered."""
    monday = week_start(firebreak.clock.now().date())
    story = Story(sandbox, firebreak, move_to, monday)
    await story.set_up_the_team()
    await story.remember_the_last_weeks()
    await story.live_monday()
    await story.live_tuesday()


class Story:
    """What happens, in order. People act as they would: through Slack."""

    def __init__(self, sandbox: Sandbox, firebreak: Firebreak, move_to: MoveTo, monday: date) -> None:
        self._sandbox, self._firebreak, self._move_to, self._monday = sandbox, firebreak, move_to, monday
        self._desk = DeskWeek(sandbox, self._pause)
        self._team: Team | None = None

    async def set_up_the_team(self) -> None:
        """Six people in three zones, one of them part-time, one away until Friday."""
        async with self._firebreak.transactions.in_workspace(self._firebreak.workspace.id) as work:
            for name, zone in ZONES.items():
                await People(work).save(Person(self._id(name), name.capitalize(), zone))
            await People(work).set_hours(self._id("dan"), MONDAY_TO_WEDNESDAY, None, None)
            await Absences(work).add(self._id("elif"), self._monday, self._monday + 4 * DAY, self._id("elif"))
            settings = TeamSettings(
                name="Data",
                channel_id=self._sandbox.channel("data-team").id,
                zone=ZONES[LEAD],
                digest_on=0,
                digest_at=time(9),
            )
            roles = {self._id(name): Role.LEAD if name == LEAD else Role.MEMBER for name in ZONES}
            earlier = Work(work.session, work.workspace_id, work.now - TOGETHER_FOR)
            self._team = await Teams(earlier).create(settings, roles)
            daily = TEMPLATES[0]
            schedule = Schedule(at=daily.at, days=daily.days, anchor_on=self._monday, window=timedelta(hours=9))
            standup = StandupSettings(daily.name, schedule, settings.channel_id)
            await create_standup(work, self._team.id, self._id(LEAD), standup, daily.questions)
            await set_up_desk(work, self._team.id, self._sandbox, self._id(LEAD))

    async def remember_the_last_weeks(self) -> None:
        """Fires that came and went before anybody looked, and who was on duty for them."""
        assert self._team is not None, "the team is set up first"
        async with self._firebreak.transactions.in_workspace(self._firebreak.workspace.id) as work:
            await remember_the_past(work, self._team.id, self._monday, self._id)
            await put_shifts(work, self._team, self._monday, self._id(LEAD), self._id)

    async def live_monday(self) -> None:
        await self._wait_until(0, 4, 25)
        await self._answers("chitra", "Refund model, first cut", "Backfill it", "no")
        await self._wait_until(0, 9, 50)
        await self._answers("ana", "Board numbers", "Hiring interviews, then the forecast", "no")
        await self._answers("dan", "Moved the loads to the new warehouse", "Watch them", "yes", "No access to billing")
        await self._desk.monday_morning()
        await self._wait_until(0, 14, 55)
        await self._answers("ben", "Cost per order by country", "Document the metric layer", "no")
        await self._desk.monday_afternoon()

    async def live_tuesday(self) -> None:
        await self._wait_until(1, 4, 20)
        await self._answers("chitra", "Backfilled refunds", "Two requests from marketing, then tests", "no")
        await self._wait_until(1, 10, 5)
        await self._answers("dan", "Loads are quiet", "Alerting", "no")
        await self._desk.tuesday_morning()
        await self._wait_until(1, 14, 25)
        await self._desk.tuesday_afternoon()
        await self._wait_until(1, 14, 40)

    async def _answers(self, name: str, done: str, planned: str, blocked: str, by: str | None = None) -> None:
        """Fills in the form, as people do."""
        person = self._sandbox.person(name)
        await person.clicks("Answer")
        asked = [each.text for each in TEMPLATES[0].questions]
        await person.fills(dict(zip(asked, (done, planned, blocked.capitalize()), strict=True)))
        if by is not None:
            await person.fills({"What is blocking you?": by})
        await person.submits()

    async def _wait_until(self, day: int, hour: int, minute: int) -> None:
        """Lets time pass until then, in UTC."""
        on = self._monday + day * DAY
        await self._move_to(datetime.combine(on, time(hour, minute), tzinfo=UTC))

    async def _pause(self) -> None:
        """Two moves: what the first one brings about, the second one lets be sent."""
        for _ in range(2):
            await self._move_to(self._firebreak.clock.now() + MOMENT)

    def _id(self, name: str) -> UserId:
        return UserId(self._sandbox.person(name).id)
