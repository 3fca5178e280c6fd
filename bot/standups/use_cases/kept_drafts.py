"""What people wrote ahead outlives the run they wrote it for: their next run begins with it."""

from dataclasses import replace

from bot.core.work import Work
from bot.standups.domain import Draft, Run, Standup
from bot.standups.domain.drafts import KeptDraft, for_questions
from bot.standups.repository import KeptDrafts, Prompts, Standups


async def keep_drafts(work: Work, run: Run) -> None:
    """Of a run that is about to be taken out of the plan."""
    for each in await Prompts(work).of_run(run.id):
        if each.draft is not None and not each.draft.is_empty:
            kept = KeptDraft(each.user_id, run.version, each.draft)
            await KeptDrafts(work).put(run.standup_id, kept)


async def give_back_drafts(work: Work, standup: Standup, run: Run) -> None:
    """To those who are in that run and wrote nothing for it; the others' wait for another run."""
    kept = {each.user_id: each for each in await KeptDrafts(work).of(standup.id)}
    if not kept:
        return
    for prompt in await Prompts(work).of_run(run.id):
        mine = kept.get(prompt.user_id)
        if mine is not None and prompt.is_open and (prompt.draft is None or prompt.draft.is_empty):
            draft = await _in_version(work, standup, mine, run.version)
            await Prompts(work).change(prompt, draft=draft.to_json())
            await KeptDrafts(work).remove(standup.id, prompt.user_id)


async def _in_version(work: Work, standup: Standup, kept: KeptDraft, version: int) -> Draft:
    """Questions may have changed meanwhile; what was typed in messages is not changed by editing these any more."""
    before = await Standups(work).questions(standup.id, kept.version)
    now = await Standups(work).questions(standup.id, version)
    return replace(for_questions(kept.draft, before, now), messages={}, asks_more=None, added={}, added_messages={})
