"""Writing an export from the command line."""

from pathlib import Path

from bot.commands.office import Act, Desk, find_person, find_team_id
from bot.commands.telling import Refusal, Told, Trouble, table
from bot.people.domain import UserId
from bot.records.domain.export_rights import Extent
from bot.records.use_cases.exporting import Export, write_export


def export(out: Path, formats: frozenset[str], team: str | None, person: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        whom = await find_person(desk, person) if person is not None else None
        extent = Extent(
            await find_team_id(desk, team),
            UserId(whom.user_id) if whom else None,
            reads_own=whom is not None and not whom.deleted,
        )
        workspace = {"id": desk.workspace.slack_id, "name": desk.workspace.name}
        try:
            rows = await write_export(desk.work, extent, Export(out, formats, workspace))
        except OSError as error:
            raise Refusal(Trouble.USAGE, f"{out} cannot be written: {error.strerror}.") from error
        text = table(("file", "rows"), list(rows.items()), "")
        return Told({"folder": str(out), "rows": rows}, f"{text}\n\nEverything is in {out}.")

    return act
