"""The clock speaks about people: it asks and welcomes them, reads calendars, and tells leads what did not arrive."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.core.database import NOT_ANSWERING
from bot.core.errors import BotError
from bot.core.ics import read_ics
from bot.core.logs import log
from bot.core.work import Transactions, Work, WorkspaceId
from bot.outbox.domain import GAVE_UP, Timer
from bot.outbox.jobs import ClientFor, TimerHandler
from bot.outbox.repository import Deliveries
from bot.people import directory
from bot.people.announcements import ask_whether_still_away, tell_calendar_fails, tell_undelivered, welcome_back
from bot.people.directory import CalendarServers
from bot.people.domain import BACK, HOURS_CHANGED, STILL_AWAY, ZONE_CHANGED, Calendar, Team, UserId
from bot.people.domain.statuses import Status
from bot.people.repository import Calendars, People, Statuses, Teams, due_calendars, due_looks
from bot.people.use_cases import (
    Frame,
    begin_reading,
    finish_reading,
    joined_channel,
    keep_reading,
    left_channel,
    may_ask_again,
    may_welcome,
    promise_moments_of,
    reading_failed,
    see_status,
    words_for,
)
from bot.workspaces.directory import NotInstalled
from bot.workspaces.domain import Workspace
from bot.workspaces.repository import all_workspaces

AT_ONCE = 8
NO_SENSE = "What its server sends cannot be read."


async def take_in_undelivered(work: Work, timer: Timer) -> None:
    """The leads of the channel's team, or of the teams the unreached person is in."""
    undelivered = await Deliveries(work).given_up(timer.ref)
    if undelivered is None:
        return
    of_channel = await Teams(work).of_channel(undelivered.channel)
    teams = [of_channel] if of_channel else await Teams(work).of_person(undelivered.channel)
    await tell_undelivered(work, undelivered, {lead.user_id for team in teams for lead in team.leads})


async def keep_moments(work: Work, timer: Timer) -> None:
    """Somebody moved or works other hours: what is promised on their clock is promised anew."""
    person = await People(work).by_ref(timer.ref)
    if person is None:
        return
    await promise_moments_of(work, person.user_id)
    if timer.kind == ZONE_CHANGED:
        await Calendars(work).read_anew(person.user_id)


async def ask_again(work: Work, timer: Timer) -> None:
    absence = await may_ask_again(work, timer.ref, date.fromisoformat(timer.key.split(":")[2]))
    if absence is not None:
        await ask_whether_still_away(work, absence)


async def welcome(work: Work, timer: Timer) -> None:
    absence = await may_welcome(work, timer.ref, date.fromisoformat(timer.key.split(":")[2]))
    if absence is not None:
        await welcome_back(work, absence)


class CalendarReading:
    """Reads calendars whose night it is. Asks their servers outside of transactions, and a few at a time."""

    def __init__(self, transactions: Transactions, servers: CalendarServers) -> None:
        self._transactions, self.servers = transactions, servers
        self._at_once = asyncio.Semaphore(AT_ONCE)

    async def read_due(self) -> None:
        async with self._transactions.across_workspaces() as (session, now):
            due = await due_calendars(session, now)
            here = {each.id for each in await all_workspaces(session)} if due else set()
        await asyncio.gather(*(self._read(*each, is_here=each[0] in here) for each in due))

    async def _read(self, workspace_id: WorkspaceId, calendar_id: int, *, is_here: bool) -> None:
        async with self._at_once:
            async with self._transactions.in_workspace(workspace_id) as work:
                begun = await begin_reading(work, calendar_id)
            # A workspace that took the app out rests: its calendars only wait for another night.
            if begun is None or not is_here:
                return
            try:
                await self._take_in(workspace_id, *begun, now=work.now)
            except BotError as error:
                await self._failed(workspace_id, calendar_id, error.text)
            except NOT_ANSWERING:
                raise
            except Exception as error:
                # Its text could quote somebody's calendar.
                log.error("calendar not read", calendar=calendar_id, reason=type(error).__name__)
                await self._failed(workspace_id, calendar_id, NO_SENSE)

    async def _take_in(self, workspace_id: WorkspaceId, calendar: Calendar, frame: Frame, now: datetime) -> None:
        fetched = await self.servers.fetch(calendar.address or "", calendar.known_etag(now))
        if fetched is None:
            async with self._transactions.in_workspace(workspace_id) as work:
                await keep_reading(work, calendar.id)
            return
        reading = await asyncio.to_thread(
            read_ics, fetched.data, frame.zone, frame.first, frame.last, free_days_count=frame.for_team
        )
        async with self._transactions.in_workspace(workspace_id) as work:
            await finish_reading(work, calendar.id, frame, reading, fetched.etag)

    async def _failed(self, workspace_id: WorkspaceId, calendar_id: int, why: str) -> None:
        log.info("calendar not read tonight", calendar=calendar_id)
        async with self._transactions.in_workspace(workspace_id) as work:
            calendar = await reading_failed(work, calendar_id)
            if calendar is not None:
                await tell_calendar_fails(work, calendar, why)


