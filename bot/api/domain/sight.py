"""What a token sees of a standup: the one place that decides it."""

from collections.abc import Mapping
from enum import IntEnum

from bot.people.domain import Person, Team, UserId, may_lead, misfit
from bot.standups.domain import Standup
from bot.standups.domain.reports import may_read
from bot.standups.domain.roster import Participant
from bot.standups.domain.schedule import Readers


class Sight(IntEnum):
    """`outline`: that it exists, when it asks, how many answered. `answers`: what was said, too."""

    NOTHING = 0
    OUTLINE = 1
    ANSWERS = 2


def sight_of(standup: Standup, team: Team, own: Mapping[UserId, Participant], person: Person | None) -> Sight:
    """As in Slack for a person; a service (no person) sees what a standup shows to everybody of its team.

    `own` are parts in the standup that are not the rule.
    """
    if person is None:
        return Sight.ANSWERS if standup.rules.readers == Readers.TEAM else Sight.OUTLINE
    if may_read(standup, team, own, person):
        return Sight.ANSWERS
    if misfit(person) is not None:
        return Sight.NOTHING
    of_team = team.member(person.user_id) is not None or may_lead(team, person)
    return Sight.OUTLINE if of_team else Sight.NOTHING
