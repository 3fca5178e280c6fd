"""What leads do to standups, from the command line: what Slack's commands do, and told to the same people."""

from bot.commands.office import Act, Desk, actor, find_person, find_standup
from bot.commands.reading import must_be_day
from bot.commands.telling import Told
from bot.core.calendar import DAY
from bot.core.errors import AlreadySo
from bot.people.use_cases import today_of
from bot.standups.announcements import show_report
from bot.standups.domain.roster import say_short
from bot.standups.use_cases import pause_standup, resume_standup, run_now, skip_run


def run(name: str, team: str | None, person: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        by, standup = await actor(desk), await find_standup(desk, name, team)
        only = (await find_person(desk, person)).user_id if person is not None else None
        opened, asked = await run_now(desk.work, standup.id, by, only)
        if not asked:
            raise AlreadySo(f"{person or 'Everybody'} was asked today already.")
        await show_report(desk.work, opened.id)
        people = "1 person is" if len(asked) == 1 else f"{len(asked)} people are"
        data = {
            "standup_id": standup.id,
            "run_id": None if desk.order.dry_run else opened.id,
            "on": opened.on.isoformat(),
            "asked": [each.user_id for each in asked],
        }
        return Told(data, f"{standup.name}: {people} being asked now.")

    return act


def pause(name: str, team: str | None, until: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        by, standup = await actor(desk), await find_standup(desk, name, team)
        on = must_be_day(until, await today_of(desk.work, by) + DAY) if until is not None else None
        paused = await pause_standup(desk.work, standup.id, by, on)
        if not standup.active and standup.paused_until == on:
            raise AlreadySo(f"{standup.name} is paused{f' until {say_short(on)}' if on else ''} already.")
        back = f"It runs again on {say_short(on)}." if on else "`firebreak standups resume` starts it again."
        data = {"standup_id": standup.id, "active": paused.active, "paused_until": on.isoformat() if on else None}
        return Told(data, f"{standup.name} is paused. {back}")

    return act


def resume(name: str, team: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        by, standup = await actor(desk), await find_standup(desk, name, team)
        resumed = await resume_standup(desk.work, standup.id, by)
        if standup.active:
            raise AlreadySo(f"{standup.name} is not paused.")
        return Told({"standup_id": standup.id, "active": resumed.active}, f"{standup.name} runs again.")

    return act


def skip(name: str, team: str | None, on: str | None) -> Act:
    async def act(desk: Desk) -> Told:
        by, standup = await actor(desk), await find_standup(desk, name, team)
        day = must_be_day(on, await today_of(desk.work, by)) if on is not None else None
        left_out = await skip_run(desk.work, standup.id, by, day)
        data = {"standup_id": standup.id, "on": left_out.on.isoformat(), "state": str(left_out.state)}
        return Told(data, f"{standup.name} of {say_short(left_out.on)} is left out. It counts for nobody.")

    return act
