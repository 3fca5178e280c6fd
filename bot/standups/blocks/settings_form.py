"""The form that makes a standup and changes its settings."""

from collections.abc import Mapping
from datetime import timedelta

from bot.outbox.domain import Pace, round_takes
from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.message import Block, View
from bot.standups.blocks import ids
from bot.standups.domain import TEMPLATES, Standup, Template

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WINDOWS = (1, 2, 4, 8, 12, 24)
WEEKS = {1: "Every week", 2: "Every 2 weeks", 3: "Every 3 weeks", 4: "Every 4 weeks"}
REMINDERS = {0: "None", 1: "One", 2: "Two", 3: "Three", 4: "Four", 5: "Five"}
WORTH_A_WORD = timedelta(seconds=30)


def settings_form(*, standup: Standup | None, template: Template, channel_id: str, team: Team) -> View:
    """A new standup from a template, or the settings of one that is there."""
    tag = template.key if standup is None else "own"
    schedule = standup.schedule if standup else None
    at = schedule.at if schedule else template.at
    days = schedule.days if schedule else template.days
    weeks = schedule.every_weeks if schedule else template.every_weeks
    window = int(schedule.window / timedelta(hours=1)) if schedule else 8
    local = schedule.follows_member if schedule else True
    blocks: list[Block] = [] if standup else [_template_block(template)]
    name = kit.text_input(ids.VALUE, value=standup.name if standup else template.name, max_length=60)
    all_days = [kit.option(day, str(number)) for number, day in enumerate(DAY_NAMES)]
    clocks = [kit.option("Everybody's own time", "local"), kit.option(cut(f"{team.zone} time", 75), "fixed")]
    blocks += [
        kit.labelled("Name", name, f"name:{tag}"),
        kit.labelled("Days", kit.checkboxes(ids.VALUE, all_days, chosen=[str(day) for day in days]), f"days:{tag}"),
        kit.labelled(
            "Time",
            kit.time_picker(ids.VALUE, chosen=f"{at:%H:%M}"),
            f"at:{tag}",
            hint=_round_hint(len(team.members)),
        ),
        kit.labelled("On whose clock", kit.radio(ids.VALUE, clocks, chosen="local" if local else "fixed"), "clock"),
        kit.labelled("How often", _numbers(WEEKS, weeks), f"weeks:{tag}"),
        kit.labelled("An answer is in time for", _numbers({each: f"{each} h" for each in WINDOWS}, window), "window"),
        kit.labelled("Reminders", _numbers(REMINDERS, len(schedule.reminders) if schedule else 1), "reminders"),
        kit.labelled("Report in", kit.channel_select(ids.VALUE, chosen=channel_id), "channel"),
    ]
    return kit.modal(
        "Change the standup" if standup else "A new standup",
        blocks,
        callback_id=ids.SETTINGS_FORM,
        submit="Save" if standup else "Create",
        memo=f"{team.id}:{standup.id if standup else ''}:{template.key}",
    )


def _round_hint(people: int) -> str | None:
    """Worth a word only where somebody would notice."""
    takes = round_takes(people, Pace())
    if takes < WORTH_A_WORD:
        return None
    minutes = max(1, round(takes / timedelta(minutes=1)))
    about = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Asking all {people} at one minute takes about {about}: Slack limits how fast messages may come."


def _numbers(names: Mapping[int, str], chosen: int) -> kit.Element:
    shown = {**names, chosen: names.get(chosen, str(chosen))}
    return kit.select(
        ids.VALUE, [kit.option(name, str(number)) for number, name in sorted(shown.items())], chosen=str(chosen)
    )


def _template_block(template: Template) -> Block:
    options = [kit.option(each.name, each.key, description=each.about) for each in TEMPLATES]
    return kit.labelled(
        "Start from", kit.select(ids.TEMPLATE, options, chosen=template.key), "template", dispatches=True
    )
