"""What people type and fill in about records, as typed requests."""
