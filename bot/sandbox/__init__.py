"""A local Slack to try and test Firebreak in: a double of the wire protocol with a page to use it in."""
