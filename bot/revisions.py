"""Which revision of the database this version needs, read without loading Alembic."""

import re
from collections.abc import Mapping
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


def newest(known: Mapping[str, str | None] | None = None) -> str:
    """The revision this version of the bot needs; `known` is the chain of another version."""
    known = chain() if known is None else known
    (head,) = set(known) - set(known.values())
    return head


def is_enough(revision: str | None, known: Mapping[str, str | None] | None = None) -> bool:
    """Whether a database at that revision can serve this version. One that is further on can: migrations only add
    until the version that used the old is gone.
    """
    known = chain() if known is None else known
    return revision is not None and (revision == newest(known) or revision not in known)
