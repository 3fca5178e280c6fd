"""What Slack knows of the channels that reports go to, and of people answers name, asked before a transaction."""

from collections.abc import Collection

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import BotError
from bot.people import directory
from bot.people.domain import Person
from bot.standups.domain.schedule import Openness


async def openness(client: AsyncWebClient, channel_id: str) -> Openness | None:
    """None for a channel that is not to be seen any more: that is found out when something is posted there."""
    try:
        channel = (await client.conversations_info(channel=channel_id))["channel"]
    except SlackApiError as error:
        if error.response.get("error") in ("channel_not_found", "not_in_channel", "missing_scope"):
            return None
        raise
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return Openness.SHARED
    return Openness.PRIVATE if channel.get("is_private") else Openness.PUBLIC


async def people_named(client: AsyncWebClient, user_ids: Collection[str], workspace: str) -> list[Person]:
    """So that reports can call them by their names. An answer never waits for that longer than it can."""
    try:
        return await directory.people(client, user_ids, workspace) if user_ids else []
    except BotError:
        return []
