"""What is believed of a team goes on from week to week, also over a new version of the bot that believes otherwise."""

from sqlalchemy import update

from bot.core.calendar import WEEK
from bot.load.detector import FORMAT
from bot.load.repository import LoadBeliefs
from bot.load.tables import LoadBeliefRow
from bot.load.use_cases.believing import believe_until
from tests.load.office import Office


async def test_beliefs_of_an_older_version_are_learnt_again_from_the_same_weeks(office: Office) -> None:
    for _ in range(6):
        await office.lives_a_week(ana=3, ben=8, chitra=3, dan=2)
    async with office.work() as work:
        newest = await LoadBeliefs(work).newest(office.team.id)
        assert newest is not None
        monday, known = newest
        assert known is not None
        assert (known["format"], known["seen"]) == (FORMAT, 5)
        said = await LoadBeliefs(work).found(office.team.id, monday)
        await work.session.execute(
            update(LoadBeliefRow)
            .where(LoadBeliefRow.workspace_id == office.ours, LoadBeliefRow.monday == monday)
            .values(beliefs={"format": "load-beliefs/0"})
        )

    await office.goes_on(hours=4)

    async with office.work() as work:
        newest = await LoadBeliefs(work).newest(office.team.id)
        assert newest is not None
        learnt, again = newest
        assert again is not None
        assert (learnt, again["seen"]) == (monday + WEEK, 6)
        assert await LoadBeliefs(work).found(office.team.id, monday) == said, "what a week said stays as it was said"
        found = await believe_until(work, office.team, learnt)
        assert found is not None
        assert found.speaks, "nobody waits three weeks once more"
