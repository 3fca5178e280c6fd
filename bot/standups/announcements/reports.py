"""What others are told of a run: reports that stay true wherever they stand."""

from dataclasses import replace

from bot.core.work import Work
from bot.outbox.announcements import announce
from bot.outbox.domain import Undelivered
from bot.people.announcements import NOBODY_CAN_ACT, tell_undelivered
from bot.standups.announcements.keeping import (
    DELETED,
    UNCHANGEABLE,
    Link,
    chain,
    end_from,
    keep,
    replace_unchangeable,
    root_of,
)
from bot.standups.announcements.prompts import show_prompt
from bot.standups.blocks.channels import astray
from bot.standups.blocks.layout import Piece, first_message, line_piece, pieces, question_pieces
from bot.standups.domain import Prompt, PromptState, Report
from bot.standups.domain.report_keys import ReportKey, What
from bot.standups.domain.reports import Copy
from bot.standups.domain.schedule import Place
from bot.standups.repository import Prompts
from bot.standups.use_cases import leads_of_report, read_report
from bot.standups.use_cases.answering import end_early
from bot.standups.use_cases.channels import promise_astray, report_astray
from bot.standups.use_cases.reporting import await_beginning, copies_of, run_of_key, stand_in


async def show_report(work: Work, run_id: int) -> None:
    """Begins the report once there is something to show, and from then on keeps it true. Members' own messages are
    `show_line`'s, but for those of whoever answered before it began.
    """
    if await end_early(work, run_id):
        for each in await Prompts(work).of_run(run_id):
            if each.state != PromptState.ANSWERED:
                await show_prompt(work, each)
    report = await read_report(work, run_id)
    await await_beginning(work, report)
    for copy in await copies_of(work, report):
        await _show(work, report, copy)


async def show_where_it_stands(work: Work, run_id: int) -> None:
    """As `show_report`, and begins nothing: for runs that were over long ago."""
    report = await read_report(work, run_id)
    for copy in await copies_of(work, report):
        if await _root(work, report, copy) is not None:
            await _show(work, report, copy)


async def show_whole_report(work: Work, run_id: int) -> None:
    """Everything of it, after a time in which it could not be kept true."""
    report = await read_report(work, run_id)
    for copy in await copies_of(work, report):
        await _show(work, report, copy, whole=True)


async def show_line(work: Work, prompt: Prompt) -> None:
    """One member's message in every place their report stands in: new, rewritten or taken back."""
    report = await read_report(work, prompt.run_id)
    for copy in await copies_of(work, report):
        piece, root = line_piece(report, copy, report.line_of(prompt.id)), await _root(work, report, copy)
        if piece is not None and root is not None:
            await _keep_piece(work, copy, root, piece)


async def post_again(work: Work, run_id: int) -> bool:
    """Takes back what there is of the report, as far as Slack still shows it, and begins it anew. False when there is
    nothing to show yet.
    """
    report = await read_report(work, run_id)
    if not report.is_due(work.now):
        return False
    for copy in await copies_of(work, report):
        for key, _ in pieces(report, copy, work.now):
            await end_from(work, key, 1)
        await _show(work, report, copy)
    return True


async def _show(work: Work, report: Report, copy: Copy, *, whole: bool = False) -> None:
    has_begun = await _root(work, report, copy) is not None
    if not has_begun and not report.is_due(work.now):
        return
    first = first_message(report, copy, work.now)
    await keep(work, first[0], first[1][0], to=copy.to)
    root = await _root(work, report, copy)
    assert root is not None, "it has begun by now"
    some = has_begun and not whole
    for piece in question_pieces(report, copy) if some else pieces(report, copy, work.now):
        if piece != first:
            await _keep_piece(work, copy, root, piece)


async def _keep_piece(work: Work, copy: Copy, root: Link, piece: Piece) -> None:
    """All parts of one message, and none more than it has now."""
    key, messages = piece
    # Nobody can answer under a message that somebody deleted.
    may_begin = not (root.standing.is_dead and root.standing.error == DELETED)
    above = str(root.key) if copy.place == Place.THREAD else None
    for number, message in enumerate(messages, 1):
        part = replace(key, part=number)
        await keep(work, part, message, to=copy.to, under=above, may_begin=may_begin)
        if number == 1 and above is None:
            first = root_of(await chain(work, part))
            above = str(first.key) if first is not None else None
    await end_from(work, key, len(messages) + 1)


async def _root(work: Work, report: Report, copy: Copy) -> Link | None:
    """The message that begins it there; None while there is none."""
    return root_of(await chain(work, ReportKey(What.REPORT, report.run.id, copy=copy.name)))


async def tell_undelivered_report(work: Work, undelivered: Undelivered) -> None:
    """A report goes where the standup says, which may not be its team's channel: the team's leads can change that.

    A message that Slack lets nobody change any more is said once more below.
    """
    if undelivered.was_posted and undelivered.reason in UNCHANGEABLE:
        await _say_below(work, undelivered.key)
    if not undelivered.was_posted and undelivered.reason not in NOBODY_CAN_ACT:
        await promise_astray(work, undelivered.key)
    found = await leads_of_report(work, undelivered.key)
    await tell_undelivered(work, undelivered, found)


async def tell_astray(work: Work, run_id: int) -> None:
    """To the owner: the report whose channel did not take it, and how to mend that."""
    found = await report_astray(work, run_id)
    if found is None:
        return
    message = astray(found.standup, found.run, found.reason, is_paused=found.is_paused)
    await announce(work, key=f"astray:{found.run.id}", channel=found.standup.owner_id, message=message)
    await _show(work, await read_report(work, found.run.id), stand_in(found.standup))


async def _say_below(work: Work, promised: str) -> None:
    found = await run_of_key(work, promised)
    if found is None:
        return
    key, run_id = found
    report = await read_report(work, run_id)
    first = replace(key, part=1, again=1)
    for copy in await copies_of(work, report):
        messages = dict(pieces(report, copy, work.now)).get(first, [])
        if len(messages) >= key.part:
            in_thread = copy.place == Place.THREAD and key.what != What.REPORT
            root = await _root(work, report, copy) if in_thread else None
            under = str(root.key) if root is not None else promised
            part = replace(key, again=1)
            await replace_unchangeable(work, part, messages[key.part - 1], to=copy.to, under=under)
