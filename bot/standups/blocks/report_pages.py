"""A report for one pair of eyes: asked for by command, or looked at before it runs."""

from collections.abc import Sequence
from datetime import datetime

from bot.slack import kit
from bot.slack.message import Block, Message
from bot.standups.blocks import ids
from bot.standups.blocks.day import day_message
from bot.standups.blocks.layout import pieces
from bot.standups.blocks.paging import pages
from bot.standups.blocks.report import report_message
from bot.standups.domain import Report
from bot.standups.domain.day import Day
from bot.standups.domain.report_keys import What
from bot.standups.domain.reports import Copy
from bot.standups.domain.schedule import By, Place, Shows

# Slack takes five answers to one command.
MOST_MESSAGES = 4
FOR_ONE = Copy("", "", Shows.EVERYTHING, Place.THREAD)


def report_pages(report: Report, now: datetime, *, may_post: bool) -> list[Message]:
    """All of it, as far as it is shown by now. `may_post`: they may post it again."""
    if not report.is_due(now):
        early = report_message(report, now, Shows.COUNTS)
        note = kit.context("What was answered is shown once the report is.")
        return [Message(early.text, [*early.blocks, note])]
    # Put together both ways, everything would be read twice.
    once = [each for each in pieces(report, FOR_ONE, now) if report.by != By.BOTH or each[0].what != What.QUESTION]
    found = _joined([message for _, messages in once for message in messages])
    asks = kit.confirm("Post it again?", "What still stands of it is deleted, and all is posted anew.", "Post it")
    again = kit.button("Post it again", ids.POST_AGAIN, str(report.run.id), asks=asks)
    return [*found[:-1], Message(found[-1].text, [*found[-1].blocks, *([kit.actions(again)] if may_post else [])])]


def preview_pages(day: Day, report: Report, now: datetime) -> list[Message]:
    """What a member gets, then what others read, made of the same parts as what is posted."""
    asked, read = day_message(day), [message for _, messages in pieces(report, FOR_ONE, now) for message in messages]
    note = Message(
        "A preview: nobody was asked, and the answers are made up.",
        [kit.section("*A preview.* Nobody was asked, and the answers are made up. This is what each member gets:")],
    )
    here = kit.context("And this is what others then read:")
    return [Message(note.text, [*note.blocks, *asked.blocks]), *_joined([Message(note.text, [here]), *read])]


def _joined(messages: Sequence[Message]) -> list[Message]:
    """Several messages as few, with a line between them."""
    blocks: list[Block] = []
    for message in messages:
        blocks += [kit.divider()] if blocks else []
        blocks += message.blocks or [kit.section(message.text)]
    found = pages(blocks)
    shown = [Message(messages[0].text, page) for page in found[:MOST_MESSAGES]]
    if len(found) > MOST_MESSAGES:
        rest = kit.context("There is more than fits here. All of it stands where the report is posted.")
        shown[-1] = Message(shown[-1].text, [*shown[-1].blocks, rest])
    return shown
