"""What was one account's becomes another's: row by row, and where both have one, neither is lost."""

from typing import Any

from sqlalchemy import Index, UniqueConstraint, and_, cast, exists, not_, or_, select, update
from sqlalchemy import Text as SqlText

from bot.core.database import Table as Declared
from bot.core.marks import Holds
from bot.core.work import Work
from bot.records.repository.registry import Col, marked, without

# Facts of the account itself, conversations with it, and what is kept of accounts.
ITS_OWN = frozenset({"people", "prompts", "deliveries", "timers", "receipts", "reunions", "forgettings"})
# Stands for the id of an account while two change places.
BETWEEN = "~"


class Moves:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def roles(self, user_id: str) -> dict[int, str]:
        """What somebody is in which team, whether they left Slack or not."""
        people, memberships = _table("people"), _table("memberships")
        found = await self._work.session.execute(
            select(memberships.c.team_id, memberships.c.role)
            .join(people, people.c.id == memberships.c.person_id)
            .where(
                memberships.c.workspace_id == self._work.workspace_id,
                people.c.workspace_id == self._work.workspace_id,
                people.c.user_id == user_id,
            )
        )
        return {int(team_id): str(role) for team_id, role in found}

    async def runs_of_both(self, old_id: str, new_id: str) -> list[tuple[int, int, int]]:
        """Runs in which both have a prompt: the run, the prompt of the old account, that of the new one."""
        old, new = _table("prompts").alias(), _table("prompts").alias()
        found = await self._work.session.execute(
            select(old.c.run_id, old.c.id, new.c.id)
            .join(new, and_(new.c.workspace_id == old.c.workspace_id, new.c.run_id == old.c.run_id))
            .where(old.c.workspace_id == self._work.workspace_id, old.c.user_id == old_id, new.c.user_id == new_id)
            .order_by(old.c.run_id)
        )
        return [(int(run_id), int(one), int(other)) for run_id, one, other in found]

    async def swap_prompts(self, old_prompt: int, new_prompt: int, old_id: str, new_id: str) -> None:
        """Each goes to the other account."""
        for prompt_id, user_id in ((new_prompt, BETWEEN), (old_prompt, new_id), (new_prompt, old_id)):
            prompts = _table("prompts")
            await self._work.session.execute(
                update(prompts)
                .where(prompts.c.workspace_id == self._work.workspace_id, prompts.c.id == prompt_id)
                .values(user_id=user_id)
            )

    async def take_over_prompts(self, old_id: str, new_id: str) -> None:
        """All of runs in which the new account has none."""
        prompts = _table("prompts")
        taken = prompts.alias()
        both = exists().where(
            taken.c.workspace_id == self._work.workspace_id,
            taken.c.run_id == prompts.c.run_id,
            taken.c.user_id == new_id,
        )
        await self._work.session.execute(
            update(prompts)
            .where(prompts.c.workspace_id == self._work.workspace_id, prompts.c.user_id == old_id, not_(both))
            .values(user_id=new_id)
        )

    async def take_over(self, old_id: str, new_id: str) -> None:
        """Everything else that names the old account names the new one. Where there can be one row only and the new
        account has it, the old one's stays where it is."""
        await self._work.session.flush()
        for column in marked(Holds.PERSON):
            if column.table.name not in ITS_OWN:
                await self._take_over(column, old_id, new_id)
        for column in marked(Holds.PEOPLE):
            if column.table.name not in ITS_OWN:
                await self._rename_within(column, old_id, new_id)
        self._work.session.expunge_all()

    async def _take_over(self, column: Col, old_id: str, new_id: str) -> None:
        table = column.table
        mine = (table.c.workspace_id == self._work.workspace_id, column == old_id)
        there = [_there_is(column, others, self._work.workspace_id, new_id) for others in _only_one(column)]
        free = [not_(or_(*there))] if there else []
        await self._work.session.execute(update(table).where(*mine, *free).values({column: new_id}))

    async def _rename_within(self, column: Col, old_id: str, new_id: str) -> None:
        table = column.table
        rows = await self._work.session.execute(
            select(table.c.id, column).where(
                table.c.workspace_id == self._work.workspace_id,
                cast(column, SqlText).contains(old_id, autoescape=True),
            )
        )
        for row_id, value in rows.all():
            await self._work.session.execute(
                update(table)
                .where(table.c.workspace_id == self._work.workspace_id, table.c.id == row_id)
                .values({column: without(value, old_id, new_id)})
            )


def _only_one(column: Col) -> list[list[Col]]:
    """The other columns of each key in which that person stands: of such rows there is one each."""
    keys = [
        list(each.columns)
        for each in (*column.table.constraints, *column.table.indexes)
        if isinstance(each, UniqueConstraint) or (isinstance(each, Index) and each.unique)
    ]
    return [[other for other in key if other is not column] for key in keys if column in key]


def _there_is(column: Col, others: list[Col], workspace_id: int, new_id: str) -> Any:
    """A row that is the new account's already, beside the one at hand."""
    other = column.table.alias()
    same = (other.c[each.name] == each for each in others)
    return exists().where(other.c.workspace_id == workspace_id, other.c[column.name] == new_id, *same)


def _table(name: str) -> Any:
    return Declared.metadata.tables[name]
