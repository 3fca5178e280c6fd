"""Days on which somebody who would work does not: public holidays of a place, and days of the company."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.core.calendar import DAY
from bot.core.holidays import Place, holiday_on


class Kind(StrEnum):
    HOLIDAY = "holiday"
    COMPANY = "company"


@dataclass(frozen=True)
class DayOff:
    """Why somebody is off: the name of the holiday, or what the company calls its day."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class CompanyDay:
    """A date of a team: off, or `worked` although it is a public holiday."""

    on: date
    name: str
    worked: bool = False
    from_calendar: bool = False


@dataclass(frozen=True)
class DaysOff:
    """The dates somebody has off, as a container; which ones is asked when needed, so that it stays small and equal."""

    place: Place | None = None
    company: tuple[CompanyDay, ...] = ()

    def __contains__(self, on: object) -> bool:
        return isinstance(on, date) and self.find(on) is not None

    def find(self, on: date) -> DayOff | None:
        """What a lead typed goes before what a calendar says, and both before the country's holidays."""
        company = self._company.get(on)
        if company is not None:
            return None if company.worked else DayOff(company.name, Kind.COMPANY)
        name = None if self.place is None else holiday_on(self.place, on)
        return None if name is None else DayOff(name, Kind.HOLIDAY)

    @cached_property
    def _company(self) -> Mapping[date, CompanyDay]:
        return {each.on: each for each in sorted(self.company, key=lambda each: not each.from_calendar)}


@dataclass(frozen=True)
class NamedSpan:
    """Company days in a row that have one name, as a lead types them."""

    first_on: date
    last_on: date
    name: str
    worked: bool


def spans_of(days: Iterable[CompanyDay]) -> Iterator[NamedSpan]:
    """The days as few lines as possible, in order."""
    current: NamedSpan | None = None
    for day in sorted(days, key=lambda each: each.on):
        same = current is not None and (current.name, current.worked) == (day.name, day.worked)
        if current is not None and same and day.on == current.last_on + DAY:
            current = NamedSpan(current.first_on, day.on, day.name, day.worked)
            continue
        if current is not None:
            yield current
        current = NamedSpan(day.on, day.on, day.name, day.worked)
    if current is not None:
        yield current
