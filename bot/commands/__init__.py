"""The command line beside Slack: the same use cases, for people at a terminal and for programs."""
