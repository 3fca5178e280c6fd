"""What a person's Home tab says of their standups."""

from bot.core.work import Work
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block
from bot.standups.blocks import ids
from bot.standups.blocks.prompts import schedule_line
from bot.standups.domain import PromptState
from bot.standups.use_cases import current_prompt, read_report, standups_of


async def home_section(work: Work, user_id: str) -> list[Block]:
    """Today's standup with its button, then those there are."""
    standups = await standups_of(work, user_id)
    if not standups:
        return []
    blocks: list[Block] = [kit.header("Standups")]
    prompt = await current_prompt(work, user_id)
    if prompt is not None:
        report = await read_report(work, prompt.run_id)
        answered = prompt.state == PromptState.ANSWERED
        said = "answered" if answered else "waiting for you" if prompt.is_open else "not needed from you today"
        button = kit.button("Edit" if answered else "Answer", ids.ANSWER, str(prompt.id))
        blocks.append(kit.section(f"*{escape(report.standup.name)}* is {said}.", accessory=button))
    blocks += [kit.section(f"*{escape(each.name)}*\n{schedule_line(each)}") for each in standups[:10]]
    return blocks
