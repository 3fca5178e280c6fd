"""What was asked before anybody looked, stored as it would have been left behind: nobody is told of it now."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

from bot.core.calendar import WEEK
from bot.core.work import Work
from bot.demo.history import PastFire, past_fires
from bot.people.domain import TeamId, UserId
from bot.triage.domain import Note, Recurrence, Source, State, Step
from bot.triage.repository import FireEvents, Fires, NewFire, Ratings

IdOf = Callable[[str], UserId]


async def remember_the_past(work: Work, team_id: TeamId, monday: date, id_of: IdOf) -> None:
    """The weeks before that Monday. `id_of` knows people by name."""
    for fire in past_fires():
        asked_at = datetime.combine(monday, time(0), tzinfo=UTC) - fire.weeks_ago * WEEK + fire.after
        await _remember(work, _new(fire, team_id, id_of), fire, asked_at, id_of(fire.handler))


async def _remember(work: Work, new: NewFire, fire: PastFire, asked_at: datetime, handler: UserId) -> None:
    taken_at, done_at = asked_at + fire.taken_after, asked_at + fire.done_after
    asked, taken, done = (Work(work.session, work.workspace_id, at) for at in (asked_at, taken_at, done_at))
    stored = await Fires(asked).add(new, await Fires(asked).last_number() + 1)
    await FireEvents(asked).add(stored.id, new.requester_id, Note.FILED, after=State.NEW)
    await FireEvents(taken).add(stored.id, handler, Step.CLAIM, before=State.NEW, after=State.CLAIMED, about_id=handler)
    outcome = fire.asked.outcome
    await FireEvents(done).add(stored.id, handler, Step.RESOLVE, before=State.CLAIMED, after=State.DONE, text=outcome)
    await Fires(done).change(
        stored,
        state=State.DONE,
        owner_id=handler,
        claimed_at=taken_at,
        responded_at=taken_at,
        closed_at=done_at,
        closed_by=handler,
        outcome=outcome,
        effort=fire.asked.effort,
        topic=fire.asked.topic,
        recurrence=Recurrence.LIKELY_AGAIN if fire.asked.again else Recurrence.ONE_OFF,
    )
    if fire.liked is not None:
        await Ratings(done).put(stored.id, good=fire.liked)


def _new(fire: PastFire, team_id: TeamId, id_of: IdOf) -> NewFire:
    requester = id_of(fire.asked.requester)
    return NewFire(
        team_id=team_id,
        title=fire.asked.title,
        description="",
        permalink=None,
        source=Source.COMMAND,
        source_channel=None,
        source_ts=None,
        source_thread=None,
        requester_id=requester,
        filer_id=requester,
        priority=fire.asked.priority,
        needed_by=None,
        case_id=None,
    )
