"""Rules of the house that are not about imports."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Index, UniqueConstraint

from bot.tables import metadata

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))
LONGEST = 300

# Rows that belong to no workspace: the workspaces themselves.
WITHOUT_TENANT = {"workspaces", "installations", "oauth_states"}
# Found by the worker's beats, which ask what is due anywhere.
ACROSS_TENANTS = {"ix_timers_due", "ix_lanes_due", "ix_receipts_received_at", "ix_calendars_due", "ix_people_looks"}
ACROSS_TENANTS |= {"ix_duty_groups_due"}
# A token or address is found before its workspace is known.
ACROSS_TENANTS |= {"ix_api_tokens_fingerprint", "ix_duty_feeds_fingerprint"}
HEAVY = ("alembic", "matplotlib", "numpy", "uvicorn", "yaml", "bot.sandbox")


def test_there_is_something_to_check() -> None:
    assert len(SOURCES) > 40, "a wrong path would make the rules below empty"
    assert len(metadata.tables) > 10


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_says_what_it_is_about(path: Path) -> None:
    text = path.read_text()
    assert text.startswith('"""'), "it begins with one sentence on what it is about"
    assert len(text.splitlines()) <= LONGEST


def test_only_one_place_commits() -> None:
    committing = [path.name for path in SOURCES if re.search(r"\.commit\(", path.read_text())]
    assert committing == ["database.py"]


def test_no_file_is_named_after_nothing() -> None:
    vague = {"utils.py", "helpers.py", "common.py", "manager.py", "misc.py"}
    assert [path.name for path in SOURCES if path.name in vague] == []


@pytest.mark.parametrize("table", sorted(set(metadata.tables) - WITHOUT_TENANT))
def test_every_key_begins_with_the_workspace(table: str) -> None:
    rows = metadata.tables[table]
    assert "workspace_id" in rows.columns
    keys: list[UniqueConstraint | Index] = [each for each in rows.constraints if isinstance(each, UniqueConstraint)]
    keys += [each for each in rows.indexes if each.name not in ACROSS_TENANTS]
    for key in keys:
        assert next(iter(key.columns)).name == "workspace_id", key.name


def test_a_running_bot_has_loaded_nothing_it_does_not_need() -> None:
    probe = f"import sys, bot.app, bot.web; print([name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT)
    assert loaded.stdout.strip() == "[]"
