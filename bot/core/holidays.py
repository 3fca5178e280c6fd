"""Public holidays of countries and their regions, as the `holidays` package knows them, in English where it can."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

# What a capital letter at each word makes wrong.
NAMES = {
    "Dr Congo": "DR Congo",
    "Hongkong": "Hong Kong",
    "Guinea Bissau": "Guinea-Bissau",
    "Timor Leste": "Timor-Leste",
}
SMALL_WORDS = frozenset({"And", "Of", "The", "Da"})
# A server asks about few places and years; one entry is a few kilobytes.
CACHED = 2_000


@dataclass(frozen=True, order=True)
class Place:
    """A country by its two letters (ISO 3166-1), and a region of it by the code the country itself uses."""

    country: str
    region: str | None = None


def holiday_on(place: Place, on: date) -> str | None:
    """The name of the public holiday there on that date."""
    return _holidays(place, on.year).get(on)


@cache
def countries() -> Mapping[str, str]:
    """Every country there are holidays of: its two letters and its name, by name."""
    from holidays.registry import COUNTRIES  # a third of a second, which only those wait who need it

    named = {codes[1]: _country_name(key) for key, codes in COUNTRIES.items()}
    return dict(sorted(named.items(), key=lambda each: each[1]))


@cache
def regions(country: str) -> Mapping[str, str]:
    """The regions with holidays of their own: code and name, by name; empty for a country without, or none at all."""
    if country not in countries():
        return {}
    import holidays

    asked: Any = holidays.country_holidays(country)
    names = {code: name for name, code in reversed(asked.subdivisions_aliases.items())}
    named = {code: names.get(code, code) for code in asked.subdivisions}
    return dict(sorted(named.items(), key=lambda each: each[1].casefold()))


def is_known(place: Place) -> bool:
    return place.country in countries() and (place.region is None or place.region in regions(place.country))


def say_place(place: Place) -> str:
    """`England, United Kingdom`"""
    country = countries().get(place.country, place.country)
    return country if place.region is None else f"{regions(place.country).get(place.region, place.region)}, {country}"


@lru_cache(CACHED)
def _holidays(place: Place, year: int) -> Mapping[date, str]:
    """A country or region that a later version of the package dropped has none."""
    if place.country not in countries():
        return {}
    import holidays

    region = place.region if place.region in regions(place.country) else None
    languages = holidays.country_holidays(place.country).supported_languages
    found = holidays.country_holidays(place.country, subdiv=region, years=year, language=_english(languages))
    return dict(found)


def _english(languages: tuple[str, ...]) -> str | None:
    """None leaves a country to its own language."""
    english = [each for each in languages if each.startswith("en")]
    return "en_US" if "en_US" in english else next(iter(english), None)


def _country_name(key: str) -> str:
    words = key.replace("_", " ").title().split(" ")
    name = " ".join(each.lower() if each in SMALL_WORDS else each for each in words)
    return NAMES.get(name, name)
