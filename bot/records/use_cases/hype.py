"""Somebody asks for their own record."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.core.calendar import DAY, local_date, moment_of
from bot.core.errors import NotFound
from bot.core.work import Work
from bot.people.domain import zone_of
from bot.people.repository import People, Teams
from bot.people.use_cases import IN_NO_TEAM
from bot.records.domain.hype import LEFT_OUT, Answered, Entry, Period, Record, impact_runs
from bot.records.domain.markdown import as_markdown
from bot.records.repository.own import OwnDeeds
from bot.standups.domain import is_given, worded
from bot.standups.domain.answers import Cleared, say_full_date
from bot.standups.domain.mentions import people_in
from bot.standups.repository import Blockers, KudosGiven
from bot.standups.use_cases import describe
from bot.standups.use_cases.kudos import kudos_told
from bot.standups.use_cases.readers import may_see


async def own_record(work: Work, user_id: str, period: Period) -> Record:
    """What is theirs. What others wrote is in it only where they may read it. Raises BotError for a stranger."""
    person = await People(work).get(user_id)
    if person is None:
        raise NotFound(IN_NO_TEAM)
    zone = zone_of(person, await Teams(work).of_person(user_id))
    first_at, until = moment_of(period.first_on, time(0), zone), moment_of(period.last_on + DAY, time(0), zone)
    answers = await OwnDeeds(work).answers(user_id, period.first_on, period.last_on)
    impact = impact_runs(answers)
    entries = await _entries(work, answers)
    return Record(
        name=person.name,
        period=period,
        impact=[each for each in entries if each.run_id in impact],
        done=[
            f"{_day(each.settled_at, zone)}: {_line(each.text)}"
            for each in await OwnDeeds(work).done(user_id, first_at, until)
        ],
        helped=await _helped(work, user_id, first_at, until),
        fires=await _fires(work, user_id, zone, first_at, until),
        kudos=await _kudos(work, user_id, period.first_on, period.last_on),
        answers=[each for each in entries if each.run_id not in impact],
    )


async def _entries(work: Work, answers: Sequence[Answered]) -> list[Entry]:
    told = [
        each
        for each in answers
        if each.question.kind not in LEFT_OUT
        and is_given(each.question, each.value)
        and not isinstance(each.value, Cleared)
    ]
    people = await People(work).of({user_id for each in told for user_id in people_in(each.question, each.value)})
    names: Mapping[str, str] = {user_id: person.name for user_id, person in people.items()}
    return [
        Entry(
            each.on,
            each.run_id,
            each.standup,
            worded(each.question, each.on, None).text,
            as_markdown(each.question, each.value, names),
        )
        for each in told
    ]


async def _helped(work: Work, user_id: str, first_at: datetime, until: datetime) -> list[str]:
    lines = []
    for blocker_id in await OwnDeeds(work).helped(user_id, first_at, until):
        seen = await describe(work, await Blockers(work).get(blocker_id))
        if await may_see(work, seen.standup, seen.team, user_id):
            words = f": {_line(seen.blocker.text)}" if seen.blocker.text else ""
            solved = "" if seen.blocker.is_open else " (solved)"
            lines.append(f"{seen.blocker.name} of {seen.shown.person}{words}{solved}")
    return lines


async def _fires(work: Work, user_id: str, zone: ZoneInfo, first_at: datetime, until: datetime) -> list[str]:
    lines = []
    for fire in await OwnDeeds(work).fires(user_id, first_at, until):
        outcome = f" Outcome: {_line(fire.outcome)}" if fire.outcome else ""
        lines.append(f"{_day(fire.closed_at, zone)}, {fire.name}: {_sentence(fire.title)}{outcome}")
    return lines


async def _kudos(work: Work, user_id: str, first_on: date, last_on: date) -> list[str]:
    given = await KudosGiven(work).received(user_id, first_on, last_on)
    lines = []
    for each in await kudos_told(work, given):
        words = f": {_line(each.kudos.text)}" if each.kudos.text else ""
        lines.append(f"{say_full_date(each.kudos.on)}, from {each.giver or 'somebody'}{words}")
    return lines


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return say_full_date(local_date(at, zone)) if at is not None else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    """With a stop at its end, unless there is one."""
    line = _line(text)
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."
