"""What one caller may see, looked up once for each standup in a request."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.api.domain import Caller, Code, Page, PageRequest, Refusal, Sight, page_of, sight_of
from bot.api.domain.refusals import not_found
from bot.core.work import Work
from bot.people.domain import Team, UserId
from bot.people.repository import Teams
from bot.standups.domain import Standup
from bot.standups.repository import Participants
from bot.standups.repository.pages import Pages
from bot.standups.use_cases.readers import READ_BY

T = TypeVar("T")


class Eyes:
    """A caller's, for as long as one transaction: what it saw a moment ago it need not ask for again."""

    def __init__(self, work: Work, caller: Caller) -> None:
        self._work, self.caller = work, caller
        self._sights: dict[int, Sight] = {}
        self._teams: dict[int, Team] = {}

    @property
    def user_id(self) -> UserId | None:
        return self.caller.user_id

    @property
    def sees_all_teams(self) -> bool:
        """A service, and workspace admins, who can always take over."""
        person = self.caller.person
        return person is None or person.is_admin

    async def teams(self) -> list[Team]:
        """Those they may know of."""
        if self.sees_all_teams:
            return await Teams(self._work).all()
        return await Teams(self._work).of_person(self.user_id or "")

    async def team_ids(self) -> list[int] | None:
        """As `teams`; None for all."""
        return None if self.sees_all_teams else [each.id for each in await self.teams()]

    async def team_of(self, standup: Standup) -> Team:
        if standup.team_id not in self._teams:
            self._teams[standup.team_id] = await Teams(self._work).get(standup.team_id)
        return self._teams[standup.team_id]

    async def sight(self, standup: Standup) -> Sight:
        if standup.id not in self._sights:
            own = await Participants(self._work).of(standup.id)
            self._sights[standup.id] = sight_of(standup, await self.team_of(standup), own, self.caller.person)
        return self._sights[standup.id]

    async def sees(self, standup_id: int, least: Sight) -> bool:
        """As `standup`, without a word."""
        if standup_id in self._sights:
            return self._sights[standup_id] >= least
        found = await Pages(self._work).find(standup_id)
        return found is not None and await self.sight(found) >= least

    async def standup(self, standup_id: int) -> Standup:
        """Raises Refusal for one that is not there or that they may not know of."""
        found = await Pages(self._work).find(standup_id)
        if found is None or await self.sight(found) == Sight.NOTHING:
            raise not_found("standup")
        return found

    async def must_read(self, standup: Standup) -> None:
        """Raises Refusal, saying who may, for whoever may not read its answers."""
        if await self.sight(standup) < Sight.ANSWERS:
            team = await self.team_of(standup)
            said = READ_BY[standup.rules.readers].format(team=team.name, name=standup.name)
            raise Refusal(Code.FORBIDDEN, said)


async def seen_page(
    request: PageRequest,
    fetch: Callable[[int, int], Awaitable[list[T]]],
    may_see: Callable[[T], Awaitable[bool]],
    mark: Callable[[T], int],
) -> Page[T]:
    """A page of what they may see. `fetch` gives so many after an id, in the order of ids."""
    found: list[T] = []
    after, most = request.after_id, request.limit + 1
    while len(found) < most:
        chunk = await fetch(after, most)
        found += [each for each in chunk if await may_see(each)]
        if len(chunk) < most:
            break
        after = mark(chunk[-1])
    return page_of(found[:most], request, mark)
