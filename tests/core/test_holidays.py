"""Public holidays of countries and regions."""

import pickle
from datetime import date

import pytest

from bot.core.holidays import Place, countries, holiday_on, is_known, regions, say_place


@pytest.mark.parametrize(
    ("country", "region", "on", "name"),
    [
        ("GB", "ENG", "2026-12-25", "Christmas Day"),
        # The 26th is a Saturday.
        ("GB", "ENG", "2026-12-28", "Boxing Day (observed)"),
        ("GB", "SCT", "2026-11-30", "Saint Andrew's Day"),
        ("GB", "ENG", "2026-11-30", None),
        ("US", None, "2026-11-26", "Thanksgiving Day"),
        # Named in English wherever the package can.
        ("DE", "BY", "2026-01-06", "Epiphany"),
        ("DE", "BE", "2026-01-06", None),
        ("JP", None, "2026-01-12", "Coming of Age Day"),
        ("GB", "ENG", "2026-12-24", None),
    ],
)
def test_a_region_has_its_own_holidays(country: str, region: str | None, on: str, name: str | None) -> None:
    assert holiday_on(Place(country, region), date.fromisoformat(on)) == name


@pytest.mark.parametrize("place", [Place("XX"), Place("GB", "Narnia")])
def test_a_place_nobody_knows_has_no_holidays_of_its_own(place: Place) -> None:
    assert not is_known(place)
    assert holiday_on(place, date(2026, 11, 30)) is None


def test_every_country_and_region_can_be_offered_and_has_a_year() -> None:
    assert countries()["GB"] == "United Kingdom"
    assert countries()["BA"] == "Bosnia and Herzegovina"
    assert list(countries().values()) == sorted(countries().values())
    assert regions("GB") == {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"}
    assert regions("XX") == {}
    for country in ("DE", "US", "IN", "BR", "IT", "CH"):
        assert all(is_known(Place(country, region)) for region in regions(country))
        assert max(map(len, regions(country))) <= 40, "the column is as wide as that"


def test_a_place_is_said_as_people_say_it() -> None:
    assert say_place(Place("GB", "ENG")) == "England, United Kingdom"
    assert say_place(Place("DE")) == "Germany"
    assert say_place(Place("XX")) == "XX"


def test_a_place_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(Place("DE", "BY"))) == Place("DE", "BY")
    assert len({Place("DE", "BY"), Place("DE", "BY"), Place("DE")}) == 2
