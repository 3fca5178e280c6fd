"""The methods of the Web API that the local Slack knows; it refuses all others aloud."""

from bot.sandbox.methods import apps, chat, conversations, files, oauth, usergroups, users, views
from bot.sandbox.methods.method import Method

METHODS: dict[str, Method] = {
    each.name: each
    for module in (apps, chat, conversations, files, oauth, usergroups, users, views)
    for each in module.METHODS
}
