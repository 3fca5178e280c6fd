"""Since when somebody's part counts: nobody had one before they joined the team."""

from datetime import date

from bot.core.calendar import local_date
from bot.people.domain import Member, Team


def joined_on(member: Member, team: Team) -> date | None:
    """On their own clock. None for the team's first people: weeks before it was set up are weeks of theirs."""
    known = [each.since for each in team.members if each.since is not None]
    if member.since is None or len(known) < len(team.members):
        return local_date(member.since, member.zone) if member.since else None
    first, joined = (local_date(each, member.zone) for each in (min(known), member.since))
    return joined if joined > first else None
