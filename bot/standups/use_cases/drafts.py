"""Drafts: one for each prompt, whether it was written in the form or typed."""

from dataclasses import replace

from bot.core.errors import BotError
from bot.core.work import Work
from bot.standups.domain import Draft, Prompt
from bot.standups.domain.runs import NOT_BEGUN
from bot.standups.repository import Prompts
from bot.standups.use_cases.reading import own_prompt


async def save_draft(work: Work, prompt_id: int, by: str, draft: Draft) -> Prompt:
    """Keeps what was written until it is sent. What was typed to questions that the form does not show stays."""
    prompt = await own_prompt(work, prompt_id, by)
    before = prompt.draft
    if before is not None:
        messages = {each: ts for each, ts in before.messages.items() if draft.values.get(each) == before.values[each]}
        values = {**before.values, **draft.values}
        same = {each for each in before.added if values.get(each) == before.values.get(each)}
        draft = replace(
            draft,
            values=values,
            messages=messages,
            asks_more=before.asks_more,
            added={each: value for each, value in before.added.items() if each in same},
            added_messages={each: ts for each, ts in before.added_messages.items() if each in same},
        )
    kept = await Prompts(work).change(prompt, draft=draft.to_json())
    if kept is None:
        raise BotError("This changed a moment ago from somewhere else. Open it again, please.")
    return kept


async def begin_draft(work: Work, prompt: Prompt) -> None:
    """Somebody opens the form before they are asked: from here on the run keeps the questions they see."""
    if prompt.state in NOT_BEGUN and prompt.draft is None:
        await Prompts(work).change(prompt, draft=Draft(work.now).to_json())
