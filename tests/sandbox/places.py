"""Where and when the tests of the sandbox stand."""

from datetime import UTC, datetime
from pathlib import Path

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
# Winter time everywhere, and nobody's first hour.
MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
