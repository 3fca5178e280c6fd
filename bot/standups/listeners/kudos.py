"""Somebody thanks somebody, or thanks them back."""

import re

from bot.core.errors import BotError
from bot.people.repository import People, Teams
from bot.people.use_cases import meet
from bot.slack.call import Call
from bot.slack.escape import unescape
from bot.standups.announcements.kudos import post_kudos, thank_givers
from bot.standups.blocks.kudos import WORDS, preview_form, read_memo
from bot.standups.directory import people_named
from bot.standups.forms.inputs import read_input
from bot.standups.forms.orders import WHOM
from bot.standups.use_cases.kudos import give_kudos, team_of_kudos

USAGE = "Whom do you want to thank, and what for? Like `/standup kudos @ben for the quick help with the churn model`."
MOST_RECEIVERS = 20
FOR = re.compile(r"^[\s,:]*(?:for\b)?\s*", re.IGNORECASE)


async def open_preview(call: Call) -> None:
    """`kudos @ben @dan for …`: shown first, and posted by the form."""
    receivers = list(dict.fromkeys(WHOM.findall(call.rest)))
    if not receivers or len(receivers) > MOST_RECEIVERS:
        raise BotError(USAGE)
    text = unescape(" ".join(FOR.sub("", WHOM.sub(" ", call.rest).strip().removeprefix("to ")).split()))
    async with call.begin_reading() as work:
        unmet = set(receivers) - set(await People(work).of(receivers))
    seen = await people_named(call.client, unmet, call.team_id)
    async with call.begin_work() as work:
        for each in seen:
            await meet(work, each)
        team = await team_of_kudos(work, call.user_id, receivers, call.channel_id)
        people = await People(work).of([*receivers, call.user_id])
    names: dict[str, str] = {user_id: person.name for user_id, person in people.items()}
    named = [(each, names.get(each, "somebody")) for each in receivers]
    await call.open(preview_form(team.id, team.channel_id, names.get(call.user_id, "you"), named, text))


async def receive(call: Call) -> None:
    team_id, receivers = read_memo(call.memo)
    text = unescape((read_input(call.values, WORDS).value or "").strip())
    if not text:
        await call.show_errors({WORDS: "Say in a few words what for."})
        return
    async with call.begin_work() as work:
        team = await Teams(work).get(team_id)
        await post_kudos(work, team, await give_kudos(work, call.user_id, team_id, receivers, text))
    await call.ack()


async def thank(call: Call) -> None:
    async with call.begin_work() as work:
        is_new = await thank_givers(work, int(call.value), call.user_id)
    if not is_new:
        await call.reply("They heard your thanks already.")
