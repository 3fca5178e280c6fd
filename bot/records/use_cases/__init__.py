"""What people and the clock can do to records."""
