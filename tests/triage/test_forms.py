"""What people typed, as requests: names and links in words, choices as values, sentences beside what is missing."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from bot.core.errors import BotError
from bot.people.domain import TeamId
from bot.slack.forms import FormErrors, Values
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.domain import Effort, Priority, Recurrence, Source
from bot.triage.forms import (
    Memo,
    memo_of,
    read_closing,
    read_edit,
    read_fire,
    read_memo,
    read_numbered,
    read_priority,
    read_said,
    read_who,
    read_whom,
    words_of,
)
from bot.triage.use_cases import Closing, Edit, FireRequest
from tests.people.builders import ANA
from tests.triage.builders import GRACE, HUGO, Desk


def typed(value: str | None) -> dict[str, Any]:
    return {ids.FIELD: {"type": "plain_text_input", "value": value}}


def chosen(value: str | None, kind: str = "radio_buttons") -> dict[str, Any]:
    return {ids.FIELD: {"type": kind, "selected_option": {"value": value} if value else None}}


def picked(user_id: str | None) -> dict[str, Any]:
    return {ids.FIELD: {"type": "users_select", "selected_user": user_id}}


def dated(value: str | None) -> dict[str, Any]:
    return {ids.FIELD: {"type": "datepicker", "selected_date": value}}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("R&amp;D &lt;b&gt; is 5 &gt; 3", "R&D <b> is 5 > 3"),
        ("ask <@UANA> or <@UANA|ana> or <@UGONE>", "ask @Ana or @ana or @somebody"),
        ("in <#C1|data-team> and <#C2|>", "in #data-team and #channel"),
        ("<!channel> <!here> <!subteam^S1|@analysts> <!subteam^S2>", "@channel @here @analysts @group"),
        ("<!date^1^{date}|Monday>", "Monday"),
        ("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2"),
        ("<https://x.example|the report>", "the report (https://x.example)"),
        ("<https://x.example|https://x.example>", "https://x.example"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        # Typed by hand, so it is only text; it is escaped again whenever it is shown.
        ("&lt;!channel&gt;", "<!channel>"),
        ("&amp;lt;", "&lt;"),
        ("", ""),
    ],
)
async def test_slacks_marks_become_the_words_people_saw(desk: Desk, sent: str, words: str) -> None:
    async with desk.work() as work:
        assert await words_of(work, sent) == words


def test_a_form_is_a_request() -> None:
    memo = Memo(source=Source.SHORTCUT, channel="C9", ts="5.0", thread="1.0", permalink="https://x.example")
    values = {
        ids.TEAM: chosen("7", "static_select"),
        ids.TITLE: typed("  Export fails "),
        ids.DESCRIPTION: typed("<b> & more"),
        ids.PRIORITY: chosen("P2"),
        ids.NEEDED_BY: dated("2026-11-27"),
        ids.REQUESTER: picked(HUGO),
    }
    assert read_fire(values, memo, GRACE) == FireRequest(
        team_id=TeamId(7),
        title="Export fails",
        description="<b> & more",
        priority=Priority.P2,
        needed_by=date(2026, 11, 27),
        requester_id=HUGO,
        filer_id=GRACE,
        source=Source.SHORTCUT,
        permalink="https://x.example",
        source_channel="C9",
        source_ts="5.0",
        source_thread="1.0",
    )


def test_what_a_form_leaves_open_is_the_only_team_the_filer_and_the_usual_priority() -> None:
    values = {
        ids.TITLE: typed("Export fails"),
        ids.DESCRIPTION: typed(None),
        ids.PRIORITY: chosen(None),
        ids.NEEDED_BY: dated(None),
        ids.REQUESTER: picked(None),
    }
    request = read_fire(values, Memo(team_id=3), GRACE)
    assert (request.team_id, request.requester_id, request.priority) == (3, GRACE, Priority.P3)
    assert (request.description, request.needed_by) == ("", None)


@pytest.mark.parametrize(
    ("read", "field", "state"),
    [
        (partial(read_fire, memo=Memo(team_id=3), by=GRACE), ids.TITLE, typed("   ")),
        (read_edit, ids.TITLE, typed(None)),
        (read_said, ids.TEXT, typed(" ")),
        (read_who, ids.WHO, picked(None)),
        (read_priority, ids.PRIORITY, chosen(None)),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    read: Callable[[Values], object], field: str, state: dict[str, Any]
) -> None:
    with pytest.raises(FormErrors) as errors:
        read({field: state})
    assert list(errors.value.by_block) == [field]
    assert all(errors.value.by_block.values())


def test_everything_about_the_end_may_be_left_out() -> None:
    nothing = {
        ids.TEXT: typed(None),
        ids.EFFORT: chosen(None),
        ids.RECURRENCE: chosen(None),
        ids.TOPIC: typed(None),
    }
    assert read_closing(nothing) == Closing()
    said = {
        ids.TEXT: typed("Fixed"),
        ids.EFFORT: chosen("S"),
        ids.RECURRENCE: chosen("ours_now"),
        ids.TOPIC: typed("billing"),
    }
    assert read_closing(said) == Closing("Fixed", Effort.SMALL, Recurrence.OURS_NOW, "billing")


def test_details_that_were_not_asked_stay_and_details_that_were_emptied_go() -> None:
    assert read_edit({ids.TITLE: typed("T")}) == Edit("T", None, None)
    assert read_edit({ids.TITLE: typed("T"), ids.DESCRIPTION: typed(None)}) == Edit("T", "", None)


def test_a_form_remembers_where_it_was_opened() -> None:
    memo = memo_of(Ref(12, Place.QUEUE, 7, 2), "https://hooks.example/1")
    again = read_memo(memo.written())
    assert again == memo
    assert again.ref == Ref(12, Place.QUEUE, 7, 2)
    assert read_memo("") == Memo()


@pytest.mark.parametrize(
    ("rest", "number", "behind"),
    [("F-12 which month?", 12, "which month?"), ("12", 12, ""), ("#12   two  words", 12, "two  words")],
)
def test_a_command_names_its_fire_first(rest: str, number: int, behind: str) -> None:
    assert read_numbered("wait", rest) == (number, behind)


@pytest.mark.parametrize("rest", ["", "which month?", "F-x", "twelve"])
def test_a_command_without_a_number_says_how_to_write_one(rest: str) -> None:
    with pytest.raises(BotError, match="/triage wait F-12"):
        read_numbered("wait", rest)


@pytest.mark.parametrize(
    ("text", "user_id"),
    [("<@UANA>", ANA), ("<@UANA|ana>", ANA), ("<@UANA|ana> please", ANA), ("@ana", None), ("ana", None), ("", None)],
)
def test_a_person_is_named_as_slack_names_them(text: str, user_id: str | None) -> None:
    assert read_whom(text) == user_id
