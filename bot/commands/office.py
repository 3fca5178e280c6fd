"""Where a command works: one workspace of the database, with the rights of whoever acts."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy.exc import ProgrammingError

from bot.commands.orders import Order
from bot.commands.telling import Refusal, Told, Trouble
from bot.core.clock import Clock
from bot.core.database import NOT_ANSWERING, Database, database_url
from bot.core.errors import AlreadySo, BotError, NotAllowed, NotFound
from bot.core.work import Transactions, Work
from bot.people.domain import Person, UserId
from bot.people.repository import People, Teams
from bot.records.domain.export_rights import Extent
from bot.records.repository.exporting import PLACE, Everything
from bot.settings import SettingsError, read_database_settings
from bot.standups.domain import Standup
from bot.standups.repository import Standups
from bot.workspaces.domain import Workspace
from bot.workspaces.repository import all_workspaces

# What each of the errors of use cases is for a program.
TROUBLES = {NotFound: Trouble.NOT_FOUND, NotAllowed: Trouble.NOT_ALLOWED, AlreadySo: Trouble.CONFLICT}
NOT_BEGUN = "No workspace is in this database yet: it comes when the bot starts for the first time."
NO_ANSWER = "The database does not answer, or lacks the tables of this version."


@dataclass(frozen=True)
class Desk:
    """One unit of work, the workspace it is in, and what was ordered."""

    work: Work
    workspace: Workspace
    order: Order


Act = Callable[[Desk], Awaitable[Told]]


async def do(order: Order, clock: Clock, act: Act, *, changes: bool) -> Told:
    """Raises Refusal. What is promised to people is sent by the worker that runs."""
    try:
        database = Database(database_url(read_database_settings().database_url))
        try:
            workspace = await _workspace(database, order.workspace)
            async with _opened(database, clock, workspace, order, changes=changes) as work:
                return await act(Desk(work, workspace, order))
        finally:
            await database.close()
    except BotError as error:
        raise Refusal(TROUBLES.get(type(error), Trouble.REFUSED), error.text.replace("*", "")) from error
    except SettingsError as error:
        raise Refusal(Trouble.SETTING, str(error)) from error
    except (*NOT_ANSWERING, ProgrammingError) as error:
        raise Refusal(Trouble.DATABASE, NO_ANSWER) from error


@asynccontextmanager
async def _opened(
    database: Database, clock: Clock, workspace: Workspace, order: Order, *, changes: bool
) -> AsyncIterator[Work]:
    """A dry run does everything and keeps nothing; looking holds nobody up."""
    if not changes:
        async with database.snapshot() as session:
            yield Work(session, workspace.id, clock.now())
        return
    async with Transactions(database, clock, committed=lambda _: None).in_workspace(workspace.id) as work:
        yield work
        if order.dry_run:
            await work.session.rollback()


async def _workspace(database: Database, slack_id: str | None) -> Workspace:
    async with database.snapshot() as session:
        there = await all_workspaces(session)
    found = [each for each in there if slack_id in (None, each.slack_id)]
    if len(found) == 1:
        return found[0]
    if not there:
        raise Refusal(Trouble.NOT_FOUND, NOT_BEGUN, "`firebreak run` starts it.")
    names = ", ".join(f"{each.slack_id} ({each.name})" for each in there)
    if slack_id is not None:
        raise Refusal(Trouble.NOT_FOUND, f"There is no workspace {slack_id}. There is: {names}.")
    raise Refusal(Trouble.USAGE, f"Name one of the workspaces with --workspace: {names}.")


async def actor(desk: Desk) -> UserId:
    """Who acts. Raises Refusal when nobody is named: what is done has to be somebody's doing."""
    if desk.order.by is not None:
        return (await find_person(desk, desk.order.by)).user_id
    admins = [each for each in await everybody(desk) if each.is_admin and not each.deleted]
    names = ", ".join(f"{each.name} ({each.user_id})" for each in admins[:5])
    such = f", such as {names}" if names else ""
    raise Refusal(Trouble.USAGE, f"Say who acts with --by: a workspace admin{such}, or a lead of the team.")


async def everybody(desk: Desk) -> list[Person]:
    everything, ids, after = Everything(desk.work), list[str](), 0
    while page := await everything.people(Extent(), after):
        ids += [each["user_id"] for each in page]
        after = page[-1][PLACE]
    known = await People(desk.work).of(ids)
    return sorted(known.values(), key=lambda each: (each.name.casefold(), each.user_id))


async def find_person(desk: Desk, wanted: str) -> Person:
    """By Slack's id, or by a name that only one has. Raises NotFound."""
    person = await People(desk.work).get(wanted.strip("<@>"))
    if person is not None:
        return person
    found = [each for each in await everybody(desk) if each.name.casefold() == wanted.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(each.user_id for each in found)
        raise NotFound(f"Several people are called {wanted}: {ids}. Name one by id.")
    raise NotFound(f"Nobody here is called {wanted}, or has that id. `firebreak people list` shows everybody.")


async def find_team_id(desk: Desk, name: str | None) -> int | None:
    """Raises NotFound."""
    if name is None:
        return None
    teams = await Teams(desk.work).all()
    found = [each for each in teams if each.name.casefold() == name.casefold()]
    if not found:
        raise NotFound(f"There is no team called {name}. There is: {', '.join(each.name for each in teams) or 'none'}.")
    return found[0].id


async def standups_in(desk: Desk, team: str | None) -> list[Standup]:
    team_id = await find_team_id(desk, team)
    return [each for each in await Standups(desk.work).all() if team_id in (None, each.team_id)]


async def find_standup(desk: Desk, wanted: str, team: str | None) -> Standup:
    """By number, or by a name or its beginning that only one has. Raises NotFound naming the nearest."""
    there = await standups_in(desk, team)
    named = [each for each in there if each.name.casefold() == wanted.casefold()]
    begun = [each for each in there if each.name.casefold().startswith(wanted.casefold())]
    found = [each for each in there if str(each.id) == wanted] or named or begun
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(f"{each.name} (number {each.id})" for each in found)
        raise NotFound(f"Several standups fit {wanted}: {several}. Name one by number, or its team with --team.")
    near = get_close_matches(wanted.casefold(), [each.name.casefold() for each in there], n=1)
    hint = next((f" Did you mean {each.name}?" for each in there if near and each.name.casefold() == near[0]), "")
    raise NotFound(f"There is no standup {wanted}.{hint}")
