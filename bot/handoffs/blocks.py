"""The ids of the buttons that hand something over."""

BLOCKER_TO_FIRE = "handoffs.blocker_becomes_fire"
