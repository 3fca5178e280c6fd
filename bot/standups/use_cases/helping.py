"""What people do about blockers: see, own, solve and help with them; and what the clock does when nobody did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.core.calendar import DAY, find_zone, local_date
from bot.core.errors import BotError
from bot.core.work import Work
from bot.outbox.domain import Event
from bot.people.domain import Absence, Person, Team, UserId, dates_away, week_of
from bot.people.repository import Absences, People, Teams
from bot.standups.domain import Prompt, PromptState, Standup
from bot.standups.domain.blockers import Blocker, ShownBlocker, age, was_open
from bot.standups.domain.reports import Report
from bot.standups.domain.schedule import Readers
from bot.standups.repository import Blockers, Prompts, Runs, Standups
from bot.standups.use_cases.blockers import note_blocker, promise_escalation
from bot.standups.use_cases.readers import may_see

# Reports of this many runs are kept true about a blocker.
MOST_REPORTS = 10


@dataclass(frozen=True)
class Seen:
    """A blocker with what it belongs to, for somebody who may read it."""

    shown: ShownBlocker
    standup: Standup
    team: Team

    @property
    def blocker(self) -> Blocker:
        return self.shown.blocker


async def see_blocker(work: Work, blocker_id: int, by: str) -> Seen:
    """Raises BotError for whoever may not read it."""
    blocker = await Blockers(work).get(blocker_id)
    seen = await describe(work, blocker)
    if blocker.user_id != by and not await may_see(work, seen.standup, seen.team, by):
        raise BotError("Only those who read this standup can do that.")
    return seen


async def describe(work: Work, blocker: Blocker) -> Seen:
    """For no eyes in particular: who looks at it is checked by whoever shows it."""
    standup = await Standups(work).get(blocker.standup_id)
    team = await Teams(work).get(standup.team_id)
    (shown,) = await _show(work, team, [blocker])
    return Seen(shown, standup, team)


async def help_with(work: Work, blocker_id: int, by: str) -> Seen | None:
    """None when there is nothing to offer: it is solved, or their own, or they did before."""
    seen = await see_blocker(work, blocker_id, by)
    if not seen.blocker.is_open or seen.blocker.user_id == by:
        return None
    if not await Blockers(work).add_helper(blocker_id, by):
        return None
    return await describe(work, await Blockers(work).get(blocker_id))


async def own_blocker(work: Work, blocker_id: int, by: str) -> Seen:
    """Somebody sees to it from now on; of two at once one does, and the other is told who."""
    seen = await _standing(work, blocker_id, by)
    if not await Blockers(work).own(blocker_id, by) and seen.blocker.owner_id != by:
        raise BotError(f"{seen.shown.owner or 'Somebody else'} sees to {seen.blocker.name} already.")
    return await describe(work, await Blockers(work).get(blocker_id))


async def solve_blocker(work: Work, blocker_id: int, by: str) -> Seen:
    """Out of the way, for whoever may read it to say; a second time changes nothing."""
    seen = await _standing(work, blocker_id, by)
    if await Blockers(work).resolve(blocker_id, by):
        await note_blocker(work, seen.blocker, Event.BLOCKER_RESOLVED)
    return await describe(work, await Blockers(work).get(blocker_id))


async def reopen_blocker(work: Work, blocker_id: int, by: str) -> Seen:
    """Whoever is blocked says that it still is; a second time changes nothing."""
    blocker = await Blockers(work).get(blocker_id)
    if blocker.user_id != by:
        raise BotError("Only who is blocked can say that it still stands in the way.")
    if not blocker.is_open:
        await Blockers(work).change(blocker_id, resolved_at=None, resolved_by=None)
        await promise_escalation(work, await Standups(work).get(blocker.standup_id), blocker)
        await note_blocker(work, blocker, Event.BLOCKER_OPENED)
    return await describe(work, await Blockers(work).get(blocker_id))


async def link_fire(work: Work, blocker_id: int, number: int) -> Seen:
    """From now on it is known by its fire too; when that is done, the blocker stays until somebody says so."""
    await Blockers(work).change(blocker_id, fire_number=number)
    return await describe(work, await Blockers(work).get(blocker_id))


async def _standing(work: Work, blocker_id: int, by: str) -> Seen:
    seen = await see_blocker(work, blocker_id, by)
    if not seen.blocker.is_open:
        raise BotError(f"{seen.blocker.name} is solved already.")
    return seen


async def blockers_of_report(work: Work, report: Report) -> list[ShownBlocker]:
    """What stood in the way of those who answered, when they did: also what they named before. In the lines' order."""
    answered = {each.prompt.user_id: each.prompt for each in report.lines if each.prompt.answered_at is not None}
    found = await Blockers(work).of_people(report.standup.id, answered, report.run.on)
    standing = [each for each in found if was_open(each, report.run.on, answered[each.user_id].answered_at or work.now)]
    order = {user_id: number for number, user_id in enumerate(answered)}
    return await _show(work, report.team, sorted(standing, key=lambda each: order[each.user_id]))


