"""The page on which people allow the app into a workspace, or into a whole org, and what they decide there."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from bot.sandbox.slack import CLIENT_ID, Slack
from bot.sandbox.wire import Refusal

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Install {app}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem; color: #1d1c1d }}
label {{ display: block; padding: .25rem 0 }} button {{ font: inherit; padding: .5rem 1.25rem; margin-right: .5rem }}
</style>
<h1>{app} asks to be let in</h1>
<p>It wants to:</p><ul>{scopes}</ul>
<form method="post"><fieldset><legend>Where</legend>{places}</fieldset>
<p><button name="decision" value="allow" data-testid="allow">Allow</button>
<button name="decision" value="cancel" data-testid="cancel">Cancel</button></p></form></html>
"""


@dataclass(frozen=True)
class Request:
    """What the app asks for. `preferred` is the workspace it had in mind; `given_uri` is empty when it named none."""

    scopes: frozenset[str]
    redirect_uri: str
    given_uri: str
    state: str
    preferred: str


@dataclass(frozen=True)
class Place:
    """Where the app may be installed: a workspace or an org, and one workspace whose people decide."""

    id: str
    name: str
    is_org_wide: bool
    slack: Slack


def read_request(slack: Slack, query: Mapping[str, str]) -> Request:
    """Raises Refusal with what Slack shows instead of the page."""
    if query.get("client_id") != CLIENT_ID:
        raise Refusal("invalid_client_id")
    scopes = frozenset(each for each in query.get("scope", "").replace(" ", ",").split(",") if each)
    if not scopes:
        raise Refusal("invalid_scope")
    given = query.get("redirect_uri", "")
    redirect_uri = given or next(iter(slack.app.redirect_urls), "")
    if not _may_return_to(slack, redirect_uri):
        raise Refusal("bad_redirect_uri")
    return Request(scopes, redirect_uri, given, query.get("state", ""), query.get("team", ""))


def places(slack: Slack) -> list[Place]:
    """Every workspace, and every org when the manifest says that the app is ready for them."""
    found = [Place(each.team.id, each.team.name, is_org_wide=False, slack=each) for each in slack.everywhere]
    orgs = {each.team.enterprise: each for each in reversed(slack.everywhere) if each.team.enterprise}
    if slack.app.is_for_orgs:
        found += [Place(org.id, org.name, is_org_wide=True, slack=each) for org, each in orgs.items() if org]
    return found


def decide(slack: Slack, request: Request, place: Place, *, by: str, allow: bool) -> str:
    """Where the browser goes next."""
    if not allow:
        return _with(request.redirect_uri, {"error": "access_denied", "state": request.state})
    code = slack.grants.give(
        place.id, is_org_wide=place.is_org_wide, scopes=request.scopes, by=by, redirect_uri=request.given_uri
    )
    return _with(request.redirect_uri, {"code": code, "state": request.state})


def person(place: Place, name: str = "") -> str:
    """The id of whoever is called so, else of the first there is."""
    people = place.slack.workspace.people
    return next((each.id for each in people if name in (each.id, each.name)), people[0].id)


class ConsentPage:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def show(self, http: web.Request) -> web.StreamResponse:
        try:
            request = read_request(self._slack, http.query)
        except Refusal as refusal:
            return _refused(refusal)
        return web.Response(text=self._page(request), content_type="text/html")

    async def receive(self, http: web.Request) -> web.StreamResponse:
        form = await http.post()
        try:
            request = read_request(self._slack, http.query)
        except Refusal as refusal:
            return _refused(refusal)
        offered = places(self._slack)
        place = next((each for each in offered if each.id == form.get("place")), offered[0])
        allow = form.get("decision") == "allow"
        raise web.HTTPFound(decide(self._slack, request, place, by=person(place), allow=allow))

    def _page(self, request: Request) -> str:
        offered = places(self._slack)
        ids = [each.id for each in offered]
        chosen = request.preferred if request.preferred in ids else ids[0]
        return PAGE.format(
            app=escape(self._slack.app.name),
            scopes="".join(f"<li><code>{escape(each)}</code></li>" for each in sorted(request.scopes)),
            places="".join(_choice(each, is_chosen=each.id == chosen) for each in offered),
        )


def _choice(place: Place, *, is_chosen: bool) -> str:
    kind = "the whole org" if place.is_org_wide else "workspace"
    checked = " checked" if is_chosen else ""
    name, place_id = escape(place.name), escape(place.id)
    radio = f'<input type="radio" name="place" value="{place_id}" data-testid="workspace-{place_id}"{checked}>'
    return f"<label>{radio} {name} ({kind})</label>"


def _refused(refusal: Refusal) -> web.Response:
    return web.Response(status=400, text=f"Something went wrong when authorizing this app.\n\nError: {refusal.error}\n")


def _may_return_to(slack: Slack, address: str) -> bool:
    """A registered address or one below it; this machine is always one, for the sandbox never leaves it."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or parts.fragment:
        return False
    registered = [each.rstrip("/") for each in slack.app.redirect_urls]
    return parts.hostname in LOOPBACK or any(address == each or address.startswith(f"{each}/") for each in registered)


def _with(address: str, more: dict[str, str]) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query=urlencode([*parse_qsl(parts.query), *more.items()])))
