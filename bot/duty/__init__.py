"""Duty: who is on for a team's fires, as primary and as backup."""
