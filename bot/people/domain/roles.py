"""Who may change what: what somebody is to a team, and what that lets them do."""

from enum import StrEnum

from bot.people.domain.people import Person, Team


class Standing(StrEnum):
    """What somebody is to a team, or to the workspace where no team is concerned."""

    ADMIN = "workspace admin"
    LEAD = "lead"
    MEMBER = "member"
    COLLEAGUE = "colleague"
    GUEST = "guest"


class Act(StrEnum):
    """What people may or may not do to teams and each other."""

    SET_UP_TEAM = "set up a team"
    CHANGE_TEAM = "change the team"
    SET_OWN_ABSENCE = "set yourself away"
    SET_ABSENCE_FOR_OTHER = "set somebody away"
    CANCEL_ABSENCE_OF_OTHER = "call somebody back"
    SET_OWN_HOURS = "set your own hours"


EVERYBODY = frozenset(Standing)
MAY: dict[Act, frozenset[Standing]] = {
    Act.SET_UP_TEAM: EVERYBODY - {Standing.GUEST},
    Act.CHANGE_TEAM: frozenset({Standing.ADMIN, Standing.LEAD}),
    Act.SET_OWN_ABSENCE: EVERYBODY,
    Act.SET_ABSENCE_FOR_OTHER: frozenset({Standing.ADMIN, Standing.LEAD}),
    Act.CANCEL_ABSENCE_OF_OTHER: frozenset({Standing.ADMIN, Standing.LEAD}),
    Act.SET_OWN_HOURS: EVERYBODY,
}


def standing(person: Person, team: Team | None = None) -> Standing:
    """The most that somebody is; without a team only the workspace counts."""
    if person.is_admin:
        return Standing.ADMIN
    if team is not None and team.is_lead(person.user_id):
        return Standing.LEAD
    if team is not None and team.member(person.user_id) is not None:
        return Standing.MEMBER
    return Standing.GUEST if person.is_guest else Standing.COLLEAGUE


def may(person: Person, act: Act, team: Team | None = None) -> bool:
    """The one place that decides it; whoever left or is from elsewhere may nothing."""
    if person.deleted or person.is_bot or person.is_stranger:
        return False
    return standing(person, team) in MAY[act]


def may_lead(team: Team, person: Person) -> bool:
    """Leads of the team, and workspace admins, who can always take over."""
    return may(person, Act.CHANGE_TEAM, team)


class Misfit(StrEnum):
    """Why somebody cannot be a member of a team."""

    BOT = "is a bot"
    LEFT = "left this workspace"
    STRANGER = "is from another company"


def misfit(person: Person) -> Misfit | None:
    """None for everybody who can be a member."""
    if person.is_bot:
        return Misfit.BOT
    if person.deleted:
        return Misfit.LEFT
    return Misfit.STRANGER if person.is_stranger else None
