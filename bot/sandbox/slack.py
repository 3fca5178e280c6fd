"""The parts of the local Slack, as methods of the Web API and gestures of people share them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.core.clock import Clock, MovableClock
from bot.sandbox.delivery import Deliveries
from bot.sandbox.grants import Grants
from bot.sandbox.inhand import InHand
from bot.sandbox.installs import Install, Installs, Token
from bot.sandbox.manifest import AppManifest
from bot.sandbox.recorder import Recorder
from bot.sandbox.sockets import Sockets
from bot.sandbox.state import Team, Workspace
from bot.sandbox.tickets import PostingLimit, ResponseUrls, Triggers
from bot.sandbox.tiers import Tiers

BOT_TOKEN = "xoxb-sandbox-not-a-secret"  # noqa: S105 - worth nothing outside this process
APP_TOKEN = "xapp-sandbox-not-a-secret"  # noqa: S105 - the same
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - the same
CLIENT_ID = "1000000000001.1000000000002"
CLIENT_SECRET = "sandbox-client-secret"  # noqa: S105 - the same


@dataclass(frozen=True, eq=False)
class Slack:
    """One workspace. `url` tells where it listens; it is known only once it does.

    Workspaces have their own state, triggers, addresses and limits, and share the rest. `everywhere` lists all of
    them; `caller` is the token of the call that is being answered.
    """

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
    tiers: Tiers
    installs: Installs
    grants: Grants
    url: Callable[[], str]
    everywhere: list["Slack"] = field(default_factory=list, repr=False)
    caller: Token | None = None

    @property
    def team(self) -> Team:
        return self.workspace.team

    @property
    def install(self) -> Install | None:
        return self.caller.install if self.caller else self.installs.covering(self.team)

    @property
    def is_org_wide(self) -> bool:
        return self.install is not None and self.install.is_org_wide

    @property
    def installed_in(self) -> str:
        """The workspace, or the org when the app was installed for all of it."""
        return self.install.place if self.install else self.team.id

    @property
    def scopes(self) -> frozenset[str]:
        """What the app may do here."""
        return self.install.scopes if self.install else frozenset()
