"""Where one feature's thing becomes another's."""
