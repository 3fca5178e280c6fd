"""People, teams and absences of one workspace, read and written."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import Select, delete, select, update

from bot.core.errors import NotFound
from bot.core.holidays import Place
from bot.core.work import Work
from bot.outbox.repository import Timers, insert_into
from bot.people.domain import TEAM_CHANGED, Member, Person, Role, Team, TeamSettings, UserId, as_member
from bot.people.repository.company_days import CompanyDays
from bot.people.tables import MembershipRow, PersonRow, TeamRow


class People:
    """Whom this workspace's teams have to do with: not everybody in Slack."""

    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, user_id: str) -> Person | None:
        row = await self._row(user_id)
        return row.to_person() if row else None

    async def of(self, user_ids: Iterable[str]) -> dict[UserId, Person]:
        """Those of them who are known."""
        rows = await self._work.session.scalars(
            select(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id.in_(list(user_ids)))
            .execution_options(populate_existing=True)
        )
        return {UserId(row.user_id): row.to_person() for row in rows}

    async def by_ref(self, ref: int) -> Person | None:
        """The person a timer is about."""
        row = await self._work.session.scalar(
            select(PersonRow).where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.id == ref)
        )
        return row.to_person() if row else None

    async def save(self, person: Person) -> int:
        """Takes over what Slack says of them, new or known; their own hours stay. Returns the row's id for timers."""
        facts = {
            "name": person.name[:200],
            "zone": person.zone,
            "is_admin": person.is_admin,
            "is_guest": person.is_guest,
            "is_bot": person.is_bot,
            "is_stranger": person.is_stranger,
            "deleted": person.deleted,
        }
        own = {
            "days": None if person.days is None else sorted(person.days),
            "starts": person.starts,
            "ends": person.ends,
        }
        saved = await self._work.session.execute(
            insert_into(self._work.session, PersonRow)
            .values(workspace_id=self._work.workspace_id, user_id=person.user_id, **facts, **own)
            .on_conflict_do_update(index_elements=["workspace_id", "user_id"], set_=facts)
            .returning(PersonRow.id)
        )
        return int(saved.scalar_one())

    async def set_hours(
        self, user_id: str, days: frozenset[int] | None, starts: time | None, ends: time | None
    ) -> None:
        """Their own working hours; None gives the team's back."""
        await self._work.session.execute(
            update(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
            .values(days=None if days is None else sorted(days), starts=starts, ends=ends)
        )

    async def set_place(self, user_id: str, place: Place | None) -> None:
        """Whose public holidays are theirs; None gives the team's back."""
        await self._work.session.execute(
            update(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
            .values(**_place_columns(place))
        )

    async def note_leaving(self, user_id: str, at: datetime | None) -> None:
        """When Slack said that they left; None: they are back."""
        await self._work.session.execute(
            update(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
            .values(left_at=at)
        )

    async def ref(self, user_id: str) -> int | None:
        """The row's id, for timers."""
        return await self._work.session.scalar(
            select(PersonRow.id).where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
        )

    async def _row(self, user_id: str) -> PersonRow | None:
        return await self._work.session.scalar(
            select(PersonRow)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
            .execution_options(populate_existing=True)
        )


class Teams:
    def __init__(self, work: Work) -> None:
        self._work = work

    async def get(self, team_id: int) -> Team:
        """Raises BotError when this workspace has no such team."""
        found = await self._load(self._teams().where(TeamRow.id == team_id))
        if not found:
            raise NotFound("That team no longer exists. `/standup team` shows the ones there are.")
        return found[0]

    async def get_with(self, team_id: int, user_ids: Iterable[str]) -> Team:
        """As `get`, but of its members, who may be hundreds, only these."""
        found = await self._load(self._teams().where(TeamRow.id == team_id), list(user_ids))
        if not found:
            raise NotFound("That team no longer exists. `/standup team` shows the ones there are.")
        return found[0]

    async def all(self) -> list[Team]:
        return await self._load(self._teams())

    async def of_person(self, user_id: str) -> list[Team]:
        """Teams they are in, leading or not."""
        return await self._load(
            self._teams()
            .join(MembershipRow, MembershipRow.team_id == TeamRow.id)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id == user_id)
        )

    async def of_channel(self, channel_id: str) -> Team | None:
        found = await self._load(self._teams().where(TeamRow.channel_id == channel_id))
        return found[0] if found else None

    async def named(self, name: str) -> Team | None:
        found = await self._load(self._teams().where(TeamRow.name == name))
        return found[0] if found else None

    async def create(self, settings: TeamSettings, roles: Mapping[UserId, Role]) -> Team:
        """Everybody in `roles` must be a saved person."""
        row = TeamRow(workspace_id=self._work.workspace_id, set_up_at=self._work.now, **_columns(settings))
        self._work.session.add(row)
        await self._work.session.flush()
        await self._put(row.id, roles)
        await self._tell_changed(row.id)
        return await self.get(row.id)

    async def update(self, team_id: int, settings: TeamSettings, roles: Mapping[UserId, Role]) -> Team:
        """Gives the team these settings and exactly these members."""
        await self._work.session.execute(
            update(TeamRow)
            .where(TeamRow.workspace_id == self._work.workspace_id, TeamRow.id == team_id)
            .values(**_columns(settings))
        )
        known = await self._put(team_id, roles)
        await self._work.session.execute(
            delete(MembershipRow).where(
                MembershipRow.workspace_id == self._work.workspace_id,
                MembershipRow.team_id == team_id,
                MembershipRow.person_id.not_in(list(known.values())),
            )
        )
        await self._tell_changed(team_id)
        return await self.get(team_id)

    async def set_place(self, team_id: int, place: Place | None) -> None:
        """Whose public holidays are the team's; None: nobody's."""
        await self._work.session.execute(
            update(TeamRow)
            .where(TeamRow.workspace_id == self._work.workspace_id, TeamRow.id == team_id)
            .values(**_place_columns(place))
        )

    async def calendar_changed(self, team_id: int) -> None:
        """Other days are off: what is promised for the team is looked at again."""
        await self._tell_changed(team_id, of="calendar:")

    async def _tell_changed(self, team_id: int, of: str = "") -> None:
        """What recurs for the team is promised anew, by the features that know of it."""
        now = self._work.now
        await Timers(self._work).set(f"team:{team_id}:{of}{now.isoformat()}", TEAM_CHANGED, ref=team_id, at=now)

    async def add_member(self, team_id: int, user_id: str, role: Role = Role.MEMBER) -> None:
        """Puts a saved person into the team, or gives a member another role."""
        await self._put(team_id, {UserId(user_id): role})
        await self._tell_changed(team_id)

    async def has_member(self, team_id: int, user_id: str) -> bool:
        """Without reading the rest of the team, which may be hundreds."""
        found = await self._work.session.scalar(
            select(MembershipRow.id)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(
                MembershipRow.workspace_id == self._work.workspace_id,
                MembershipRow.team_id == team_id,
                PersonRow.user_id == user_id,
                PersonRow.deleted.is_(False),
            )
        )
        return found is not None

    async def remove_member(self, team_id: int, user_id: str) -> None:
        for person_id in (await self._person_ids([user_id])).values():
            await self._work.session.execute(
                delete(MembershipRow).where(
                    MembershipRow.workspace_id == self._work.workspace_id,
                    MembershipRow.team_id == team_id,
                    MembershipRow.person_id == person_id,
                )
            )
        await self._tell_changed(team_id)

    async def _put(self, team_id: int, roles: Mapping[UserId, Role]) -> dict[UserId, int]:
        """Returns the ids of their rows."""
        known = await self._person_ids(roles)
        own = {"workspace_id": self._work.workspace_id, "team_id": team_id, "since": self._work.now}
        rows = [{**own, "person_id": known[user_id], "role": role} for user_id, role in roles.items()]
        if rows:
            statement = insert_into(self._work.session, MembershipRow).values(rows)
            await self._work.session.execute(
                statement.on_conflict_do_update(
                    index_elements=["workspace_id", "team_id", "person_id"], set_={"role": statement.excluded.role}
                )
            )
        return known

    def _teams(self) -> Select[TeamRow]:
        return select(TeamRow).where(TeamRow.workspace_id == self._work.workspace_id).order_by(TeamRow.id)

    async def _load(self, teams: Select[TeamRow], only: Collection[str] | None = None) -> list[Team]:
        rows = (await self._work.session.scalars(teams.execution_options(populate_existing=True))).all()
        company = await CompanyDays(self._work).of_teams(row.id for row in rows)
        members = await self._members([row.to_team((), company[row.id]) for row in rows], only)
        return [row.to_team(members[row.id], company[row.id]) for row in rows]

    async def _members(self, teams: Sequence[Team], only: Collection[str] | None) -> Mapping[int, list[Member]]:
        weeks = {int(team.id): team.week for team in teams}
        found = await self._work.session.execute(
            select(MembershipRow.team_id, MembershipRow.role, MembershipRow.since, PersonRow)
            .join(PersonRow, PersonRow.id == MembershipRow.person_id)
            .where(
                MembershipRow.workspace_id == self._work.workspace_id,
                MembershipRow.team_id.in_(list(weeks)),
                PersonRow.deleted.is_(False),
                *([PersonRow.user_id.in_(only)] if only is not None else []),
            )
            .execution_options(populate_existing=True)
        )
        members: dict[int, list[Member]] = defaultdict(list)
        for team_id, role, since, person in found:
            members[team_id].append(replace(as_member(person.to_person(), Role(role), weeks[team_id]), since=since))
        return members

    async def _person_ids(self, user_ids: Iterable[str]) -> dict[UserId, int]:
        found = await self._work.session.execute(
            select(PersonRow.user_id, PersonRow.id).where(
                PersonRow.workspace_id == self._work.workspace_id, PersonRow.user_id.in_(list(user_ids))
            )
        )
        return {UserId(user_id): number for user_id, number in found}


def _place_columns(place: Place | None) -> dict[str, object]:
    return {"country": place.country if place else None, "region": place.region if place else None}


def _columns(settings: TeamSettings) -> dict[str, object]:
    return {
        "name": settings.name,
        "channel_id": settings.channel_id,
        "follows_channel": settings.follows_channel,
        "zone": settings.zone,
        "days": sorted(settings.days),
        "starts": settings.starts,
        "ends": settings.ends,
        "digest_on": settings.digest_on,
        "digest_at": settings.digest_at,
        "reads_status": settings.reads_status,
        "status_words": list(settings.status_words) or None,
    }
