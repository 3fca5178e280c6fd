"""Every table in one metadata, for migrations and tests."""

from bot.core.database import Table
from bot.outbox import tables as _outbox
from bot.people import tables as _people
from bot.triage import tables as _triage
from bot.workspaces import tables as _workspaces

__all__ = ["metadata"]

metadata = Table.metadata
GATHERED = (_outbox, _people, _triage, _workspaces)
