"""Stories of weeks: what they say together is heard by the person first, and a lead hears what can be checked."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select, update

from bot.load.tables import LoadBeliefRow
from bot.people.domain import Team, UserId
from bot.sandbox.state import Message
from bot.triage.domain import Priority, Source, State
from bot.triage.repository import Fires
from bot.triage.tables import FireCounterRow, FireRow
from tests.support.teams import the_data_team
from tests.support.world import World

TEAM = ("ana", "ben", "chitra", "dan", "elif")
# An hour in which each is at work, in UTC.
AT_WORK = {"ana": 10, "ben": 14, "chitra": 6, "dan": 11, "elif": 13}
# Eight in the evening for Ben.
EVENING = 25
# The Monday on which a story begins; the week before is judged at eight in London.
TODAY = date(2026, 11, 23)
BEN_AT_WORK = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
A_DAY_LATER = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
A_WEEK_LATER = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
NEVER_SAID = re.compile(r"\b(scores?|ranks?|ranking|diagnos\w+|burned out|burnt out|exhaust\w+)\b", re.IGNORECASE)


class Past:
    """Weeks before a story, stored as if they had been lived: so many fires do not fit through the doors."""

    def __init__(self, world: World, team: Team) -> None:
        self.world, self.team, self.rows = world, team, list[FireRow]()

    def week(self, ago: int, taken: Mapping[str, int], *, topic: str | None = None, hour: int | None = None) -> None:
        """Somebody takes their fires one a workday, beginning with another day each week."""
        for name, count in taken.items():
            for number in range(count):
                on = TODAY - timedelta(weeks=ago) + timedelta(days=(number + 2 * ago) % 5)
                at = datetime.combine(on, datetime.min.time(), UTC)
                at += timedelta(hours=AT_WORK[name] + (number + ago) % 4 if hour is None else hour, minutes=number)
                self.rows.append(self._row(at, self.world.person(name).id, topic))

    def even(self, *agos: int, each: int = 2) -> None:
        for ago in agos:
            self.week(ago, dict.fromkeys(TEAM, each))

    def waiting(self, ago: int, count: int) -> None:
        """Nobody takes these."""
        at = datetime.combine(TODAY - timedelta(weeks=ago), datetime.min.time(), UTC) + timedelta(hours=12)
        for _ in range(count):
            row = self._row(at, None, None)
            row.state, row.closed_at, row.claimed_at = State.NEW, None, None
            self.rows.append(row)

    def _row(self, at: datetime, taker: str | None, topic: str | None) -> FireRow:
        grace = UserId(self.world.person("grace").id)
        return FireRow(
            title="Zeros in a report",
            description="",
            source=Source.COMMAND,
            requester_id=grace,
            filer_id=grace,
            priority_proposed=Priority.P3,
            priority=Priority.P3,
            state=State.DONE,
            owner_id=taker,
            topic=topic,
            created_at=at - timedelta(minutes=5),
            queued_at=at - timedelta(minutes=5),
            claimed_at=at,
            closed_at=at + timedelta(hours=1),
            closed_by=taker,
            dismissed=False,
        )

    async def lived(self) -> None:
        async with self.world.work() as work:
            last = await Fires(work).last_number()
            for number, row in enumerate(self.rows, last + 1):
                row.workspace_id, row.team_id = work.workspace_id, self.team.id
                row.number = row.case_id = number
            work.session.add_all(self.rows)
            await work.session.execute(update(FireCounterRow).values(last_number=last + len(self.rows)))
        self.rows = []


async def the_past(world: World) -> Past:
    return Past(world, await the_data_team(world, TEAM))


async def just_after(world: World, moment: datetime) -> None:
    await world.forward_to(moment)
    await world.forward(seconds=20)


def told(world: World, name: str, about: str = "Burnout risk") -> list[str]:
    return [world.read(each) for each in dms(world, name) if about in world.read(each)]


def dms(world: World, name: str) -> list[Message]:
    return list(world.person(name).dm)


def nothing_improper(world: World) -> None:
    said = [world.read(each) for name in TEAM for each in dms(world, name)]
    assert said, "somebody must have heard something"
    assert [NEVER_SAID.findall(each) for each in said if NEVER_SAID.search(each)] == []


async def ben_carries_most(world: World) -> None:
    past = await the_past(world)
    past.even(*range(4, 12))
    for ago in (1, 2, 3):
        past.week(ago, {"ben": 8, "ana": 1, "chitra": 1, "dan": 1})
    await past.lived()


async def test_three_uneven_weeks_are_heard_by_the_person_and_on_the_next_working_day_by_the_lead(world: World) -> None:
    await ben_carries_most(world)
    await world.forward_to(BEN_AT_WORK - timedelta(minutes=1))
    assert told(world, "ben") == []
    await just_after(world, BEN_AT_WORK)
    [notice] = told(world, "ben")
    assert "you handled 26 of Data's 43 requests" in notice
    assert "working hours, days off and duty, about 8.6 was expected" in notice
    assert "Nobody else has seen this. Ana will see the same counts" in notice
    assert told(world, "ana") == []

    await just_after(world, A_DAY_LATER)
    [card] = told(world, "ana")
    assert "26 of 43 requests" in card
    for name in ("chitra", "dan", "elif"):
        assert told(world, name) == []
    nothing_improper(world)


async def test_past_weeks_are_worked_off_once_and_only_the_newest_beliefs_are_kept(world: World) -> None:
    past = await the_past(world)
    past.even(*range(1, 40))
    await past.lived()
    await just_after(world, BEN_AT_WORK)
    await world.restart_bot()
    await just_after(world, A_WEEK_LATER)
    async with world.work() as work:
        weeks = (await work.session.scalars(select(LoadBeliefRow.monday).order_by(LoadBeliefRow.monday))).all()
        believed = select(func.count()).select_from(LoadBeliefRow).where(LoadBeliefRow.beliefs.is_not(None))
        assert await work.session.scalar(believed) == 1
        found = (await work.session.scalars(select(LoadBeliefRow.finding))).all()
    assert weeks == [TODAY - timedelta(weeks=26 - number) for number in range(27)]
    assert "risk" not in str(found)
    assert [told(world, name) for name in TEAM] == [[]] * 5


async def test_who_is_the_only_one_asked_about_a_topic_hears_which_and_how_often(world: World) -> None:
    past = await the_past(world)
    for ago in range(5, 13):
        past.even(ago, each=1)
        past.week(ago, dict.fromkeys(TEAM, 1), topic="access")
    for ago in range(1, 5):
        past.even(ago, each=1)
        past.week(ago, {"ben": 5}, topic="access")
    await past.lived()
    await just_after(world, BEN_AT_WORK)
    [notice] = told(world, "ben")
    assert "You took 20 of 20 requests about access in the last four weeks" in notice.replace("`", "")
    assert "in the eight weeks before it was 8 of 40" in notice
    nothing_improper(world)


async def test_work_after_hours_is_said_with_the_hours_it_is_counted_by(world: World) -> None:
    past = await the_past(world)
    past.even(*range(5, 13))
    for ago in range(1, 5):
        past.even(ago, each=2)
        past.week(ago, {"ben": 2}, hour=EVENING)
    await past.lived()
    await just_after(world, BEN_AT_WORK)
    [notice] = told(world, "ben")
    assert "You took 8 of your 16 requests of the last four weeks outside your hours" in notice
    assert "09:00–17:00, America/New_York" in notice


async def a_doubtful_zone(world: World) -> Past:
    """Everything Ben takes, he takes in the evening."""
    past = await the_past(world)
    for ago in range(1, 9):
        past.week(ago, {"ana": 2, "chitra": 2, "dan": 2})
        past.week(ago, {"ben": 5}, hour=EVENING)
    await past.lived()
    return past


async def test_somebody_whose_hours_do_not_fit_is_asked_and_not_flagged(world: World) -> None:
    await a_doubtful_zone(world)
    await just_after(world, BEN_AT_WORK)
    assert told(world, "ben") == []
    [question] = told(world, "ben", "Are your working hours right?")
    assert "Mon–Fri 09:00–17:00, America/New_York" in question
    await world.person("ben").clicks("Change my hours")
    await world.forward(days=7)
    assert len(told(world, "ben", "Are your working hours right?")) == 1, "once in eight weeks"
    assert [told(world, name) for name in TEAM] == [[]] * 5
    nothing_improper(world)


async def test_who_says_it_is_right_is_asked_no_more_and_can_be_flagged_again(world: World) -> None:
    past = await a_doubtful_zone(world)
    await just_after(world, BEN_AT_WORK)
    await world.person("ben").clicks("It is right")
    await world.forward(minutes=1)
    [question] = told(world, "ben", "Are your working hours right?")
    assert "I will not ask again" in question
    past.week(0, {"ana": 2, "chitra": 2, "dan": 2})
    past.week(0, {"ben": 5}, hour=EVENING)
    await past.lived()
    await just_after(world, A_WEEK_LATER)
    [notice] = told(world, "ben")
    assert "outside your hours" in notice


async def test_a_team_that_chose_so_keeps_flags_to_the_person(world: World) -> None:
    await ben_carries_most(world)
    ana = world.person("ana")
    await ana.types("/triage load", channel="data-team")
    assert "to that person first, and to the leads a working day later" in world.read(ana.ephemerals[-1])
    await ana.clicks("Tell the person only")
    await just_after(world, BEN_AT_WORK)
    [notice] = told(world, "ben")
    assert "Nobody else is told." in notice
    await just_after(world, A_DAY_LATER)
    await world.forward(days=3)
    assert told(world, "ana") == []


async def test_a_team_with_more_than_it_can_do_is_told_so_without_names_once(world: World) -> None:
    past = await the_past(world)
    past.even(*range(6, 16))
    for ago in range(1, 6):
        past.even(ago, each=5)
        past.waiting(ago, 20)
    await past.lived()
    await just_after(world, BEN_AT_WORK)
    [card] = told(world, "ana", "the whole team has too much")
    assert "Rotating will not help; cut or defer." in card
    assert not re.search("Ben|Chitra|Dan|Elif", card)
    await world.forward(days=7)
    assert len(told(world, "ana", "the whole team has too much")) == 1
    assert told(world, "ben") == []


async def test_a_lead_sees_who_takes_what_of_each_topic_where_there_is_enough_to_see(world: World) -> None:
    past = await the_past(world)
    for ago in range(1, 9):
        past.week(ago, {"ben": 1}, topic="billing")
        past.week(ago, dict.fromkeys(TEAM, 1), topic="access")
    past.week(1, {"dan": 2}, topic="rare")
    await past.lived()
    ana = world.person("ana")
    await ana.types("/triage load", channel="data-team")
    page = world.read(ana.ephemerals[-1])
    assert "Topic | Ana | Ben | Chitra | Dan | Elif | All | Nearly all by" in page
    assert "access | 8 | 8 | 8 | 8 | 8 | 40 | more people" in page
    assert "billing | – | 8 | – | – | – | 8 | 🔴 one person" in page
    assert "rare" not in page
    assert "1 topic is not shown: fewer than eight requests in twelve weeks say nothing." in page


async def test_only_leads_choose_who_hears(world: World) -> None:
    await ben_carries_most(world)
    ben = world.person("ben")
    await ben.types("/triage load", channel="data-team")
    page = world.read(ben.ephemerals[-1])
    assert "26 of 43 requests" in page
    assert "Tell the person only" not in page
