"""The settings form: when a standup happens, and where its report goes."""

from datetime import date, time, timedelta

from bot.slack.escape import unescape
from bot.standups.domain import Schedule, StandupSettings
from bot.standups.forms.inputs import FormErrors, Values, read_input

BETWEEN_REMINDERS = timedelta(minutes=90)


def read_settings(values: Values, today: date, zone: str) -> StandupSettings | FormErrors:
    """`today` anchors the weeks that are counted."""
    found = {block_id.partition(":")[0]: read_input(values, block_id) for block_id in values}
    name = unescape((found["name"].value or "").strip())
    if not name:
        return FormErrors({_block(values, "name"): "Give it a name."})
    if not found["days"].chosen_all:
        return FormErrors({_block(values, "days"): "Choose at least one day."})
    if not found["at"].selected_time or not found["channel"].selected_conversation:
        return FormErrors({_block(values, "at" if not found["at"].selected_time else "channel"): "Please choose one."})
    window = timedelta(hours=int(found["window"].chosen or 8))
    reminders = [number * BETWEEN_REMINDERS for number in range(1, int(found["reminders"].chosen or 0) + 1)]
    schedule = Schedule(
        at=time.fromisoformat(found["at"].selected_time),
        days=frozenset(int(each) for each in found["days"].chosen_all),
        anchor_on=today,
        follows_member=found["clock"].chosen != "fixed",
        zone=zone,
        every_weeks=int(found["weeks"].chosen or 1),
        window=window,
        reminders=tuple(each for each in reminders if each < window),
    )
    return StandupSettings(name, schedule, found["channel"].selected_conversation)


def _block(values: Values, name: str) -> str:
    return next(block_id for block_id in values if block_id.partition(":")[0] == name)
