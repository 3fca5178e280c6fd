"""Counted weeks, flags, episodes and views of one workspace. Values in, values out; never commits."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update

from bot.core.work import Work
from bot.load.domain import CountedWeek, Episode, Flag, Lack, Look, Place, Proposed, Response, Settled
from bot.load.tables import LoadEpisodeRow, LoadFlagRow, LoadTallyRow, LoadViewRow, LoadWeekRow, proposal_values
from bot.outbox.repository import insert_into
from bot.people.domain import TeamId, UserId


class LoadWeeks:
    """Weeks that were evaluated, as they were counted then."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, team_id: TeamId, week: CountedWeek, lack: Lack | None) -> int | None:
        """Keeps it for good. None when that week of the team was evaluated before."""
        added = await self._work.session.scalar(
            insert_into(self._work.session, LoadWeekRow)
            .values(
                workspace_id=self._work.workspace_id,
                team_id=team_id,
                monday=week.monday,
                evaluated_at=self._work.now,
                lack=lack,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "team_id", "monday"])
            .returning(LoadWeekRow.id)
        )
        if added is None:
            return None
        for tally in week.tallies:
            row = LoadTallyRow(
                workspace_id=self._work.workspace_id,
                week_id=added,
                user_id=tally.user_id,
                minutes=tally.minutes,
                cases=tally.cases,
            )
            self._work.session.add(row)
        await self._work.session.flush()
        return int(added)

    async def between(self, team_id: TeamId, first: date, last: date) -> dict[date, CountedWeek]:
        """Those of the team whose Monday lies between these, both included."""
        found = await self._work.session.execute(
            select(LoadWeekRow.id, LoadWeekRow.monday, LoadTallyRow)
            .outerjoin(LoadTallyRow, LoadTallyRow.week_id == LoadWeekRow.id)
            .where(*self._of(team_id), LoadWeekRow.monday >= first, LoadWeekRow.monday <= last)
            .order_by(LoadWeekRow.monday, LoadTallyRow.id)
        )
        tallies: dict[date, list[LoadTallyRow]] = {}
        for _, monday, row in found:
            tallies.setdefault(monday, []).extend([row] if row else [])
        return {monday: CountedWeek(monday, tuple(row.to_tally() for row in rows)) for monday, rows in tallies.items()}

    async def newest(self, team_id: TeamId) -> date | None:
        """The Monday of the last week evaluated."""
        return await self._work.session.scalar(select(func.max(LoadWeekRow.monday)).where(*self._of(team_id)))

    def _of(self, team_id: TeamId) -> tuple[ColumnElement[bool], ...]:
        return (LoadWeekRow.workspace_id == self._work.workspace_id, LoadWeekRow.team_id == team_id)


class Flags:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, week_id: int, episode_id: int, flag: Flag) -> None:
        weeks = [
            {"monday": each.monday.isoformat(), "own": each.own, "team": each.team, "share": str(each.share)}
            for each in flag.standing.weeks
        ]
        self._work.session.add(
            LoadFlagRow(
                workspace_id=self._work.workspace_id,
                week_id=week_id,
                episode_id=episode_id,
                user_id=flag.user_id,
                weeks=weeks,
                chance=flag.chance,
                step=flag.step.step if flag.step else None,
                family=flag.step.of if flag.step else None,
                threshold=flag.step.limit if flag.step else None,
                because=[asdict(each) for each in flag.because],
            )
        )
        await self._work.session.flush()

    async def of(self, episode_id: int) -> list[Flag]:
        """All of an episode, the oldest first."""
        rows = await self._work.session.scalars(
            select(LoadFlagRow)
            .where(LoadFlagRow.workspace_id == self._work.workspace_id, LoadFlagRow.episode_id == episode_id)
            .order_by(LoadFlagRow.id)
        )
        return [row.to_flag() for row in rows]


