"""Words as search compares them: without case, accents and the ways of writing one letter, in any script. Pure."""

import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """`Łódź, É́tage` and `łodz, etage`: the same where only case, accents or widths differ; runs of blanks are one.

    Marks that other letters bear are left out; signs of a script which are letters of their own (the vowels of
    Devanagari) stay.
    """
    return " ".join("".join(map(_fold_one, text)).split())


def folded_places(text: str) -> tuple[str, list[int]]:
    """As `fold`, and for each character of it its place in `text`."""
    found: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in _fold_one(character):
            if each.isspace() and (not found or found[-1] == " "):
                continue
            found.append(" " if each.isspace() else each)
            places.append(place)
    return "".join(found), places


@lru_cache(maxsize=4096)
def _fold_one(character: str) -> str:
    # Folding case may put a mark beside a letter (İ), and taking letters apart may bring capitals: hence twice.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return STROKES.get(plain, plain)


# Letters with a stroke, which Unicode does not take apart.
STROKES = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
