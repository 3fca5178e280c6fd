"""Which steps a fire may take and who may take them; numbers, priorities and ages as people write them."""

from datetime import timedelta
from itertools import product

import pytest

from bot.people.domain import UserId
from bot.triage.domain import (
    LEGAL,
    MAY,
    Act,
    Effort,
    Fire,
    Part,
    Priority,
    State,
    Step,
    ago,
    as_cases,
    in_order,
    is_dismissal,
    length_in_words,
    may,
    next_state,
    parts_of,
    read_number,
    read_request,
    says_not_a_request,
    title_of,
)
from tests.people.builders import ANA, BEN, IRIS, a_person, a_team
from tests.triage.builders import GRACE, LAST_MONDAY, a_fire, taken

# Where each step leads from each state; what is not here is refused.
WAYS = """
            claim   assign  release start       wait    answer      resolve decline  withdraw snooze  wake merge  reopen
new         claimed claimed -       -           -       -           -       declined declined snoozed -    merged -
claimed     -       claimed new     in_progress waiting -           done    declined declined snoozed -    merged -
in_progress -       claimed new     -           waiting -           done    declined declined snoozed -    merged -
waiting     -       waiting new     in_progress -       in_progress done    declined declined snoozed -    merged -
snoozed     claimed claimed new     in_progress -       -           done    declined declined snoozed new  merged -
done        -       -       -       -           -       -           -       -        -        -       -    -      new
declined    -       -       -       -           -       -           -       -        -        -       -    -      new
merged      -       -       -       -           -       -           -       -        -        -       -    -      new
"""
# Who may take a step that is legal: requester, owner, member, lead.
ALLOWED = """
                     asked owner member lead
claim                -     -     x      x
assign               -     x     -      x
release              -     x     -      x
start                -     x     -      x
wait                 -     x     -      x
answer               x     x     -      x
resolve              -     x     x      x
decline              -     x     x      x
withdraw             x     -     -      -
snooze               -     x     -      x
wake                 -     x     x      x
merge                -     x     -      x
reopen               x     x     x      x
edit                 x     x     x      x
set_the_priority_of  -     -     -      x
see                  x     x     -      x
write_notes_about    -     x     x      x
split                -     x     -      x
make_private_or_not  x     x     -      x
say_how_it_went_with x     -     -      -
"""


def cells(table: str) -> list[tuple[str, str, str]]:
    """(row, column, what stands there)"""
    head, *rows = [line.split() for line in table.strip().splitlines()]
    return [(row[0], column, word) for row in rows for column, word in zip(head, row[1:], strict=True)]


def test_the_table_of_steps_is_complete() -> None:
    assert {(row, column) for row, column, _ in cells(WAYS)} == set(product(State, Step))
    assert set(LEGAL) == set(State)


@pytest.mark.parametrize(("state", "step", "then"), cells(WAYS))
def test_a_step_leads_where_the_table_says_or_nowhere(state: str, step: str, then: str) -> None:
    expected = None if then == "-" else State(then)
    assert next_state(State(state), Step(step)) == expected


@pytest.mark.parametrize(("what", "part", "mark"), cells(ALLOWED))
def test_each_part_may_do_what_the_table_says(what: str, part: str, mark: str) -> None:
    deed = Act(what.replace("_", " ")) if what.replace("_", " ") in set(Act) else Step(what)
    assert may(frozenset({Part[part.upper()]}), deed) == (mark == "x")


def test_the_table_of_permissions_is_complete() -> None:
    assert {row.replace("_", " ") for row, _, _ in cells(ALLOWED)} == {str(deed) for deed in MAY}


def test_somebody_may_be_several_things_to_a_fire() -> None:
    team = a_team(a_person(ANA), a_person(BEN))

    def parts(user_id: str, person_admin: bool | None = None) -> frozenset[Part]:
        person = None if person_admin is None else a_person(user_id, is_admin=person_admin)
        return parts_of(team, user_id, person, asked=frozenset({GRACE, BEN}), owner_id=BEN)

    assert parts(BEN, False) == {Part.ASKED, Part.OWNER, Part.MEMBER}
    assert parts(ANA, False) == {Part.MEMBER, Part.LEAD}
    assert parts(GRACE) == {Part.ASKED}
    assert parts(IRIS, True) == {Part.LEAD}
    assert parts(IRIS) == frozenset()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("F-12", 12),
        ("f-12", 12),
        ("F12", 12),
        ("f 12", 12),
        ("12", 12),
        ("#12", 12),
        ("F-#12", 12),
        ("#F-12", 12),
        ("F-012", 12),
        ("F-12,", 12),
        (" F-12: ", 12),
        ("F-123456789", 123456789),
        ("F-1234567890", None),
        ("0", None),
        ("F-0", None),
        ("-12", None),
        ("F--12", None),
        ("12th", None),
        ("twelve", None),
        ("F", None),
        ("", None),
    ],
)
def test_a_number_is_read_however_people_write_it(typed: str, number: int | None) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "title", "priority"),
    [
        ("Dashboard is down p1", "Dashboard is down", Priority.P1),
        ("p1 Dashboard is down", "Dashboard is down", Priority.P1),
        ("P2: Dashboard is down", "Dashboard is down", Priority.P2),
        ("[p3] Dashboard is down", "Dashboard is down", Priority.P3),
        ("Dashboard is down (P4)", "Dashboard is down", Priority.P4),
        ("Dashboard is down, p1!", "Dashboard is down", Priority.P1),
        ("p1 - Dashboard is down", "Dashboard is down", Priority.P1),
        # Only a whole word, only at either end, only one.
        ("Dashboard p1 is down", "Dashboard p1 is down", None),
        ("Dashboard of sp1", "Dashboard of sp1", None),
        ("p5 Dashboard", "p5 Dashboard", None),
        ("p1 or p2", "or p2", Priority.P1),
        ("p1", "", Priority.P1),
        ("", "", None),
        ("   ", "", None),
    ],
)
def test_the_first_or_last_word_of_a_request_may_be_its_priority(
    typed: str, title: str, priority: Priority | None
) -> None:
    asked = read_request(typed)
    assert (asked.title, asked.description, asked.priority) == (title, "", priority)


