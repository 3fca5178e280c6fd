"""Stories of people who look for what was answered: how it is found, and that each finds what they may read."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.core.folding import fold
from bot.people.domain import UserId
from bot.people.repository import People, Teams
from bot.records.domain.search import excerpt
from bot.records.use_cases.searching import fold_answers
from bot.standups.domain import Kind, NewQuestion
from bot.standups.domain.schedule import Moment, Readers, Reporting, Rules
from bot.standups.repository import Standups
from bot.standups.tables import AnswerRow
from tests.support.standups import BLOCKED, DONE, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World

DID = "What did you do?"
TEXT = (NewQuestion(DID, key="did"),)
FOUR = ("ana", "dan", "elif", "ben")


async def find(world: World, name: str, text: str) -> str:
    """What `/standup find` shows to somebody."""
    person = world.person(name)
    await person.types(f"/standup find {text}")
    return world.read(person.ephemerals[-1])


async def a_morning_of(
    world: World, words: dict[str, str], *, readers: Readers = Readers.TEAM, members: Sequence[str] = FOUR
) -> int:
    """Everybody was asked what they did, and these answered."""
    team = await the_data_team(world, tuple(members))
    standup = await a_standup(world, team, questions=TEXT, rules=Rules(readers=readers), reminders=())
    await world.forward_to(at(14, 31))
    for name, said in words.items():
        await answers(world.person(name), {DID: said})
    await world.forward(seconds=30)
    return standup.id


async def test_h5_an_answer_is_found_with_its_day_its_question_and_a_link_to_the_report(world: World) -> None:
    await a_morning_of(world, {"dan": "Rebuilt the *churn model* with Ana", "elif": "Reviews"})
    said = await find(world, "ana", "churn")
    assert "Mon 23 Nov 2026 · Daily · Dan" in said
    assert DID in said
    assert "Rebuilt the churn model with Ana" in said
    assert "Reviews" not in said
    (anchor,) = [each for each in world.channel("data-team").messages if world.read(each).startswith("Daily")]
    below = next(each for each in world.channel("data-team").thread(anchor) if "churn" in world.read(each))
    shown = str(world.person("ana").ephemerals[-1].blocks)
    assert f"/archives/{below.channel}/p{below.ts.replace('.', '')}" in shown
    assert not world.person("ben").sees("What I found"), "only who asked sees it"


async def test_h5_case_accents_and_order_of_words_do_not_matter_in_any_script(world: World) -> None:
    await a_morning_of(
        world, {"dan": "Réunion à la DIRECTION, budget", "elif": "İstanbul'da Łódź raporu", "ben": "データ ΣΊΣΥΦΟΣ"}
    )
    for typed, person in (
        ("direction reunion", "Dan"),
        ("“a la direction”", "Dan"),
        ("istanbul", "Elif"),
        ("lodz", "Elif"),
        ("ﾃﾞｰﾀ", "Ben"),
        ("σισυφος", "Ben"),
    ):
        said = await find(world, "ana", typed)
        assert f"Daily · {person}" in said, typed
        assert said.count("Daily ·") == 1, typed
    assert "found nothing" in await find(world, "ana", '"direction reunion"')


async def test_h5_signs_of_the_database_are_ordinary_characters(world: World) -> None:
    await a_morning_of(world, {"dan": "100% of a_b", "elif": "100 of aXb", "ben": r"C:\new"})
    assert (await find(world, "ana", "0%")).count("Daily ·") == 1
    assert "100% of a_b" in await find(world, "ana", "a_b")
    assert (await find(world, "ana", "a_b")).count("Daily ·") == 1
    assert "Daily · Ben" in await find(world, "ana", r"c:\new")


async def test_h5_filters_narrow_it_by_person_standup_and_days(world: World) -> None:
    await a_morning_of(world, {"dan": "loads one", "elif": "loads two"})
    await world.forward_to(at(14, 31, day=24))
    newest = next(each for each in reversed(world.person("dan").dm) if "24 Nov" in world.read(each))
    dan = world.person("dan")
    await dan.clicks("Answer", newest)
    await dan.fills({DID: "loads three"})
    await dan.submits()
    await world.forward(seconds=20)
    by_dan = await find(world, "ana", "loads from:@dan")
    assert by_dan.index("loads three") < by_dan.index("loads one"), "the newest first"
    assert "loads two" not in by_dan
    assert "loads one" not in await find(world, "ana", "loads after:2026-11-24")
    assert "loads three" not in await find(world, "ana", 'loads before:"23 Nov"')
    assert "loads three" in await find(world, "ana", "loads in:dai after:yesterday")
    assert "loads two" in await find(world, "elif", "from:me")
    said = await find(world, "ana", "loads in:Retro")
    assert "Which standup do you mean? There is Daily." in said
    assert "Name the person with an @" in await find(world, "ana", "loads from:Dan")
    assert "I do not know that day" in await find(world, "ana", "loads after:soon")
    assert "What are you looking for?" in await find(world, "ana", "")


async def test_h5_nothing_found_says_what_was_searched_and_how_to_widen_it(world: World) -> None:
    await a_morning_of(world, {"dan": "Reviews"})
    said = await find(world, "ana", "churn model from:me after:2026-11-01")
    assert "I found nothing with “churn” and “model”, from Ana, from Sun 1 Nov 2026 on." in said
    assert "I looked in Daily." in said
    assert "use fewer words" in said
    assert "leave out from:" in said.replace("`", "")


async def test_h5_there_are_ten_a_page_and_older_goes_on_where_it_stopped(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    questions = tuple(NewQuestion(f"Q{number}", Kind.SHORT, key=f"k{number}") for number in range(8))
    await a_standup(world, team, questions=questions, reminders=())
    await world.forward_to(at(9, 31))
    for name in ("ana", "dan"):
        await answers(world.person(name), {f"Q{number}": f"{name} needle {number}" for number in range(8)})
    await world.forward(seconds=20)
    ana = world.person("ana")
    first = await find(world, "ana", "needle")
    assert first.count("Daily ·") == 10
    await ana.clicks("Older", ana.ephemerals[-1])
    second = world.read(ana.ephemerals[-1])
    assert second.count("Daily ·") == 6
    assert "Older, with" in second
    found = [f"{name} needle {number}" for name in ("ana", "dan") for number in range(8)]
    assert all((each in first) != (each in second) for each in found), "each once"


@pytest.mark.parametrize(
    ("readers", "finders"),
    [
        (Readers.TEAM, {"ana", "dan", "elif", "ben"}),
        (Readers.MEMBERS, {"ana", "dan", "elif", "ben"}),
        (Readers.LEADS, {"ana", "dan"}),
        (Readers.OWNER, {"ana", "dan"}),
    ],
)
async def test_g3_each_finds_what_they_may_read_and_always_their_own(
    world: World, readers: Readers, finders: set[str]
) -> None:
    await a_morning_of(world, {"dan": "A secret needle"}, readers=readers)
    found = {name for name in FOUR if "secret needle" in await find(world, name, "needle")}
    assert found == finders
    async with world.work() as work:
        outsider = await People(work).get(world.person("farid").id)
    assert outsider is None
    assert "secret" not in await find(world, "farid", "needle")


async def test_g2_what_only_the_owner_reads_stays_hidden_from_other_leads_and_admins(world: World) -> None:
    standup_id = await a_morning_of(world, {"dan": "A secret needle"}, readers=Readers.OWNER)
    async with world.work() as work:
        await Standups(work).give_to(standup_id, world.person("elif").id)
        ana = await People(work).get(world.person("ana").id)
        assert ana is not None
        await People(work).save(replace(ana, is_admin=True))
    assert "secret" not in await find(world, "ana", "needle")
    assert "secret needle" in await find(world, "elif", "needle")


async def test_guests_find_their_own_answers_and_no_others(world: World) -> None:
    await a_morning_of(world, {"dan": "The needle of Dan", "elif": "The needle of Elif"})
    async with world.work() as work:
        dan = await People(work).get(world.person("dan").id)
        assert dan is not None
        await People(work).save(replace(dan, is_guest=True))
    said = await find(world, "dan", "needle")
    assert "needle of Dan" in said
    assert "needle of Elif" not in said
    assert "As a guest you find your own answers" in await find(world, "dan", "Elif")


async def an_anonymous_week(world: World, members: Sequence[str]) -> None:
    team = await the_data_team(world, (*FOUR, "farid"))
    question = (NewQuestion("Why?", Kind.SHORT, key="why"),)
    await a_standup(world, team, "Mood", questions=question, rules=Rules(anonymous=True), reminders=())
    await world.forward_to(at(14, 31))
    for name in members:
        await answers(world.person(name), {"Why?": f"A needle, said {name}"})
    await world.forward(seconds=20)


async def test_g1_nameless_answers_are_found_without_a_name_and_by_nobody_once_a_name_is_given(world: World) -> None:
    await an_anonymous_week(world, FOUR)
    assert "said dan" not in await find(world, "ana", "needle"), "the run is not over"
    await world.forward_to(at(23, 30))
    said = await find(world, "ana", "needle")
    assert said.count("Mood · without a name") == 4
    assert "said dan" not in await find(world, "ana", "needle from:@dan")
    assert "said dan" not in await find(world, "dan", "needle from:me")


async def test_g1_under_four_nameless_answers_nothing_is_found(world: World) -> None:
    await an_anonymous_week(world, FOUR[:3])
    await world.forward_to(at(23, 30))
    assert "found nothing" in await find(world, "ana", "needle")


async def test_what_is_shown_at_the_end_is_found_at_the_end(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, questions=TEXT, reporting=Reporting(moment=Moment.AT_END), reminders=())
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {DID: "An early needle"})
    assert "early" not in await find(world, "ana", "needle")
    assert "early" in await find(world, "dan", "needle"), "one's own at once"
    await world.forward_to(at(17, 31))
    assert "early" in await find(world, "ana", "needle")


async def test_who_left_the_team_finds_their_own_only(world: World) -> None:
    await a_morning_of(world, {"dan": "The needle of Dan", "elif": "The needle of Elif"})
    async with world.work() as work:
        (team,) = await Teams(work).all()
        await Teams(work).remove_member(team.id, UserId(world.person("dan").id))
    said = await find(world, "dan", "needle")
    assert "needle of Dan" in said
    assert "needle of Elif" not in said


async def test_an_edit_is_found_by_its_new_words_and_a_deleted_answer_not_at_all(world: World) -> None:
    await a_morning_of(world, {"dan": "The old needle"})
    dan = world.person("dan")
    await dan.clicks("Edit")
    await dan.fills({DID: "The new pin"})
    await dan.submits()
    assert "found nothing" in await find(world, "ana", "needle")
    assert "The new pin" in await find(world, "ana", "pin")
    await dan.clicks("Delete my answer")
    assert "found nothing" in await find(world, "ana", "pin")


async def test_blockers_and_plans_are_found_too(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    await a_standup(world, team, reminders=())
    await world.forward_to(at(9, 31))
    dan = world.person("dan")
    await dan.clicks("Answer")
    await dan.fills({DONE: "Reviews", "What will you do today?": "Fix the export\nWrite the memo", BLOCKED: "Yes"})
    await dan.fills({WORDS: "Access to billing"})
    await dan.submits()
    await world.forward(seconds=20)
    assert "Write the memo" in await find(world, "ana", "memo")
    assert "Access to billing" in await find(world, "ana", "billing")


async def test_answers_from_before_there_was_search_are_made_ready_in_the_background(world: World) -> None:
    await a_morning_of(world, {"dan": "An old needle"})
    async with world.work() as work:
        await work.session.execute(update(AnswerRow).values(folded=None))
    assert "found nothing" in await find(world, "ana", "needle")
    await world.bot.worker.search.fold_all()
    assert "An old needle" in await find(world, "ana", "needle")
    async with world.work() as work:
        assert await fold_answers(work) == 0, "all of them"


async def test_search_from_the_home_tab_shows_what_is_found_in_the_same_window(world: World) -> None:
    await a_morning_of(world, {"dan": "Rebuilt the churn model", "elif": "Reviews"})
    ana = world.person("ana")
    await ana.opens_home()
    await ana.clicks("Search answers", in_view=ana.home)
    assert not (await ana.submits()).closed
    assert "What are you looking for?" in ana.errors_by_label["Words"]
    await ana.fills({"Words": "CHURN", "From": "dan", "In": "Daily"})
    await ana.submits()
    assert "Rebuilt the churn model" in world.read(ana.modal)


async def test_a_mention_in_an_answer_is_found_by_naming_the_person(world: World) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    helped = NewQuestion("Who helped?", Kind.PEOPLE, key="helped")
    await a_standup(world, team, questions=(helped,), reminders=())
    await world.forward_to(at(9, 31))
    await answers(world.person("dan"), {"Who helped?": ["elif"]})
    await world.forward(seconds=20)
    assert "Daily · Dan" in await find(world, "ana", "@elif")


def test_the_words_around_the_match_stand_on_one_line() -> None:
    text = "Beginning.\n" + "before " * 60 + "the Modèl here " + "after " * 60
    said = excerpt(text, ("model",))
    assert said.startswith("…before")
    assert said.endswith("after…")
    assert "the Modèl here" in said
    assert len(said) < 300
    assert excerpt("Short\nand whole", ("nothing",)) == "Short and whole"


def test_folding_keeps_letters_and_drops_what_differs_in_writing() -> None:
    assert fold("  Straße \n ÉTÉ ﬁn ") == "strasse ete fin"
    assert fold("हिन्दी") != fold("हन्द"), "vowels of other scripts are letters"
