"""What the lead hears who chose a user group that Slack does not let us change."""

from bot.core.work import Work
from bot.duty.blocks.groups import trouble_message
from bot.duty.blocks.rotation import settings_button
from bot.duty.domain.groups import GroupTrouble
from bot.outbox.announcements import announce


async def tell_trouble(work: Work, trouble: GroupTrouble) -> None:
    group = trouble.group
    message = trouble_message(trouble, settings_button(trouble.team))
    key = f"duty_group:{group.id}:{group.set_at.isoformat()}:{work.now.isoformat()}"
    await announce(work, key=key, channel=group.set_by, message=message)