def test_a_request_too_long_for_a_title_is_kept_whole_as_its_details() -> None:
    long = "word " * 600
    asked = read_request(long + "p2")
    assert asked.title.endswith("word…")
    assert len(asked.title) <= 150
    assert asked.description == long.strip()
    assert asked.priority == Priority.P2


def test_the_first_line_is_the_title_and_all_lines_the_details() -> None:
    asked = read_request("Dashboard is down\n\nsince Monday")
    assert (asked.title, asked.description) == ("Dashboard is down", "Dashboard is down\n\nsince Monday")


@pytest.mark.parametrize(("length", "kept"), [(149, 149), (150, 150), (151, 150)])
def test_a_title_has_at_most_150_characters(length: int, kept: int) -> None:
    assert len(title_of("x" * length)) == kept


@pytest.mark.parametrize(
    ("reason", "it_is"),
    [("not a request", True), ("Not a request.", True), ("not a request of ours", False), ("", False)],
)
def test_not_a_request_is_understood_only_when_nothing_else_is_said(reason: str, it_is: bool) -> None:
    assert says_not_a_request(reason) is it_is


@pytest.mark.parametrize(
    ("step", "not_a_request", "minutes", "was_taken", "dismissed"),
    [
        (Step.DECLINE, True, 60, False, True),
        (Step.DECLINE, True, 61, False, False),
        (Step.DECLINE, True, 60, True, True),
        (Step.DECLINE, False, 1, False, False),
        (Step.WITHDRAW, False, 6000, False, True),
        (Step.WITHDRAW, False, 1, True, False),
        (Step.RESOLVE, True, 1, False, False),
    ],
)
def test_what_never_was_a_request_leaves_all_counts(
    step: Step, not_a_request: bool, minutes: int, was_taken: bool, dismissed: bool
) -> None:
    at = LAST_MONDAY if was_taken else None
    age = timedelta(minutes=minutes)
    assert is_dismissal(step, not_a_request=not_a_request, age=age, taken=at) is dismissed


@pytest.mark.parametrize(
    ("seconds", "words", "short"),
    [
        (59, "a moment", "just now"),
        (60, "one minute", "1 min ago"),
        (120, "two minutes", "2 min ago"),
        (3599, "59 minutes", "59 min ago"),
        (3600, "an hour", "1 h ago"),
        (36_000, "10 hours", "10 h ago"),
        (86_400, "one day", "1 d ago"),
        (864_000, "10 days", "10 d ago"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(seconds: int, words: str, short: str) -> None:
    age = timedelta(seconds=seconds)
    assert (length_in_words(age), ago(age)) == (words, short)


def test_the_queue_comes_first_then_the_priority_then_the_oldest() -> None:
    older = LAST_MONDAY - timedelta(days=1)
    fires = [
        taken(number=1, priority=Priority.P1),
        a_fire(number=2, priority=Priority.P3),
        a_fire(number=3, priority=Priority.P1),
        a_fire(number=4, priority=Priority.P1, created_at=older),
        a_fire(number=5, priority=Priority.P1, created_at=older),
    ]
    assert [fire.number for fire in in_order(fires)] == [4, 5, 3, 2, 1]


def test_fires_of_one_case_are_one_piece_of_work() -> None:
    later = LAST_MONDAY + timedelta(hours=3)
    fires = [
        taken(State.DONE, number=1, effort=Effort.SMALL, priority=Priority.P3),
        taken(State.DONE, ANA, number=2, case_id=1, claimed_at=later, closed_at=later, effort=Effort.LARGE),
        a_fire(number=3),
    ]
    (case,) = as_cases(fires)
    assert (case.case_id, case.handler, case.taken_at, case.closed_at) == (1, ANA, LAST_MONDAY, later)
    assert (case.priority, case.effort, case.fires) == (Priority.P2, Effort.LARGE, 2)


def test_a_case_is_closed_when_all_its_fires_are_and_dismissed_when_all_are() -> None:
    open_one = taken(number=2, case_id=1)
    (case,) = as_cases([taken(State.DECLINED, number=1, dismissed=True), open_one])
    assert case.closed_at is None
    assert not case.dismissed


@pytest.mark.parametrize(
    ("fire", "handler"),
    [
        (taken(State.DONE, BEN, closed_by=ANA), ANA),
        (taken(State.CLAIMED, BEN), BEN),
        (a_fire(last_owner_id=BEN, claimed_at=LAST_MONDAY), BEN),
        # Taken back by the requester: the work was the owner's.
        (taken(State.DECLINED, BEN, closed_by=None), BEN),
        (a_fire(), None),
    ],
)
def test_who_handled_a_fire_resolved_it_or_has_it_or_had_it_last(fire: Fire, handler: UserId | None) -> None:
    assert fire.handler == handler
