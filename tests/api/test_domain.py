"""Rules of programs that need no database: gaps, signatures, cursors, and answers as JSON."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.domain import Refusal
from bot.api.domain.pages import PageRequest, page_of, read_cursor, write_cursor
from bot.api.domain.tokens import fingerprint_of, new_token
from bot.api.domain.webhooks import Happening, body_of, gap_after, signature
from bot.outbox.domain import Event


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 10), (2, 20), (3, 40), (9, 2560), (10, 3600), (11, 3600), (5000, 3600)]
)
def test_gaps_double_up_to_an_hour(attempt: int, seconds: int) -> None:
    assert gap_after(attempt) == timedelta(seconds=seconds)


def test_a_signature_has_its_moment_in_it() -> None:
    """Computed apart: `printf '1795426260.{}' | openssl dgst -sha256 -hmac fbs_a`."""
    now = datetime.fromtimestamp(1795426260, UTC)
    one, later = signature("fbs_a", b"{}", now), signature("fbs_a", b"{}", now + timedelta(seconds=1))
    assert one.startswith("t=1795426260,v1=")
    assert one.partition("v1=")[2] != later.partition("v1=")[2]
    assert one != signature("fbs_b", b"{}", now) != signature("fbs_a", b"{ }", now)


def test_a_body_is_the_same_whenever_it_is_sent() -> None:
    happening = Happening(1, "m", Event.RUN_CLOSED, {"standup": 7, "run": 8}, datetime(2026, 11, 23, tzinfo=UTC))
    said = b'{"id":"m","event":"run.closed","at":"2026-11-23T00:00:00Z","workspace":"T1","ids":{"standup":7,"run":8}}'
    assert body_of(happening, "T1") == said


@given(st.integers(0, 10**17), st.text("abc-", min_size=1, max_size=20))
def test_a_cursor_comes_back_as_it_was_and_to_its_own_list_only(last: int, kind: str) -> None:
    assert read_cursor(kind, write_cursor(kind, last)) == str(last)
    with pytest.raises(Refusal):
        read_cursor(kind + "x", write_cursor(kind, last))


@given(st.text(max_size=60))
def test_a_made_up_cursor_is_refused_and_breaks_nothing(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        assert PageRequest("standups", 1, read_cursor("standups", text)).after_id < 0
    assert refused.value.field == "cursor"


@given(st.lists(st.integers(1, 500), unique=True), st.integers(1, 100))
def test_pages_put_together_are_the_list(rows: list[int], limit: int) -> None:
    rows = sorted(rows)
    request, seen = PageRequest("rows", limit), list[int]()
    while True:
        found = [each for each in rows if each > request.after_id][: limit + 1]
        page = page_of(found, request, lambda each: each)
        seen += page.items
        if page.next_cursor is None:
            break
        request = PageRequest("rows", limit, read_cursor("rows", page.next_cursor))
    assert seen == rows


def test_two_tokens_are_never_alike() -> None:
    made = {new_token() for _ in range(100)}
    assert len(made) == len({fingerprint_of(each) for each in made}) == 100
