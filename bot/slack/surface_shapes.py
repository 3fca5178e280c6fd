"""Where blocks stand: messages with their attachments, modals and the Home tab."""

from collections.abc import Iterator
from typing import Literal

from bot.slack import sizes
from bot.slack.block_shapes import (
    ACTIONS,
    ALERT,
    CARD,
    CAROUSEL,
    CONTAINER,
    CONTEXT,
    CONTEXT_ACTIONS,
    DATA_TABLE,
    DATA_VISUALIZATION,
    DIVIDER,
    FILE,
    HEADER,
    IMAGE,
    INPUT,
    MARKDOWN,
    MODAL_INPUT,
    PLAN,
    SECTION,
    TABLE,
    TASK_CARD,
    VIDEO,
)
from bot.slack.element_shapes import Shapes
from bot.slack.shapes import Anything, Either, Flag, Json, Listing, Problem, Text, Thing, Word
from bot.slack.text_shapes import RICH_TEXT, plain

Surface = Literal["message", "modal", "home"]

_EVERYWHERE = (ACTIONS, CARD, CONTEXT, DIVIDER, HEADER, IMAGE, RICH_TEXT, SECTION, VIDEO)
_WIDE = (CAROUSEL, CONTAINER, DATA_TABLE, DATA_VISUALIZATION, INPUT, TABLE)

#: An empty list of blocks takes the blocks off a message; a view without blocks is none.
BLOCKS: dict[Surface, Listing] = {
    "message": Listing(
        Either(*_EVERYWHERE, *_WIDE, CONTEXT_ACTIONS, FILE, MARKDOWN, PLAN, TASK_CARD),
        0,
        sizes.MESSAGE_BLOCKS,
    ),
    "modal": Listing(Either(*_EVERYWHERE, ALERT, MODAL_INPUT), 1, sizes.VIEW_BLOCKS),
    "home": Listing(Either(*_EVERYWHERE, *_WIDE), 1, sizes.VIEW_BLOCKS),
}


def _submit_with_inputs(modal: Json) -> Iterator[Problem]:
    if "submit" not in modal and any(block["type"] == "input" for block in modal["blocks"]):
        yield Problem("submit", "missing", "is required with input blocks")


_VIEW: Shapes = {
    "private_metadata": Text(0, sizes.PRIVATE_METADATA),
    "callback_id": Text(0, sizes.CALLBACK_ID),
    "external_id": Text(0, sizes.EXTERNAL_ID),
}
_MODAL = Thing(
    "modal",
    needs={"title": plain(sizes.MODAL_TITLE), "blocks": BLOCKS["modal"]},
    takes={
        **_VIEW,
        "submit": plain(sizes.MODAL_SUBMIT),
        "close": plain(sizes.MODAL_CLOSE),
        "clear_on_close": Flag(),
        "notify_on_close": Flag(),
    },
    rules=(_submit_with_inputs,),
)
_HOME = Thing("home", needs={"blocks": BLOCKS["home"]}, takes=_VIEW)
VIEWS = Either(_MODAL, _HOME)

_WORDS = Text()
_FIELD = Thing(takes={"title": _WORDS, "value": _WORDS, "short": Flag()})
_ATTACHMENT_WORDS = (
    *("fallback", "color", "pretext", "text", "title", "title_link", "footer", "footer_icon", "image_url"),
    *("author_name", "author_subname", "author_link", "author_icon", "thumb_url", "callback_id"),
    *("app_id", "app_unfurl_url", "bot_id"),
)
#: Attachments are what messages were made of before blocks: known by name, not looked into.
ATTACHMENT_LIST = Listing(
    Thing(
        takes={
            **dict.fromkeys(_ATTACHMENT_WORDS, _WORDS),
            "blocks": BLOCKS["message"],
            "fields": Listing(_FIELD),
            "mrkdwn_in": Listing(Word(("pretext", "text", "fields"))),
            "ts": Anything(),
            "actions": Anything(),
            "preview": Anything(),
            "is_app_unfurl": Flag(),
        }
    )
)
