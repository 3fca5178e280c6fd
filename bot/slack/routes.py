"""Who listens to what: features register handlers by id, and one dispatcher finds them and answers for their errors."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from typing import Any

import aiohttp
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_sdk.errors import SlackApiError

from bot.core import metrics
from bot.core.database import NOT_ANSWERING
from bot.core.errors import AlreadyDone, BotError
from bot.core.logs import log, new_reference
from bot.slack.call import Call
from bot.slack.escape import cut, escape

Handler = Callable[[Call], Awaitable[None]]
# A line as it was typed, and the words a command knows, to the line with such a word first.
Arrange = Callable[[str, Collection[str]], str]

ANYTHING = re.compile(r".*", re.DOTALL)
TOO_SLOW = "Slack closed the door before the form could open. Nothing is lost: please press or type it once more."
TAKES_LONG = "This takes longer than it should. Please press the button once more: nothing you typed is lost."
# Slack waits three seconds.
ACK_WITHIN = 2.4
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
        self._arrange: dict[str, Arrange] = {}
        self._draw_home: Handler | None = None
        self._in_hand: set[asyncio.Task[bool]] = set()
        self.ack_within = ACK_WITHIN

    def command(self, name: str, word: str, handler: Handler, *, usage: str, does: str) -> None:
        """What `/name word …` does; an empty word is the bare command. Help is made from `usage` and `does`."""
        subcommands = self.commands.setdefault(name, {})
        if word in subcommands:
            raise ValueError(f"two handlers for {name} {word}")
        subcommands[word] = Subcommand(handler, usage, does)

    def arranged(self, name: str, arrange: Arrange) -> None:
        """How lines behind that command are put in order before one of its words is looked for."""
        _put(self._arrange, name, arrange)

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
            call = make("command", self._in_order(body), context, ack)
            await self._run(self._subcommand(call), call)

        async def action(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await self._run(self.actions.get(body["actions"][0]["action_id"]), make("action", body, context, ack))

        async def view(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await self._run(self.views.get(body["view"]["callback_id"]), make("view", body, context, ack))

        async def closed_view(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await self._run(self.closed_views.get(body["view"]["callback_id"]), make("closed_view", body, context, ack))

        async def shortcut(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
            await self._run(self.shortcuts.get(body["callback_id"]), make("shortcut", body, context, ack))

        async def event(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse | None:
            handlers = self.events.get(body["event"]["type"], [])
            calls = [make("event", body, context, ack, listener=number) for number in range(len(handlers))]
            done = [await self._run(handler, call) for handler, call in zip(handlers, calls, strict=True)]
            # Anything but 200 makes Slack deliver it again, later; what was done is known by its receipt.
            return None if all(done) else BoltResponse(status=503, body="")

        app.command(ANYTHING)(command)
        app.action(ANYTHING)(action)
        app.view_submission(ANYTHING)(view)
        app.view_closed(ANYTHING)(closed_view)
        app.shortcut(ANYTHING)(shortcut)
        app.event(ANYTHING)(event)

    async def idle(self) -> None:
        """Returns once no call is being handled any more."""
        while self._in_hand:
            await asyncio.wait(self._in_hand)

    async def _run(self, handler: Handler | None, call: Call) -> bool:
        """Runs one handler and always acknowledges in time; what takes longer goes on behind it.

        False when Slack should deliver it again.
        """
        task = asyncio.create_task(_handle(handler, call))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        with metrics.ACKS.labels(call.kind).time():
            done, _ = await asyncio.wait({task}, timeout=self.ack_within)
        if not done:
            log.warning("slow", kind=call.kind, to=call.name)
            metrics.CALLS.labels(call.kind, "slow").inc()
            if call.kind == "event":
                return False
            await call.stall(TAKES_LONG)
        await call.ack()
        return task.result() if done else True

    def _in_order(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        name, text = str(body["command"]), str(body.get("text") or "")
        arrange = self._arrange.get(name)
        return {**body, "text": arrange(text, self.commands.get(name, {}))} if arrange else body

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
    # Slack shows what was typed nowhere else. It comes escaped, and only its author sees it.
    kept = [f"You typed: {call.name} {call.text}"] if word != "help" and call.rest else []
    await call.reply("\n".join([opening, *kept, *lines]))


def _put(table: dict[str, Any], name: str, handler: Any) -> None:
    if name in table:
        raise ValueError(f"two handlers for {name!r}")
    table[name] = handler


class Failures:
    """What is told to the person whose call did not end well."""

    def __init__(self, call: Call) -> None:
        self._call = call

    async def tell(self, error: Exception) -> None:
        """One sentence, by what went wrong; surprises and faults of ours are logged under a reference."""
        reason = error.response.get("error") if isinstance(error, SlackApiError) else None
        if isinstance(error, BotError):
            await self._call.refuse(error.text)
        elif reason in EXPIRED:
            await self._call.refuse(TOO_SLOW)
        elif isinstance(error, NOT_ANSWERING) and not isinstance(error, aiohttp.ClientError):
            await self._refuse(error, "Firebreak's database does not answer, so nothing was saved.", keeps_text=True)
        elif self._call.saved:
            await self._refuse(error, "What you did is saved, but showing it went wrong.")
        else:
            await self._refuse(
                error, "Something went wrong on Firebreak's side, and nothing was changed.", keeps_text=True
            )

    async def _refuse(self, error: Exception, what: str, *, keeps_text: bool = False) -> None:
        call, reference = self._call, new_reference()
        log.error("listener failed", kind=call.kind, to=call.name, reference=reference, exc_info=error)
        sentence = f"{what} Please try again; if it stays, give your operator this reference: `{reference}`."
        if keeps_text and call.kind == "command" and call.text:
            # Slack shows what was typed nowhere else. It comes escaped, and only its author sees it.
            sentence += f"\nYou typed: {call.name} {call.text}"
        await call.refuse(sentence)


async def _handle(handler: Handler | None, call: Call) -> bool:
    """Runs one handler; an error becomes a sentence for the person. False when Slack should deliver it again."""
    try:
        if handler is None:
            log.warning("nobody listens", kind=call.kind, to=call.name)
            raise BotError(
                "This button belongs to an older version of Firebreak. Type `/triage help` for what it does now."
            )
        await handler(call)
        metrics.CALLS.labels(call.kind, "done").inc()
    except AlreadyDone:
        metrics.CALLS.labels(call.kind, "again").inc()
        log.info("delivered again", kind=call.kind)
    except Exception as error:
        metrics.CALLS.labels(call.kind, "refused" if isinstance(error, BotError) else "failed").inc()
        await Failures(call).tell(error)
        return call.kind != "event" or isinstance(error, BotError) or call.saved
    return True
