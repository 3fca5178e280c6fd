"""Installing over OAuth: send the person to Slack's consent page, and take in what they consented to."""

import html
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator, OAuthStateUtils
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.core.keyring import Keyring
from bot.core.logs import log
from bot.core.work import Transactions
from bot.outbox.announcements import announce
from bot.revisions import ROOT
from bot.settings import Settings
from bot.slack.message import Message
from bot.workspaces.directory import Installed, MakeClient
from bot.workspaces.domain import Installation, Workspace
from bot.workspaces.repository import consume_state, issue_state
from bot.workspaces.use_cases import install

HELLO = (
    ":wave: Firebreak is installed. `/standup team` sets up your team, `/standup new` its standup, and "
    "`/triage` is the one front door for requests to it."
)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Firebreak</title><style>body{{font:1.1rem/1.5 system-ui;max-width:36rem;margin:15vh auto;padding:0 1rem;
color:#2b1a15}}h1{{color:#7a2e1d}}a{{color:#7a2e1d}}</style><h1>{title}</h1><p>{text}</p></html>"""
# What went wrong, as the person who installs can act on it.
FAILURES = {
    "access_denied": "You chose not to install Firebreak, so nothing was changed.",
    "state": "This page was opened twice, too late, or in another browser. If Firebreak is in your workspace already, "
    "all is well.",
    "code": "Slack did not accept the answer it had just given.",
}


class Door:
    """`/slack/install` and `/slack/oauth_redirect`."""

    def __init__(
        self,
        transactions: Transactions,
        keyring: Keyring,
        directory: Installed,
        make_client: MakeClient,
        settings: Settings,
    ) -> None:
        self._transactions, self._keyring, self._directory = transactions, keyring, directory
        self._make_client = make_client
        self._client_id, self._client_secret = settings.oauth
        self._redirect_uri = f"{settings.public_url}/slack/oauth_redirect"
        self._cookies = OAuthStateUtils()
        self._consent = AuthorizeUrlGenerator(
            client_id=self._client_id,
            redirect_uri=self._redirect_uri,
            scopes=scopes(),
            authorization_url=consent_page(settings.slack_api_url),
        )

    async def begin(self, request: Request) -> Response:
        """Off to Slack, with a state that binds the way back to this browser."""
        async with self._transactions.across_workspaces() as (session, now):
            state = await issue_state(session, now)
        away = RedirectResponse(self._consent.generate(state, team=request.query_params.get("team")), status_code=302)
        away.headers["Set-Cookie"] = self._cookies.build_set_cookie_for_new_state(state)
        return away

    async def finish(self, request: Request) -> Response:
        """Back from Slack: nothing is believed before the state is found to be ours, this browser's, and new."""
        state = request.query_params.get("state", "")
        if request.query_params.get("error"):
            return _failed("access_denied", 200)
        headers: dict[str, str | Sequence[str]] = {"cookie": [request.headers.get("cookie", "")]}
        async with self._transactions.across_workspaces() as (session, now):
            ours = await consume_state(session, state, now)
        if not ours or not self._cookies.is_valid_browser(state, headers):
            return _failed("state", 400)
        try:
            answer = await self._make_client("").oauth_v2_access(
                client_id=self._client_id,
                client_secret=self._client_secret,
                code=request.query_params.get("code", ""),
                redirect_uri=self._redirect_uri,
            )
            opened = await self._install(answer.data if isinstance(answer.data, dict) else {})
        except SlackApiError as error:
            log.warning("not installed", reason=str(error.response.get("error")))
            return _failed("code", 400)
        done = _page("Firebreak is installed", _where(opened, str(answer["app_id"])))
        done.headers["Set-Cookie"] = self._cookies.build_set_cookie_for_deletion()
        return done

    async def _install(self, answer: Mapping[str, Any]) -> list[Workspace]:
        client = self._make_client(str(answer["access_token"]))
        installation = read_installation(answer, self._transactions.clock.now())
        places = await _places(client, answer)
        async with self._transactions.across_workspaces() as (session, now):
            opened = await install(session, self._keyring, installation, places, now)
        self._directory.forget()
        log.info("installed", owner=installation.owner, workspaces=len(opened))
        for workspace in opened[:1]:
            async with self._transactions.in_workspace(workspace.id) as work:
                key = f"hello:{installation.owner}:{work.now.isoformat()}"
                await announce(work, key=key, channel=installation.installed_by, message=Message(HELLO))
        return opened


def scopes() -> list[str]:
    """What the manifest asks for."""
    return sorted(_manifest()["oauth_config"]["scopes"]["bot"])


def manifest_for(address: str) -> str:
    """manifest.yml for a deployment at `address` that receives over HTTP and that workspaces and orgs install."""
    import yaml  # only who sets a deployment up needs it

    manifest = _manifest()
    events = f"{address}/slack/events"
    settings = manifest["settings"]
    settings["event_subscriptions"]["request_url"] = events
    settings["interactivity"]["request_url"] = events
    settings |= {"socket_mode_enabled": False, "org_deploy_enabled": True, "token_rotation_enabled": True}
    for command in manifest["features"]["slash_commands"]:
        command["url"] = events
    manifest["oauth_config"]["redirect_urls"] = [f"{address}/slack/oauth_redirect"]
    return yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=120)


def _manifest() -> dict[str, Any]:
    import yaml

    manifest: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    return manifest


def consent_page(api_url: str) -> str:
    """Slack's consent page stands beside its Web API: /api/ and /oauth/v2/authorize."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


def read_installation(answer: Mapping[str, Any], now: datetime) -> Installation:
    """From the answer of oauth.v2.access."""
    team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
    org_wide = bool(answer.get("is_enterprise_install"))
    expires_in = answer.get("expires_in")
    return Installation(
        team_id=None if org_wide else str(team["id"]),
        enterprise_id=enterprise.get("id"),
        name=str((enterprise if org_wide else team).get("name") or ""),
        bot_user_id=str(answer["bot_user_id"]),
        bot_token=str(answer["access_token"]),
        refresh_token=answer.get("refresh_token"),
        expires_at=now + timedelta(seconds=int(expires_in)) if expires_in else None,
        installed_by=str((answer.get("authed_user") or {}).get("id") or ""),
    )


async def _places(client: AsyncWebClient, answer: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(Slack's id, name) of every workspace it is for. Others of an org are opened when somebody speaks from there."""
    if not answer.get("is_enterprise_install"):
        team = answer["team"]
        return [(str(team["id"]), str(team.get("name") or team["id"]))]
    places, cursor = [], None
    while True:
        page = await client.auth_teams_list(limit=100, cursor=cursor)
        places += [(str(each["id"]), str(each["name"])) for each in page["teams"]]
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
        if cursor is None:
            return places


def _where(opened: list[Workspace], app_id: str) -> str:
    link = f'<a href="slack://app?team={opened[0].slack_id}&amp;id={app_id}">Open it in Slack</a>' if opened else ""
    names = html.escape(", ".join(each.name for each in opened[:5]))
    return f"It is ready in {names}. Type <code>/standup team</code> there to begin. {link}"


def _failed(reason: str, status: int) -> HTMLResponse:
    again = '<a href="/slack/install">Install it again</a>'
    return _page("Nothing was changed", f"{FAILURES[reason]} {again}", status)


def _page(title: str, text: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(PAGE.format(title=title, text=text), status_code=status)
