"""Workspaces: one Slack installation each; nothing crosses them."""
