"""One matter asked for twice becomes one piece of work; two matters in one fire become two."""

from bot.core.work import Work
from bot.people.domain import UserId
from bot.people.repository import Teams
from bot.triage.domain import Act, Fire, FireId, Note, Source, State, Step, next_state, read_request
from bot.triage.repository import FireEvents, Fires
from bot.triage.use_cases.filing import Filed, FireRequest, Mistaken, file_fire
from bot.triage.use_cases.reading import open_fires
from bot.triage.use_cases.stepping import (
    Change,
    Grip,
    Refusal,
    grip,
    must_be_open,
    overtaken,
    refusal,
    see,
    take_step,
)


async def merge_fire(work: Work, number: int, into: int, by: str) -> Change:
    """The first one is over and goes on as part of the other: one case, counted once. Who asked for it follows the
    other from now on. Raises Refusal where the two do not fit.
    """
    held = await grip(work, number, by, Step.MERGE)
    if next_state(held.fire.state, Step.MERGE) is None:
        raise await refusal(work, held.fire, Step.MERGE, by)
    other = (await see(work, into, by)).fire
    await _must_fit(work, held, other)
    await _hold(work, held.fire, other)
    change = await take_step(
        work,
        held,
        Step.MERGE,
        text=other.name,
        about=held.fire.owner_id,
        merged_into=other.id,
        case_id=other.case_id,
        case_before=held.fire.case_id,
        outcome=f"It goes on as part of {other.name}.",
        closed_at=work.now,
        closed_by=None,
    )
    await FireEvents(work).add(other.id, by, Note.TOOK_IN, text=held.fire.name)
    return change


async def merged_into(work: Work, fire_id: FireId) -> list[Fire]:
    """All that goes on as part of that fire, also by way of another."""
    found: list[Fire] = []
    asked = [fire_id]
    while asked:
        more = await Fires(work).merged_into(asked.pop())
        found += more
        asked += [fire.id for fire in more]
    return sorted(found, key=lambda fire: fire.number)


async def goes_on_as(work: Work, fire: Fire) -> Fire:
    """The fire that a merged one is part of in the end; any other one itself."""
    while fire.state == State.MERGED and fire.merged_into is not None:
        other = await Fires(work).by_id(fire.merged_into)
        if other is None:
            break
        fire = other
    return fire


async def split_fire(work: Work, number: int, by: str, text: str, own_case: bool = False) -> Filed:
    """Part of a fire becomes a fire of its own, of the same requester, and of the same case unless it is another
    matter. Its priority is the one named at an end of the text, else that of the first fire.
    """
    held = await grip(work, number, by, Act.SPLIT)
    fire = held.fire
    must_be_open(fire)
    asked = read_request(text)
    if not asked.title:
        raise Mistaken("text", f"Say what the other fire is: `/triage split {fire.name} the churn chart is wrong too`.")
    filed = await file_fire(
        work,
        FireRequest(
            team_id=fire.team_id,
            title=asked.title,
            description=asked.description,
            priority=asked.priority or fire.priority,
            requester_id=fire.requester_id,
            filer_id=UserId(by),
            source=Source.SPLIT,
            permalink=fire.permalink,
        ),
    )
    same = {} if own_case else {"case_id": fire.case_id}
    made = await Fires(work).change(filed.fire, private=fire.private, topic=fire.topic, **same)
    if made is None:
        raise overtaken(filed.fire)
    await FireEvents(work).add(fire.id, by, Note.SPLIT, text=made.name)
    await FireEvents(work).add(made.id, by, Note.SPLIT, text=fire.name)
    return Filed(made, filed.team, filed.event)


async def could_take_in(work: Work, fire: Fire, viewer: str) -> list[Fire]:
    """What that fire may become part of, as far as the viewer sees it: of the same requester first, then about the
    same topic, then the newest. Raises Refusal when there is nothing.
    """
    others = [
        other
        for other in await open_fires(work, fire.team_id, viewer)
        if other.id != fire.id and other.private == fire.private
    ]
    if not others:
        raise Refusal(fire, f"There is no other open fire that {fire.name} could be part of.")
    return sorted(
        others,
        key=lambda other: (
            other.requester_id != fire.requester_id,
            other.topic != fire.topic or fire.topic is None,
            -other.number,
        ),
    )


async def _must_fit(work: Work, held: Grip, other: Fire) -> None:
    fire = held.fire
    if other.id == fire.id:
        raise Refusal(fire, f"{fire.name} cannot be merged into itself. Name the fire that stays second.")
    if other.team_id != fire.team_id:
        theirs = await Teams(work).get(other.team_id)
        raise Refusal(
            fire,
            f"{other.name} is with {theirs.name} and {fire.name} with {held.team.name}. Only fires of one team can "
            "be merged.",
        )
    if other.state == State.MERGED:
        stays = await goes_on_as(work, other)
        raise Refusal(fire, f"{other.name} is part of {stays.name} already. Merge {fire.name} into {stays.name}.")
    if not other.is_open:
        raise Refusal(
            fire,
            f"{other.name} is {other.state.words}. Open it again by `/triage reopen {other.name}`, or merge into a "
            "fire that is open.",
        )
    if other.private != fire.private:
        raise Refusal(
            fire,
            f"One of {fire.name} and {other.name} is private and the other is not. Make both private or neither, "
            "then merge them.",
        )


async def _hold(work: Work, *fires: Fire) -> None:
    """Nobody moves either of them until we are done; in one order, so that two who merge crosswise do not lock up."""
    for fire in sorted(fires, key=lambda each: each.id):
        if await Fires(work).change(fire, queued_at=fire.queued_at) is None:
            raise overtaken(fire)
