"""Who may do what with a team's whole desk: its settings, its topics, its numbers, its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.people.domain import Person, Standing, Team, standing
from bot.triage.domain.desk import Desk, TopicPerson


class DeskAct(StrEnum):
    """What may be done with all fires of a team, beside what `Act` says of one."""

    SEE_DESK = "see how it takes fires"
    CHANGE_DESK = "change how it takes fires"
    LEARN = "learn a topic of it"
    SEE_LOAD = "see what everybody has in hand"
    SEE_STATISTICS = "see its statistics"
    BULK = "change several of its fires at once"
    HAND_OVER = "hand over what somebody has"
    EXPORT = "export its fires"


_LEADS = frozenset({Standing.ADMIN, Standing.LEAD})
_TEAM = _LEADS | {Standing.MEMBER}
DESK_MAY: Mapping[DeskAct, frozenset[Standing]] = {
    DeskAct.SEE_DESK: _TEAM,
    DeskAct.CHANGE_DESK: _LEADS,
    DeskAct.LEARN: frozenset({Standing.LEAD, Standing.MEMBER}),
    DeskAct.SEE_LOAD: _TEAM,
    DeskAct.SEE_STATISTICS: _TEAM,
    DeskAct.BULK: _LEADS,
    DeskAct.HAND_OVER: _LEADS,
    DeskAct.EXPORT: _LEADS,
}


def may_at_desk(team: Team, person: Person | None, act: DeskAct) -> bool:
    """The one place that decides it; whom we do not know, who left or is from elsewhere may nothing."""
    if person is None or person.deleted or person.is_bot or person.is_stranger:
        return False
    is_what = standing(person, team)
    if is_what == Standing.ADMIN and team.member(person.user_id) is not None:
        return bool({is_what, Standing.MEMBER} & DESK_MAY[act])
    return is_what in DESK_MAY[act]


@dataclass(frozen=True)
class DeskView:
    """How a team takes fires, and who knows its topics, as one person sees it."""

    team: Team
    desk: Desk
    people: tuple[TopicPerson, ...]
    may_change: bool
