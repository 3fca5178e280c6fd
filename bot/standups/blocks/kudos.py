"""How kudos look: to whom they are for, in the team's channel, and before they are posted."""

import json
from collections.abc import Sequence

from bot.core.wording import listed
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Message, View
from bot.standups.blocks import ids
from bot.standups.blocks.prompts import say_day
from bot.standups.domain import Run, Standup
from bot.standups.domain.answers import LONGEST
from bot.standups.domain.kudos import ShownKudos

WORDS = "words"
# A message of a run has all of them; more than this each nobody needs to read there.
LONGEST_SHOWN = 600
MOST_SHOWN = 40


def received(standup: Standup, run: Run, kudos: Sequence[ShownKudos]) -> Message:
    """All that one person got in a run."""
    opening = f"You got kudos in {{}} for {say_day(run.on)}."
    lines = [_line(each) for each in kudos[:MOST_SHOWN]]
    blocks = [kit.section(opening.format(f"*{escape(standup.name)}*")), *(kit.section(each) for each in lines)]
    named = [each for each in kudos if each.giver is not None]
    if any(each.kudos.thanked_at is None for each in named):
        blocks.append(kit.actions(kit.button("Say thanks", ids.SAY_THANKS, str(run.id))))
    elif named:
        blocks.append(kit.context("You said thanks."))
    return Message(opening.format(escape(standup.name)), blocks)


def _line(kudos: ShownKudos) -> str:
    words = escape(cut(kudos.kudos.text, LONGEST_SHOWN))
    giver = f"*{escape(kudos.giver)}*" if kudos.giver is not None else "Somebody"
    return f"{giver}: {words}" if words else f"{giver} named you."


def thanks(name: str, receiver: str) -> Message:
    return Message(f"{escape(receiver)} says thanks for your kudos in {escape(name)}.")


def posted(kudos: Sequence[ShownKudos], *, notifies: bool = True) -> Message:
    """In the team's channel. All have one giver and the same words."""
    first = kudos[0]
    to = [mention(each.kudos.receiver_id) if notifies else f"*{escape(each.receiver)}*" for each in kudos]
    names = listed([escape(each.receiver) for each in kudos])
    giver, words = escape(first.giver or "Somebody"), escape(first.kudos.text)
    return Message(
        f"Kudos from {giver} to {names}: {words}",
        [kit.section(f"*Kudos* from {giver} to {listed(to)}"), kit.section(words)],
    )


def preview_form(team_id: int, channel_id: str, giver: str, receivers: Sequence[tuple[str, str]], text: str) -> View:
    """`receivers` are ids and names."""
    names = listed([f"*{escape(name)}*" for _, name in receivers])
    words = f"\n{escape(text)}" if text else ""
    memo = json.dumps({"team": team_id, "receivers": [user_id for user_id, _ in receivers]})
    blocks = [
        kit.context(f"This is posted in <#{channel_id}>, and names them so that they hear of it."),
        kit.section(f"*Kudos* from {escape(giver)} to {names}{words}"),
        kit.labelled(
            "What for?",
            kit.text_input(ids.VALUE, value=text, multiline=True, max_length=LONGEST),
            WORDS,
            hint="Change the words here; it is posted as they stand.",
        ),
    ]
    return kit.modal("Give kudos", blocks, callback_id=ids.KUDOS_FORM, submit="Post", memo=memo)


def read_memo(memo: str) -> tuple[int, list[str]]:
    """The team, and who is thanked."""
    stored = json.loads(memo)
    return int(stored["team"]), [str(each) for each in stored["receivers"]]
