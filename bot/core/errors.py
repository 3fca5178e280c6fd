"""Errors meant to be read: their text goes to the person who can act."""


class BotError(Exception):
    """Something a person asked for cannot be done; the text tells them why and what to do instead.

    Any other exception that reaches a listener is a bug: the person sees a reference, the operator the cause.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotFound(BotError):
    """What was asked for is not there, or is not known by that name."""


class NotAllowed(BotError):
    """It is for others to do or to read; the text names them."""


class AlreadySo(BotError):
    """Things are that way already, or have gone too far to change."""


class AlreadyDone(Exception):
    """Slack told us the same thing again; the first time counted."""
