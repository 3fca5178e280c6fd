"""The digest: a team's week in one message."""
