"""Programs say where they want to be told."""

from bot.api import blocks, forms
from bot.api.domain.refusals import invalid
from bot.api.listeners.door import Ask, Reply
from bot.api.use_cases import webhooks
from bot.core.errors import BotError


async def list_own(ask: Ask) -> Reply:
    found = await webhooks.webhooks_of(ask.work, ask.caller)
    return Reply(blocks.page(blocks.webhook(each, waiting) for each, waiting in found))


async def subscribe(ask: Ask) -> Reply:
    wanted = forms.read_subscription(ask.body)
    try:
        ask.receivers.check(wanted.url)
    except BotError as error:
        raise invalid("url", error.text) from None
    webhook, secret = await webhooks.subscribe(ask.work, ask.caller, wanted, ask.vault)
    return Reply({**blocks.webhook(webhook), "secret": secret}, 201)


async def unsubscribe(ask: Ask) -> Reply:
    await webhooks.unsubscribe(ask.work, ask.caller, ask.id("webhook"))
    return Reply(None, 204)
