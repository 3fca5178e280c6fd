"""What is known of anybody's load goes after a year, with what was said about it."""

from datetime import timedelta

from sqlalchemy import select

from bot.core.database import InWorkspace
from bot.load import tables
from bot.load.use_cases import look_at_load
from bot.outbox.tables import DeliveryRow
from bot.records.use_cases.keeping import clear_old_load
from tests.load.office import Office
from tests.people.builders import ANA, BEN

UNEVEN = {"ana": 1, "ben": 6, "chitra": 1, "dan": 1}
EVEN = {"ana": 2, "ben": 2, "chitra": 2, "dan": 2}
OF_PEOPLE = (
    tables.LoadWeekRow,
    tables.LoadTallyRow,
    tables.LoadFlagRow,
    tables.LoadEpisodeRow,
    tables.LoadBeliefRow,
    tables.LoadViewRow,
)


async def kept(office: Office) -> dict[str, int]:
    """Rows of this workspace by table, and messages about load that still say something."""
    async with office.work() as work:
        counts = {each.__tablename__: await _count(office, each) for each in OF_PEOPLE}
        said = await work.session.scalars(
            select(DeliveryRow).where(DeliveryRow.workspace_id == office.ours, DeliveryRow.key.startswith("load:"))
        )
        return counts | {"said": sum("This was cleared" not in str(each.body) for each in said)}


async def _count(office: Office, table: type[InWorkspace]) -> int:
    async with office.work() as work:
        return len((await work.session.scalars(select(table).where(table.workspace_id == office.ours))).all())


async def clear(office: Office) -> None:
    async with office.work() as work:
        await clear_old_load(work)


async def lived_through(office: Office) -> None:
    """Ben carried too many for two weeks; it was told, a lead looked, and it is over."""
    await office.lives_a_week(**UNEVEN)
    await office.lives_a_week(**UNEVEN)
    for _ in range(10):
        await office.lives_a_week(**EVEN)
    async with office.work() as work:
        await look_at_load(work, ANA, None, own=False)
    episode = await office.episode()
    assert episode.user_id == BEN
    assert episode.told_leads == (ANA,)
    assert episode.closed_at is not None


async def test_within_a_year_nothing_goes(office: Office) -> None:
    await lived_through(office)
    before = await kept(office)
    assert all(before.values())
    office.clock.move_to(office.clock.now() + timedelta(weeks=30))
    await clear(office)
    assert await kept(office) == before


async def test_after_a_year_everything_is_gone_but_what_is_believed_now(office: Office) -> None:
    await lived_through(office)
    office.clock.move_to(office.clock.now() + timedelta(weeks=54))
    await clear(office)
    assert await kept(office) == {each.__tablename__: 0 for each in OF_PEOPLE} | {"load_beliefs": 1, "said": 0}


async def test_an_episode_that_goes_on_stays(office: Office) -> None:
    for _ in range(3):
        await office.lives_a_week(**UNEVEN)
    office.clock.move_to(office.clock.now() + timedelta(weeks=54))
    await clear(office)
    assert (await office.episode()).closed_at is None


async def test_neighbours_clear_nothing_of_ours(office: Office) -> None:
    await lived_through(office)
    before = await kept(office)
    office.clock.move_to(office.clock.now() + timedelta(weeks=54))
    async with office.work(next_door=True) as work:
        await clear_old_load(work)
    assert await kept(office) == before
