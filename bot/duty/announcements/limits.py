"""Who hears when somebody says how much duty suits them: whom it was said for, and leads whose plans change."""

from bot.core.work import Work
from bot.duty.blocks.limits import exempt_notice, limits_notice
from bot.duty.domain.limits import OwnLimits, SeenLimits
from bot.outbox.announcements import announce


async def tell_limits(work: Work, seen: SeenLimits, before: OwnLimits, by: str) -> None:
    """Leads hear of a time without duty only, and only of a new one."""
    if seen.limits == before:
        return
    person, team, today = seen.member.user_id, seen.team, seen.today
    key = f"duty_limits:{team.id}:{person}:{work.now.isoformat()}"
    if person != by:
        await announce(work, key=f"{key}:noted", channel=person, message=limits_notice(seen, by))
    ahead = seen.limits.exempt_ahead(today)
    if ahead is not None and ahead != before.exempt_ahead(today):
        for lead in team.leads:
            if lead.user_id not in (by, person):
                await announce(
                    work, key=f"{key}:lead:{lead.user_id}", channel=lead.user_id, message=exempt_notice(seen)
                )
