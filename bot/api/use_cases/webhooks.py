"""Webhooks: wanted and not wanted any more, what each is told next, and what becomes of it."""

from dataclasses import dataclass, field

from bot.api.domain import Caller, Code, Refusal, Sight
from bot.api.domain.refusals import not_found
from bot.api.domain.requests import Subscription
from bot.api.domain.webhooks import (
    MOST_OF_ONE_TOKEN,
    Happening,
    Webhook,
    body_of,
    gap_after,
    new_secret,
    signature,
)
from bot.api.repository import Tokens, Webhooks
from bot.api.use_cases.reading import may_know_absence
from bot.api.use_cases.seeing import Eyes
from bot.api.use_cases.tokens import caller_of
from bot.core.keyring import Keyring, NoKeyFits
from bot.core.logs import log
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.workspaces.repository import get_workspace

OUTLINED = frozenset({Event.RUN_OPENED, Event.RUN_CLOSED})
NO_KEY = "its secret cannot be read with the keys in TOKEN_KEYS"


class Vault:
    """Secrets at rest: locked where the settings have keys."""

    def __init__(self, keyring: Keyring | None) -> None:
        self._keyring = keyring

    @property
    def locks(self) -> bool:
        return self._keyring is not None

    def lock(self, secret: str) -> str:
        return self._keyring.lock(secret) if self._keyring is not None else secret

    def unlock(self, stored: str, *, locked: bool) -> str:
        """Raises NoKeyFits."""
        if not locked:
            return stored
        if self._keyring is None:
            raise NoKeyFits(NO_KEY)
        return self._keyring.unlock(stored)


async def subscribe(work: Work, caller: Caller, wanted: Subscription, vault: Vault) -> tuple[Webhook, str]:
    """Gives the secret beside it: nobody sees it again."""
    if len(await Webhooks(work).of_token(caller.token.id)) >= MOST_OF_ONE_TOKEN:
        raise Refusal(Code.CONFLICT, f"This token has {MOST_OF_ONE_TOKEN} webhooks already. Delete one first.")
    secret = new_secret()
    webhook = await Webhooks(work).add(
        caller.token.id, wanted.url, wanted.events, vault.lock(secret), locked=vault.locks
    )
    return webhook, secret


async def webhooks_of(work: Work, caller: Caller) -> list[tuple[Webhook, int]]:
    """A token's, each with how much it is still to be told."""
    found = await Webhooks(work).of_token(caller.token.id)
    waiting = await Webhooks(work).waiting(each.id for each in found)
    return [(each, waiting.get(each.id, 0)) for each in found]


async def unsubscribe(work: Work, caller: Caller, webhook_id: int) -> None:
    webhook = await Webhooks(work).get(webhook_id)
    if webhook is None or webhook.token_id != caller.token.id:
        raise not_found("webhook")
    await Webhooks(work).remove(webhook_id)


@dataclass(frozen=True)
class Parcel:
    """One thing to be told, ready to be sent; the signature is of now."""

    webhook: Webhook
    happening: Happening
    body: bytes = field(repr=False)
    signed: str = field(repr=False)


async def take_parcel(work: Work, webhook_id: int, vault: Vault) -> Parcel | None:
    """The oldest thing that webhook may know of; None when there is none, or it is not its turn."""
    webhook = await Webhooks(work).take(webhook_id)
    if webhook is None:
        return None
    happening = await _next(work, webhook)
    stored = await Webhooks(work).secret_of(webhook_id)
    if happening is None or stored is None:
        await Webhooks(work).put(webhook_id)
        return None
    try:
        secret = vault.unlock(stored[0], locked=stored[1])
    except NoKeyFits:
        await note_failure(work, webhook, NO_KEY)
        return None
    workspace = await get_workspace(work.session, work.workspace_id)
    body = body_of(happening, workspace.slack_id)
    return Parcel(webhook, happening, body, signature(secret, body, work.now))


async def note_delivery(work: Work, parcel: Parcel) -> None:
    await Webhooks(work).done(parcel.happening.id)
    await Webhooks(work).put(
        parcel.webhook.id, attempt=0, not_before=None, failing_since=None, error=None, sent_at=work.now
    )


async def note_failure(work: Work, webhook: Webhook, reason: str) -> None:
    """It is tried again after a while that grows; after three days it is switched off, and what waits is forgotten."""
    attempt, since = webhook.attempt + 1, webhook.failing_since or work.now
    values = {"attempt": attempt, "failing_since": since, "error": reason, "not_before": work.now + gap_after(attempt)}
    if webhook.is_lost(work.now):
        await Webhooks(work).forget(webhook.id)
        await Webhooks(work).put(webhook.id, **values, off_at=work.now)
        log.warning("webhook switched off", webhook=webhook.id, reason=reason)
        return
    await Webhooks(work).put(webhook.id, **values)
    log.info("webhook failed, will be tried again", webhook=webhook.id, attempt=attempt, reason=reason)


async def _next(work: Work, webhook: Webhook) -> Happening | None:
    """What waited too long is given up, and what the webhook may not know of is passed over."""
    eyes = await _eyes_of(work, webhook)
    if eyes is None:
        await Webhooks(work).forget(webhook.id)
        return None
    while (happening := await Webhooks(work).next_for(webhook.id)) is not None:
        stale = webhook.failing_since is not None and happening.is_stale(work.now)
        if not stale and await _may_know(eyes, happening):
            return happening
        await Webhooks(work).done(happening.id)
    return None


async def _eyes_of(work: Work, webhook: Webhook) -> Eyes | None:
    """None once its token was revoked, or the person is gone in whose name it was told."""
    token = await Tokens(work).get(webhook.token_id)
    try:
        return Eyes(work, await caller_of(work, token)) if token is not None else None
    except Refusal:
        return None


async def _may_know(eyes: Eyes, happening: Happening) -> bool:
    ids, person = happening.ids, happening.ids.get("person")
    if happening.event == Event.ABSENCE_CHANGED:
        return await may_know_absence(eyes, str(person))
    least = Sight.OUTLINE if happening.event in OUTLINED or person == eyes.user_id else Sight.ANSWERS
    return await eyes.sees(int(ids["standup"]), least)
