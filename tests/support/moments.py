"""When people were really asked: the messages of their prompts, as Slack got them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select

from bot.outbox.tables import DeliveryRow
from tests.support.world import World


async def prompts_sent(world: World) -> Sequence[DeliveryRow]:
    async with world.work() as work:
        found = await work.session.scalars(select(DeliveryRow).where(DeliveryRow.key.like("prompt:%")))
        return [each for each in found if each.posted_ts is not None]


def moments_of(world: World, name: str, sent: Sequence[DeliveryRow]) -> list[datetime]:
    """To the minute: a round takes some seconds."""
    person = world.person(name).id
    moments = [datetime.fromtimestamp(float(each.posted_ts or 0), UTC) for each in sent if each.channel == person]
    return [each.replace(second=0, microsecond=0) for each in sorted(moments)]


async def asked(world: World, name: str) -> list[str]:
    """When somebody was asked, in UTC: `Mon 23 09:30`."""
    return [f"{each:%a %d %H:%M}" for each in moments_of(world, name, await prompts_sent(world))]
