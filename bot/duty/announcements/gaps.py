"""What will go wrong is told once: to leads, and to who is away."""

from bot.core.work import Work
from bot.duty.blocks.gaps import clash_notice, gap_notice
from bot.duty.use_cases.gaps import Outlook
from bot.outbox.announcements import announce


async def tell_outlook(work: Work, outlook: Outlook) -> None:
    team, leads = outlook.team, [each.user_id for each in outlook.team.leads]
    for clash in outlook.clashes:
        for user_id in dict.fromkeys((clash.stretch.user_id, *leads)):
            message = clash_notice(clash, team, user_id, outlook.today)
            await announce(work, key=f"{clash.key(team)}:{user_id}", channel=user_id, message=message)
    for gap in outlook.gaps:
        for user_id in leads:
            message = gap_notice(gap, team, outlook.today)
            await announce(work, key=f"{gap.key(team)}:{user_id}", channel=user_id, message=message)
