"""Rotation without database or Slack: hours, credit, plans of duty shifts, and whom a ticket is suggested to."""
