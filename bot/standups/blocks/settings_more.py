"""The rest of the settings form: who may choose what, how the report looks and where it goes, and who reads it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from bot.slack import kit, pickers
from bot.slack.message import Block
from bot.standups.blocks import ids
from bot.standups.domain import StandupSettings
from bot.standups.domain.schedule import By, Moment, Place, Readers, Reporting, Rules, Schedule, Shows

BY = {
    By.PERSON: "By person: one message each",
    By.QUESTION: "By question: everybody's answers to it together",
    By.BOTH: "Both",
}
PLACES = {Place.THREAD: "In the thread of the report", Place.CHANNEL: "In the channel itself"}
MOMENTS = {Moment.AS_ANSWERED: "As soon as somebody answered", Moment.AT_END: "At the end, all at once"}
ALSO = {
    Shows.EVERYTHING: ("The whole report also in", "also_everything"),
    Shows.BLOCKERS: ("Only blockers also in", "also_blockers"),
    Shows.COUNTS: ("Only how many answered also in", "also_counts"),
}
READERS = {
    Readers.TEAM: "The whole team, in the channel",
    Readers.MEMBERS: "Who takes part or observes, in direct messages",
    Readers.LEADS: "Leads, in direct messages",
    Readers.OWNER: "Only the standup's owner",
}
E = TypeVar("E", bound=StrEnum)
MOST_ELSEWHERE = 3
MOST_DAYS = 7
MOST_ESCALATE = 5
KEPT = {0: "Never", 30: "30 days", 90: "90 days", 180: "180 days", 365: "365 days"}
OWN_HOUR, MISSING, MENTIONS, ANONYMOUS = "own_hour", "missing", "mentions", "anonymous"


def more_blocks(settings: StandupSettings) -> list[Block]:
    return [*_who(settings.schedule), *_report(settings.reporting), *_privacy(settings.rules)]


def _who(schedule: Schedule) -> list[Block]:
    own = kit.option("Members may choose their own hour", OWN_HOUR)
    chosen = [] if schedule.hour_locked else [OWN_HOUR]
    return [
        kit.header("Who"),
        kit.context("Everybody in the team takes part, unless `/standup people` says otherwise."),
        kit.labelled("Own hours", kit.checkboxes(ids.VALUE, [own], chosen=chosen), "own_hour", optional=True),
    ]


def _report(reporting: Reporting) -> list[Block]:
    also = [
        kit.labelled(
            label,
            pickers.channels_select(ids.VALUE, chosen=_channels(reporting, shows), most=MOST_ELSEWHERE),
            name,
            optional=True,
        )
        for shows, (label, name) in ALSO.items()
    ]
    options = [
        kit.option("Name who has not answered", MISSING),
        kit.option("Notify people who are mentioned in answers", MENTIONS),
    ]
    chosen = [
        name for name, is_on in ((MISSING, reporting.names_missing), (MENTIONS, reporting.lets_mentions)) if is_on
    ]
    return [
        kit.header("Report"),
        kit.labelled("Put together", _select(BY, reporting.by), "by"),
        kit.labelled("Answers stand", _select(PLACES, reporting.place), "place"),
        kit.labelled("It appears", _select(MOMENTS, reporting.moment), "moment"),
        *also,
        kit.labelled("In the report", kit.checkboxes(ids.VALUE, options, chosen=chosen), "in_report", optional=True),
    ]


def _privacy(rules: Rules) -> list[Block]:
    anonymous = kit.option("Store answers without names", ANONYMOUS)
    chosen = [ANONYMOUS] if rules.anonymous else []
    days = {number: "Not at all" if number == 0 else _days(number) for number in range(MOST_DAYS + 1)}
    escalate = {number: "Never" if number == 0 else _days(number, "working ") for number in range(MOST_ESCALATE + 1)}
    return [
        kit.header("Privacy and rules"),
        kit.labelled("Who reads answers", _select(READERS, rules.readers), "readers"),
        kit.labelled(
            "Anonymous",
            kit.checkboxes(ids.VALUE, [anonymous], chosen=chosen),
            "anonymous",
            optional=True,
            hint="It cannot be undone once it has run. The report comes at the end, and needs four answers.",
        ),
        kit.labelled("Answer for days past, up to", _numbers(days, rules.backfill_days), "backfill"),
        kit.labelled("Answer ahead, up to", _numbers(days, rules.ahead_days), "ahead"),
        kit.labelled("Leads hear of a blocker after", _numbers(escalate, rules.escalate_after), "escalate"),
        kit.labelled(
            "Delete what people wrote after",
            _numbers(KEPT, rules.keep_days or 0),
            "keep",
            hint="Every night, for good. Numbers, moods and choices stay; so do messages Slack already shows.",
        ),
    ]


def _days(number: int, kind: str = "") -> str:
    return f"{number} {kind}day{'s' if number > 1 else ''}"


def _channels(reporting: Reporting, shows: Shows) -> list[str]:
    return [each.channel for each in reporting.also_to if each.shows == shows]


def _select(names: Mapping[E, str], chosen: E) -> kit.Element:
    return kit.select(ids.VALUE, [kit.option(name, str(value)) for value, name in names.items()], chosen=str(chosen))


def _numbers(names: Mapping[int, str], chosen: int) -> kit.Element:
    shown = {**names, chosen: names.get(chosen, str(chosen))}
    options = [kit.option(name, str(number)) for number, name in sorted(shown.items())]
    return kit.select(ids.VALUE, options, chosen=str(chosen))
