"""`firebreak load`: histories of teams in, what the detector makes of them out; no database and no Slack."""

import json
from collections.abc import Iterable, Iterator

from bot.commands.histories import ToldHistory, Unreadable, read
from bot.commands.lines import JSON, Format, converse
from bot.commands.telling import Refusal, Trouble


def load(format: Format = JSON) -> None:
    """Judge histories (load-history/1, one JSON a line on standard input) and print their flags, in the same order."""
    converse(judged)


def judged(lines: Iterable[str]) -> Iterator[str]:
    """One line of flags for each history; blank lines are passed over. Raises Refusal at the first that is none."""
    # Only here, since it brings numpy.
    from bot.commands.load_reading import to_history, write_findings
    from bot.load.detector.detect import detect

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            history = to_history(read(ToldHistory, json.loads(line)))
        except json.JSONDecodeError:
            text = f"Line {number} is not JSON: each line must be one history (load-history/1)."
            raise Refusal(Trouble.USAGE, text) from None
        except Unreadable as error:
            raise Refusal(Trouble.USAGE, f"Line {number} is no history of load-history/1: {error}.") from None
        yield write_findings(history.team, detect(history))
