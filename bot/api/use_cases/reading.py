"""Programs read: standups, runs, answers, participation, blockers and absences, as far as they may."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime

from bot.api.domain import Page, PageRequest, Sight, page_of
from bot.api.domain.refusals import invalid, not_found
from bot.api.domain.requests import Told
from bot.api.use_cases.seeing import Eyes, seen_page
from bot.core.work import Work
from bot.people.domain import Absence, Member
from bot.people.repository import People
from bot.people.repository.pages import AbsencePages
from bot.standups.domain import Line, Prompt, Question, Report, Run, Standup, Value, is_given, worded
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.mentions import people_in
from bot.standups.domain.trends import TrendWeek
from bot.standups.repository import Answers, Prompts, Runs, Standups
from bot.standups.repository.pages import Pages
from bot.standups.use_cases import next_sends
from bot.standups.use_cases.trends import trends_of

NEXT_SENDS = 5


async def standups_page(work: Work, eyes: Eyes, request: PageRequest) -> Page[Standup]:
    team_ids = await eyes.team_ids()

    async def fetch(after: int, most: int) -> list[Standup]:
        return await Pages(work).standups(after, most, team_ids, eyes.user_id)

    async def may_see(each: Standup) -> bool:
        return await eyes.sight(each) > Sight.NOTHING

    return await seen_page(request, fetch, may_see, lambda each: each.id)


async def questions_of(work: Work, eyes: Eyes, standup: Standup) -> list[Question] | None:
    """Of the newest version; None for a service that may not read what is said to them."""
    if eyes.user_id is None and await eyes.sight(standup) < Sight.ANSWERS:
        return None
    return await Standups(work).questions(standup.id, standup.version)


async def next_page(
    work: Work, eyes: Eyes, standup: Standup, request: PageRequest
) -> Page[tuple[Member, list[datetime]]]:
    """When each member is asked next, in the order of their ids."""
    team = await eyes.team_of(standup)
    ids = sorted(each.user_id for each in team.members if request.after is None or each.user_id > request.after)
    page = page_of(ids[: request.limit + 1], request, str)
    found = {
        member.user_id: (member, moments)
        for member, moments in await next_sends(work, standup, NEXT_SENDS, only=page.items)
    }
    return Page([found[each] for each in page.items if each in found], page.next_cursor)


async def runs_page(work: Work, standup: Standup, request: PageRequest) -> Page[Run]:
    """The newest first."""
    found = await Pages(work).runs(standup.id, _date_of(request), request.limit + 1)
    return page_of(found, request, lambda each: each.on)


def _date_of(request: PageRequest) -> date | None:
    try:
        return None if request.after is None else date.fromisoformat(request.after)
    except ValueError:
        raise invalid("cursor", "This cursor is none of this list.") from None


async def answers_page(work: Work, eyes: Eyes, run_id: int, request: PageRequest) -> tuple[Told, str | None]:
    """What was said in a run, as far as a report would show it by now, and one's own. With it the next cursor.

    Without names there is one page, by question. Raises Refusal for whoever may read none of it.
    """
    run = await Runs(work).find(run_id)
    standup = await Pages(work).find(run.standup_id) if run is not None else None
    if run is None or standup is None or await eyes.sight(standup) == Sight.NOTHING:
        raise not_found("run")
    asked = tuple(worded(each, run.on, None) for each in await Standups(work).questions(standup.id, run.version))
    if eyes.user_id is None or standup.rules.anonymous:
        await eyes.must_read(standup)
    is_shown = await eyes.sight(standup) == Sight.ANSWERS and await _is_shown(work, eyes, standup, run)
    if standup.rules.anonymous:
        unnamed = await Answers(work).anonymous(run.id) if is_shown else {}
        told = {each.id: tuple(unnamed.get(each.id, ())) for each in asked} if is_shown else {}
        names = await _names(work, asked, [{key: each} for key, values in told.items() for each in values])
        return Told(standup, run, asked, names=names, unnamed=told), None
    if not is_shown and eyes.user_id is None:
        return Told(standup, run, asked), None
    only = None if is_shown else eyes.user_id
    found = await Pages(work).answered(run.id, request.after_id, request.limit + 1, only)
    page = page_of(found, request, lambda each: each.id)
    return await _lines(work, standup, run, asked, page.items), page.next_cursor


async def _is_shown(work: Work, eyes: Eyes, standup: Standup, run: Run) -> bool:
    """Whether Slack shows the report by now: it knows of prompts only, not of what was said."""
    lines = tuple(Line(each, "", ()) for each in await Prompts(work).of_run(run.id))
    return Report(standup, run, await eyes.team_of(standup), (), lines).is_due(work.now)


async def _lines(
    work: Work, standup: Standup, run: Run, asked: tuple[Question, ...], prompts: Sequence[Prompt]
) -> Told:
    ids = [each.id for each in prompts]
    said, files = await Answers(work).of(ids), await Answers(work).files(ids)
    names = await _names(work, asked, list(said.values()), {each.user_id for each in prompts})
    lines = tuple(
        Line(
            each,
            names.get(each.user_id, "Somebody"),
            tuple((question, value) for question, value in _given(asked, said.get(each.id, {}))),
            tuple(files.get(each.id, ())),
        )
        for each in prompts
    )
    return Told(standup, run, asked, lines, names)


def _given(asked: Sequence[Question], said: Mapping[int, Value]) -> list[tuple[Question, Value]]:
    return [(each, said[each.id]) for each in asked if each.id in said and is_given(each, said[each.id])]


async def _names(
    work: Work, asked: Sequence[Question], said: Sequence[Mapping[int, Value]], known: Collection[str] = ()
) -> Mapping[str, str]:
    """Of the authors, and of whomever answers name."""
    named = {
        user_id
        for values in said
        for question in asked
        if question.id in values
        for user_id in people_in(question, values[question.id])
    }
    people = await People(work).of({*named, *known})
    return {user_id: each.name for user_id, each in people.items()}


async def participation_of(work: Work, eyes: Eyes, standup: Standup, weeks: int) -> Sequence[TrendWeek]:
    """The oldest first, the week that is under way last."""
    return (await trends_of(work, standup.id, eyes.user_id or "", weeks)).weeks


async def blockers_page(work: Work, eyes: Eyes, is_open: bool | None, request: PageRequest) -> Page[Blocker]:
    """Those of standups they read, and their own."""
    team_ids = await eyes.team_ids()

    async def fetch(after: int, most: int) -> list[Blocker]:
        return await Pages(work).blockers(after, most, team_ids, eyes.user_id, is_open)

    async def may_see(each: Blocker) -> bool:
        return each.user_id == eyes.user_id or await eyes.sees(each.standup_id, Sight.ANSWERS)

    return await seen_page(request, fetch, may_see, lambda each: each.id)


async def absences_page(work: Work, eyes: Eyes, first: date | None, last: date, request: PageRequest) -> Page[Absence]:
    """Of members of the teams they may know of, and their own. `first` None: those that are not over everywhere."""
    since = first or work.now.astimezone(UTC).date()
    team_ids = [each.id for each in await eyes.teams()]
    found = await AbsencePages(work).of_teams(
        team_ids, eyes.user_id, first=since, last=last, after=request.after_id, most=request.limit + 1
    )
    return page_of(found, request, lambda each: each.id)


async def may_know_absence(eyes: Eyes, user_id: str) -> bool:
    """Colleagues of a team see that somebody is away."""
    if user_id == eyes.user_id:
        return True
    return any(each.member(user_id) is not None for each in await eyes.teams())
