"""Slack without features: messages, limits, escaping, sending, routing."""
