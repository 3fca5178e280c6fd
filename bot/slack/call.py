"""One thing somebody did in Slack, and the ways to answer it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Literal

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncBoltContext, AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.database import DatabaseGone
from bot.core.logs import log
from bot.core.work import BeginWork, Work
from bot.slack.message import Message, View

Kind = Literal["command", "action", "view", "closed_view", "shortcut", "event"]


class Call:
    """What a listener gets. It reads the call, does one use case in `begin_work()`, and answers.

    Everything said through a Call is a direct reply: it may be lost. What must arrive is announced instead.
    """

    def __init__(
        self,
        kind: Kind,
        body: Mapping[str, Any],
        context: AsyncBoltContext,
        ack: AsyncAck,
        *,
        listener: int = 0,
        draw_home: "Callable[[Call], Awaitable[None]] | None" = None,
    ) -> None:
        self.kind = kind
        self.body = body
        self._context = context
        self._ack = ack
        self._acked = False
        self.saved = False
        self._listener = listener
        self._draw_home = draw_home

    @property
    def begin_work(self) -> BeginWork:
        """Opens the transaction of this call. Raises AlreadyDone when Slack delivers the same thing twice."""
        begin: BeginWork = self._context["work_for"](f"{delivery_key(self.kind, self.body)}:{self._listener}")

        @asynccontextmanager
        async def noted() -> AsyncIterator[Work]:
            async with begin() as work:
                yield work
            self.saved = True

        return noted

    @property
    def begin_reading(self) -> BeginWork:
        """Opens a transaction without a receipt, any number of times: to look something up before Slack is asked."""
        begin: BeginWork = self._context["begin_reading"]
        return begin

    @property
    def client(self) -> AsyncWebClient:
        """The workspace's own: Bolt makes a copy for each request, which adds arguments Slack did not ask for."""
        client: AsyncWebClient | None = self._context["slack"]
        if client is None:
            raise DatabaseGone("the workspace's token is not known")
        return client

    @property
    def user_id(self) -> str:
        """Who did it; empty for the few events nobody did."""
        return self._context.user_id or ""

    @property
    def bot_user_id(self) -> str:
        return self._context.bot_user_id or ""

    @property
    def team_id(self) -> str:
        """Slack's id of the workspace it was done in."""
        return str(self._context["workspace"].slack_id)

    @property
    def channel_id(self) -> str | None:
        """Where it was done; None in modals and on the Home tab."""
        return self._context.channel_id

    @property
    def name(self) -> str:
        """The command, action id, callback id or event type: never what a person wrote."""
        match self.kind:
            case "command":
                return str(self.body["command"])
            case "action":
                return str(self.action["action_id"])
            case "event":
                return str(self.event["type"])
            case "shortcut":
                return str(self.body["callback_id"])
        return str(self.view["callback_id"])

    @property
    def text(self) -> str:
        """What stands behind the slash command, as Slack sent it: & < > escaped, people as `<@U…>`."""
        return str(self.body.get("text") or "").strip()

    @property
    def word(self) -> str:
        """The first word behind the slash command, in small letters."""
        return self._words[0].lower()

    @property
    def rest(self) -> str:
        """What stands behind that first word."""
        return self._words[1]

    @property
    def _words(self) -> list[str]:
        return [*self.text.split(maxsplit=1), "", ""]

    @property
    def event(self) -> Mapping[str, Any]:
        event: Mapping[str, Any] = self.body["event"]
        return event

    @property
    def action(self) -> Mapping[str, Any]:
        action: Mapping[str, Any] = self.body["actions"][0]
        return action

    @property
    def value(self) -> str:
        """What the button carries, or the value of the option chosen in a menu."""
        action = self.action
        chosen = action.get("selected_option") or {}
        picked = action.get("selected_user") or action.get("selected_conversation") or action.get("selected_date")
        return str(action.get("value") or chosen.get("value") or picked or "")

    @property
    def view(self) -> Mapping[str, Any]:
        """The modal or Home tab it happened in."""
        view: Mapping[str, Any] = self.body["view"]
        return view

    @property
    def memo(self) -> str:
        """The view's private metadata."""
        return str(self.view.get("private_metadata") or "")

    @property
    def values(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """The view's inputs: block id, action id, Slack's state of the element."""
        values: Mapping[str, Mapping[str, Mapping[str, Any]]] = self.view["state"]["values"]
        return values

    @property
    def message(self) -> Mapping[str, Any] | None:
        """The message a button or shortcut stands on; None elsewhere."""
        return self.body.get("message")

    @property
    def trigger_id(self) -> str:
        return str(self.body["trigger_id"])

    @property
    def response_url(self) -> str:
        """Where the place this was done in can be answered for half an hour; empty in modals and on the Home tab."""
        return str(self.body.get("response_url") or "")

    async def ack(self) -> None:
        """Tells Slack that all is well; closes a submitted modal. Needed at most once, harmless again."""
        if not self._acked:
            self._acked = True
            await self._ack()

    async def stall(self, text: str) -> None:
        """Keeps a submitted modal with what was typed in it, while its work is still going on; sent again, it is
        known by its receipt.
        """
        field = self._last_field()
        if self.kind == "view" and not self._acked and field is not None:
            await self.show_errors({field: text})

    async def show_errors(self, errors: Mapping[str, str]) -> None:
        """Keeps the submitted modal open with a sentence beside each named block."""
        self._acked = True
        await self._ack(response_action="errors", errors=dict(errors))

    async def show_next(self, view: View) -> None:
        """Replaces the submitted modal by this one."""
        self._acked = True
        await self._ack(response_action="update", view=dict(view))

    async def close_all(self) -> None:
        """Closes the submitted modal and those below it."""
        self._acked = True
        await self._ack(response_action="clear")

    async def open(self, view: View) -> None:
        """Opens a modal, or stacks it on the one this was done in."""
        if self.body.get("view", {}).get("type") == "modal":
            await self.client.views_push(trigger_id=self.trigger_id, view=dict(view))
        else:
            await self.client.views_open(trigger_id=self.trigger_id, view=dict(view))

    async def redraw_view(self, view: View) -> None:
        """Shows the modal this was done in anew; what was typed stays where block and action ids stay."""
        await self.client.views_update(view_id=self.view["id"], hash=self.view["hash"], view=dict(view))

    async def redraw_below(self, view: View) -> None:
        """Shows anew the modal on which the one this was done in is stacked."""
        await self.client.views_update(view_id=self.view["previous_view_id"], view=dict(view))

    async def redraw_home(self) -> None:
        """Shows this person's Home tab anew, once what it shows has changed; it may be lost."""
        if self._draw_home is not None:
            await self._draw_home(self)

    async def show_home(self, view: View) -> None:
        await self.client.views_publish(user_id=self.user_id, view=dict(view))

    async def reply(self, message: Message | str) -> None:
        """Says something to the person who did it, and to nobody else."""
        said = Message(message) if isinstance(message, str) else message
        if self.kind == "command" and not self._acked:
            self._acked = True
            await self._ack(response_type="ephemeral", **said.to_dict())
        elif self.body.get("response_url"):
            await self._respond(said, replace_original=False)
        elif self.user_id:
            await self.client.chat_postMessage(channel=self.user_id, **said.to_dict())

    async def redraw(self, message: Message) -> None:
        """Replaces the message that was clicked."""
        await self._respond(message, replace_original=True)

    async def redraw_at(self, response_url: str, message: Message) -> None:
        """Replaces the message an earlier call was made in; a form carries its address. It may be lost."""
        await self._answer_at(response_url, message, replace=True)

    async def reply_at(self, response_url: str, message: Message) -> None:
        """Says something to the person alone, where an earlier call of theirs was made. It may be lost."""
        await self._answer_at(response_url, message, replace=False)

    async def refuse(self, text: str) -> None:
        """Says why not, where the person looks: in the form they sent, or to them alone."""
        if self.kind == "event":
            return
        field = self._last_field()
        if self.kind == "view" and not self._acked and field is not None:
            await self.show_errors({field: text})
            return
        try:
            await self.reply(text)
        except SlackApiError as error:
            log.warning("a refusal could not be shown", reason=error.response.get("error"))
        except (DatabaseGone, aiohttp.ClientError) as error:
            log.warning("a refusal could not be shown", reason=type(error).__name__)

    def _last_field(self) -> str | None:
        blocks = self.body.get("view", {}).get("blocks", [])
        return next((str(each["block_id"]) for each in reversed(blocks) if each["type"] == "input"), None)

    async def _answer_at(self, response_url: str, message: Message, *, replace: bool) -> None:
        respond = AsyncRespond(response_url=response_url)
        said = message.to_dict()
        answer = await respond(
            text=said["text"], blocks=said.get("blocks"), response_type="ephemeral", replace_original=replace
        )
        if answer.status_code != 200:
            log.info("an answer came too late to be shown", status=answer.status_code)

    async def _respond(self, message: Message, *, replace_original: bool) -> None:
        respond = self._context.respond
        assert respond is not None, "Bolt gives every listener a respond"
        said = message.to_dict()
        await respond(
            text=said["text"],
            blocks=said.get("blocks"),
            response_type="ephemeral",
            replace_original=replace_original,
        )


def delivery_key(kind: Kind, body: Mapping[str, Any]) -> str:
    """The same for every delivery of one thing that happened, different for different things."""
    if kind == "event":
        return f"event:{body['event_id']}"
    if kind in ("view", "closed_view"):
        view = body["view"]
        return f"{kind}:{view['id']}:{view.get('hash', '')}"
    if kind == "action":
        return f"action:{body['user']['id']}:{body['actions'][0].get('action_ts')}:{body['actions'][0]['action_id']}"
    return f"{kind}:{body['trigger_id']}"
