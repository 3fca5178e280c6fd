"""Words of the team: notes for itself, and what somebody of it writes to the requester."""

from dataclasses import dataclass

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team
from bot.people.repository import Teams
from bot.triage.domain import Act, Fire, FireEvent, Note, Step, may
from bot.triage.repository import FireEvents
from bot.triage.use_cases.seeing import may_see
from bot.triage.use_cases.stepping import Change, grip, parts_in

# What the requester's words are recorded as.
SAID = (Note.REMARK, Step.ANSWER)
# In `before` of a remark: it is how words read after their author changed them; `after` names the first event.
CHANGED = "changed"


@dataclass(frozen=True)
class Mended:
    """Words that changed after they were passed on: `first` is the event they were told with."""

    first: FireEvent
    text: str | None


async def note_fire(work: Work, number: int, by: str, text: str) -> Change:
    """For the team only, open or not: it is shown to nobody else, also not to who asked."""
    fire = (await grip(work, number, by, Act.NOTE)).fire
    if not text.strip():
        raise BotError(f"Say what to note, like `/triage note {fire.name} the export ran twice last night`.")
    event = await FireEvents(work).add(fire.id, by, Note.INTERNAL, text=text.strip())
    return Change(fire, fire, event)


async def may_speak_for(work: Work, fire: Fire, by: str) -> Team | None:
    """The team of that fire, if they belong to it or have the fire, and may see it; None for everybody else."""
    team = await Teams(work).get(fire.team_id)
    parts = await parts_in(work, fire, team, by)
    return team if may(parts, Act.NOTE) and may_see(fire, parts) else None


async def speak_to_requester(work: Work, fire: Fire, by: str, text: str) -> None:
    """Recorded as said about it, since the requester reads it."""
    await FireEvents(work).add(fire.id, by, Note.REMARK, text=text.strip() or None)


async def mend_words(work: Work, fire: Fire, by: str, before: str, text: str | None) -> Mended | None:
    """Words about a fire that their author changed, or deleted where `text` is None. What was said stays in its
    history, with how it reads now. None when they are not recorded.
    """
    said = [each for each in await FireEvents(work).of(fire.id) if each.actor_id == by and each.kind in SAID]
    found = next((each for each in reversed(said) if (each.text or "") == before.strip()), None)
    if found is None:
        return None
    first_id = int(found.after) if found.before == CHANGED and found.after else found.id
    first = next((each for each in said if each.id == first_id), found)
    if text and text.strip():
        await FireEvents(work).add(fire.id, by, Note.REMARK, before=CHANGED, after=str(first.id), text=text.strip())
    return Mended(first, text)
