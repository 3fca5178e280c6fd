"""The form that makes a standup and changes its settings: first when it asks, and behind a button all the rest."""

from dataclasses import dataclass
from datetime import timedelta

from bot.outbox.domain import Pace, round_takes
from bot.people.domain import Team
from bot.slack import kit, pickers
from bot.slack.escape import cut
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.blocks.settings_more import more_blocks
from bot.standups.domain import TEMPLATES, Schedule, StandupSettings, Template
from bot.standups.domain.schedule import MORNING, MOST_REMINDERS

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WINDOWS = (1, 2, 4, 8, 12, 24)
WEEKS = (1, 2, 3, 4)
IN_A_MONTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
ON_A_DATE, UNTIL = "date", "until"
SAME_DAY, EVE = "same_day", "eve"
REMINDERS = ("None", "One", "Two", "Three", "Four", "Five")
WORTH_A_WORD = timedelta(seconds=30)


@dataclass(frozen=True)
class Shape:
    """Which fields the form has: `often` is a value of "How often", `is_until` asks for a time instead of hours."""

    often: str
    is_until: bool = False
    is_eve: bool = False
    shows_all: bool = False


@dataclass(frozen=True)
class SettingsPage:
    """What the form shows: the settings that are, or those a template begins with; `standup_id` of one there is."""

    team: Team
    settings: StandupSettings
    template: Template
    shape: Shape
    standup_id: int | None = None


def shape_of(schedule: Schedule, *, shows_all: bool = False) -> Shape:
    """The fields that these settings need."""
    often = f"weeks:{schedule.every_weeks}"
    if schedule.month_day is not None:
        often = ON_A_DATE
    elif schedule.monthly is not None:
        often = f"monthly:{schedule.monthly}"
    return Shape(often, schedule.deadline is not None, schedule.evening_before, shows_all)


def settings_form(page: SettingsPage) -> View:
    is_new = page.standup_id is None
    blocks: list[Block] = [_template_block(page.template)] if is_new else []
    blocks += _when(page)
    if page.shape.shows_all:
        blocks += more_blocks(page.settings)
    else:
        more = kit.button("All settings: report, privacy and more", ids.ALL_SETTINGS)
        blocks.append(kit.actions(more, block_id="all"))
    return kit.modal(
        "A new standup" if is_new else "Change the standup",
        blocks,
        callback_id=ids.SETTINGS_FORM,
        submit="Create" if is_new else "Save",
        memo=f"{page.team.id}:{page.standup_id or ''}:{page.template.key}:{'all' if page.shape.shows_all else ''}",
    )


def _when(page: SettingsPage) -> list[Block]:
    schedule, team = page.settings.schedule, page.team
    # Another template has other values, and Slack keeps what is typed where a block keeps its name.
    tag = page.template.key if page.standup_id is None else "own"
    clocks = [kit.option("Everybody's own time", "local"), kit.option(cut(f"{team.zone} time", 75), "fixed")]
    name = kit.text_input(ids.VALUE, value=page.settings.name, max_length=60)
    asks = [kit.option("On the day itself", SAME_DAY), kit.option("On the working day before", EVE)]
    eve = kit.radio(ids.RESHAPES, asks, chosen=EVE if page.shape.is_eve else SAME_DAY)
    return [
        kit.labelled("Name", name, f"name:{tag}"),
        kit.labelled("How often", _often(page), f"weeks:{tag}", dispatches=True),
        *_dates(page, tag),
        kit.labelled(
            "Time",
            kit.time_picker(ids.VALUE, chosen=f"{schedule.at:%H:%M}"),
            f"at:{tag}",
            hint=_round_hint(len(team.members)),
        ),
        kit.labelled(
            "On whose clock",
            kit.radio(ids.VALUE, clocks, chosen="local" if schedule.follows_member else "fixed"),
            "clock",
        ),
        kit.labelled("When to ask", eve, "eve", dispatches=True, hint="On the day before: Friday is for Monday."),
        *_until(page),
        kit.labelled("Reminders", _reminders(schedule), "reminders", hint="In direct messages only, and at work."),
        kit.labelled("Report in", pickers.channel_select(ids.VALUE, chosen=page.settings.report_channel), "channel"),
    ]


def _often(page: SettingsPage) -> kit.Element:
    weeks = sorted({*WEEKS, page.settings.schedule.every_weeks})
    options = [kit.option("Every week" if each == 1 else f"Every {each} weeks", f"weeks:{each}") for each in weeks]
    options += [
        kit.option(f"Monthly, on the {word} of the days below", f"monthly:{number}")
        for number, word in IN_A_MONTH.items()
    ]
    options.append(kit.option("Monthly, on a date", ON_A_DATE))
    return kit.select(ids.RESHAPES, options, chosen=page.shape.often)


def _dates(page: SettingsPage, tag: str) -> list[Block]:
    schedule, often = page.settings.schedule, page.shape.often
    if often == ON_A_DATE:
        options = [kit.option(str(day), str(day)) for day in range(1, 32)]
        days = kit.select(ids.VALUE, options, chosen=str(schedule.month_day or 1))
        return [kit.labelled("Day of the month", days, "month_day", hint="In shorter months it is the last day.")]
    all_days = [kit.option(day, str(number)) for number, day in enumerate(DAY_NAMES)]
    days = kit.checkboxes(ids.VALUE, all_days, chosen=[str(day) for day in schedule.days])
    shown = [kit.labelled("Days", days, f"days:{tag}")]
    if often.startswith("weeks:") and often != "weeks:1":
        start = kit.date_picker(ids.VALUE, chosen=schedule.anchor_on.isoformat())
        shown.append(kit.labelled("Counted from the week of", start, "anchor"))
    return shown


def _until(page: SettingsPage) -> list[Block]:
    """How long an answer is in time: some hours, or until a time of the day."""
    schedule, shape = page.settings.schedule, page.shape
    hours = int(schedule.window / timedelta(hours=1))
    options = [kit.option(f"{each} h", str(each)) for each in sorted({*WINDOWS, hours})]
    options.append(kit.option("Until a time of the day", UNTIL))
    shown = []
    if not shape.is_eve:
        chosen = UNTIL if shape.is_until else str(hours)
        lasts = kit.select(ids.RESHAPES, options, chosen=chosen)
        shown.append(kit.labelled("An answer is in time for", lasts, "window", dispatches=True))
    if shape.is_eve or shape.is_until:
        time = kit.time_picker(ids.VALUE, chosen=f"{schedule.deadline or MORNING:%H:%M}")
        hint = "On the day itself." if shape.is_eve else None
        shown.append(kit.labelled("An answer is in time until", time, "deadline", hint=hint))
    return shown


def _reminders(schedule: Schedule) -> kit.Element:
    options = [kit.option(word, str(number)) for number, word in enumerate(REMINDERS)]
    return kit.select(ids.VALUE, options, chosen=str(min(len(schedule.reminders), MOST_REMINDERS)))


def _round_hint(people: int) -> str | None:
    """Worth a word only where somebody would notice."""
    takes = round_takes(people, Pace())
    if takes < WORTH_A_WORD:
        return None
    minutes = max(1, round(takes / timedelta(minutes=1)))
    about = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Asking all {people} at one minute takes about {about}: Slack limits how fast messages may come."


def _template_block(template: Template) -> Block:
    options = [kit.option(each.name, each.key, description=each.about) for each in TEMPLATES]
    return kit.labelled(
        "Start from", kit.select(ids.TEMPLATE, options, chosen=template.key), "template", dispatches=True
    )