async def runs_showing(work: Work, blocker: Blocker) -> list[int]:
    """The newest runs whose reports name it."""
    found = []
    for prompt in await Prompts(work).of_person(blocker.user_id, work.now - 60 * DAY):
        if prompt.state == PromptState.ANSWERED:
            run = await Runs(work).get(prompt.run_id)
            if run.standup_id == blocker.standup_id and run.on >= blocker.opened_on:
                found.append(run.id)
    return found[:MOST_REPORTS]


async def settled_by(work: Work, prompt: Prompt) -> list[Seen]:
    """What that answer did to blockers which stand in other reports, too: solved just now, or put into other words."""
    run = await Runs(work).get(prompt.run_id)
    found = await Blockers(work).of_people(run.standup_id, [prompt.user_id], work.now.date() + DAY)
    touched = [each for each in found if each.resolved_at == work.now or each.prompt_id == prompt.id]
    elsewhere = [each for each in touched if set(await runs_showing(work, each)) - {run.id}]
    return [await describe(work, each) for each in elsewhere]


async def open_blockers(work: Work, team_id: int) -> list[ShownBlocker]:
    """Those of the team that everybody in it may read, the oldest first."""
    team = await Teams(work).get(team_id)
    standups = [each.id for each in await Standups(work).of_teams([team_id]) if each.rules.readers == Readers.TEAM]
    return await _show(work, team, await Blockers(work).open_in(standups))


async def own_blockers(work: Work, user_id: str) -> list[ShownBlocker]:
    """What stands in somebody's own way, in all their standups."""
    return [(await describe(work, each)).shown for each in await Blockers(work).open_of(user_id)]


async def escalate(work: Work, blocker_id: int) -> Seen | None:
    """It has stayed too long: the leads are to be told, once. None when there is nothing to tell, or not yet."""
    blocker = await Blockers(work).find(blocker_id)
    if blocker is None or not blocker.is_open or blocker.escalated_at is not None:
        return None
    seen = await describe(work, blocker)
    if seen.shown.age < seen.standup.rules.escalate_after:
        await promise_escalation(work, seen.standup, blocker)  # leave came in between
        return None
    return seen if seen.standup.rules.escalate_after and await Blockers(work).escalate(blocker_id) else None


async def leads_to_tell(work: Work, seen: Seen) -> list[UserId]:
    """Leads of the team who read the standup, but for whoever is blocked."""
    leads = [each.user_id for each in seen.team.leads if each.user_id != seen.blocker.user_id]
    return [each for each in leads if await may_see(work, seen.standup, seen.team, each)]


async def hand_over_blockers(work: Work, team_id: int) -> list[Seen]:
    """What stood in the way of people who left is a lead's to see to. Gives what has a new owner."""
    team = await Teams(work).get(team_id)
    standups = {each.id: each for each in await Standups(work).of_teams([team_id])}
    found = []
    for each in await Blockers(work).open_in(standups):
        has_owner = each.owner_id is not None and team.member(each.owner_id) is not None
        heir = await _heir(work, standups[each.standup_id], team)
        if team.member(each.user_id) is None and not has_owner and heir is not None:
            await Blockers(work).change(each.id, owner_id=heir)
            found.append(await describe(work, await Blockers(work).get(each.id)))
    return found


async def _heir(work: Work, standup: Standup, team: Team) -> UserId | None:
    """The first lead who reads the standup, else its owner."""
    candidates = [*(each.user_id for each in team.leads), standup.owner_id]
    readers = [each for each in candidates if await may_see(work, standup, team, each)]
    return readers[0] if readers else None


async def _show(work: Work, team: Team, blockers: Iterable[Blocker]) -> list[ShownBlocker]:
    blockers = list(blockers)
    involved = {one for each in blockers for one in (each.user_id, each.owner_id, each.resolved_by, *each.helpers)}
    people = await People(work).of(one for one in involved if one is not None)
    first = min((each.opened_on for each in blockers), default=local_date(work.now, find_zone(team.zone)))
    absences = await Absences(work).between({each.user_id for each in blockers}, first, work.now.date() + DAY)
    return [_shown(each, team, people, absences, work) for each in blockers]


def _shown(
    blocker: Blocker, team: Team, people: dict[UserId, Person], absences: list[Absence], work: Work
) -> ShownBlocker:
    def name(user_id: UserId | None) -> str | None:
        return None if user_id is None else people[user_id].name if user_id in people else "somebody"

    days = 0
    if blocker.user_id in people:
        week = week_of(people[blocker.user_id], team.week)
        today: date = local_date(work.now, week.zone)
        days = age(blocker.opened_on, today, week, dates_away(absences, blocker.user_id))
    return ShownBlocker(
        blocker,
        name(blocker.user_id) or "Somebody",
        days,
        owner=name(blocker.owner_id),
        helpers=tuple(name(each) or "somebody" for each in blocker.helpers),
        solved_by=name(blocker.resolved_by),
    )
