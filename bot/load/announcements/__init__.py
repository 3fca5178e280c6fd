"""What is promised about load: the private notice, the leads' cards, and how both stand now."""

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.duty.domain import Turns
from bot.duty.repository import DutyPlans
from bot.load import use_cases
from bot.load.blocks.doubts import question
from bot.load.blocks.limits import leads_limits, person_limits
from bot.load.blocks.next_steps import Shown, backup_notice, plea_notice
from bot.load.blocks.notices import even_notice, lead_card, person_notice, said_anew
from bot.load.blocks.teamwide import over_notice, overload_card
from bot.load.domain import Asked, Episode, NotedLimits, Overload, Told
from bot.outbox.announcements import announce, revise
from bot.people.domain import Team, UserId
from bot.people.repository import People
from bot.slack.message import Message
from bot.triage.repository import Desks, Fires


async def tell_person(work: Work, episode_id: int) -> None:
    """The private notice, once; nothing where it is no longer true."""
    told = await use_cases.tell_person(work, episode_id)
    if told is not None:
        key, own = use_cases.person_key(told.episode), use_cases.own_key(told.episode)
        if key != own:
            await revise(work, key=own, message=said_anew())
        await announce(work, key=key, channel=told.episode.user_id, message=person_notice(told))


async def tell_leads(work: Work, episode_id: int) -> None:
    """A card to every other lead, once; the person's notice says so from now on."""
    told = await use_cases.tell_leads(work, episode_id)
    if told is None:
        return
    card = await _card(work, told)
    for lead in told.episode.told_leads:
        await announce(work, key=_lead_key(told.episode, lead), channel=lead, message=card)
    await revise(work, key=use_cases.person_key(told.episode), message=person_notice(told))


async def ask(work: Work, asked_id: int) -> None:
    """Whether what was entered is right: of the person, or of each lead."""
    found = await use_cases.asked_of(work, asked_id)
    if found is None:
        return
    asked, team = found
    for user_id in asked.told:
        await announce(work, key=_doubt_key(asked, user_id), channel=user_id, message=question(asked, team))


async def show_answer(work: Work, asked: Asked, team: Team) -> None:
    """Nobody who was asked needs to answer any more."""
    for user_id in asked.told:
        await revise(work, key=_doubt_key(asked, user_id), message=question(asked, team))


async def tell_overload(work: Work, overload_id: int) -> None:
    """A card to each lead, once, that the whole team has too much."""
    told = await use_cases.tell_overload(work, overload_id)
    if told is None:
        return
    overload, team = told
    for lead in overload.told:
        await announce(work, key=_team_key(overload, lead), channel=lead, message=overload_card(overload, team))


async def tell_team_is_over(work: Work, overload: Overload, team: Team) -> None:
    """Once to each lead who knew."""
    for lead in overload.told:
        await revise(work, key=_team_key(overload, lead), message=overload_card(overload, team))
        await announce(work, key=f"{_team_key(overload, lead)}:over", channel=lead, message=over_notice(team))


async def tell_even(work: Work, episode_id: int) -> None:
    """Once to the person and to each lead who knew, where it is so."""
    told = await use_cases.told_of(work, episode_id)
    if told is None or told.even is None or told.episode.person_told_at is None:
        await show_again(work, episode_id)
        return
    key, person = f"load:{episode_id}:even", told.episode.user_id
    await announce(work, key=key, channel=person, message=even_notice(told, lead=False))
    for lead in told.episode.told_leads:
        await announce(work, key=f"{key}:{lead}", channel=lead, message=even_notice(told, lead=True))
    await show_again(work, episode_id)


async def tell_applied(work: Work, applied: use_cases.Applied) -> None:
    """Whoever is asked for something by what a lead applied."""
    episode, team, by = applied.episode, applied.team, applied.episode.settled_by
    if applied.backup is not None and by is not None:
        message = backup_notice(team, applied.backup, by)
        await announce(work, key=f"load:{episode.id}:backup", channel=applied.backup.to, message=message)
    if episode.steps.plea is not None:
        channel = await _asked_in(work, team)
        await announce(work, key=f"load:{episode.id}:plea", channel=channel, message=plea_notice(episode.steps.plea))


async def _asked_in(work: Work, team: Team) -> str:
    """Where requesters read."""
    return (await Desks(work).get(team.id)).intake_channel or team.channel_id


async def tell_limits(work: Work, note_id: int) -> None:
    """One message to the person about a week, whatever they reached in it."""
    noted = await use_cases.tell_limits(work, note_id)
    if noted:
        user_id = noted[0].member.user_id
        key = use_cases.limits_key(user_id, noted[0].note.monday)
        await announce(work, key=key, channel=user_id, message=person_limits(noted))


async def tell_leads_limits(work: Work, note_id: int) -> None:
    """One message to each lead about the plan of duty; everybody in it reads that they were told."""
    noted = await use_cases.tell_leads_limits(work, note_id)
    # Each note is told once, so the first of them names no other message.
    for lead in dict.fromkeys(lead for each in noted for lead in each.note.told_leads):
        others = [each for each in noted if each.member.user_id != lead]
        await announce(
            work, key=f"load:limits:{noted[0].note.id}:lead:{lead}", channel=lead, message=leads_limits(others)
        )
    for each in noted:
        await _show_told(work, each)


async def _show_told(work: Work, noted: NotedLimits) -> None:
    user_id, monday = noted.member.user_id, noted.note.monday
    of_week = await use_cases.told_limits(work, user_id, monday)
    await revise(work, key=use_cases.limits_key(user_id, monday), message=person_limits(of_week))


async def show_again(work: Work, episode_id: int) -> None:
    """Rewords everything that was said about an episode, after an answer, a decision or its end."""
    told = await use_cases.told_of(work, episode_id)
    if told is None:
        return
    await revise(work, key=use_cases.person_key(told.episode), message=person_notice(told))
    card = await _card(work, told)
    for lead in told.episode.told_leads:
        await revise(work, key=_lead_key(told.episode, lead), message=card)


async def _card(work: Work, told: Told) -> Message:
    episode, steps = told.episode, told.episode.steps
    found = [await Fires(work).get(move.number) for move in episode.moves]
    turns = await _turns(work, steps.plan_id) if steps.plan_id is not None else None
    named = {*episode.room, *(move.to for move in episode.moves), episode.settled_by or UserId("")}
    named |= {steps.backup.to} if steps.backup else set()
    people = await People(work).of(named | (turns.people if turns else frozenset()))
    return lead_card(
        told,
        Shown(
            fires={fire.number: fire for fire in found if fire},
            names={each: person.name for each, person in people.items()},
            turns=turns,
            channel=await _asked_in(work, told.team),
        ),
    )


async def _turns(work: Work, plan_id: int) -> Turns | None:
    """None where plans that old were deleted."""
    try:
        return (await DutyPlans(work).get(plan_id)).turns
    except NotFound:
        return None


def _doubt_key(asked: Asked, user_id: UserId) -> str:
    return f"load:doubt:{asked.id}:{user_id}"


def _team_key(overload: Overload, lead: UserId) -> str:
    return f"load:team:{overload.id}:{lead}"


def _lead_key(episode: Episode, lead: UserId) -> str:
    return f"load:{episode.id}:lead:{lead}"
