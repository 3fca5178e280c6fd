"""A message as we promise it: a full sentence for notifications and screen readers, and blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.slack.escape import name_former

Block = Mapping[str, Any]
View = Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """`text` is what a notification shows: it says the whole thing without the blocks."""

    text: str
    blocks: Sequence[Block] = field(default_factory=tuple)

    def to_dict(self) -> dict[str, Any]:
        """The arguments of chat.postMessage and chat.update that say what is seen."""
        text = name_former(self.text)
        return {"text": text, "blocks": list(self.blocks)} if self.blocks else {"text": text}
