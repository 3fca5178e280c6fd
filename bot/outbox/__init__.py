"""Promises: messages that will be sent, and moments that will come, whatever dies in between."""
