"""How a team takes fires: looked at by the team, changed by its leads, who all hear of it; and who knows what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.core.errors import BotError
from bot.core.work import Work
from bot.people.domain import Team, UserId
from bot.people.repository import People
from bot.triage.domain import Desk, DeskAct, Level, Priority, TopicPerson, may_at_desk
from bot.triage.domain.desk_words import say_length, say_target, say_types
from bot.triage.domain.leading import DeskView
from bot.triage.repository import Desks, TopicPeople
from bot.triage.use_cases.clocks import set_clocks_of_team
from bot.triage.use_cases.filing import Mistaken
from bot.triage.use_cases.statistics import must_be_at_desk, own_team

MOST_CAP = 50


@dataclass(frozen=True)
class DeskChange:
    """What somebody changed, a sentence each; empty when all stayed as it was."""

    team: Team
    by: str
    said: tuple[str, ...]


async def view_desk(work: Work, user_id: str, channel_id: str | None) -> DeskView:
    """Of the team they most likely mean."""
    return await _view(work, await own_team(work, user_id, channel_id, DeskAct.SEE_DESK), user_id)


async def desk_to_change(work: Work, team_id: int, by: str) -> DeskView:
    """Before a form is opened, and again when it is sent."""
    return await _view(work, await must_be_at_desk(work, team_id, by, DeskAct.CHANGE_DESK), by)


async def change_desk(work: Work, wanted: Desk, by: str) -> DeskChange:
    """Stores it whole. Targets hold for open fires from now on. Raises Mistaken for what cannot be."""
    view = await desk_to_change(work, wanted.team_id, by)
    before = view.desk
    if wanted.cap is not None and not 1 <= wanted.cap <= MOST_CAP:
        raise Mistaken("cap", f"Choose a number from 1 to {MOST_CAP}, or leave it empty for no limit.")
    if wanted.intake_channel is not None:
        await _must_be_free(work, wanted)
    said = tuple(_differences(before, wanted))
    if said:
        await Desks(work).put(wanted)
    for topic in set(before.topics) - set(wanted.topics):
        await TopicPeople(work).replace(view.team.id, topic, [])
    if before.targets != wanted.targets:
        await set_clocks_of_team(work, view.team.id)
    return DeskChange(view.team, by, said)


async def set_people(
    work: Work, team_id: int, by: str, topics: Iterable[tuple[str, Collection[str], Collection[str]]]
) -> DeskChange:
    """Who knows each topic and who learns it. Who is named as both knows it. Raises Mistaken for strangers."""
    view = await desk_to_change(work, team_id, by)
    said = []
    for topic, experts, learners in topics:
        if topic not in view.desk.topics:
            continue
        strangers = [each for each in [*experts, *learners] if view.team.member(each) is None]
        if strangers:
            raise Mistaken(topic, f"Choose members of {view.team.name}: others cannot get its fires.")
        wanted = [TopicPerson(topic, UserId(each), Level.EXPERT) for each in sorted(experts)]
        wanted += [TopicPerson(topic, UserId(each), Level.LEARNER) for each in sorted(set(learners) - set(experts))]
        if set(wanted) != {each for each in view.people if each.topic == topic}:
            await TopicPeople(work).replace(view.team.id, topic, wanted)
            said.append(
                f"{topic} is known by {_names(view.team, wanted, Level.EXPERT)} and learnt by "
                f"{_names(view.team, wanted, Level.LEARNER)}"
            )
    return DeskChange(view.team, by, tuple(said))


async def learn_topic(work: Work, user_id: str, channel_id: str | None, topic: str, *, stop: bool = False) -> str:
    """A member names what they want to learn, or do not any more; gives the topic as it is written. Raises BotError."""
    team = await own_team(work, user_id, channel_id, DeskAct.LEARN)
    desk = await Desks(work).get(team.id)
    named = next((each for each in desk.topics if each.casefold() == " ".join(topic.split()).casefold()), None)
    if named is None:
        listed = ", ".join(desk.topics)
        raise BotError(
            f"{team.name} has these topics: {listed}. Type one of them behind it."
            if listed
            else f"{team.name} has no list of topics yet. A lead can make one with `/triage settings`."
        )
    people = [each for each in await TopicPeople(work).of_team(team.id) if each.topic == named]
    own = next((each for each in people if each.user_id == user_id), None)
    if own is not None and own.level == Level.EXPERT:
        raise BotError(f"You are named as one who knows {named}. A lead can change that with `/triage settings`.")
    others = [each for each in people if each.user_id != user_id]
    wanted = others if stop else [*others, TopicPerson(named, UserId(user_id), Level.LEARNER)]
    await TopicPeople(work).replace(team.id, named, wanted)
    return named


async def _view(work: Work, team: Team, user_id: str) -> DeskView:
    return DeskView(
        team=team,
        desk=await Desks(work).get(team.id),
        people=tuple(each for each in await TopicPeople(work).of_team(team.id) if team.member(each.user_id)),
        may_change=may_at_desk(team, await People(work).get(user_id), DeskAct.CHANGE_DESK),
    )


async def _must_be_free(work: Work, wanted: Desk) -> None:
    for desk in await Desks(work).all():
        if desk.team_id != wanted.team_id and desk.intake_channel == wanted.intake_channel:
            raise Mistaken("intake_channel", "Another team takes the messages of that channel. Choose another one.")


def _differences(before: Desk, after: Desk) -> Iterable[str]:
    """What changed, in words for the leads."""
    for each in Priority:
        was, now = before.targets.get(each), after.targets.get(each)
        if was != now and now is not None:
            yield f"{each} {say_target(now)} (was {say_target(was) if was else '-'})"
    if before.types != after.types:
        yield f"types: {say_types(after.types).replace(chr(10), '; ') or 'none'}"
    if before.topics != after.topics:
        yield f"topics: {', '.join(after.topics) or 'none'}"
    if before.cap != after.cap:
        yield f"in hand at most {after.cap or 'as many as it comes'} (was {before.cap or 'as many as it comes'})"
    if before.emoji != after.emoji:
        yield f"the emoji that makes a fire: {f':{after.emoji}:' if after.emoji else 'none'}"
    if before.intake_channel != after.intake_channel:
        yield (
            "every message in a channel becomes a fire" if after.intake_channel else "no channel makes fires by itself"
        )
    if before.joins_within != after.joins_within:
        yield f"what the requester adds within {say_length(after.joins_within)} joins the fire"
    if before.asks_readiness != after.asks_readiness:
        yield f"readiness questions are {'asked' if after.asks_readiness else 'not asked'}"


def _names(team: Team, people: Iterable[TopicPerson], level: Level) -> str:
    members = [team.member(each.user_id) for each in people if each.level == level]
    return ", ".join(each.name for each in members if each) or "nobody"
