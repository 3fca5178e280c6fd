"""Calling the Web API by hand, to see what the SDK hides."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox


async def call(
    sandbox: Sandbox, method: str, token: str | None = None, verb: str = "POST", **how: Any
) -> Mapping[str, Any]:
    """The body of an answer; `how` says where the arguments stand: params, data or json."""
    headers = {"Authorization": f"Bearer {token or sandbox.bot_token}"} if token != "" else {}
    url = sandbox.api_url + method
    async with aiohttp.request(verb, url, headers=headers, **how) as response:
        body: Mapping[str, Any] = await response.json()
        return body


async def error_of(client: AsyncWebClient, method: str, **arguments: Any) -> str:
    """The error with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    return str(refused.value.response["error"])
