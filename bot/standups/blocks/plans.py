"""How an item of a plan looks between two runs: its menu, and what is said of one that keeps coming back."""

from collections.abc import Sequence
from datetime import date

from bot.core.wording import listed
from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import Message
from bot.standups.blocks import ids
from bot.standups.blocks.carried import SNOOZE_FOR
from bot.standups.blocks.prompts import say_day
from bot.standups.domain.plans import ItemState, Mark, PlanItem

LONGEST = 300
NUMBERS = {5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def item_menu(item: PlanItem) -> kit.Element:
    marks = [(Mark.DONE, "Done"), (Mark.DROP, "Drop")]
    if item.is_carried_often:
        marks.append((Mark.SNOOZE, SNOOZE_FOR))
    return kit.overflow(ids.ITEM_MENU, [kit.option(text, f"{item.id}:{mark}") for mark, text in marks])


def keeps_coming_back(item: PlanItem, standup_name: str, leads: Sequence[str], on: date) -> Message:
    """To its owner, a working day before their lead hears of it."""
    who = escape(listed(leads))
    text = (
        f"{_often(item)} in {escape(standup_name)}: {_quoted(item)}. On {say_day(on)} I mention it to {who}, "
        "who may ask whether it is still wanted. If it is done, dropped or snoozed before, I do not."
    )
    return Message(text, [kit.section(text, accessory=item_menu(item))])


def settled_item(item: PlanItem) -> Message:
    """What stands in place of that from then on."""
    if item.state == ItemState.OPEN:
        until = f" until {say_day(item.snoozed_until)}" if item.snoozed_until else ""
        return Message(f"{_quoted(item)} is snoozed{until}: it comes back, but I do not count it, and tell nobody.")
    return Message(f"{_quoted(item)} is {_how(item)}. I tell nobody that it came back so often.")


def told_of_item(item: PlanItem, leads: Sequence[str]) -> Message:
    """To its owner, once it was mentioned."""
    who = escape(listed(leads))
    text = f"I have mentioned to {who} that {_quoted(item)} keeps coming back."
    return Message(text, [kit.section(text, accessory=item_menu(item))])


def ask_about_item(item: PlanItem, person: str, standup_name: str) -> Message:
    """To a lead, once."""
    if item.state != ItemState.OPEN:
        return Message(f"{_quoted(item)}, on the plan of {escape(person)} in {escape(standup_name)}, is {_how(item)}.")
    return Message(
        f"An item on the plan of {escape(person)} in {escape(standup_name)} has come back "
        f"{_times(item)}: {_quoted(item)}. You may ask whether it is still wanted. They know that I tell you."
    )


def _often(item: PlanItem) -> str:
    return f"One item of your plan has come back {_times(item)}"


def _times(item: PlanItem) -> str:
    return f"{NUMBERS.get(item.carried, item.carried)} times"


def _quoted(item: PlanItem) -> str:
    return f"“{escape(cut(' '.join(item.text.split()), LONGEST))}”"


def _how(item: PlanItem) -> str:
    return "done" if item.state == ItemState.DONE else "dropped"
