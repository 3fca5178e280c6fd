"""How hours and public holidays are chosen: a person's own, and a team's."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from bot.core.calendar import WorkingWeek
from bot.core.dates import say_week
from bot.core.holidays import Place, countries, regions, say_place
from bot.people.blocks import ids
from bot.people.blocks.ids import ANSWER
from bot.people.blocks.teams import week_inputs
from bot.people.domain import DaysOff, Person, Team
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Block

# Slack takes at most so many options in one list, and more only in groups.
MOST_OPTIONS = 100
LONGEST_OPTION = 75


def hours_form(person: Person, week: WorkingWeek, team: WorkingWeek) -> dict[str, Any]:
    """`week` is what holds now, `team` what holds without own hours; `person` has the country chosen in the form."""
    own = person.days is not None or person.starts is not None
    return kit.modal(
        "My working hours",
        [
            kit.labelled(
                "I work",
                kit.radio(
                    ANSWER,
                    [
                        kit.option("as my team does", ids.TEAMS, description=cut(say_week(team), LONGEST_OPTION)),
                        kit.option("on my own days and hours, given below", ids.OWN),
                    ],
                    chosen=ids.OWN if own else ids.TEAMS,
                ),
                ids.WHOSE,
            ),
            *week_inputs(week.days, week.starts, week.ends),
            *_place_inputs("My public holidays", person.place, f"as my team: {_place_of(team)}"),
            kit.context(
                f"On your clock, {escape(week.zone.key)}. I take it from your Slack profile, wherever you travel."
            ),
        ],
        callback_id=ids.HOURS_FORM,
        submit="Save",
    )


def place_form(team: Team, place: Place | None) -> dict[str, Any]:
    """`place` is the one chosen so far."""
    return kit.modal(
        "Public holidays",
        [
            kit.section(
                f"Nobody in *{escape(team.name)}* is asked on these days, unless they chose their own country."
            ),
            *_place_inputs("Country", place, "none: we work through public holidays"),
        ],
        callback_id=ids.PLACE_FORM,
        submit="Save",
        memo=str(team.id),
    )


def _place_of(week: WorkingWeek) -> str:
    place = week.off.place if isinstance(week.off, DaysOff) else None
    return "none" if place is None else say_place(place)


def _place_inputs(label: str, place: Place | None, nobodys: str) -> list[Block]:
    """The region is asked for where there are some; which ones depends on the country, so choosing it redraws this."""
    named = countries()
    chosen = place.country if place is not None and place.country in named else ids.NONE
    none = kit.option(cut(nobodys, LONGEST_OPTION), ids.NONE)
    country = kit.labelled(
        label,
        _select(ids.CHOOSE_COUNTRY, none, named.items(), chosen, always_in_groups=True),
        ids.COUNTRY,
        dispatches=True,
    )
    if chosen == ids.NONE or place is None or not regions(chosen):
        return [country]
    region = place.region if place.region in regions(chosen) else None
    everywhere = kit.option("only holidays that the whole country has", ids.NONE)
    return [
        country,
        kit.labelled(
            "Region",
            _select(ANSWER, everywhere, regions(chosen).items(), region or ids.NONE),
            # Another country's regions are another field: what was chosen there must not stay.
            f"{ids.REGION}:{chosen}",
        ),
    ]


def _select(
    action_id: str,
    first: dict[str, Any],
    named: Iterable[tuple[str, str]],
    chosen: str,
    *,
    always_in_groups: bool = False,
) -> dict[str, Any]:
    options = [kit.option(cut(name, LONGEST_OPTION), value) for value, name in named]
    select = kit.select(action_id, [first, *options], chosen=chosen)
    if not always_in_groups and len(options) < MOST_OPTIONS:
        return select
    del select["options"]
    groups = [{"label": kit.plain("Without"), "options": [first]}]
    return {**select, "option_groups": [*groups, *_by_letter(options)]}


def _by_letter(options: Sequence[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    letter: Callable[[dict[str, Any]], str] = lambda each: str(each["text"]["text"])[0].upper()  # noqa: E731
    for first, group in groupby(sorted(options, key=letter), key=letter):
        yield {"label": kit.plain(first), "options": list(group)}
