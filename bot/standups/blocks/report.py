"""What the channel sees of a run: one anchor that stays true, and one message for each member below it."""

from datetime import datetime

from bot.slack import kit
from bot.slack.escape import escape, mention, parts
from bot.slack.limits import SECTION_TEXT
from bot.slack.message import Block, Message
from bot.standups.blocks import ids
from bot.standups.blocks.prompts import say_day
from bot.standups.domain import Line, PromptState, Report, say_value

# Leaves room for the question above an answer.
PIECE = 2900
MOST_BLOCKERS = 10
MOST_BLOCKS = 48


def report_message(report: Report, now: datetime) -> Message:
    """The anchor; blockers come first, and nobody is pinged."""
    count = report.participation
    title = f"{report.standup.name} · {say_day(report.run.on)}"
    out = [f"{count.away} away"] if count.away else []
    counts = f"{count.answered} of {count.expected} answered"
    blocks: list[Block] = [
        kit.section(f"*{escape(title)}*\n" + " · ".join([counts, *out])),
        *_blockers(report),
        *_names(report, now),
    ]
    return Message(escape(f"{title}: {counts}"), blocks)


def _blockers(report: Report) -> list[Block]:
    blocked = [line for line in report.lines if line.blocked_by is not None]
    found: list[Block] = []
    for line in blocked[:MOST_BLOCKERS]:
        by = parts(escape(line.blocked_by or "no details given"), 2000)[0]
        prompt = str(line.prompt.id)
        found.append(kit.section(f"🚧 *{escape(line.name)}* is blocked: {by}"))
        found.append(
            kit.actions(kit.button("I can help", ids.HELP, prompt), kit.button("Make it a fire", ids.MAKE_FIRE, prompt))
        )
    if len(blocked) > MOST_BLOCKERS:
        found.append(kit.context(f"and {len(blocked) - MOST_BLOCKERS} more in the thread"))
    return found


def _names(report: Report, now: datetime) -> list[Block]:
    """Who is still to come, missing, skipping, away: by name, in the order they were asked."""
    groups: dict[str, list[str]] = {}
    for line in report.lines:
        label = _label(line, now)
        if label:
            groups.setdefault(label, []).append(escape(line.name))
    order = ("Still to come", "Missing", "Skipped", "Away", "Not asked")
    texts = [f"{label}: {', '.join(groups[label])}" for label in order if label in groups]
    return [kit.context(*[text[:2900] for text in texts])] if texts else []


def _label(line: Line, now: datetime) -> str | None:
    match line.prompt.state:
        case PromptState.SKIPPED:
            return "Skipped"
        case PromptState.AWAY:
            return "Away"
        case PromptState.UNASKED:
            return "Not asked"
        case PromptState.WAITING | PromptState.ASKED:
            return "Missing" if line.prompt.is_missing(now) else "Still to come"
    return None


def answers_message(line: Line) -> Message:
    """One member's answers, in full."""
    marks = []
    if line.prompt.late and line.prompt.answered_at:
        marks.append(f"late, {_at(line.prompt.answered_at)}")
    if line.prompt.edited_at:
        marks.append(f"edited {_at(line.prompt.edited_at)}")
    blocks: list[Block] = [kit.section(f"*{escape(line.name)}*")]
    for question, value in line.said:
        asked = f"*{escape(question.text)}*\n"
        said = parts(escape(say_value(question, value)), PIECE)
        if len(asked) + len(said[0]) > SECTION_TEXT:
            blocks.append(kit.section(parts(asked, PIECE)[0]))
            asked = ""
        blocks.extend(kit.section(text) for text in [asked + said[0], *said[1:]])
    if marks:
        blocks.append(kit.context(" · ".join(marks)))
    return Message(f"{escape(line.name)} answered", blocks[:MOST_BLOCKS])


def _at(moment: datetime) -> str:
    return f"<!date^{int(moment.timestamp())}^{{time}}|{moment:%H:%M} UTC>"


def help_offer(report: Report, line: Line, helper_id: str) -> Message:
    """What the blocked person is told when somebody offers help."""
    by = f": {escape(line.blocked_by)}" if line.blocked_by else ""
    text = f"{mention(helper_id)} can help with what blocks you{by}. Write to them directly."
    return Message(parts(text, PIECE)[0])
