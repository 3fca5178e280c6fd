"""Searching answers: by everybody, each as far as they may read."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.errors import NotFound
from bot.core.work import Work
from bot.outbox.repository import Deliveries
from bot.people.domain import Person, UserId, misfit
from bot.people.repository import People, Teams
from bot.people.use_cases import IN_NO_TEAM
from bot.records.domain.search import A_PAGE, Hit, Mark, Match, Page, Query, Reach
from bot.records.repository.searching import Finding
from bot.standups.domain import Standup, say_value, worded
from bot.standups.domain.mentions import people_in
from bot.standups.domain.report_keys import ReportKey, What
from bot.standups.domain.reports import may_read
from bot.standups.domain.schedule import Readers
from bot.standups.repository import Participants, Standups

FOLDED_AT_ONCE = 500


async def search(work: Work, query: Query, by: str, older_than: Mark | None = None) -> Page:
    """A page of what was found. Raises BotError for whoever is not known, and for a standup that is not."""
    person = await People(work).get(by)
    if person is None or misfit(person) is not None:
        raise NotFound(IN_NO_TEAM)
    readable = await _readable(work, person)
    standups = await _searched(work, person, readable, query)
    reach = Reach(
        by=by,
        readable=frozenset(each.id for each in readable if not each.rules.anonymous),
        nameless=frozenset(each.id for each in readable if each.rules.anonymous),
        within=frozenset(each.id for each in standups) if query.within is not None else None,
    )
    found = await _find(work, query, reach, older_than)
    of = await People(work).of([query.from_id]) if query.from_id else {}
    return Page(
        query=query,
        hits=await _hits(work, by, found[:A_PAGE]),
        older=found[A_PAGE - 1].mark if len(found) > A_PAGE else None,
        standups=[each.name for each in standups],
        person=next((each.name for each in of.values()), None),
        is_guest=person.is_guest,
    )


async def searchable(work: Work, user_id: str) -> list[Standup]:
    """The standups in which somebody can find something, by name: those they may read, and those they answered."""
    person = await People(work).get(user_id)
    return [] if person is None else await _searched(work, person, await _readable(work, person))


async def fold_answers(work: Work) -> int:
    """Makes some of the answers ready for search that were stored before there was one. None are left at 0."""
    return await Finding(work).fold_some(FOLDED_AT_ONCE)


async def _readable(work: Work, person: Person) -> list[Standup]:
    """Guests read reports where these are shown to them, and do not search in what others wrote."""
    if person.is_guest:
        return []
    teams = {each.id: each for each in await Teams(work).all()}
    own = await Participants(work).of_person(person.user_id)
    found = []
    for standup in await Standups(work).all():
        parts = {person.user_id: own[standup.id]} if standup.id in own else {}
        if standup.team_id in teams and may_read(standup, teams[standup.team_id], parts, person):
            found.append(standup)
    return found


async def _searched(
    work: Work, person: Person, readable: Sequence[Standup], query: Query | None = None
) -> list[Standup]:
    reached = {each.id for each in readable} | await Finding(work).answered_in(person.user_id)
    standups = [each for each in await Standups(work).all() if each.id in reached]
    by_name = sorted(standups, key=lambda each: (each.name.casefold(), each.id))
    return by_name if query is None or query.within is None else _named(by_name, query.within)


def _named(standups: Sequence[Standup], beginning: str) -> list[Standup]:
    """The one of that name, or those whose names begin so."""
    wanted = " ".join(beginning.split()).casefold()
    exact = [each for each in standups if each.name.casefold() == wanted]
    found = exact or [each for each in standups if wanted and each.name.casefold().startswith(wanted)]
    if not found:
        names = ", ".join(f"*{each.name}*" for each in standups)
        there = f"There is {names}." if names else "There is none whose answers you can search."
        raise NotFound(f"Which standup do you mean? {there}")
    return found


async def _find(work: Work, query: Query, reach: Reach, older_than: Mark | None) -> list[Match]:
    """One more than a page, to know whether there is another. Answers without names are nobody's."""
    found = await Finding(work).named(query, reach, older_than, A_PAGE + 1)
    if query.from_id is None and reach.nameless:
        found += await Finding(work).nameless(query, reach, older_than, A_PAGE + 1)
    return sorted(found, key=lambda each: each.mark, reverse=True)[: A_PAGE + 1]


async def _hits(work: Work, by: str, found: Sequence[Match]) -> list[Hit]:
    standups = {each.id: each for each in await Standups(work).all()}
    names = await _names(work, found)
    links = await _links(work, by, found, standups)
    hits = []
    for match in found:
        question = worded(match.question, match.mark.on, None)
        said = say_value(question, match.value, names)
        person = names.get(match.user_id, "Somebody") if match.user_id else None
        name = standups[match.standup_id].name
        hits.append(Hit(match.mark.on, name, person, question.text, said, links.get(match.mark)))
    return hits


async def _names(work: Work, found: Iterable[Match]) -> Mapping[str, str]:
    named = {user_id for each in found for user_id in people_in(each.question, each.value)}
    people = await People(work).of(named | {UserId(each.user_id) for each in found if each.user_id})
    return {user_id: person.name for user_id, person in people.items()}


async def _links(
    work: Work, by: str, found: Sequence[Match], standups: Mapping[int, Standup]
) -> Mapping[Mark, tuple[str, str]]:
    """Channel and ts of the message in which each stands, as far as Slack shows one to whoever asks."""
    keys = {each.mark: _keys(each, standups[each.standup_id], by) for each in found}
    standing = await Deliveries(work).standing([key for each in keys.values() for key in each])
    links: dict[Mark, tuple[str, str]] = {}
    for mark, candidates in keys.items():
        for key in candidates:
            at = standing.get(key)
            if at is not None and not at.is_dead and not at.is_gone and at.channel and at.ts:
                links.setdefault(mark, (at.channel, at.ts))
    return links


def _keys(match: Match, standup: Standup, by: str) -> list[str]:
    """The person's own message, that of the question, or the report above them. Only what the whole team reads stands
    in channels; who may read the rest has it in their direct messages.
    """
    copy = "" if standup.rules.readers == Readers.TEAM else by
    keys = [
        ReportKey(What.QUESTION, match.run_id, question=match.question.id, copy=copy),
        ReportKey(What.REPORT, match.run_id, copy=copy),
    ]
    if match.prompt_id is not None:
        keys.insert(0, ReportKey(What.ANSWER, match.prompt_id, copy=copy))
    return [str(each) for each in keys]
