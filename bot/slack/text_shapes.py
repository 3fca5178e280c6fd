"""Text as Block Kit takes it: text objects, and rich text with everything that can stand in it."""

from collections.abc import Mapping

from bot.slack.shapes import Either, Flag, Listing, Number, Shape, Text, Thing, Word
from bot.slack.sizes import BLOCK_ID, LIST_INDENT, TEXT_OBJECT

NAME = Text(least=1)


def plain(most: int = TEXT_OBJECT) -> Thing:
    return Thing("plain_text", needs={"text": Text(1, most)}, takes={"emoji": Flag()})


def mrkdwn(most: int = TEXT_OBJECT) -> Thing:
    return Thing("mrkdwn", needs={"text": Text(1, most)}, takes={"verbatim": Flag()})


def plain_or_mrkdwn(most: int = TEXT_OBJECT) -> Either:
    return Either(plain(most), mrkdwn(most))


def _flags(*names: str) -> Thing:
    return Thing(takes=dict.fromkeys(names, Flag()))


_STYLE = _flags("bold", "italic", "strike", "underline", "code")
_MENTION_STYLE = _flags(*_STYLE.takes, "highlight", "client_highlight", "unlink")


def _inline(
    kind: str,
    *,
    style: Thing = _STYLE,
    takes: Mapping[str, Shape] | None = None,
    **needs: Shape,
) -> Thing:
    return Thing(kind, needs=needs, takes={"style": style, **(takes or {})})


_TEXT = _inline("text", text=NAME)
_LINK = _inline("link", url=NAME, takes={"text": Text(), "unsafe": Flag()})
_INLINE = Either(
    _TEXT,
    _LINK,
    _inline("broadcast", range=Word(("here", "channel", "everyone"))),
    _inline("channel", channel_id=NAME, style=_MENTION_STYLE),
    _inline("color", value=NAME),
    _inline("date", timestamp=Number(whole=False), format=NAME, takes={"fallback": Text(), "url": NAME}),
    _inline("emoji", name=NAME, takes={"unicode": NAME, "url": NAME, "skin_tone": Number()}),
    _inline("team", team_id=NAME),
    _inline("user", user_id=NAME, style=_MENTION_STYLE),
    _inline("usergroup", usergroup_id=NAME, style=_MENTION_STYLE),
)
_BORDER = Number(0, 1)
_SECTION = Thing("rich_text_section", needs={"elements": Listing(_INLINE, 1)})
_LIST = Thing(
    "rich_text_list",
    needs={"elements": Listing(_SECTION, 1), "style": Word(("bullet", "ordered"))},
    takes={"indent": Number(0, LIST_INDENT), "offset": Number(0), "border": _BORDER},
)
_QUOTE = Thing("rich_text_quote", needs={"elements": Listing(_INLINE, 1)}, takes={"border": _BORDER})
_PREFORMATTED = Thing(
    "rich_text_preformatted", needs={"elements": Listing(Either(_TEXT, _LINK), 1)}, takes={"border": _BORDER}
)
RICH_TEXT = Thing(
    "rich_text",
    needs={"elements": Listing(Either(_SECTION, _LIST, _QUOTE, _PREFORMATTED), 1)},
    takes={"block_id": Text(1, BLOCK_ID)},
)
