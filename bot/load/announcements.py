"""What is promised about load: the private notice, the leads' cards, and how both stand now."""

from bot.core.work import Work
from bot.load import use_cases
from bot.load.blocks.notices import lead_card, person_notice, said_anew
from bot.load.domain import Episode, Told
from bot.outbox.announcements import announce, revise
from bot.people.domain import UserId
from bot.people.repository import People
from bot.slack.message import Message
from bot.triage.repository import Fires


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
    episode = told.episode
    found = [await Fires(work).get(move.number) for move in episode.moves]
    named = {*episode.room, *(move.to for move in episode.moves), episode.settled_by or UserId("")}
    people = await People(work).of(named)
    names = {each: person.name for each, person in people.items()}
    return lead_card(told, {fire.number: fire for fire in found if fire}, names)


def _lead_key(episode: Episode, lead: UserId) -> str:
    return f"load:{episode.id}:lead:{lead}"
