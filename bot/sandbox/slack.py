"""The parts of the local Slack, as methods of the Web API and gestures of people share them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.clock import Clock, MovableClock
from bot.sandbox.delivery import Deliveries
from bot.sandbox.inhand import InHand
from bot.sandbox.manifest import AppManifest
from bot.sandbox.recorder import Recorder
from bot.sandbox.sockets import Sockets
from bot.sandbox.state import Workspace
from bot.sandbox.tickets import PostingLimit, ResponseUrls, Triggers

BOT_TOKEN = "xoxb-sandbox-not-a-secret"  # noqa: S105 - worth nothing outside this process
APP_TOKEN = "xapp-sandbox-not-a-secret"  # noqa: S105 - the same
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - the same


@dataclass(frozen=True)
class Slack:
    """`url` tells where it listens; it is known only once it does."""

    workspace: Workspace
    app: AppManifest
    people_clock: MovableClock
    protocol_clock: Clock
    recorder: Recorder
    in_hand: InHand
    sockets: Sockets
    deliveries: Deliveries
    triggers: Triggers
    response_urls: ResponseUrls
    posting: PostingLimit
    url: Callable[[], str]
