"""Programs say when somebody is away, within the same rights, and people hear of it as always."""

from tests.support.programs import Programs
from tests.support.standups import a_standup, at, dm
from tests.support.teams import the_data_team
from tests.support.world import World

LEAVE = {"first_on": "2026-11-24", "last_on": "2026-11-25", "reason": "Moving house"}


async def test_b4_leave_over_http_stops_the_standup_and_can_be_called_off(world: World, programs: Programs) -> None:
    standup = await a_standup(world, await the_data_team(world, ("ana", "dan")))
    dan = await programs.of("dan")
    set_ = await dan.post("/absences", LEAVE)
    assert set_.status == 201, set_.body
    assert (set_.body["person"], set_.body["reason"], set_.body["set_by"]) == ("UDAN", "Moving house", "UDAN")
    await world.forward(minutes=1)
    found = {each["person"]["id"]: each for each in (await dan.get(f"/standups/{standup.id}/next")).data}
    assert [each["at"][:10] for each in found["UDAN"]["sends"][:2]] == ["2026-11-23", "2026-11-26"]
    twice = await dan.post("/absences", LEAVE)
    assert (twice.status, twice.code) == (422, "invalid")
    assert (await dan.delete(f"/absences/{set_.body['id']}")).status == 204
    assert (await dan.delete(f"/absences/{set_.body['id']}")).status == 404
    assert (await dan.get("/absences")).data == []


async def test_b5_a_lead_sets_another_away_who_hears_of_it_and_others_may_not(world: World, programs: Programs) -> None:
    await the_data_team(world, ("ana", "dan", "elif"))
    ana, elif_ = await programs.of("ana"), await programs.of("elif")
    refused = await elif_.post("/absences", {**LEAVE, "person": "UDAN"})
    assert (refused.status, refused.code) == (403, "forbidden")
    assert (await ana.post("/absences", {**LEAVE, "person": "UNOBODY"})).status == 404
    set_ = await ana.post("/absences", {**LEAVE, "person": "UDAN"})
    assert set_.status == 201
    assert "reason" not in set_.body, "it is Dan's by now"
    await world.settle()
    assert "Ana" in world.read(dm(world, "dan", "away"))
    assert (await elif_.delete(f"/absences/{set_.body['id']}")).status == 403
    assert (await ana.delete(f"/absences/{set_.body['id']}")).status == 204


async def test_a_part_of_a_day_and_what_is_wrong_with_others(world: World, programs: Programs) -> None:
    await the_data_team(world, ("ana", "dan"))
    dan = await programs.of("dan")
    part = await dan.post("/absences", {"first_on": "2026-11-24", "starts": "13:00", "ends": "17:00"})
    assert (part.status, part.body["whole_days"], part.body["starts"]) == (201, False, "13:00")
    for body, field in (
        ({}, "first_on"),
        ({"first_on": "2026-11-24", "last_on": "2026-11-23"}, "last_on"),
        ({"first_on": "2026-11-24", "starts": "13:00"}, "ends"),
        ({"first_on": "2026-11-24", "starts": "1pm", "ends": "17:00"}, "starts"),
        ({"first_on": "24 Nov"}, "first_on"),
        ({"first_on": "2026-11-24", "reason": 5}, "reason"),
    ):
        refused = await dan.post("/absences", body)
        assert (refused.status, refused.body["error"]["field"]) == (422, field)
    over = await dan.post("/absences", {"first_on": "2026-11-02"})
    assert (over.status, "over" in over.body["error"]["message"]) == (422, True)


async def test_the_same_key_sets_one_absence(world: World, programs: Programs) -> None:
    await the_data_team(world, ("ana", "dan"))
    dan = await programs.of("dan")
    one, two = [await dan.post("/absences", LEAVE, key="leave-1") for _ in range(2)]
    assert (one.status, two.status) == (201, 201)
    assert one.body == two.body
    assert len((await dan.get("/absences")).data) == 1
    assert at(3) == world.clock.now(), "nothing of this needs time to pass"
