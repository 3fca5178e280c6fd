"""Which messages make up a report in one place, by the keys of their first parts."""

from collections.abc import Iterator
from datetime import datetime

from bot.slack import kit
from bot.slack.message import Message
from bot.standups.blocks.report import answers_messages, question_messages, report_message
from bot.standups.domain import Line, Report, RunState
from bot.standups.domain.report_keys import ReportKey, What
from bot.standups.domain.reports import Copy
from bot.standups.domain.schedule import By, Shows

Piece = tuple[ReportKey, list[Message]]


def first_message(report: Report, copy: Copy, now: datetime) -> Piece:
    """What begins it, and says how it stands."""
    return ReportKey(What.REPORT, report.run.id, copy=copy.name), [report_message(report, now, copy.shows)]


def question_pieces(report: Report, copy: Copy) -> Iterator[Piece]:
    """A message for each question, where the report is put together so; none for one that nobody answered."""
    if copy.shows != Shows.EVERYTHING or report.by == By.PERSON or report.run.state == RunState.SKIPPED:
        return
    for question in report.asked:
        key = ReportKey(What.QUESTION, report.run.id, question.id, copy.name)
        yield key, question_messages(report, question, keeps_mentions=copy.lets_mentions and report.by != By.BOTH)


def line_piece(report: Report, copy: Copy, line: Line) -> Piece | None:
    """One member's message, none once they took it back; None where members have no messages."""
    if copy.shows != Shows.EVERYTHING or report.by == By.QUESTION or report.run.state == RunState.SKIPPED:
        return None
    key = ReportKey(What.ANSWER, line.prompt.id, copy=copy.name)
    return key, answers_messages(report, line, keeps_mentions=copy.lets_mentions) if line.has_answered else []


def pieces(report: Report, copy: Copy, now: datetime) -> Iterator[Piece]:
    """All of it, in the order in which it is read."""
    yield first_message(report, copy, now)
    yield from question_pieces(report, copy)
    for line in report.lines:
        piece = line_piece(report, copy, line)
        if piece is not None:
            yield piece


def instead_of(message: Message, channel: str, ts: str) -> Message:
    """The same, in place of one that Slack lets nobody change any more."""
    link = f"https://slack.com/archives/{channel}/p{ts.replace('.', '')}"
    note = f"This replaces <{link}|an earlier message>, which Slack does not let me change any more."
    return Message(message.text, [*message.blocks, kit.context(note)])
