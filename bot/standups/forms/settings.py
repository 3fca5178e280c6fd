"""The settings form: all that leads decide about a standup; what is not shown stays as it was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from bot.slack.escape import unescape
from bot.standups.blocks.settings_form import EVE, ON_A_DATE, UNTIL, Shape
from bot.standups.blocks.settings_more import ALSO, ANONYMOUS, MENTIONS, MISSING, MOST_ELSEWHERE, OWN_HOUR
from bot.standups.domain import Schedule, StandupSettings, Template
from bot.standups.domain.schedule import (
    MORNING,
    By,
    Destination,
    Moment,
    Place,
    Readers,
    Reporting,
    Rules,
)
from bot.standups.forms.inputs import FormErrors, Input, Values, read_input

BETWEEN_REMINDERS = timedelta(minutes=90)
HIDDEN = Input()
# What nobody but some may read, does not go where others are.
CLOSED = "What not everybody in the team may read goes nowhere else. Empty this, or let the whole team read it."

Found = Mapping[str, Input]


def settings_from(template: Template, channel: str, zone: str, today: date) -> StandupSettings:
    """What a template begins with; weeks are counted from today's."""
    schedule = Schedule(template.at, template.days, today, zone=zone, every_weeks=template.every_weeks)
    return StandupSettings(template.name, schedule, channel)


def read_shape(values: Values, shape: Shape) -> Shape:
    """Which fields the choices made so far need; what is not shown stays as it was."""
    found = _inputs(values)
    is_eve = found["eve"].chosen == EVE if "eve" in found else shape.is_eve
    is_until = found["window"].chosen == UNTIL if "window" in found else shape.is_until
    return replace(shape, often=_of(found, "weeks").chosen or shape.often, is_until=is_until, is_eve=is_eve)


def read_settings(values: Values, before: StandupSettings) -> StandupSettings | FormErrors:
    """`before` is what stands where the form shows no field."""
    found = _inputs(values)
    schedule = _schedule(found, before.schedule)
    channel = _of(found, "channel").selected_conversation
    settings = StandupSettings(
        name=unescape((_of(found, "name").value or "").strip()),
        schedule=schedule,
        report_channel=channel or before.report_channel,
        reporting=_reporting(found, before.reporting),
        rules=_rules(found, before.rules),
    )
    if settings.rules.anonymous:
        settings = replace(settings, reporting=replace(settings.reporting, by=By.QUESTION, moment=Moment.AT_END))
    errors = _errors(found, settings)
    if not channel:
        errors["channel"] = "Please choose one."
    return FormErrors({_block(values, name): text for name, text in errors.items()}) if errors else settings


def _schedule(found: Found, before: Schedule) -> Schedule:
    kind, _, number = (_of(found, "weeks").chosen or f"weeks:{before.every_weeks}").partition(":")
    at = _time(found, "at", before.at)
    is_eve = _of(found, "eve").chosen == EVE
    window = _of(found, "window").chosen
    has_deadline = is_eve or window == UNTIL
    anchor = _of(found, "anchor").selected_date
    shown = {
        "at": at,
        "days": frozenset(int(each) for each in found["days"].chosen_all) if "days" in found else before.days,
        "anchor_on": date.fromisoformat(anchor) if anchor else before.anchor_on,
        "follows_member": _of(found, "clock").chosen != "fixed",
        "every_weeks": int(number) if kind == "weeks" else 1,
        "monthly": int(number) if kind == "monthly" else None,
        "month_day": int(_of(found, "month_day").chosen or 1) if kind == ON_A_DATE else None,
        "evening_before": is_eve,
        "deadline": _time(found, "deadline", before.deadline or MORNING) if has_deadline else None,
        "window": timedelta(hours=int(window)) if window and window != UNTIL else before.window,
        "hour_locked": OWN_HOUR not in found["own_hour"].chosen_all if "own_hour" in found else before.hour_locked,
    }
    schedule = replace(before, **shown)  # type: ignore[arg-type]  # each by its name above
    return replace(schedule, reminders=_reminders(schedule, int(_of(found, "reminders").chosen or 0)))


