"""How leads say how their team takes turns on duty."""

from datetime import date
from typing import Any

from bot.core.dates import say_date
from bot.duty.blocks.groups import group_fields
from bot.duty.blocks.limits import limits_lines
from bot.duty.blocks.rotation import PROPOSE
from bot.duty.domain import LONGEST_SHIFT, MOST_SHIFTS, OwnRota, Rota
from bot.slack import kit, pickers
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Message

FORM, FIELD = "duty.rota_form", "field"
LENGTH, DAYS, FIRST, SHIFTS, BACKUP, PEOPLE = "length", "shift_days", "first_on", "shifts", "backup", "people"
YES, SOME_DAYS = "yes", "days"
# What stands in the menu, and how many days that is; 1 is a working day.
LENGTHS = {"day": ("Each working day", 1), "week": ("A week", 7), "two": ("Two weeks", 14)}


def rota_form(own: OwnRota, memo: str, today: date) -> dict[str, Any]:
    rota = own.rota
    named = next((name for name, (_, days) in LENGTHS.items() if days == rota.shift_days), SOME_DAYS)
    options = [kit.option(text, name) for name, (text, _) in LENGTHS.items()]
    options.append(kit.option("A number of days", SOME_DAYS))
    days = str(rota.shift_days) if named == SOME_DAYS else None
    shifts = str(rota.shifts) if rota.shifts else None
    blocks = [
        kit.labelled("How long is a shift?", kit.select(FIELD, options, chosen=named), LENGTH),
        kit.labelled(
            "How many days?",
            kit.number_input(FIELD, value=days, lowest="2", highest=str(LONGEST_SHIFT), decimals=False),
            DAYS,
            optional=True,
            hint="Only for a number of days.",
        ),
        kit.labelled(
            "First day",
            kit.date_picker(FIELD, chosen=rota.first_on.isoformat()),
            FIRST,
            hint="Shifts follow each other from there, midnight to midnight on the team's clock.",
        ),
        kit.labelled(
            "Backup",
            kit.checkboxes(
                FIELD, [kit.option("Each shift has a backup, too", YES)], chosen=[YES] if rota.has_backup else []
            ),
            BACKUP,
            optional=True,
        ),
        kit.labelled(
            "Shifts to plan",
            kit.number_input(FIELD, value=shifts, lowest="1", highest=str(MOST_SHIFTS), decimals=False),
            SHIFTS,
            optional=True,
            hint="Empty: eight weeks of them.",
        ),
        kit.labelled(
            "Who takes turns?",
            pickers.people_select(FIELD, chosen=rota.people or (), placeholder="Members of the team"),
            PEOPLE,
            optional=True,
            hint="Empty: every member who is no guest.",
        ),
        *group_fields(own.group),
        kit.section(_said(own, today)),
    ]
    return kit.modal("How we take turns", blocks, callback_id=FORM, submit="Save", memo=memo)


def rota_saved(own: OwnRota) -> Message:
    """To the lead who saved it."""
    rota = own.rota
    who = f"{', '.join(mention(each) for each in rota.people)} take turns" if rota.people else "everybody takes turns"
    first = say_date(rota.first_on, rota.first_on)
    backup = "with a backup" if rota.has_backup else "without a backup"
    text = f"Saved for {escape(own.team.name)}: {_length(rota)} a shift, counted from {first}, {backup}; {who}."
    text += f" @{escape(own.group.handle)} follows who is on." if own.group else ""
    text += " Nothing is planned or published by that."
    return Message(text, [kit.section(text), kit.actions(kit.button("Propose a plan", PROPOSE, str(own.team.id)))])


def _said(own: OwnRota, today: date) -> str:
    lines = limits_lines(own.limits, today)
    how = "`/triage duty me @ben` says it for somebody; everybody says their own with `/triage duty me`."
    return cut(f"*What people said about their duty*\n{lines or 'Nobody has limits or wishes.'}\n{how}", 3000)


def _length(rota: Rota) -> str:
    return {1: "each working day is", 7: "a week is", 14: "two weeks are"}.get(
        rota.shift_days, f"{rota.shift_days} days are"
    )
