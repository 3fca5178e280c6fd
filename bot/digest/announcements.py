"""The digest as a promised message: once, and dropped rather than sent twice or on another day."""

from bot.core.work import Work
from bot.digest.blocks import digest
from bot.digest.use_cases import Posting
from bot.outbox.announcements import announce
from bot.outbox.domain import IfUnsure, Rank


async def show_digest(work: Work, posting: Posting) -> None:
    await announce(
        work,
        key=posting.key,
        channel=posting.week.team.channel_id,
        message=digest(posting.week),
        if_unsure=IfUnsure.DROP,
        use_by=posting.use_by,
        rank=Rank.DIGEST,
    )
