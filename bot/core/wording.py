"""Words in a row, as a sentence holds them. Pure."""

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and", *, most: int | None = None) -> str:
    """`a, b and c`; of more than `most` the first of them and how many follow: `a, b and 3 more`. Empty for none."""
    shown = [*words[:most]]
    if len(shown) < len(words):
        shown.append(f"{len(words) - len(shown)} more")
    return f" {last} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
