"""The local Slack as a server: it listens on loopback, and everything else hangs on it."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.core.clock import Clock, MovableClock
from bot.sandbox.answers import answer_response_url
from bot.sandbox.api import Api
from bot.sandbox.consent import ConsentPage
from bot.sandbox.delivery import Deliveries, Delivery
from bot.sandbox.faults import Faults
from bot.sandbox.files import Downloads
from bot.sandbox.gestures import Channel, Person
from bot.sandbox.grants import Grants
from bot.sandbox.http_control import HttpControl
from bot.sandbox.inhand import InHand
from bot.sandbox.installs import Installs
from bot.sandbox.manifest import read_manifest
from bot.sandbox.people import Population, northwind
from bot.sandbox.pings import pinged
from bot.sandbox.recorder import Call, Recorder
from bot.sandbox.slack import APP_TOKEN, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, Slack
from bot.sandbox.snapshot import Snapshot
from bot.sandbox.sockets import Sockets
from bot.sandbox.state import Message, Workspace
from bot.sandbox.tenancy import Tenancy
from bot.sandbox.tickets import POSTS_PER_MINUTE, PostingLimit, ResponseUrls, Triggers
from bot.sandbox.tiers import Tiers

MOST_BYTES = 4 * 1024 * 1024


class Sandbox(Tenancy):
    """Without `deliver_to` the app is expected to listen in Socket Mode."""

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN
    signing_secret = SIGNING_SECRET
    client_id = CLIENT_ID
    client_secret = CLIENT_SECRET

    def __init__(
        self,
        *,
        manifest: Path,
        people_clock: MovableClock,
        protocol_clock: Clock,
        people: Population | None = None,
        wire_log: Path | None = None,
        snapshot: Path | None = None,
        posts_per_minute: int = POSTS_PER_MINUTE,
        token_rotation: bool = False,
        tiers: bool = True,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self._host, self._port = host, port
        self.faults = Faults()
        self._recorder = Recorder(protocol_clock, wire_log)
        population = people or northwind()
        self.workspace = Workspace(population.users, population.channels, people_clock)
        app = read_manifest(manifest)
        in_hand = InHand()
        sockets = Sockets(self.workspace, protocol_clock)
        self._slack = Slack(
            workspace=self.workspace,
            app=app,
            people_clock=people_clock,
            protocol_clock=protocol_clock,
            recorder=self._recorder,
            in_hand=in_hand,
            sockets=sockets,
            deliveries=Deliveries(self._recorder, sockets, in_hand, protocol_clock, SIGNING_SECRET),
            triggers=Triggers(protocol_clock),
            response_urls=ResponseUrls(protocol_clock),
            posting=PostingLimit(protocol_clock, posts_per_minute),
            tiers=Tiers(protocol_clock, counted=tiers),
            installs=Installs(protocol_clock, rotates=token_rotation or app.rotates_tokens),
            grants=Grants(protocol_clock),
            url=lambda: self.url,
        )
        super().__init__(self._slack, posts_per_minute)
        self.control = self.in_workspace(self.workspace.team.id).control
        self._slack.installs.begin(self.workspace.team.id, app.scopes, BOT_TOKEN)
        self._snapshot = Snapshot(snapshot, self.workspace, people_clock)
        self._pages = HttpControl(self._slack, self.control, self.faults)
        self._runner: web.AppRunner | None = None

    @property
    def authorize_url(self) -> str:
        """Where people allow the app in: what Slack calls /oauth/v2/authorize."""
        return f"{self.url}/oauth/v2/authorize"

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self._port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    async def start(self) -> None:
        """Listens; the port is known from now on, and what an earlier run left is there again."""
        self._snapshot.load()
        app = web.Application(client_max_size=MOST_BYTES, middlewares=[self._pages.only_from_here])
        app.router.add_route("*", "/api/{method}", Api(self._slack, self.faults).answer)
        app.router.add_get("/link", self._slack.sockets.connect)
        app.router.add_post("/hooks/{family}/{team}/{name}", self._answer_response_url)
        page = ConsentPage(self._slack)
        app.router.add_get("/oauth/v2/authorize", page.show)
        app.router.add_post("/oauth/v2/authorize", page.receive)
        Downloads(self._slack).add_routes(app)
        self._pages.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._snapshot.start()

    async def stop(self) -> None:
        self.faults.clear()
        self._pages.stop()
        await self._snapshot.stop()
        await self._slack.sockets.close()
        await self._slack.deliveries.stop()
        await self._slack.in_hand.stop()
        if self._runner is not None:
            await self._runner.cleanup()
        self._recorder.close()

    def repeat_envelopes(self, times: int) -> None:
        """The next so many deliveries come twice, at once and over two sockets if there are two. Over HTTP only events
        do, the second time as a retry.
        """
        self._slack.deliveries.to_repeat = times

    def shuffle_events(self, times: int) -> None:
        """The next so many events are held back; the last of them comes first."""
        self._slack.deliveries.to_hold = times

    async def release_events(self) -> None:
        """Lets those go that are held back, though not all came that were to come."""
        await self._slack.deliveries.release()

    async def disable_socket_mode(self) -> None:
        """Somebody turns it off in the app's settings: every socket is told `link_disabled` and closed."""
        await self._slack.sockets.disable()

    def enable_socket_mode(self) -> None:
        self._slack.sockets.enable()

    async def idle(self) -> None:
        """Returns once no delivery awaits its acknowledgement and no call is being answered."""
        await self._slack.deliveries.catch_up()
        await self._slack.in_hand.nothing()

    @property
    def connected(self) -> bool:
        """Whether the app listens over a socket."""
        return self._slack.sockets.connected > 0

    @property
    def deliver_to(self) -> str | None:
        return self._slack.deliveries.deliver_to

    @deliver_to.setter
    def deliver_to(self, address: str | None) -> None:
        self._slack.deliveries.deliver_to = address
        self.workspace.changed()

    @property
    def on_clock_move(self) -> Callable[[datetime], Awaitable[None]] | None:
        return self.control.on_clock_move

    @on_clock_move.setter
    def on_clock_move(self, move: Callable[[datetime], Awaitable[None]] | None) -> None:
        self.control.on_clock_move = move

    @property
    def ack_seconds(self) -> float:
        """How long the app may take to acknowledge, on the wall."""
        return self._slack.deliveries.ack_seconds

    @ack_seconds.setter
    def ack_seconds(self, seconds: float) -> None:
        self._slack.deliveries.ack_seconds = seconds

    @property
    def reconnect_seconds(self) -> float:
        """How long who was asked to come anew over another socket is waited for, on the wall."""
        return self._slack.sockets.reconnect_seconds

    @reconnect_seconds.setter
    def reconnect_seconds(self, seconds: float) -> None:
        self._slack.sockets.reconnect_seconds = seconds

    @property
    def calls(self) -> list[Call]:
        """What the app asked of the Web API, oldest first."""
        return list(self._recorder.calls)

    @property
    def deliveries(self) -> list[Delivery]:
        """Every attempt to tell the app something, oldest first."""
        return list(self._slack.deliveries.made)

    @property
    def complaints(self) -> list[str]:
        """Faults of the app that Slack refused, and that nobody meant."""
        return self._recorder.complaints

    def deliberate(self) -> AbstractContextManager[None]:
        """What the app sends meanwhile is meant to be refused."""
        return self._recorder.deliberate()

    def allow(self, *codes: str) -> AbstractContextManager[None]:
        """Judges of the wire log do not report these codes for what is sent meanwhile."""
        return self._recorder.allow(*codes)

    def person(self, name: str) -> Person:
        """By first name or by id."""
        return Person.called(name, self._slack, self.control)

    def channel(self, name: str) -> Channel:
        """By name or by id."""
        return Channel.called(name.removeprefix("#"), self.workspace)

    def pinged(self, message: Message) -> set[str]:
        """Ids of people whom it calls; "channel", "here" and "everyone" among them where it calls them all."""
        return pinged(message)

    async def _answer_response_url(self, request: web.Request) -> web.StreamResponse:
        return await answer_response_url(self.slack_at(request.match_info["team"]), request)
