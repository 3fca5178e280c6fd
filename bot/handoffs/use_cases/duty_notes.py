"""A note from whoever was on duty to who is next: when it is due, and what is known to stand in it."""

from bot.core.calendar import local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.duty.domain.changeovers import moment_to_write
from bot.duty.use_cases.changeovers import changeover_at, coming_changeovers
from bot.handoffs.domain import DutyNote
from bot.outbox.repository import Timers
from bot.people.repository import People, Teams
from bot.triage.use_cases import open_fires

NOTE_DUE = "handoffs.duty_note"
CHANGED = "The shifts are others by now, so this note is not needed any more."


async def plan_notes(work: Work, team_id: int) -> None:
    """Each note will be asked for in time. Safe to call however often."""
    team = await Teams(work).get(team_id)
    for each in await coming_changeovers(work, team):
        member = team.member(each.leaver)
        if member is not None:
            key, at = f"note:{team.id}:{each.second}", moment_to_write(each, member.week, work.now)
            if not await Timers(work).move(key, at):
                await Timers(work).set(key, NOTE_DUE, ref=team.id, at=at)


async def note_at(work: Work, team_id: int, ends: int) -> DutyNote | None:
    """`ends` is the second of the changeover, as timers and buttons carry it; None when shifts are others by now."""
    team = await Teams(work).get(team_id)
    change = await changeover_at(work, team, ends)
    if change is None or team.member(change.leaver) is None:
        return None
    fires = await open_fires(work, team.id)
    concerned = {each for fire in fires for each in (fire.owner_id, fire.requester_id) if each is not None}
    names = {user_id: each.name for user_id, each in (await People(work).of(concerned)).items()}
    return DutyNote(team, change, local_date(work.now, team.week.zone), tuple(fires), names)


async def own_note(work: Work, team_id: int, ends: int, by: str) -> DutyNote:
    """Raises BotError for anybody but who leaves, and when it is not needed any more."""
    note = await note_at(work, team_id, ends)
    if note is None or note.change.leaver != by:
        raise BotError(CHANGED)
    return note
