"""Somebody looks back over the weeks of a standup."""

from bot.core.errors import BotError
from bot.people.domain import may_lead
from bot.people.repository import People, Teams
from bot.slack.call import Call
from bot.slack.escape import escape, unescape
from bot.standups.blocks.trends import trends_message
from bot.standups.use_cases import find_standup
from bot.standups.use_cases.readers import may_see
from bot.standups.use_cases.trends import trends_of

WEEKS = 8


async def show(call: Call) -> None:
    """`trends Daily standup`, or `trends Daily standup 12` for that many weeks."""
    name, weeks = _split(unescape(call.rest))
    async with call.begin_reading() as work:
        standup = await find_standup(work, call.user_id, name, call.channel_id)
        team = await Teams(work).get(standup.team_id)
        person = await People(work).get(call.user_id)
        reads_answers = await may_see(work, standup, team, call.user_id)
        is_of_team = person is not None and (team.member(call.user_id) is not None or may_lead(team, person))
        if not is_of_team and not reads_answers:
            raise BotError(f"Only members of {escape(team.name)} can see how its standups go.")
        message = trends_message(
            standup, await trends_of(work, standup.id, call.user_id, weeks), reads_answers=reads_answers
        )
    await call.reply(message)


def _split(text: str) -> tuple[str, int]:
    name, _, last = text.rpartition(" ")
    return (name, int(last)) if last.isdigit() and len(last) < 3 else (text, WEEKS)