class StatusReading:
    """Asks Slack for the statuses of people of whom something is about to be expected, and who want theirs read."""

    def __init__(self, transactions: Transactions, client_for: ClientFor) -> None:
        self._transactions, self._client_for = transactions, client_for

    async def read_due(self) -> None:
        async with self._transactions.across_workspaces() as (session, now):
            due = await due_looks(session, now)
        for workspace_id, user_id in due:
            await self._read(workspace_id, user_id)

    async def _read(self, workspace_id: WorkspaceId, user_id: UserId) -> None:
        async with self._transactions.in_workspace(workspace_id) as work:
            wanted = await words_for(work, user_id) is not None
        seen: Status | None = Status()
        if wanted:
            seen = await self._ask(workspace_id, user_id)
        async with self._transactions.in_workspace(workspace_id) as work:
            if seen is None:
                await Statuses(work).look(user_id, None)
            else:
                await see_status(work, user_id, seen)

    async def _ask(self, workspace_id: WorkspaceId, user_id: UserId) -> Status | None:
        """None when Slack does not say: then what it told last goes on holding."""
        try:
            return await directory.status(await self._client_for(workspace_id), user_id)
        except (SlackApiError, NotInstalled, aiohttp.ClientError, TimeoutError) as error:
            log.info("status not read", reason=type(error).__name__)
            return None


class ChannelReading:
    """Compares teams that follow a channel with who is in it, for joins and leaves that Slack did not tell us of."""

    def __init__(self, transactions: Transactions, client_for: ClientFor) -> None:
        self._transactions, self._client_for = transactions, client_for

    async def read_all(self) -> None:
        async with self._transactions.across_workspaces() as (session, _):
            workspaces = await all_workspaces(session)
        for workspace in workspaces:
            async with self._transactions.in_workspace(workspace.id) as work:
                following = [each for each in await Teams(work).all() if each.follows_channel]
            for team in following:
                await self._read(workspace, team)

    async def _read(self, workspace: Workspace, team: Team) -> None:
        """A channel that cannot be read tonight is read another night."""
        try:
            client = await self._client_for(workspace.id)
            there = await directory.members(client, team.channel_id)
            here = {each.user_id for each in team.members}
            seen = await directory.people(client, there - here - {workspace.bot_user_id}, workspace.slack_id)
        except (BotError, SlackApiError, NotInstalled) as error:
            log.info("followed channel not read", team=team.id, reason=type(error).__name__)
            return
        async with self._transactions.in_workspace(workspace.id) as work:
            joined = [await joined_channel(work, team.channel_id, each) for each in seen]
            left = [await left_channel(work, team.channel_id, each) for each in sorted(here - there)]
        came, went = (sum(each is not None for each in found) for found in (joined, left))
        if came or went:
            log.info("members reconciled with the channel", team=team.id, joined=came, left=went)


TIMERS: Mapping[str, TimerHandler] = {
    GAVE_UP: take_in_undelivered,
    HOURS_CHANGED: keep_moments,
    ZONE_CHANGED: keep_moments,
    STILL_AWAY: ask_again,
    BACK: welcome,
}
