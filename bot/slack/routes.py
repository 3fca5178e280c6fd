"""Who listens to what: features register handlers by id, and one dispatcher finds them and answers for their errors."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError

from bot.core.errors import AlreadyDone, BotError
from bot.core.logs import log, new_reference
from bot.slack.call import Call
from bot.slack.escape import cut, escape

Handler = Callable[[Call], Awaitable[None]]

ANYTHING = re.compile(r".*", re.DOTALL)
TOO_SLOW = "Slack closed the door before the form could open. Nothing is lost: please press or type it once more."
EXPIRED = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "trigger_expired"})


@dataclass(frozen=True)
class Subcommand:
    """`usage` is what to type behind the command, `does` what that does, in a few words."""

    handler: Handler
    usage: str
    does: str


class Routes:
    """Tables from Slack's ids to handlers. Bolt tries its listeners one after another; a table does not."""

    def __init__(self) -> None:
        self.commands: dict[str, dict[str, Subcommand]] = {}
        self.actions: dict[str, Handler] = {}
        self.views: dict[str, Handler] = {}
        self.closed_views: dict[str, Handler] = {}
        self.shortcuts: dict[str, Handler] = {}
        self.events: dict[str, list[Handler]] = {}
        self._draw_home: Handler | None = None

    def command(self, name: str, word: str, handler: Handler, *, usage: str, does: str) -> None:
        """What `/name word …` does; an empty word is the bare command. Help is made from `usage` and `does`."""
        subcommands = self.commands.setdefault(name, {})
        if word in subcommands:
            raise ValueError(f"two handlers for {name} {word}")
        subcommands[word] = Subcommand(handler, usage, does)

    def action(self, action_id: str, handler: Handler) -> None:
        """A button, menu or other element with that action id, wherever it stands."""
        _put(self.actions, action_id, handler)

    def view(self, callback_id: str, handler: Handler) -> None:
        """The submission of a modal with that callback id."""
        _put(self.views, callback_id, handler)

    def closed_view(self, callback_id: str, handler: Handler) -> None:
        _put(self.closed_views, callback_id, handler)

    def shortcut(self, callback_id: str, handler: Handler) -> None:
        """A global or message shortcut."""
        _put(self.shortcuts, callback_id, handler)

    def event(self, kind: str, handler: Handler) -> None:
        """An event of Slack's. Several features may listen to one kind; each gets its own unit of work."""
        self.events.setdefault(kind, []).append(handler)

    def home(self, draw: Handler) -> None:
        """Who draws the Home tab; `call.redraw_home()` reaches it from every floor."""
        self._draw_home = draw

    def connect(self, app: AsyncApp) -> None:
        """Six listeners in Bolt, whatever the number of handlers."""

        make = partial(Call, draw_home=self._draw_home)

        async def command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            call = make("command", body, context, ack)
            await _run(self._subcommand(call), call)

        async def action(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await _run(self.actions.get(body["actions"][0]["action_id"]), make("action", body, context, ack))

        async def view(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await _run(self.views.get(body["view"]["callback_id"]), make("view", body, context, ack))

        async def closed_view(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await _run(self.closed_views.get(body["view"]["callback_id"]), make("closed_view", body, context, ack))

        async def shortcut(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await _run(self.shortcuts.get(body["callback_id"]), make("shortcut", body, context, ack))

        async def event(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            handlers = self.events.get(body["event"]["type"], [])
            for number, handler in enumerate(handlers):
                await _run(handler, make("event", body, context, ack, listener=number))

        app.command(ANYTHING)(command)
        app.action(ANYTHING)(action)
        app.view_submission(ANYTHING)(view)
        app.view_closed(ANYTHING)(closed_view)
        app.shortcut(ANYTHING)(shortcut)
        app.event(ANYTHING)(event)

    def _subcommand(self, call: Call) -> Handler:
        table = self.commands.get(call.name, {})
        word = call.word
        if word in table:
            return table[word].handler
        return partial(_show_help, table, word)


async def _show_help(table: Mapping[str, Subcommand], word: str, call: Call) -> None:
    """Help, and the nearest command for a word that is none."""
    lines = [f"• `{f'{call.name} {each.usage}'.strip()}`  {each.does}" for each in table.values()]
    near = get_close_matches(word, list(table), n=1, cutoff=0.5)
    typed = escape(cut(word, 40))
    opening = f"*What `{call.name}` can do*"
    if word != "help" and near:
        opening = f"`{typed}` is not something I know. Did you mean `{call.name} {near[0]}`?"
    elif word != "help":
        opening = f"`{typed}` is not something I know. This is what I can do:"
    await call.reply("\n".join([opening, *lines]))


def _put(table: dict[str, Handler], name: str, handler: Handler) -> None:
    if name in table:
        raise ValueError(f"two handlers for {name!r}")
    table[name] = handler


async def _run(handler: Handler | None, call: Call) -> None:
    """Runs one handler and always acknowledges; an error becomes a sentence for the person."""
    try:
        if handler is None:
            log.warning("nobody listens", kind=call.kind, to=call.name)
            raise BotError(
                "This button belongs to an older version of Firebreak. Type `/triage help` for what it does now."
            )
        await handler(call)
    except AlreadyDone:
        log.info("delivered again", kind=call.kind)
    except BotError as error:
        await call.refuse(error.text)
    except SlackApiError as error:
        reason = error.response.get("error") if isinstance(error.response.data, dict) else None
        await (call.refuse(TOO_SLOW) if reason in EXPIRED else _apologise(call, error))
    except Exception as error:
        await _apologise(call, error)
    await call.ack()


async def _apologise(call: Call, error: Exception) -> None:
    reference = new_reference()
    log.error("listener failed", kind=call.kind, to=call.name, reference=reference, exc_info=error)
    await call.refuse(
        f"Something went wrong on Firebreak's side, and nothing was changed. Please try again; if it stays, "
        f"give your operator this reference: `{reference}`."
    )
