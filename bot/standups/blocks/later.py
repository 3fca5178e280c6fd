"""The small forms of a member's day: at what time to come back, why it was skipped, until when to be off."""

from bot.slack import kit
from bot.slack.escape import cut, escape
from bot.slack.message import View
from bot.standups.blocks import ids
from bot.standups.blocks.when import say_moment
from bot.standups.domain import Prompt, Standup

AT, WHY, UNTIL = "at", "why", "until"
LONGEST_REASON = 300


def snooze_form(standup: Standup, prompt: Prompt) -> View:
    closes = f"*{escape(standup.name)}* is open until {say_moment(prompt.close_at)}."
    blocks = [kit.section(closes), kit.labelled("Ask me again at", kit.time_picker(ids.VALUE), AT)]
    return kit.modal("Later", blocks, callback_id=ids.SNOOZE_FORM, submit="Ask me then", memo=str(prompt.id))


def why_form(standup: Standup, prompt: Prompt) -> View:
    words = kit.text_input(ids.VALUE, value=prompt.reason, max_length=LONGEST_REASON)
    hint = "It stands beside your name in the report. Leave it empty to say nothing."
    blocks = [kit.labelled("Why do you skip it?", words, WHY, optional=True, hint=hint)]
    return kit.modal(cut(standup.name, 24), blocks, callback_id=ids.SKIP_FORM, submit="Save", memo=str(prompt.id))


def off_form(standup: Standup, prompt: Prompt) -> View:
    text = f"I will not ask you for *{escape(standup.name)}* until then. You are not away from anything else."
    blocks = [kit.section(text), kit.labelled("The last day off", kit.date_picker(ids.VALUE), UNTIL)]
    return kit.modal("Off until…", blocks, callback_id=ids.OFF_FORM, submit="Save", memo=str(prompt.id))
