"""What is told of kudos: to whom they are for, once a run is over; to who gave them; and to the team."""

from collections.abc import Sequence

from bot.core.work import Work
from bot.outbox.announcements import announce, retract, revise
from bot.outbox.repository import Deliveries
from bot.people.domain import Team
from bot.people.repository import People
from bot.standups.blocks import kudos as blocks
from bot.standups.domain.kudos import ShownKudos
from bot.standups.use_cases.kudos import drop_taken_back, kudos_of_run, say_thanks

# A message that was taken back cannot come again under its name; who changes their mind oftener says it aloud.
MOST_MESSAGES = 5


async def show_kudos(work: Work, run_id: int) -> None:
    """Everybody who was thanked in that run has one message that says so, and it stays true."""
    telling = await kudos_of_run(work, run_id)
    if telling is None:
        return
    for receiver, kudos in telling.by_receiver.items():
        keys = _keys(run_id, receiver)
        standing = await Deliveries(work).standing(keys)
        live = [each for each in keys if each in standing and not standing[each].is_gone]
        if not kudos:
            await retract(work, *live)
            continue
        message = blocks.received(telling.standup, telling.run, kudos)
        if live:
            await revise(work, key=live[-1], message=message)
        elif telling.is_over and len(standing) < len(keys):
            await announce(work, key=keys[len(standing)], channel=receiver, message=message)
    await drop_taken_back(work, run_id)


def _keys(run_id: int, receiver: str) -> list[str]:
    return [f"kudos:{run_id}:{receiver}{f'~{number}' if number > 1 else ''}" for number in range(1, MOST_MESSAGES + 1)]


async def thank_givers(work: Work, run_id: int, by: str) -> bool:
    """One press for all kudos of a run. False when everybody was thanked before."""
    name, givers = await say_thanks(work, run_id, by)
    person = await People(work).get(by)
    for giver in givers:
        message = blocks.thanks(name, person.name if person else "Somebody")
        await announce(work, key=f"thanks:{run_id}:{by}:{giver}", channel=giver, message=message)
    await show_kudos(work, run_id)
    return bool(givers)


async def post_kudos(work: Work, team: Team, kudos: Sequence[ShownKudos]) -> None:
    key = f"kudos-post:{kudos[0].kudos.id}"
    await announce(work, key=key, channel=team.channel_id, message=blocks.posted(kudos))
