"""What a requester is told: one card a fire that is always true, and words passed on to them under it."""

import re
from datetime import datetime, timedelta

from bot.core.calendar import find_zone, local_date, next_working_moment
from bot.core.work import Work
from bot.outbox.announcements import announce, revise
from bot.outbox.repository import Deliveries
from bot.people.domain import Team
from bot.people.repository import People
from bot.triage.blocks import notices
from bot.triage.blocks.requester import Standing, for_requester, requesters_card, taken_back
from bot.triage.domain import Fire, FireEvent, FireId, State, Step
from bot.triage.repository import FireEvents, Fires, QuietRequesters
from bot.triage.use_cases import goes_on_as
from bot.triage.use_cases.rating import Rated

# Which step's words the card repeats.
SAYS_WHY = {State.WAITING: Step.WAIT, State.SNOOZED: Step.SNOOZE, State.MERGED: Step.MERGE}
# Messages to a requester about a fire, under which they may write.
TO_REQUESTER_KEY = re.compile(
    r"fire:(\d+):(?:received|taken|waiting|done|declined|withdrawn|reopened|put_off|merged|with|room)(?::\d+)?"
)


async def show_requesters_card(work: Work, fire: Fire, team: Team) -> None:
    """As the fire is now. Safe to call again."""
    message = requesters_card(await _standing(work, fire, team), work.now)
    if not await revise(work, key=card_key(fire), message=message):
        await announce(work, key=card_key(fire), channel=fire.requester_id, message=message)


async def resumes_at(work: Work, fire: Fire, team: Team) -> datetime | None:
    """When the team works again, for the first fire that somebody asks it for on a day and outside its hours."""
    moment = next_working_moment(fire.created_at, team.week)
    if moment == fire.created_at:
        return None
    zone = team.week.zone
    for other in await Fires(work).asked_by(fire.requester_id, fire.created_at - timedelta(days=1)):
        same_day = local_date(other.created_at, zone) == local_date(fire.created_at, zone)
        outside = next_working_moment(other.created_at, team.week) == moment
        if other.team_id == fire.team_id and other.number < fire.number and same_day and outside:
            return None
    return moment


async def pass_to_requester(work: Work, fire: Fire, team: Team, *, by: str, words: str, at: str) -> None:
    """In the thread of their card; `at` says which message the words come from."""
    await show_requesters_card(work, fire, team)
    message = for_requester(fire, by, words)
    key = passed_key(fire, at)
    await announce(work, key=key, channel=fire.requester_id, message=message, thread=card_key(fire))


async def mend_passed(work: Work, fire: Fire, *, by: str, words: str | None, at: str) -> bool:
    """Its author changed it, or deleted it where `words` is None. False when it was never passed on."""
    message = for_requester(fire, by, words, note="They changed this.") if words else taken_back(fire, by)
    return await revise(work, key=passed_key(fire, at), message=message)


async def show_rating(work: Work, rated: Rated) -> bool:
    """Under the notice that it is done. False when there is none."""
    key = f"fire:{rated.fire.id}:done:{rated.event.id}"
    return await revise(work, key=key, message=notices.done(rated.fire, rated.event, rated.good))


async def asked_under(work: Work, channel: str, ts: str) -> Fire | None:
    """The fire that this message told its requester about; None for any other message."""
    found = TO_REQUESTER_KEY.fullmatch(await Deliveries(work).key_of(channel, ts) or "")
    return await Fires(work).by_id(FireId(int(found[1]))) if found else None


def card_key(fire: Fire) -> str:
    """An earlier release told under this key that somebody had asked for them: that message becomes the card."""
    return f"fire:{fire.id}:received"


def passed_key(fire: Fire, at: str) -> str:
    return f"fire:{fire.id}:passed:{at}"


async def _standing(work: Work, fire: Fire, team: Team) -> Standing:
    person = await People(work).get(fire.requester_id)
    return Standing(
        fire=fire,
        team=team,
        zone=find_zone(person.zone if person else None, team.week.zone.key),
        last=await _last(work, fire),
        other=await goes_on_as(work, fire) if fire.state == State.MERGED else None,
        resumes_at=await resumes_at(work, fire, team) if fire.state == State.NEW else None,
        is_quiet=fire.state == State.NEW and await QuietRequesters(work).has(fire.requester_id),
    )


async def _last(work: Work, fire: Fire) -> FireEvent | None:
    step = SAYS_WHY.get(fire.state)
    return await FireEvents(work).last(fire.id, [step]) if step else None
