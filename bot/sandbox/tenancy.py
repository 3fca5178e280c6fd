"""The workspaces of a sandbox, as tests hold them in their hands."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from bot.sandbox.circumstances import Impossible
from bot.sandbox.consent import decide, person, places, read_request
from bot.sandbox.control import Control
from bot.sandbox.events import Parting, tell_uninstalled
from bot.sandbox.gestures import Channel, Person
from bot.sandbox.people import Population
from bot.sandbox.slack import Slack
from bot.sandbox.state import Enterprise, Team, User, Workspace
from bot.sandbox.tickets import PostingLimit, ResponseUrls, Triggers
from bot.sandbox.tiers import Tiers
from bot.sandbox.wire import Refusal


class SandboxWorkspace:
    """`workspace` is its state, `control` what people do in it."""

    def __init__(self, slack: Slack, control: Control) -> None:
        self._slack = slack
        self.control = control
        self.workspace: Workspace = slack.workspace
        self.slack_id = slack.team.id

    @property
    def bot_token(self) -> str:
        """The token with which the app is served here, maybe its org's; empty: it is not installed."""
        install = self._slack.installs.covering(self._slack.team)
        return self._slack.installs.newest(install.place) if install else ""

    def install(self) -> str:
        """Installs the app with all its scopes and without asking anybody; returns its token."""
        place, scopes = self._slack.team.id, self._slack.app.scopes
        return self._slack.installs.install(place, scopes, is_org_wide=False).value

    def person(self, name: str) -> Person:
        """By first name or by id."""
        return Person.called(name, self._slack, self.control)

    def channel(self, name: str) -> Channel:
        """By name or by id."""
        return Channel.called(name.removeprefix("#"), self.workspace)


class Tenancy:
    """The workspaces of one sandbox: they come, let the app in, and take it out."""

    def __init__(self, first: Slack, posts_per_minute: int) -> None:
        self._slack = first
        self._posts_per_minute = posts_per_minute
        self._workspaces: dict[str, SandboxWorkspace] = {}
        self._open(first)

    def add_workspace(
        self, slack_id: str, name: str, people: Population, enterprise: str | None = None
    ) -> SandboxWorkspace:
        """Another workspace; the app is not in it until somebody installs it. `enterprise`: the org it belongs to."""
        org = Enterprise(enterprise, f"{enterprise} Group") if enterprise else None
        team = team_of(slack_id, name, people, org)
        clock = self._slack.protocol_clock
        slack = replace(
            self._slack,
            workspace=Workspace(people.users, people.channels, self._slack.people_clock, team),
            triggers=Triggers(clock),
            response_urls=ResponseUrls(clock),
            posting=PostingLimit(clock, self._posts_per_minute),
            tiers=Tiers(clock, counted=self._slack.tiers.counted),
        )
        return self._open(slack)

    def in_workspace(self, slack_id: str) -> SandboxWorkspace:
        """Any of them; the first one, too."""
        return self._workspaces[slack_id]

    def _open(self, slack: Slack) -> SandboxWorkspace:
        assert slack.team.id not in self._workspaces, f"there is a workspace {slack.team.id} already"
        for each in slack.workspace.people:
            slack.workspace.dm(each.id)
        slack.everywhere.append(slack)
        opened = SandboxWorkspace(slack, Control(slack))
        self._workspaces[slack.team.id] = opened
        return opened

    async def consent(
        self,
        authorize_url: str,
        workspace: str | None = None,
        enterprise: str | None = None,
        by: str = "ana",
        *,
        allow: bool = True,
    ) -> str:
        """What somebody decides on the consent page; returns where their browser goes next. Who is nobody's name is
        the first person there. None and None: the workspace the app has in mind. Raises Impossible with Slack's error.
        """
        try:
            request = read_request(self._slack, dict(parse_qsl(urlsplit(authorize_url).query)))
        except Refusal as refusal:
            raise Impossible(refusal.error) from None
        wanted = enterprise or workspace or request.preferred or self._slack.team.id
        place = next((each for each in places(self._slack) if each.id == wanted), None)
        if place is None:
            raise Impossible(f"The page does not offer {wanted}.")
        return decide(self._slack, request, place, by=person(place, by), allow=allow)

    async def uninstall(self, slack_id: str, first: Parting = "app_uninstalled") -> None:
        """Takes the app out of a workspace, or of an org by its id; the app is told twice, as Slack does."""
        slack = self.slack_at(slack_id)
        slack.installs.uninstall(slack_id)
        await tell_uninstalled(slack, slack_id, first)

    def revoke_token(self, slack_id: str) -> None:
        """Takes back the tokens of a workspace or org, and tells nobody."""
        self._slack.installs.revoke(slack_id)

    def slack_at(self, place: str) -> Slack:
        """A workspace, or the first one of an org."""
        return next(each for each in self._slack.everywhere if place in (each.team.id, each.team.enterprise_id))


def team_of(slack_id: str, name: str, people: Population, enterprise: Enterprise | None) -> Team:
    """The app is whoever is a bot among the people; where nobody is, it joins them."""
    bot = next((each for each in people.users if each.is_bot), None)
    if bot is None:
        bot = User(f"UBOT{slack_id[1:]}", "firebreak", "Firebreak", is_bot=True)
        people.users.append(bot)
    domain = f"{name.casefold().replace(' ', '-')}-sandbox"
    return Team(slack_id, name, domain, bot.id, f"B0{slack_id[1:]}", enterprise)
