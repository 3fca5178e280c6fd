"""How records look in Slack."""
