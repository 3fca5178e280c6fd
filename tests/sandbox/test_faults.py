"""Troubles come when ordered, befall what they are ordered for, and leave what was done done."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.server import Sandbox


async def post(client: AsyncWebClient, text: str = "x", channel: str = "C0FIRES") -> str:
    """How a post ended, in a word."""
    try:
        async with asyncio.timeout(0.5):
            await client.chat_postMessage(channel=channel, text=text)
    except SlackApiError as error:
        return str(error.response.status_code)
    except TimeoutError:
        return "timeout"
    except aiohttp.ClientError:
        return "lost"
    return "posted"


@pytest.mark.parametrize(
    ("kind", "outcome", "taken"),
    [
        ("429", "429", 0),
        ("500_before", "500", 0),
        ("503_before", "503", 0),
        ("drop_before", "lost", 0),
        ("500_after", "500", 1),
        ("drop_after", "lost", 1),
        ("slow", "timeout", 1),
        ("hold", "timeout", 1),
    ],
)
async def test_each_trouble_ends_as_it_would_in_slack(
    sandbox: Sandbox, client: AsyncWebClient, kind: FaultKind, outcome: str, taken: int
) -> None:
    fault = sandbox.faults.add(Fault("chat.postMessage", kind, seconds=0.6))
    assert await post(client) == outcome
    assert len(sandbox.channel("fires").messages) == taken
    assert await post(client) == "posted", "one trouble was ordered"
    assert fault.struck == 1
    fault.release()
    await sandbox.idle()


async def test_troubles_befall_what_they_are_ordered_for(sandbox: Sandbox, client: AsyncWebClient) -> None:
    def is_loud(arguments: dict[str, Any]) -> bool:
        return bool(arguments["text"] == "LOUD")

    sandbox.faults.add(Fault("chat.postMessage", "500_before", times=2, matches=is_loud))
    sandbox.faults.add(Fault(None, "429"))
    assert [await post(client, text) for text in ("quiet", "LOUD", "LOUD", "LOUD")] == ["429", "500", "500", "posted"]


async def test_what_is_held_back_goes_when_it_is_released(sandbox: Sandbox, client: AsyncWebClient) -> None:
    fault = sandbox.faults.add(Fault("users.info", "hold"))
    asking = asyncio.create_task(client.users_info(user="UANA"))
    idle = asyncio.create_task(sandbox.idle())
    await asyncio.wait([asking, idle], timeout=0.05)
    assert not asking.done()
    fault.release()
    assert (await asking)["user"]["id"] == "UANA"
    await idle


async def test_no_more_troubles_once_they_are_cleared(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.faults.add(Fault("chat.postMessage", "429", times=9))
    sandbox.faults.clear()
    assert await post(client) == "posted"
    assert list(sandbox.faults) == []


def test_there_are_no_other_troubles() -> None:
    with pytest.raises(ValueError, match="earthquake"):
        Fault("chat.postMessage", "earthquake")  # type: ignore[arg-type]
