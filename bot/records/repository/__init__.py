"""Rows of all features, as those see them who search, export, clear, forget and merge."""
