"""What Slack knows of user groups, and telling it who is in one."""

from collections.abc import Sequence
from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import BotError
from bot.duty.domain.groups import FoundGroup, what_to_do
from bot.slack.sender import LIMITED, TOKEN_ERRORS, UNSURE, GaveUp, TokenRefused, TryLater

NOT_SAID = "Slack does not say which user groups there are at the moment. Please press Save once more in a minute."


async def find_group(client: AsyncWebClient, handle: str, place: str) -> FoundGroup:
    """`place` is Slack's id of the workspace. Raises BotError with what is lacking, and what to do."""
    try:
        answer = await client.usergroups_list(team_id=place)
    except SlackApiError as error:
        reason = _reason(error)
        raise BotError(NOT_SAID if reason in LIMITED | UNSURE else what_to_do(reason, handle)) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise BotError(NOT_SAID) from error
    groups = {str(each["handle"]).casefold(): each for each in answer["usergroups"] if not each.get("date_delete")}
    found = groups.get(handle.casefold())
    if found is None:
        raise BotError(what_to_do("no_such_subteam", handle))
    return FoundGroup(str(found["id"]), str(found["handle"]), place)


async def set_members(
    client: AsyncWebClient, group_id: str, user_ids: Sequence[str], place: str
) -> TryLater | GaveUp | TokenRefused | None:
    """Makes them its only members; to say the same twice changes nothing. None when it is done."""
    try:
        await client.usergroups_users_update(usergroup=group_id, users=list(user_ids), team_id=place)
    except SlackApiError as error:
        reason = _reason(error)
        if reason in TOKEN_ERRORS:
            return TokenRefused(reason)
        if reason in LIMITED | UNSURE or error.response.status_code >= 429:
            waits = error.response.headers.get("Retry-After")
            return TryLater(reason, everybody_waits=timedelta(seconds=int(waits)) if waits else None)
        return GaveUp(reason)
    except (aiohttp.ClientError, TimeoutError) as error:
        return TryLater(type(error).__name__)
    return None


def _reason(error: SlackApiError) -> str:
    return str(error.response.get("error") or "no reason")
