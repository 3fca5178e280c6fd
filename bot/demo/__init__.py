"""The sandbox and the real bot in one process, with a team that has a past."""
