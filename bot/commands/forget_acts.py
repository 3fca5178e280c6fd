"""Forgetting somebody from the command line: it needs no rights in Slack, for whoever can run it has the database."""

from bot.commands.office import Act, Desk, find_person
from bot.commands.telling import Told, table
from bot.records.use_cases.forgetting import forget, what_is_stored


def forget_person(wanted: str) -> Act:
    async def act(desk: Desk) -> Told:
        user_id = await _account(desk, wanted)
        forgotten = await forget(desk.work, user_id, None)
        rows = sorted(forgotten.rows.items())
        stored = table(("what", "rows"), rows, "Nothing.")
        text = f"{wanted} is forgotten. Their name is gone from:\n{stored}\nReports and cards in Slack follow."
        # The new id is drawn by lot, so a dry run has none to tell.
        former = [] if desk.order.dry_run else list(forgotten.former_ids)
        return Told({"former_ids": former, "rows": dict(rows)}, text)

    return act


async def _account(desk: Desk, wanted: str) -> str:
    """Somebody may be named in what is stored without being known as a person."""
    return wanted if await what_is_stored(desk.work, wanted) else (await find_person(desk, wanted)).user_id
