"""Whose data it is."""

from typing import NewType

WorkspaceId = NewType("WorkspaceId", int)
