"""What Slack knows of people and channels, and files people gave it: typed values out."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.core.errors import BotError
from bot.people.domain import Person, UserId
from bot.people.domain.statuses import Status

SLACKBOT = "USLACKBOT"
# More people than this are found faster by reading the workspace's list page by page.
ONE_BY_ONE = 40
PAGE = 1000
# A channel of everybody is no team, and reading it would outlast the three seconds Slack gives us.
MOST_MEMBERS = 200
PATIENCE_SECONDS = 2.0
DOWNLOAD_SECONDS = 10.0

CLOSED_TO_US = frozenset(
    {"channel_not_found", "not_in_channel", "method_not_supported_for_channel_type", "restricted_action"}
)
INVITE = (
    "I cannot see that channel. If it is private, type `/invite @Firebreak` there first, and then save this form again."
)
TOO_SLOW = "Slack took too long to list these people. Please press Save again, or pick fewer members by name."

NO_FILE = "Slack does not hand me that file. Upload it again, or give me the calendar's address instead."
TOO_BIG = "That is bigger than 2 MB. Use a calendar that holds absences only."


@dataclass(frozen=True)
class Channel:
    id: str
    is_member: bool
    is_private: bool
    is_archived: bool


async def person(client: AsyncWebClient, user_id: str, workspace: str) -> Person:
    """`workspace` is Slack's id of ours: people of others are strangers."""
    answer = await client.users_info(user=user_id)
    return read_person(answer["user"], workspace)


async def status(client: AsyncWebClient, user_id: str) -> Status:
    """What they say of themselves at this moment."""
    return read_status((await client.users_info(user=user_id))["user"])


async def people(client: AsyncWebClient, user_ids: Collection[str], workspace: str) -> list[Person]:
    """Those of them whom Slack knows. Raises BotError when Slack answers too slowly for a form to wait."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            if len(user_ids) > ONE_BY_ONE:
                return await _listed(client, user_ids, workspace)
            found = await asyncio.gather(*(_perhaps(client, each, workspace) for each in user_ids))
            return [each for each in found if each is not None]
    except TimeoutError:
        raise BotError(TOO_SLOW) from None
    except SlackApiError as error:
        if _reason(error) == "ratelimited":
            raise BotError(TOO_SLOW) from error
        raise


async def join(client: AsyncWebClient, channel_id: str) -> Channel:
    """Makes sure we are in the channel. Raises BotError with what to do when we cannot be."""
    try:
        channel = _channel((await client.conversations_info(channel=channel_id))["channel"])
        if channel.is_archived:
            raise BotError("That channel is archived. Choose another one.")
        if channel.is_member:
            return channel
        if channel.is_private:
            raise BotError(INVITE)
        return _channel((await client.conversations_join(channel=channel_id))["channel"])
    except SlackApiError as error:
        if _reason(error) in CLOSED_TO_US:
            raise BotError(INVITE) from error
        raise


async def members(client: AsyncWebClient, channel_id: str) -> frozenset[UserId]:
    """Everybody in the channel, bots included. Raises BotError for one too big to be a team's."""
    found: set[UserId] = set()
    cursor: str | None = None
    while True:
        page = await client.conversations_members(channel=channel_id, limit=PAGE, cursor=cursor)
        found |= {UserId(each) for each in page["members"]}
        cursor = _next(page.data)
        if len(found) > MOST_MEMBERS:
            raise BotError(
                f"That channel has more than {MOST_MEMBERS} people. "
                "A team follows a smaller one: choose another channel, or pick the members by name."
            )
        if cursor is None:
            return frozenset(found)


async def find_file(client: AsyncWebClient, file_id: str) -> Mapping[str, Any]:
    """What Slack says of a file; raises BotError when it is not there any more."""
    try:
        found: Mapping[str, Any] = (await client.files_info(file=file_id))["file"]
    except SlackApiError as error:
        raise BotError(NO_FILE) from error
    return found


async def download(client: AsyncWebClient, file: Mapping[str, Any], largest: int) -> bytes:
    """A file somebody put into a form. Raises BotError when it is too big, or Slack does not hand it over."""
    url = URL(str(file.get("url_private_download") or file.get("url_private") or ""))
    # Our token goes to Slack and to nobody else.
    if url.host != URL(client.base_url).host and not (url.scheme == "https" and str(url.host).endswith(".slack.com")):
        raise BotError(NO_FILE)
    if int(file.get("size") or 0) > largest:
        raise BotError(TOO_BIG)
    try:
        async with (
            asyncio.timeout(DOWNLOAD_SECONDS),
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {client.token}"}) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            data = await answer.read() if answer.status == 200 else b""
    except (TimeoutError, aiohttp.ClientError):
        raise BotError(NO_FILE) from None
    if len(data) > largest:
        raise BotError(TOO_BIG)
    if not data:
        raise BotError(NO_FILE)
    return data


def read_person(user: Mapping[str, Any], workspace: str) -> Person:
    """Slack's user object, as users.info, users.list and user_change have it."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    elsewhere = user.get("team_id", workspace) != workspace and not user.get("enterprise_user")
    return Person(
        user_id=UserId(str(user["id"])),
        name=str(name or user["id"]),
        zone=str(user.get("tz") or ""),
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        is_stranger=bool(user.get("is_stranger") or elsewhere),
        deleted=bool(user.get("deleted")),
    )


def read_status(user: Mapping[str, Any]) -> Status:
    """Of the same object."""
    profile = user.get("profile") or {}
    expires = int(profile.get("status_expiration") or 0)
    return Status(
        text=str(profile.get("status_text") or ""),
        emoji=str(profile.get("status_emoji") or ""),
        expires_at=datetime.fromtimestamp(expires, UTC) if expires else None,
    )


async def _perhaps(client: AsyncWebClient, user_id: str, workspace: str) -> Person | None:
    try:
        return await person(client, user_id, workspace)
    except SlackApiError as error:
        if _reason(error) in ("user_not_found", "user_not_visible"):
            return None
        raise


async def _listed(client: AsyncWebClient, user_ids: Collection[str], workspace: str) -> list[Person]:
    """Reads the workspace's list until everybody is found."""
    wanted, found = set(user_ids), []
    cursor: str | None = None
    while True:
        page = await client.users_list(limit=PAGE, cursor=cursor, team_id=workspace)
        for user in page["members"]:
            if user["id"] in wanted:
                wanted.discard(user["id"])
                found.append(read_person(user, workspace))
        cursor = _next(page.data)
        if cursor is None or not wanted:
            return found


def _channel(channel: Mapping[str, Any]) -> Channel:
    return Channel(
        id=str(channel["id"]),
        is_member=bool(channel.get("is_member")),
        is_private=bool(channel.get("is_private")),
        is_archived=bool(channel.get("is_archived")),
    )


def _next(page: Any) -> str | None:
    """The cursor of the next page; None after the last."""
    return (page.get("response_metadata") or {}).get("next_cursor") or None


def _reason(error: SlackApiError) -> str:
    return str(error.response.get("error") or "")