class Episodes:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, episode_id: int) -> Episode | None:
        found = await self._all(LoadEpisodeRow.id == episode_id)
        return found[0] if found else None

    async def open_of(self, team_id: TeamId) -> list[Episode]:
        return await self._all(LoadEpisodeRow.team_id == team_id, LoadEpisodeRow.closed_at.is_(None))

    async def open_about(self, user_id: str) -> list[Episode]:
        """Of one person, in all teams."""
        return await self._all(LoadEpisodeRow.user_id == user_id, LoadEpisodeRow.closed_at.is_(None))

    async def open(self, team_id: TeamId, user_id: UserId, monday: date) -> int:
        row = LoadEpisodeRow(
            workspace_id=self._work.workspace_id,
            team_id=team_id,
            user_id=user_id,
            opened_on=monday,
            flagged_on=monday,
            told_leads=[],
            proposal={},
        )
        self._work.session.add(row)
        await self._work.session.flush()
        return row.id

    async def flagged(self, episode_id: int, monday: date) -> None:
        """It goes on: flagged again in that week."""
        await self._change(episode_id, flagged_on=monday)

    async def close(self, episode_id: int) -> None:
        await self._change(episode_id, closed_at=self._work.now)

    async def person_told(self, episode_id: int, lead_due_at: datetime | None) -> bool:
        """True for the first who tells them only."""
        return await self._change(
            episode_id, LoadEpisodeRow.person_told_at.is_(None), person_told_at=self._work.now, lead_due_at=lead_due_at
        )

    async def tell_anew(self, episode_id: int) -> None:
        """The person is to hear of it again, as if for the first time."""
        await self._change(episode_id, person_told_at=None)

    async def lead_told(self, episode_id: int, leads: Iterable[UserId], proposed: Proposed) -> bool:
        """Keeps what they were shown. True for the first who tells them only."""
        return await self._change(
            episode_id,
            LoadEpisodeRow.lead_told_at.is_(None),
            lead_told_at=self._work.now,
            told_leads=list(leads),
            proposal=proposal_values(proposed),
        )

    async def respond(self, episode_id: int, response: Response | None) -> None:
        await self._change(episode_id, response=response)

    async def settle(self, episode_id: int, settled: Settled, by: str) -> bool:
        """True for the first lead who decides only, however fast two click."""
        return await self._change(
            episode_id,
            LoadEpisodeRow.settled.is_(None),
            LoadEpisodeRow.closed_at.is_(None),
            settled=settled,
            settled_by=by,
        )

    async def keep_outcome(self, episode_id: int, proposed: Proposed) -> None:
        """What became of each part."""
        await self._change(episode_id, proposal=proposal_values(proposed))

    async def _change(self, episode_id: int, *conditions: ColumnElement[bool], **values: Any) -> bool:
        changed = await self._work.session.execute(
            update(LoadEpisodeRow)
            .where(LoadEpisodeRow.workspace_id == self._work.workspace_id, LoadEpisodeRow.id == episode_id, *conditions)
            .values(**values)
            .returning(LoadEpisodeRow.id)
            .execution_options(synchronize_session=False)
        )
        return changed.first() is not None

    async def _all(self, *conditions: ColumnElement[bool]) -> list[Episode]:
        rows = await self._work.session.scalars(
            select(LoadEpisodeRow)
            .where(LoadEpisodeRow.workspace_id == self._work.workspace_id, *conditions)
            .order_by(LoadEpisodeRow.id)
            .execution_options(populate_existing=True)
        )
        return [row.to_episode() for row in rows]


class Looks:
    """Who was shown whose load."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def add(self, team_id: TeamId, viewer_id: str, user_ids: Iterable[str], place: Place) -> None:
        """Looking at oneself is no look."""
        for user_id in user_ids:
            if user_id != viewer_id:
                row = LoadViewRow(
                    workspace_id=self._work.workspace_id,
                    team_id=team_id,
                    user_id=user_id,
                    viewer_id=viewer_id,
                    place=place,
                    at=self._work.now,
                )
                self._work.session.add(row)
        await self._work.session.flush()

    async def at(self, user_id: str, most: int) -> list[Look]:
        """At one person's load, the newest first."""
        rows = await self._work.session.scalars(
            select(LoadViewRow)
            .where(LoadViewRow.workspace_id == self._work.workspace_id, LoadViewRow.user_id == user_id)
            .order_by(LoadViewRow.id.desc())
            .limit(most)
        )
        return [Look(UserId(row.viewer_id), Place(row.place), row.at) for row in rows]