def _reminders(schedule: Schedule, count: int) -> tuple[timedelta, ...]:
    """Every 90 minutes, or closer together where more of them must come in time."""
    length = schedule.window
    if schedule.deadline is not None and not schedule.evening_before:
        on = date.min
        length = _later(on, schedule.deadline) - _later(on, schedule.at)
    apart = max(timedelta(minutes=5), min(BETWEEN_REMINDERS, length / (count + 1)))
    apart -= apart % timedelta(minutes=1)
    return tuple(number * apart for number in range(1, count + 1))


def _later(on: date, at: time) -> timedelta:
    return timedelta(days=on.toordinal(), hours=at.hour, minutes=at.minute)


def _reporting(found: Found, before: Reporting) -> Reporting:
    if "by" not in found:
        return before
    ticked = _of(found, "in_report").chosen_all
    return Reporting(
        by=By(found["by"].chosen or before.by),
        place=Place(_of(found, "place").chosen or before.place),
        moment=Moment(_of(found, "moment").chosen or before.moment),
        also_to=tuple(
            Destination(channel, shows)
            for shows, (_, name) in ALSO.items()
            for channel in _of(found, name).selected_conversations
        ),
        names_missing=MISSING in ticked,
        lets_mentions=MENTIONS in ticked,
    )


def _rules(found: Found, before: Rules) -> Rules:
    if "readers" not in found:
        return before
    return replace(
        before,
        readers=Readers(found["readers"].chosen or before.readers),
        anonymous=ANONYMOUS in _of(found, "anonymous").chosen_all,
        backfill_days=int(_of(found, "backfill").chosen or before.backfill_days),
        ahead_days=int(_of(found, "ahead").chosen or before.ahead_days),
        escalate_after=int(_of(found, "escalate").chosen or before.escalate_after),
        keep_days=int(_of(found, "keep").chosen or before.keep_days or 0) or None,
    )


def _errors(found: Found, settings: StandupSettings) -> dict[str, str]:
    """A sentence for each field that cannot be as it is."""
    schedule, errors = settings.schedule, {}
    if not settings.name:
        errors["name"] = "Give it a name."
    if "days" in found and not schedule.days:
        errors["days"] = "Choose at least one day."
    if not _of(found, "at").selected_time:
        errors["at"] = "Please choose one."
    if schedule.deadline is not None and not schedule.evening_before and schedule.deadline <= schedule.at:
        errors["deadline"] = f"Choose a time after {schedule.at:%H:%M}, when people are asked."
    return errors | _elsewhere(settings)


def _elsewhere(settings: StandupSettings) -> dict[str, str]:
    also = settings.reporting.also_to
    names = {each.shows: ALSO[each.shows][1] for each in also}
    if not also:
        return {}
    last = names[also[-1].shows]
    if settings.rules.readers != Readers.TEAM:
        return {last: CLOSED}
    if len(also) > MOST_ELSEWHERE:
        return {last: f"At most {MOST_ELSEWHERE} more channels. Take one out here or above."}
    channels = [settings.report_channel, *(each.channel for each in also)]
    twice = next((each for each in also if channels.count(each.channel) > 1), None)
    return {} if twice is None else {names[twice.shows]: "One of these channels gets the report already."}


def _time(found: Found, name: str, otherwise: time) -> time:
    chosen = _of(found, name).selected_time
    return time.fromisoformat(chosen) if chosen else otherwise


def _inputs(values: Values) -> dict[str, Input]:
    """By the name of the field: what stands behind a colon tells templates apart."""
    return {block_id.partition(":")[0]: read_input(values, block_id) for block_id in values}


def _of(found: Found, name: str) -> Input:
    return found.get(name, HIDDEN)


def _block(values: Values, name: str) -> str:
    return next(block_id for block_id in values if block_id.partition(":")[0] == name)
