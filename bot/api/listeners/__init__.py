"""Programs speak over HTTP: every route, in the order somebody meets them."""

from starlette.routing import BaseRoute, Route

from bot.api.directory import Receivers
from bot.api.domain import Scope
from bot.api.listeners import changing, reading, webhooks
from bot.api.listeners.door import Door, Handler
from bot.api.use_cases.webhooks import Vault
from bot.core.keyring import Keyring
from bot.core.work import Transactions


def routes(transactions: Transactions, keyring: Keyring | None, receivers: Receivers) -> list[BaseRoute]:
    """To be mounted at `/api/v1`."""
    door = Door(transactions, Vault(keyring), receivers)

    def route(method: str, path: str, scope: Scope | None, handler: Handler, *, once: bool = False) -> Route:
        return Route(path, door.open(handler, scope, once=once), methods=[method])

    return [
        route("GET", "/me", None, reading.show_me),
        route("GET", "/teams", Scope.READ, reading.list_teams),
        route("GET", "/standups", Scope.READ, reading.list_standups),
        route("GET", "/standups/{standup}", Scope.READ, reading.show_standup),
        route("GET", "/standups/{standup}/next", Scope.READ, reading.list_next),
        route("GET", "/standups/{standup}/runs", Scope.READ, reading.list_runs),
        route("GET", "/runs/{run}/answers", Scope.READ, reading.list_answers),
        route("GET", "/standups/{standup}/participation", Scope.READ, reading.show_participation),
        route("GET", "/blockers", Scope.READ, reading.list_blockers),
        route("GET", "/absences", Scope.READ, reading.list_absences),
        route("POST", "/standups/{standup}/answers", Scope.ANSWER, changing.answer, once=True),
        route("POST", "/absences", Scope.ABSENCES, changing.set_away, once=True),
        route("DELETE", "/absences/{absence}", Scope.ABSENCES, changing.call_off),
        route("GET", "/webhooks", Scope.WEBHOOKS, webhooks.list_own),
        route("POST", "/webhooks", Scope.WEBHOOKS, webhooks.subscribe),
        route("DELETE", "/webhooks/{webhook}", Scope.WEBHOOKS, webhooks.unsubscribe),
        Route("/{rest:path}", door.nowhere, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
    ]
