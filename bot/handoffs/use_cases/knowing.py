"""What the fires of a team say for its duty: who knows and who learns which topic, and when cases came."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.work import Work
from bot.duty.domain import Knowledge
from bot.people.domain import TeamId
from bot.triage.domain import Fire, Level
from bot.triage.repository import Desks, ManyFires, TopicPeople


async def knowledge_of(work: Work, team_id: TeamId, since: datetime) -> Knowledge:
    """Of the topics on the team's list."""
    topics = (await Desks(work).get(team_id)).topics
    people = await TopicPeople(work).of_team(team_id)

    def who(topic: str, level: Level) -> frozenset[str]:
        return frozenset(each.user_id for each in people if (each.topic, each.level) == (topic, level))

    return Knowledge(
        experts={topic: who(topic, Level.EXPERT) for topic in topics},
        learners={topic: who(topic, Level.LEARNER) for topic in topics},
        cases=tuple(_begun(await ManyFires(work).since(team_id, since), since)),
    )


def _begun(fires: Iterable[Fire], since: datetime) -> Iterable[datetime]:
    """When the first fire of each case came."""
    first: dict[int, datetime] = {}
    for each in fires:
        if each.created_at >= since:
            first[each.case_id] = min(each.created_at, first.get(each.case_id, each.created_at))
    return sorted(first.values())
