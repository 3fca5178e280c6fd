"""What Slack's refusals of a message mean to somebody who can act on them."""

REMEDIES = {
    "not_in_channel": "I am not in {place} any more. Type `/invite @Firebreak` there.",
    "channel_not_found": "I cannot see {place}: it is gone, or private and I am not in it. Type `/invite @Firebreak` "
    "there, or choose another channel with `/standup team`.",
    "is_archived": "{place} is archived. Choose another channel with `/standup team`.",
    "messages_tab_disabled": "Direct messages to me are switched off for this app. Whoever administers it can switch "
    "them on under App Home > Messages Tab.",
    "missing_scope": "I lack a permission there. Whoever administers the app must install it again.",
}
RESTRICTED = "The workspace's settings do not let apps post in {place}. Ask a workspace admin."
PERSON_UNREACHED = "{place} cannot get messages from me: the account may be deactivated or in another organisation."
CHANNEL_UNREACHED = "Slack does not take messages from me for {place}."

AFTERWARDS = " What I had to say there in the last week follows once I am in it."


def remedy(channel: str, reason: str) -> str:
    """A sentence in mrkdwn for Slack's error `reason`; `channel` may be a person's id."""
    fallback = PERSON_UNREACHED if is_person(channel) else CHANNEL_UNREACHED
    sentence = RESTRICTED if reason.startswith("restricted_action") else REMEDIES.get(reason, fallback)
    place = f"<@{channel}>" if is_person(channel) else f"<#{channel}>"
    return sentence.format(place=place) + ("" if is_person(channel) else AFTERWARDS)


def is_person(channel: str) -> bool:
    """Whether a message's address is a person's id, which stands for the direct conversation with them."""
    return channel.startswith(("U", "W"))
