"""Every table in one metadata, for migrations and tests."""

from bot.api import tables as _api
from bot.core.database import Table
from bot.digest import tables as _digest
from bot.load import tables as _load
from bot.outbox import tables as _outbox
from bot.people import tables as _people
from bot.records import tables as _records
from bot.standups import tables as _standups
from bot.triage import tables as _triage
from bot.workspaces import tables as _workspaces

__all__ = ["metadata"]

metadata = Table.metadata
GATHERED = (_outbox, _api, _digest, _load, _people, _records, _standups, _triage, _workspaces)
