"""What a neighbour has of records: an old standup of which some was cleared, people who left, and who they may be."""

from datetime import date, datetime, timedelta
from typing import Any

from bot.core.work import Work
from bot.people.domain import Person, Team, UserId
from bot.people.repository import People
from bot.records.repository.reunions import Reunions
from bot.standups.domain import Kind, NewQuestion, PromptState, Standup, StandupSettings
from bot.standups.domain.plans import ItemState
from bot.standups.repository import Answers, Blockers, PlanItems, Prompts, Runs, Standups
from bot.standups.repository.clearing import Words

CAT, DEB = UserId("U-HERE-ONLY-CAT"), UserId("U-HERE-ONLY-DEB")
OLD = date(2026, 9, 1)
DAY = timedelta(days=1)


async def records(
    work: Work, word: str, team: Team, settings: StandupSettings, people: tuple[UserId, UserId]
) -> dict[str, Any]:
    """Samples for what clears, forgets and merges; `people` are two of the team, who were both asked."""
    one, other = people
    await People(work).save(Person(CAT, f"{word}-Cat", "Europe/London", deleted=True))
    await People(work).save(Person(DEB, f"{word}-Deb", "Europe/London", is_admin=True))
    await Reunions(work).offer(CAT, other, [one])
    await Reunions(work).decide(CAT, one, other, same=True)
    offered = await Reunions(work).offer(CAT, DEB, [other])
    assert offered is not None, "nobody was asked before"
    standup, mine, theirs, run_id = await _an_old_standup(work, word, team, settings, people)
    return {
        "reunion_id": offered.id,
        "old_id": CAT,
        "new_id": other,
        "Reunions.offer.new_id": UserId("U-HERE-ONLY-NEW"),
        "told": [one],
        "same": False,
        "Reunions.merged_into.new_id": one,
        "Accounts.name": f"{word}-Cat",
        "former_id": "X0123456789AB",
        "asked_by": one,
        "Moves.old_id": one,
        "old_prompt": mine,
        "new_prompt": theirs,
        "table_name": "fires",
        "delivery_ids": range(1, 10),
        "Wordings.states": ("sent", "dead"),
        "Wordings.user_id": "C-HERE-ONLY-DATA",
        "Wordings.mentioning.user_id": "HERE-ONLY-message",
        "Words.standup_id": standup.id,
        "Words.on": OLD + 9 * DAY,
        "Words.run_id": run_id,
        "Words.most": 10,
        "run_ids": [run_id],
    }


async def _an_old_standup(
    work: Work, word: str, team: Team, settings: StandupSettings, people: tuple[UserId, UserId]
) -> tuple[Standup, int, int, int]:
    """Gives it, the prompts of both in one run, and that run."""
    _, other = people
    made = await Standups(work).add(team.id, other, settings)
    version = await Standups(work).ask(made, [NewQuestion(f"{word}-old-question", Kind.SHORT)])
    (question,) = await Standups(work).questions(made.id, version)
    standup = await Standups(work).get(made.id)
    at = datetime.combine(OLD, work.now.timetz())
    found = []
    for on in (OLD, OLD + DAY):
        run = await Runs(work).open(standup, on, at)
        assert run is not None, "nothing was open before"
        prompts = [await Prompts(work).add(run.id, each, "Europe/London", at, at + DAY) for each in people]
        for prompt in prompts:
            await Prompts(work).change(prompt, state=PromptState.ANSWERED, answered_at=at)
            await Answers(work).put(prompt.id, {question.id: f"{word}-old-answer"})
        found.append((run, prompts))
        await Runs(work).close(run.id)
    (kept, (mine, theirs)), (cleared, (author, _)) = found
    await Words(work).clear_run(cleared.id, OLD + 2 * DAY)
    blocker = await Blockers(work).add(standup.id, author, question.id, f"{word}-old-blocker", OLD)
    await Blockers(work).resolve(blocker.id, other)
    item = await PlanItems(work).add(standup.id, author, "plan", f"{word}-old-item")
    await PlanItems(work).change(item.id, state=ItemState.DROPPED, settled_at=at)
    return standup, mine.id, theirs.id, kept.id
