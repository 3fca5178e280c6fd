"""A week of the data team with everything that is exported: each writes words that name them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.core.work import Work
from bot.people.domain import Role, TeamSettings, UserId
from bot.people.repository import Teams
from bot.people.use_cases import set_absence
from bot.records.domain.export_files import FILES
from bot.records.domain.export_rights import Extent, Row
from bot.records.use_cases.exporting import Export, read_rows, write_export
from bot.standups.domain import Blocked, Kind, NewQuestion, Rich, Standup, Value
from bot.standups.domain.schedule import Readers, Rules
from bot.standups.repository import Prompts, Runs, Standups
from bot.standups.use_cases import Submission, answer_prompt
from bot.triage.domain import Source
from bot.triage.use_cases.filing import FireRequest, file_fire
from tests.support.standups import MONDAY, a_standup, at
from tests.support.teams import the_data_team
from tests.support.world import World

FOUR = ("ana", "ben", "dan", "elif")
EVERY_KIND = (
    NewQuestion("Done?", Kind.TEXT, key="done"),
    NewQuestion("In short?", Kind.SHORT, key="short", required=False),
    NewQuestion("Where?", Kind.CHOICE, key="where", choices=("Home", "Office"), required=False),
    NewQuestion("Tools?", Kind.CHOICES, key="tools", choices=("SQL", "dbt", "R"), required=False),
    NewQuestion("Degrees?", Kind.NUMBER, key="degrees", required=False),
    NewQuestion("Rested?", Kind.YES_NO, key="rested", required=False),
    NewQuestion("Mood?", Kind.MOOD, key="mood", required=False),
    NewQuestion("Blocked?", Kind.BLOCKER, key="blocked", required=False),
    NewQuestion("Plan?", Kind.PLAN, key="plan", required=False),
    NewQuestion("With whom?", Kind.PEOPLE, key="with", required=False),
    NewQuestion("Until when?", Kind.DATE, key="until", required=False),
)
FORMULA = '=HYPERLINK("https://evil.example","words-of-dan")'
OF_DAN: Mapping[str, Value] = {
    "done": Rich.of("words-of-dan,\n\"quoted\" and 'more' é 漢"),
    "short": FORMULA,
    "where": "Office",
    "tools": ("SQL", "dbt"),
    "degrees": -5.5,
    "rested": False,
    "mood": 4.0,
    "blocked": Blocked("@words-of-dan"),
    "plan": ("words-of-dan one", "words-of-dan two"),
    "with": ("UANA",),
    "until": date(2026, 12, 24),
}
HOW = NewQuestion("How was it?", Kind.SHORT, key="how")


async def says(world: World, standup: Standup, name: str, **values: Value) -> None:
    """Answers the newest run, by the keys of its questions."""
    person = UserId(world.person(name).id)
    async with world.work() as work:
        run = await Runs(work).latest(standup.id, world.clock.now().date())
        assert run is not None, "it was asked"
        prompt = next(each for each in await Prompts(work).of_run(run.id) if each.user_id == person)
        questions = await Standups(work).questions(standup.id, run.version)
        said = {each.id: values[each.key] for each in questions if each.key in values}
        await answer_prompt(work, prompt.id, person, Submission(said))


async def a_week(world: World) -> dict[str, Standup]:
    """Daily is for the team, Private for Ana alone; Mood has no names, and its fourth answer is missing to `why`."""
    team = await the_data_team(world, FOUR)
    why = NewQuestion("Why?", Kind.SHORT, key="why", required=False)
    made = {
        "daily": await a_standup(world, team, "Daily", questions=EVERY_KIND, reminders=()),
        "private": await a_standup(
            world, team, "Private", questions=(HOW,), rules=Rules(readers=Readers.OWNER), reminders=()
        ),
        "mood": await a_standup(world, team, "Mood", questions=(HOW, why), rules=Rules(anonymous=True), reminders=()),
    }
    async with world.work() as work:
        await _elsewhere(work, world)
    await world.forward_to(at(14, 31))
    await says(world, made["daily"], "dan", done=Rich.of("words-of-dan first"))
    await world.forward(minutes=1)
    await says(world, made["daily"], "dan", **OF_DAN)
    await says(world, made["daily"], "elif", done=Rich.of("words-of-elif"), short="-words-of-elif")
    await says(world, made["private"], "dan", how="words-of-dan in private")
    await says(world, made["private"], "ana", how="words-of-ana in private")
    for name in FOUR:
        because = {} if name == "ben" else {"why": f"nameless reason {FOUR.index(name)}"}
        await says(world, made["mood"], name, how="nameless mood", **because)
    await world.forward_to(at(23, 30))
    return made


async def _elsewhere(work: Work, world: World) -> None:
    """An absence, a fire, and a team that is none of theirs."""
    ids = {name: UserId(world.person(name).id) for name in FOUR}
    first, last = date(2026, 12, 1), date(2026, 12, 2)
    why = "words-of-elif about leave"
    await set_absence(work, by=ids["elif"], user_id=ids["elif"], first_on=first, last_on=last, reason=why)
    other = await Teams(work).create(
        TeamSettings("Others", world.channel("general").id), {ids["ben"]: Role.LEAD, ids["elif"]: Role.MEMBER}
    )
    for requester, filer, words in (("ben", "ben", "words-of-ben"), ("dan", "elif", "words-of-elif")):
        await file_fire(work, FireRequest(other.id, f"{words} title", ids[requester], ids[filer], Source.COMMAND))


async def exported(world: World, folder: Path, **extent: Any) -> dict[str, list[Row]]:
    """Everything of an export, read again from its JSONL."""
    async with world.bot.database.snapshot() as session:
        work = Work(session, world.bot.workspace.id, world.clock.now())
        formats = frozenset({"jsonl", "csv"})
        await write_export(work, Extent(**extent), Export(folder, formats, {"id": "T0", "name": "Acme"}))
    return {file.name: read_rows(file, folder) for file in FILES}


def of_monday(rows: list[Row], standup: Standup) -> list[Row]:
    return [each for each in rows if each["standup_id"] == standup.id and each["on"] == MONDAY]
