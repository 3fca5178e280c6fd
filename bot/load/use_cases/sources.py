"""Where the requests of one person came from: what a flag can be checked by, and talked about."""

from collections import Counter
from datetime import time

from bot.core.calendar import WEEK, moment_of
from bot.core.work import Work
from bot.load.domain import Flag, Sources
from bot.people.domain import Team
from bot.triage.use_cases import cases_handled

MOST_TOPICS = 2
FEWEST_OF_TOPIC = 2


async def main_sources(work: Work, team: Team, flag: Flag) -> Sources:
    """Of the weeks of the flag."""
    weeks, zone = flag.standing.weeks, team.week.zone
    first, last = moment_of(weeks[0].monday, time.min, zone), moment_of(weeks[-1].monday + WEEK, time.min, zone)
    cases = [
        case
        for case in await cases_handled(work, team.id, first, last)
        if case.handler == flag.user_id and not case.private and not case.dismissed
    ]
    topics = Counter(case.topic for case in cases if case.topic)
    ranked = sorted(topics.items(), key=lambda each: (-each[1], each[0]))
    named = tuple((topic, count) for topic, count in ranked[:MOST_TOPICS] if count >= FEWEST_OF_TOPIC)
    return Sources(named, sum(case.direct for case in cases))
