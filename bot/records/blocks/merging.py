"""Somebody who left, and somebody of that name who came: the question whether they are one person, and its answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack import kit, pickers
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Message, View

SAME, OTHER, FORM, VALUE = "records.same_person", "records.other_person", "records.merge", "records.value"
OLD, NEW = "old", "new"
MOST_LISTED = 100
CARRIES = (
    "The new account gets the teams and roles, standups with their answers, open blockers and plans, absences, fires, "
    "load and kudos of the old one. It cannot be undone."
)
NOBODY_LEFT = "I know nobody whose account was deactivated, so there is nothing to carry over."


@dataclass(frozen=True)
class Shown:
    """A pair as an admin reads it; `left_on` is None where we did not hear of it."""

    old_name: str
    new_name: str
    new_id: str
    left_on: date | None

    @property
    def left(self) -> str:
        return f"who left on {self.left_on.day} {self.left_on:%b}" if self.left_on else "who left"


def offer(pair: Shown, reunion_id: int) -> Message:
    """To an admin, once."""
    old, new = escape(pair.old_name), escape(pair.new_name)
    text = f"{new} (new) looks like {old} {pair.left}. Are they the same person?"
    sure = kit.confirm("Carry their history over?", CARRIES, "Carry it over", "Not now")
    yes = kit.button("Yes, carry their history over", SAME, str(reunion_id), style="primary", asks=sure)
    return Message(
        text,
        [
            kit.section(f"{mention(pair.new_id)} (new) looks like *{old}* {pair.left}. Are they the same person?"),
            kit.actions(yes, kit.button("No", OTHER, str(reunion_id))),
            kit.context("Nothing happens before somebody answers. `/standup merge` asks again."),
        ],
    )


def decided(pair: Shown, by: str, *, same: bool) -> Message:
    """What the question says once it is answered; `by` is the admin's id."""
    old = escape(pair.old_name)
    if same:
        return Message(
            f"The history of {old} is with the new account now.",
            [kit.section(f"{mention(by)} carried the history of *{old}* over to {mention(pair.new_id)}.")],
        )
    return Message(
        f"{old} and the new account are two people.",
        [
            kit.section(f"{mention(by)} said that {mention(pair.new_id)} and *{old}* are two people."),
            kit.context("If that was wrong, `/standup merge` brings them together."),
        ],
    )


def merge_form(left: Sequence[tuple[str, str]], old_id: str | None, new_id: str | None) -> View:
    """`left` are ids and names of those who left; `old_id` and `new_id` are chosen from the start."""
    options = [kit.option(cut(name, 75), user_id) for user_id, name in left[:MOST_LISTED]]
    old = kit.select(VALUE, options, chosen=old_id, placeholder="Who left")
    new = pickers.person_select(VALUE, chosen=new_id, placeholder="Who came")
    return kit.modal(
        "Carry history over",
        [
            kit.section("Somebody came back with another account? Then their history can go with them."),
            kit.labelled("The account that was deactivated", old, OLD),
            kit.labelled("Their account now", new, NEW),
            kit.context(CARRIES),
        ],
        callback_id=FORM,
        submit="Carry it over",
    )
