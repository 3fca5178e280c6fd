"""Which revision of the database this version needs, read without loading Alembic."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent


@cache
def chain() -> dict[str, str | None]:
    """Every migration's revision, and the one before it."""
    found: dict[str, str | None] = {}
    for file in (ROOT / "migrations" / "versions").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        revision = re.search(r'^revision = "(\w+)"', text, re.MULTILINE)
        before = re.search(r'^down_revision = "(\w+)"', text, re.MULTILINE)
        if revision is not None:
            found[revision[1]] = before[1] if before else None
    return found


def newest() -> str:
    """The revision this version of the bot needs."""
    (head,) = set(chain()) - set(chain().values())
    return head


def is_enough(revision: str | None) -> bool:
    """Whether a database at that revision can serve this version. One that is further on can: migrations only add
    until the version that used the old is gone.
    """
    return revision is not None and (revision == newest() or revision not in chain())
