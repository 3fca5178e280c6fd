"""What somebody said, as blocks: in their own words and styles, with nobody notified by accident."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.slack import kit
from bot.slack.escape import escape, mention, parts
from bot.slack.limits import SECTION_TEXT
from bot.slack.message import Block
from bot.standups.blocks.paging import rich_blocks
from bot.standups.domain import Kind, Planned, Question, Rich, Value, say_value
from bot.standups.domain.answers import MOOD_SIGNS, MOODS, File, say_number
from bot.standups.domain.mentions import SOMEBODY, quiet
from bot.standups.domain.plans import Mark, PlanLine
from bot.standups.domain.reports import is_counted, is_withheld

# Leaves room for the question above an answer.
PIECE = 2900
HIDDEN = "Hidden, because fewer than 4 people answered this: it would show who wrote what."
SIGNS = {None: "•", Mark.DONE: "✓", Mark.CONTINUE: "→", Mark.DROP: "✗"}
ENDS = {Mark.CONTINUE: " (goes on)", Mark.DROP: " (dropped)"}


def said_blocks(
    title: str, question: Question, value: Value, names: Mapping[str, str], *, keeps_mentions: bool = False
) -> list[Block]:
    """An answer under a title in mrkdwn."""
    if isinstance(value, Rich):
        elements = quiet(value.elements, names, keeps_mentions=keeps_mentions)
        return [*_texts(f"*{title}*"), *rich_blocks(elements)]
    return _texts(f"*{title}*", words(question, value, names, keeps_mentions=keeps_mentions))


def words(question: Question, value: Value, names: Mapping[str, str], *, keeps_mentions: bool = False) -> str:
    """An answer in mrkdwn, but for rich text, which has blocks of its own."""
    match value:
        case Planned(lines):
            return "\n".join(_plan_line(each) for each in lines)
        case tuple() if question.kind == Kind.PEOPLE and keeps_mentions:
            return ", ".join(mention(each) for each in value)
        case tuple() if question.kind == Kind.PEOPLE:
            return escape(", ".join(names.get(each, SOMEBODY) for each in value))
    return escape(say_value(question, value, names))


def is_short(question: Question) -> bool:
    """Answers that stand behind a name, on the same line."""
    return is_counted(question) or question.kind in (Kind.PEOPLE, Kind.DATE)


def unnamed_blocks(question: Question, said: Sequence[Value], names: Mapping[str, str]) -> list[Block]:
    """What was said without names: counts where they say it all, else one answer after another."""
    if is_withheld(said):
        return [kit.context(HIDDEN)]
    if is_counted(question):
        return _texts("\n".join(_counts(question, said)))
    blocks: list[Block] = []
    for value in said:
        blocks += [kit.divider()] if blocks else []
        if isinstance(value, Rich):
            blocks += rich_blocks(quiet(value.elements, names, keeps_mentions=False))
        else:
            blocks += _texts(words(question, value, names))
    return blocks


def files_block(files: Sequence[File]) -> list[Block]:
    links = [f"<{each.permalink}|{escape(each.name)}>" for each in files]
    return [kit.section("Files: " + ", ".join(links[:10]))] if links else []


def _counts(question: Question, said: Sequence[Value]) -> list[str]:
    """How many said what: choices and moods in their own order, those nobody took included."""
    counted: Counter[str] = Counter()
    for value in said:
        counted.update(value if isinstance(value, tuple) else [say_value(question, value)])
    if question.kind == Kind.MOOD:
        order = [f"{MOOD_SIGNS[number]} {MOODS[number]}" for number in sorted(MOODS, reverse=True)]
    elif question.kind == Kind.YES_NO:
        order = ["Yes", "No"]
    elif question.kind == Kind.NUMBER:
        order = [say_number(each) for each in sorted({each for each in said if isinstance(each, float)})]
    else:
        order = [*question.choices]
    return [f"{escape(each)}: *{counted[each]}*" for each in [*order, *sorted(set(counted) - set(order))]]


def _plan_line(line: PlanLine) -> str:
    return f"{SIGNS[line.mark]} {escape(line.text)}{ENDS.get(line.mark, '') if line.mark else ''}"


def _texts(title: str, said: str | None = None) -> list[Block]:
    """Sections with all of it."""
    pieces = parts(said, PIECE) if said else []
    if pieces and len(title) + len(pieces[0]) < SECTION_TEXT:
        return [kit.section(f"{title}\n{pieces[0]}"), *(kit.section(each) for each in pieces[1:])]
    return [kit.section(each) for each in [*parts(title, PIECE), *pieces]]
