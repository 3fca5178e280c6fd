"""Nothing typed is lost: a command that is refused gives back the words that came with it."""

from functools import wraps

from bot.core.errors import BotError
from bot.slack.call import Call
from bot.slack.routes import Handler
from bot.triage.domain import read_numbered_line


def keeping_words(handler: Handler) -> Handler:
    """The same handler. Slack shows a typed line nowhere else, so a refusal repeats it where it says more than which
    fire and whom. It comes escaped, and only its author sees it.
    """

    @wraps(handler)
    async def handle(call: Call) -> None:
        try:
            await handler(call)
        except BotError as error:
            if read_numbered_line(call.rest).text:
                error.text = f"{error.text}\nYou typed: {call.name} {call.text}"
            raise

    return handle
