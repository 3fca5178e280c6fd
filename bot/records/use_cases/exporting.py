"""Taking everything along: files of a workspace, a team or a person, with the rights that hold in Slack."""

import csv
import json
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.core.errors import AlreadySo
from bot.core.work import Work
from bot.records.domain.export_cells import from_json, to_csv, to_json
from bot.records.domain.export_files import FILES, SCHEMA_VERSION, File
from bot.records.domain.export_rights import Extent, Row, shown
from bot.records.repository.exporting import PLACE, Everything

JSONL, CSV = "jsonl", "csv"
ABOUT = "export.json"


@dataclass(frozen=True)
class Export:
    """What is to be written: where, in which formats, and what `export.json` says of the workspace."""

    folder: Path
    formats: frozenset[str]
    workspace: Mapping[str, str]


def must_be_free(folder: Path) -> None:
    """Raises AlreadySo where something would be written over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AlreadySo(f"{folder} is there already and not empty. Name a new folder with --out.")


async def write_export(work: Work, extent: Extent, export: Export) -> Mapping[str, int]:
    """Gives the number of rows by file. The folder appears whole, or not at all."""
    must_be_free(export.folder)
    beside = export.folder.with_name(f".{export.folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    try:
        rows = {file.name: await _write(work, extent, file, beside, export.formats) for file in FILES}
        about = _about(work, extent, export, rows)
        (beside / ABOUT).write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        must_be_free(export.folder)
        beside.replace(export.folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return rows


def read_rows(file: File, folder: Path) -> list[Row]:
    """The JSONL of that file in an export, with the values that were written."""
    with (folder / f"{file.name}.{JSONL}").open(encoding="utf-8", newline="\n") as lines:
        stored = [json.loads(line) for line in lines]
    return [{each.name: from_json(each, row[each.name]) for each in file.columns} for row in stored]


async def rows_of(work: Work, extent: Extent, file: File) -> AsyncIterator[Row]:
    """As they are shown, one after another; never more than a page of them is kept."""
    everything = Everything(work)
    reads = [getattr(everything, file.name)]
    if file.name == "answers":
        reads.append(everything.nameless_answers)
    for read in reads:
        after = 0
        while page := await read(extent, after):
            for row in page:
                yield shown(file.name, row, extent)
            after = page[-1][PLACE]


async def _write(work: Work, extent: Extent, file: File, folder: Path, formats: frozenset[str]) -> int:
    count = 0
    with ExitStack() as opened:
        out = {
            each: opened.enter_context((folder / f"{file.name}.{each}").open("w", encoding="utf-8", newline=""))
            for each in formats
        }
        table = csv.writer(out[CSV]) if CSV in out else None
        if table is not None:
            table.writerow(each.name for each in file.columns)
        async for row in rows_of(work, extent, file):
            count += 1
            if JSONL in out:
                cells = {each.name: to_json(each, row.get(each.name)) for each in file.columns}
                out[JSONL].write(json.dumps(cells, ensure_ascii=False) + "\n")
            if table is not None:
                table.writerow(to_csv(each, row.get(each.name)) for each in file.columns)
    return count


def _about(work: Work, extent: Extent, export: Export, rows: Mapping[str, int]) -> Mapping[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "made_at": work.now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "workspace": export.workspace,
        "team_id": extent.team_id,
        "person": extent.user_id,
        "formats": sorted(export.formats),
        "files": {
            file.name: {
                "rows": rows[file.name],
                "meaning": file.meaning,
                "columns": [
                    {"name": each.name, "type": str(each.type), "meaning": each.meaning} for each in file.columns
                ],
            }
            for file in FILES
        },
    }
