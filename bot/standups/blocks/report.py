"""What others see of a run: one message that stays true, and below or beside it what was said, in full."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.calendar import find_zone, local_date
from bot.slack import kit
from bot.slack.escape import cut, escape, parts
from bot.slack.message import Block, Message
from bot.standups.blocks.blockers import blocker_blocks
from bot.standups.blocks.paging import pages, size
from bot.standups.blocks.prompts import say_day
from bot.standups.blocks.said import PIECE, files_block, is_short, said_blocks, unnamed_blocks, words
from bot.standups.domain import Line, Question, Report, RunState
from bot.standups.domain.reports import Group, is_withheld
from bot.standups.domain.schedule import Shows

MOST_BLOCKERS = 10
BLOCKERS_ROOM = 8_000
WITHHELD = "Fewer than 4 people answered, so the answers stay hidden: they would show who wrote what."
AT_END = "Answers have no names, and are shown once everybody's time is over."
UNNAMED = "Answers have no names, and their order is drawn by lot."


def report_message(report: Report, now: datetime, shows: Shows = Shows.EVERYTHING) -> Message:
    """The first message; blockers come first, and nobody is notified."""
    title = f"{report.standup.name} · {say_day(report.run.on)}"
    if report.run.state == RunState.SKIPPED:
        text = f"{title} was left out."
        return Message(escape(text), [kit.section(f"*{escape(title)}*\nThis one was left out, and counts for nobody.")])
    counts = _counts(report)
    blocks: list[Block] = [kit.section(f"*{escape(title)}*\n{counts}")]
    if shows != Shows.COUNTS:
        blocks += _blockers(report, shows)
    if shows == Shows.EVERYTHING:
        blocks += _names(report, now)
    if report.is_anonymous:
        blocks.append(kit.context(_anonymity(report, now)))
    return Message(escape(f"{title}: {counts.partition(' · ')[0]}"), blocks)


def _anonymity(report: Report, now: datetime) -> str:
    if not report.is_over(now):
        return AT_END
    return WITHHELD if all(is_withheld(each) for each in report.unnamed.values()) else UNNAMED


def _counts(report: Report) -> str:
    """`3 of 4 answered, and 1 more · 1 away · 1 on holiday`"""
    count = report.participation
    more = f", and {report.extra} more" if report.extra else ""
    out = [f"{number} {what}" for number, what in ((count.away, "away"), (count.holiday, "on holiday")) if number]
    return " · ".join([f"{count.answered} of {count.expected} answered{more}", *out])


def _blockers(report: Report, shows: Shows) -> list[Block]:
    found: list[Block] = []
    left = list(report.blockers)
    while left and len(report.blockers) - len(left) < MOST_BLOCKERS and size(found) < BLOCKERS_ROOM:
        found += blocker_blocks(left.pop(0))
    if left:
        where = " below" if shows == Shows.EVERYTHING else ""
        found.append(kit.context(f"and {len(left)} more{where}"))
    if not report.blockers and shows == Shows.BLOCKERS:
        found.append(kit.context("Nobody is blocked."))
    return found


def _names(report: Report, now: datetime) -> list[Block]:
    """Who is still to come, missing, skipping, away: by name, in the order they were asked, or as numbers."""
    groups: dict[Group, list[str]] = {}
    for line in report.lines:
        group = line.group(now)
        if group is not None:
            groups.setdefault(group, []).append(_name(line, group))
    if report.is_anonymous or not report.standup.reporting.names_missing:
        counts = [f"{len(groups[each])} {each.lower()}" for each in Group if each in groups]
        return [kit.context(" · ".join(counts))] if counts else []
    texts = [f"{each}: {', '.join(groups[each])}" for each in Group if each in groups]
    return [kit.context(*(parts(each, PIECE)[0] for each in texts))] if texts else []


def _name(line: Line, group: Group) -> str:
    """With why they are not there; why somebody skipped is theirs to tell."""
    why = line.prompt.reason if group in (Group.AWAY, Group.HOLIDAY) else None
    return escape(f"{line.name} ({why})" if why else line.name)


def answers_messages(report: Report, line: Line, *, keeps_mentions: bool = False) -> list[Message]:
    """One member's answers in full, in as many messages as they need."""
    blocks = [
        block
        for question, value in line.said
        for block in said_blocks(escape(question.text), question, value, report.names, keeps_mentions=keeps_mentions)
    ]
    marks = _marks(report, line)
    foot = [kit.context(" · ".join(marks))] if marks else []
    return _messages(line.name, [*blocks, *files_block(line.files)], foot, f"{escape(line.name)} answered")


def question_messages(report: Report, question: Question, *, keeps_mentions: bool = False) -> list[Message]:
    """Everybody's answers to one question; none where nobody gave any."""
    text = f"{escape(cut(question.text, 150))}: what everybody said"
    if report.is_anonymous:
        said = report.unnamed.get(question.id, ())
        return _messages(question.text, unnamed_blocks(question, said, report.names), [], text) if said else []
    given = [(line, value) for line in report.answered for asked, value in line.said if asked.id == question.id]
    if is_short(question):
        rows = [
            f"*{escape(line.name)}*: {words(question, value, report.names)}{_aside(report, line)}"
            for line, value in given
        ]
        blocks: list[Block] = [kit.section(each) for each in parts("\n".join(rows), PIECE) if each]
    else:
        blocks = [
            block
            for line, value in given
            for block in said_blocks(
                f"{escape(line.name)}{_aside(report, line)}",
                question,
                value,
                report.names,
                keeps_mentions=keeps_mentions,
            )
        ]
    return _messages(question.text, blocks, [], text) if blocks else []


def _messages(title: str, blocks: Sequence[Block], foot: list[Block], text: str) -> list[Message]:
    """The title stands over the first page in full; the pages after it say which they are."""
    found = pages(blocks)
    many = len(found) > 1
    first = [kit.section(each) for each in parts(f"*{escape(title)}*", PIECE)]
    if many:
        first.append(kit.context(f"1 of {len(found)}"))
    heads: list[list[Block]] = [first]
    for number in range(2, len(found) + 1):
        heads.append([kit.context(f"*{escape(cut(title, 150))}* · {number} of {len(found)}")])
    return [
        Message(
            text if number == 0 else f"{text} ({number + 1} of {len(found)})", [*head, *page, *([] if number else foot)]
        )
        for number, (head, page) in enumerate(zip(heads, found, strict=True))
    ]


def _marks(report: Report, line: Line) -> list[str]:
    """What is to be known about when it was said."""
    prompt, marks = line.prompt, []
    if prompt.answered_at is not None and prompt.late:
        marks.append(f"late, {_at(report, line, prompt.answered_at)}")
    elif prompt.answered_at is not None and prompt.answered_at < prompt.prompt_at:
        marks.append("answered ahead")
    if prompt.edited_at is not None:
        marks.append(f"edited {_at(report, line, prompt.edited_at)}")
    return marks


def _aside(report: Report, line: Line) -> str:
    marks = _marks(report, line)
    return f" ({', '.join(marks)})" if marks else ""


def _at(report: Report, line: Line, moment: datetime) -> str:
    """On each reader's own clock; with the day where it is not the run's."""
    same_day = local_date(moment, find_zone(line.prompt.zone)) == report.run.on
    shown, said = (
        ("{time}", f"{moment:%H:%M}") if same_day else ("{date_short_pretty} {time}", f"{moment:%-d %b %H:%M}")
    )
    return f"<!date^{int(moment.timestamp())}^{shown}|{said} UTC>"
