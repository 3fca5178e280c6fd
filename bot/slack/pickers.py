"""Inputs in which somebody picks people or channels from Slack's own lists."""

from collections.abc import Sequence

from bot.core.marks import FORMER_ID
from bot.slack import kit


def person_select(action_id: str, *, chosen: str | None = None, placeholder: str = "Somebody") -> kit.Element:
    return kit.without_nones(
        type="users_select",
        action_id=action_id,
        placeholder=kit.plain(placeholder),
        initial_user=next(iter(_there([chosen] if chosen else [])), None),
    )


def people_select(action_id: str, *, chosen: Sequence[str] = (), placeholder: str = "People") -> kit.Element:
    return kit.without_nones(
        type="multi_users_select",
        action_id=action_id,
        placeholder=kit.plain(placeholder),
        initial_users=_there(chosen) or None,
    )


def _there(user_ids: Sequence[str]) -> list[str]:
    """Slack refuses a form that names somebody it does not know."""
    return [each for each in user_ids if not FORMER_ID.fullmatch(each)]


def channel_select(action_id: str, *, chosen: str | None = None, placeholder: str = "A channel") -> kit.Element:
    """Public and private channels the person is in; no direct messages, no channels shared with other companies."""
    return kit.without_nones(
        type="conversations_select",
        action_id=action_id,
        placeholder=kit.plain(placeholder),
        initial_conversation=chosen,
        filter={"include": ["public", "private"], "exclude_external_shared_channels": True},
    )


def channels_select(
    action_id: str, *, chosen: Sequence[str] = (), most: int, placeholder: str = "Channels"
) -> kit.Element:
    """As `channel_select`, for up to `most` of them; all can be taken out again."""
    return kit.without_nones(
        type="multi_conversations_select",
        action_id=action_id,
        placeholder=kit.plain(placeholder),
        initial_conversations=list(chosen) or None,
        max_selected_items=most,
        filter={"include": ["public", "private"], "exclude_external_shared_channels": True},
    )
