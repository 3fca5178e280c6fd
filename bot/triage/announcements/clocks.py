"""What is told when a clock of a fire runs out, and when one that slept is back."""

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.people.domain import Team
from bot.slack.message import Message
from bot.triage.announcements.cards import said_key, say_under_card, show_card
from bot.triage.blocks import notices, notices_clock
from bot.triage.domain import Clock, Fire, Mark, length_in_words, whom_to_call
from bot.triage.repository import Desks
from bot.triage.use_cases import Change
from bot.triage.use_cases.duty import on_duty

# The word in the key of each notice.
WORDS = {
    (Clock.RESPONSE, Mark.WARNING): "untaken",
    (Clock.RESPONSE, Mark.BREACH): "unclaimed",
    (Clock.RESOLUTION, Mark.WARNING): "due",
    (Clock.RESOLUTION, Mark.BREACH): "late",
}


async def tell_clock(work: Work, fire: Fire, team: Team, clock: Clock, mark: Mark) -> None:
    """One notice a person, fire and mark; the card says from now on that it is late."""
    message = await _clock_message(work, fire, team, clock, mark)
    for user_id in await _whom(work, fire, team, clock, mark):
        await announce(work, key=f"fire:{fire.id}:{WORDS[clock, mark]}:{user_id}", channel=user_id, message=message)
    await show_card(work, fire, team)


async def tell_woken(work: Work, change: Change, team: Team) -> None:
    """Its day has come: told to who has it again, or under its card."""
    fire, event = change.fire, change.event
    await show_card(work, fire, team)
    if fire.owner_id is None:
        message = notices_clock.back_in_queue(fire)
        await say_under_card(work, fire, team, key=said_key(fire, event.id), message=message)
        return
    message = notices_clock.back_with_you(fire)
    key = f"fire:{fire.id}:owner:{event.id}:{fire.owner_id}"
    await announce(work, key=key, channel=fire.owner_id, message=message)


async def _clock_message(work: Work, fire: Fire, team: Team, clock: Clock, mark: Mark) -> Message:
    if clock == Clock.RESPONSE:
        if mark == Mark.WARNING and fire.response_due_at:
            return notices_clock.to_be_taken(fire, team, fire.response_due_at)
        target = (await Desks(work).get(team.id)).targets[fire.priority].response
        return notices.unclaimed(fire, team, length_in_words(target) if target else "long enough")
    due = fire.resolution_due_at or work.now
    draw = notices_clock.soon_due if mark == Mark.WARNING else notices_clock.overdue
    return draw(fire, team.week.zone, due)


async def _whom(work: Work, fire: Fire, team: Team, clock: Clock, mark: Mark) -> list[str]:
    leads = [each.user_id for each in team.leads]
    if clock == Clock.RESPONSE:
        return [*whom_to_call(fire, mark, await on_duty(work, team), leads)]
    owner = [fire.owner_id] if fire.owner_id else []
    return list(dict.fromkeys([*owner, *leads] if mark == Mark.BREACH or not owner else owner))
