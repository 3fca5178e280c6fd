"""Where the requests of one person came from, by topic: what a flag can be checked by, and talked about."""

from collections import Counter
from datetime import time

from bot.core.calendar import WEEK, moment_of
from bot.core.work import Work
from bot.load.domain import Flag
from bot.people.domain import Team
from bot.triage.use_cases import cases_handled

MOST_SOURCES = 2
FEWEST_OF_SOURCE = 2


async def main_sources(work: Work, team: Team, flag: Flag) -> tuple[tuple[str, int], ...]:
    """The topics most of theirs were about in the weeks of the flag, with how many. Topics of private fires are not
    said.
    """
    weeks, zone = flag.standing.weeks, team.week.zone
    first, last = moment_of(weeks[0].monday, time.min, zone), moment_of(weeks[-1].monday + WEEK, time.min, zone)
    topics = Counter(
        case.topic
        for case in await cases_handled(work, team.id, first, last)
        if case.handler == flag.user_id and case.topic and not case.private and not case.dismissed
    )
    ranked = sorted(topics.items(), key=lambda each: (-each[1], each[0]))
    return tuple((topic, count) for topic, count in ranked[:MOST_SOURCES] if count >= FEWEST_OF_SOURCE)
