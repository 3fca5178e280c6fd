"""What tests stand on and the bot never sees."""
