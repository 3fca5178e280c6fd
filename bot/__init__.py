"""Firebreak: standups, fires and load for data teams, in Slack."""
