"""Programs read what there is, in pages, in one way of writing times."""

from datetime import date, timedelta
from itertools import pairwise

from bot.people.domain import UserId
from bot.people.repository import Absences
from tests.support.programs import Programs
from tests.support.standups import BLOCKED, DONE, PLAN, WORDS, a_standup, answers, at
from tests.support.teams import the_data_team
from tests.support.world import World


async def test_a_token_learns_who_it_is(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana", "ben"))
    me = await (await programs.of("ben")).get("/me")
    assert me.status == 200
    assert me.body["person"] == {"id": "UBEN", "name": "Ben", "zone": "America/New_York"}
    assert me.body["teams"] == [{"id": team.id, "name": "Data"}]
    assert me.body["workspace"]["id"] == world.bot.workspace.slack_id
    service = await (await programs.service()).get("/me")
    assert service.body["person"] is None
    assert service.body["token"]["scopes"] == ["read", "webhooks"]


async def test_standups_with_their_questions_and_weekdays_by_name(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana", "ben"))
    standup = await a_standup(world, team)
    service = await programs.service()
    (listed,) = (await service.get("/standups")).data
    assert listed["schedule"]["days"] == ["monday", "tuesday", "wednesday", "thursday", "friday"]
    assert (listed["schedule"]["at"], listed["schedule"]["zone"]) == ("09:30", None)
    shown = await service.get(f"/standups/{standup.id}")
    assert [(each["key"], each["kind"]) for each in shown.body["questions"]] == [
        ("done", "short"),
        ("plan", "plan"),
        ("blocked", "blocker"),
    ]
    (data,) = (await service.get("/teams")).data
    assert [(each["name"], each["role"]) for each in data["members"]] == [("Ana", "lead"), ("Ben", "member")]


async def test_the_next_sends_are_told_on_both_clocks(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana", "ben", "chitra"))
    standup = await a_standup(world, team)
    service = await programs.service()
    found = {each["person"]["name"]: each for each in (await service.get(f"/standups/{standup.id}/next")).data}
    assert found["Ben"]["sends"][0] == {
        "at": "2026-11-23T14:30:00Z",
        "for_member": "2026-11-23T09:30:00-05:00",
        "for_team": "2026-11-23T14:30:00+00:00",
    }
    assert (found["Chitra"]["zone"], found["Chitra"]["team_zone"]) == ("Asia/Kolkata", "Europe/London")
    assert len(found["Ana"]["sends"]) == 5
    names = [page.data[0]["person"]["name"] async for page in service.walks(f"/standups/{standup.id}/next", limit=1)]
    assert sorted(names) == ["Ana", "Ben", "Chitra"]


async def test_answers_of_a_run_with_typed_values_and_words(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana", "dan"))
    standup = await a_standup(world, team)
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {DONE: "Loads & joins", PLAN: "Ship it\nRest", BLOCKED: "No"})
    await world.person("dan").clicks("Answer")
    await world.person("dan").fills({DONE: "Nothing", BLOCKED: "Yes"})
    await world.person("dan").fills({WORDS: "No access"})
    await world.person("dan").submits()
    service = await programs.service()
    tomorrow, run = (await service.get(f"/standups/{standup.id}/runs")).data
    assert (tomorrow["on"], run["on"], run["state"]) == ("2026-11-24", "2026-11-23", "open")
    anas, dans = (await service.get(f"/runs/{run['id']}/answers")).data
    assert anas["person"] == {"id": "UANA", "name": "Ana"}
    assert anas["answered_at"] == "2026-11-23T09:31:00Z"
    done, plan, blocked = anas["answers"]
    assert (done["asked"], done["value"], done["text"]) == (DONE, "Loads & joins", "Loads & joins")
    assert [each["text"] for each in plan["value"]] == ["Ship it", "Rest"]
    assert blocked["value"] == {"blocked": False, "by": None}
    assert dans["answers"][-1]["value"] == {"blocked": True, "by": "No access"}
    (blocker,) = (await service.get("/blockers")).data
    assert (blocker["text"], blocker["state"], blocker["person"]) == ("No access", "open", "UDAN")
    assert (await service.get("/blockers", state="resolved")).data == []


async def test_participation_equals_a_count_by_hand(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana", "dan", "elif"))
    standup = await a_standup(world, team)
    async with world.work() as work:
        await Absences(work).add(UserId("UELIF"), date(2026, 11, 23), date(2026, 11, 23), UserId("UELIF"))
    await world.forward_to(at(9, 31))
    await answers(world.person("ana"), {DONE: "Much"})
    await world.forward_to(at(23, 0))
    weeks = (await (await programs.service()).get(f"/standups/{standup.id}/participation", weeks=2)).data
    assert [each["week"] for each in weeks] == ["2026-W47", "2026-W48"]
    assert weeks[0]["rate"] is None
    assert (weeks[1]["answered"], weeks[1]["expected"], weeks[1]["rate"]) == (1, 2, 0.5)
    assert weeks[1]["excluded"] == {"away": 1, "holiday": 0, "left": 0}


async def test_pages_stay_true_while_rows_are_added(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana",))
    for number in range(5):
        await a_standup(world, team, name=f"Standup {number}")
    service = await programs.service()
    seen = []
    async for page in service.walks("/standups", limit=2):
        assert len(page.data) <= 2
        seen += [each["name"] for each in page.data]
        if len(seen) == 2:
            await a_standup(world, team, name="Standup 5")
    assert seen == [f"Standup {number}" for number in range(6)], "nothing twice, nothing left out"


async def test_runs_come_newest_first_and_a_new_one_shifts_no_page(world: World, programs: Programs) -> None:
    team = await the_data_team(world, ("ana",))
    standup = await a_standup(world, team)
    await world.forward_to(at(12, 0, day=25))
    service = await programs.service()
    first = await service.get(f"/standups/{standup.id}/runs", limit=2)
    await world.forward(days=1)
    rest = await service.get(f"/standups/{standup.id}/runs", limit=50, cursor=first.body["next_cursor"])
    days = [date.fromisoformat(each["on"]) for each in first.data + rest.data]
    assert days == sorted(set(days), reverse=True)
    assert days[-1] == date(2026, 11, 23)
    assert all(one - other == timedelta(days=1) for one, other in pairwise(days))


async def test_a_reason_and_the_hours_of_an_absence_are_shown_to_its_person_only(
    world: World, programs: Programs
) -> None:
    await the_data_team(world, ("ana", "dan"))
    async with world.work() as work:
        await Absences(work).add(UserId("UDAN"), date(2026, 12, 1), date(2026, 12, 3), UserId("UDAN"), "dentist")
    (own,) = (await (await programs.of("dan")).get("/absences")).data
    assert (own["first_on"], own["last_on"], own["reason"]) == ("2026-12-01", "2026-12-03", "dentist")
    for other in (await programs.of("ana"), await programs.service()):
        (told,) = (await other.get("/absences")).data
        assert (told["person"], told["whole_days"]) == ("UDAN", True)
        assert not {"reason", "starts", "ends"} & told.keys()
    assert (await (await programs.service()).get("/absences", to="2026-11-30")).data == []
    assert (await (await programs.service()).get("/absences", **{"from": "2026-12-04"})).data == []
