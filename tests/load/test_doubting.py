"""Where what was entered cannot be right, whoever can mend it is asked; and what is not to be checked stays private."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from bot.core.errors import BotError
from bot.load import announcements
from bot.load.blocks.facts import YOU, other, reasons, share
from bot.load.blocks.next_steps import Shown
from bot.load.blocks.notices import lead_card, person_notice
from bot.load.domain import (
    Because,
    CountedWeek,
    Doubt,
    Doubted,
    Flag,
    Found,
    Overload,
    OwnWeek,
    Pile,
    Reason,
    Standing,
    Suspected,
    mondays_until,
)
from bot.load.repository import Choices, Episodes, Flags, LoadBeliefs, LoadDoubts, LoadWeeks, Overloads
from bot.load.use_cases import choose_person_only, say_it_is_right
from bot.load.use_cases.doubting import promise_to_ask, to_ask
from bot.load.use_cases.evaluating import promise_to_tell
from bot.load.use_cases.learning import learn_weeks
from bot.load.use_cases.teamwide import note_team
from tests.load.builders import told
from tests.load.office import Office
from tests.people.builders import ANA, BEN, CHITRA

MONDAY = date(2026, 10, 19)
PILE = Pile(waiting=40, closed=30, came=60, usual=33)


def found(*doubted: Doubted, over: bool = False, suspected: Sequence[Suspected] = ()) -> Found:
    return Found(MONDAY, True, tuple(suspected), doubted, over, PILE, None)


@pytest.mark.parametrize(
    ("doubted", "asked"),
    [
        ([Doubted(BEN, Doubt.HOURS), Doubted(None, Doubt.HOURS)], [Doubted(BEN, Doubt.HOURS)]),
        ([Doubted(None, Doubt.ZONE)], [Doubted(None, Doubt.ZONE)]),
        ([Doubted(BEN, Doubt.ZONE), Doubted(None, Doubt.ZONE)], [Doubted(BEN, Doubt.ZONE)]),
        ([Doubted(None, Doubt.ROTA), Doubted(None, Doubt.ABSENCES)], None),
    ],
)
def test_who_entered_it_is_asked(doubted: list[Doubted], asked: list[Doubted] | None) -> None:
    assert to_ask(doubted) == (doubted if asked is None else asked)


async def ask(office: Office, *doubted: Doubted) -> None:
    async with office.work() as work:
        await promise_to_ask(work, office.team, found(*doubted))
    await office.goes_on(hours=8)


@pytest.mark.parametrize(
    ("doubt", "says"),
    [
        (Doubt.ABSENCES, "[Say who is away]"),
        (Doubt.ROTA, "/triage duty"),
        (Doubt.ROTA, "[How we take turns…]"),
        (Doubt.ZONE, "time zone"),
    ],
)
async def test_a_lead_is_asked_about_the_team_and_no_name_is_said(office: Office, doubt: Doubt, says: str) -> None:
    await ask(office, Doubted(None, doubt))
    [question] = await office.said_to(ANA)
    assert says.strip("[]") in str(question)
    assert "Ben" not in str(question)
    assert await office.said_to(BEN) == []


async def test_the_same_is_asked_again_after_eight_weeks_and_not_before(office: Office) -> None:
    for weeks in (0, 4, 4):
        await office.goes_on(weeks=weeks)
        await ask(office, Doubted(BEN, Doubt.HOURS))
        await ask(office, Doubted(BEN, Doubt.HOURS))
    assert len(await office.said_to(BEN)) == 2


async def test_who_says_that_it_is_right_settles_it_for_good(office: Office) -> None:
    await ask(office, Doubted(BEN, Doubt.HOURS), Doubted(None, Doubt.ROTA))
    async with office.work() as work:
        own, of_team = await LoadDoubts(work).of_team(office.team.id)
        for asked_id, by in ((own.id, ANA), (of_team.id, BEN), (9999, ANA)):
            with pytest.raises(BotError):
                await say_it_is_right(work, asked_id, by)
        for asked_id, by in ((own.id, BEN), (of_team.id, ANA)):
            await announcements.show_answer(work, *await say_it_is_right(work, asked_id, by))
        with pytest.raises(BotError, match="already"):
            await say_it_is_right(work, of_team.id, ANA)
    await office.goes_on(weeks=20)
    await ask(office, Doubted(BEN, Doubt.HOURS), Doubted(None, Doubt.ROTA))
    [question] = await office.said_to(BEN)
    assert "I will not ask again" in str(question)
    assert len(await office.said_to(ANA)) == 1


async def test_a_team_with_too_much_is_told_of_once_and_once_that_it_is_over(office: Office) -> None:
    async with office.work() as work:
        for _ in range(3):
            assert await note_team(work, office.team, found(over=True), tell=True) is None
    await office.goes_on(hours=8)
    [card] = await office.said_to(ANA)
    assert "40 requests wait or are in hand" in str(card)
    assert "about 4 weeks of work at that pace" in str(card)
    assert await office.said_to(BEN) == []
    async with office.work() as work:
        over = await note_team(work, office.team, found(), tell=True)
        assert isinstance(over, Overload)
        await announcements.tell_team_is_over(work, over, office.team)
        assert await note_team(work, office.team, found(), tell=True) is None
        assert await Overloads(work).open_of(office.team.id) is None
    assert len(await office.said_to(ANA)) == 2


def test_where_the_whole_team_has_too_much_nobodys_part_is_called_the_cause() -> None:
    for over in (True, False):
        episode = replace(told(), team_over=over)
        for message in (person_notice(episode), lead_card(episode, Shown())):
            assert ("This comes on top of that, and is not its cause." in str(message)) is over


async def test_weeks_that_are_made_up_for_tell_nobody_about_the_team(office: Office) -> None:
    async with office.work() as work:
        await note_team(work, office.team, found(over=True), tell=False)
        assert await Overloads(work).open_of(office.team.id) is None


def a_flag(own: Sequence[int], last: date, *because: Because) -> Flag:
    """That the weeks together raised, of a fifth of ten requests a week."""
    weeks = zip(mondays_until(last), own, strict=True)
    standing = Standing(BEN, tuple(OwnWeek(monday, each, 10, Fraction(1, 5)) for monday, each in weeks))
    return Flag(standing, 0.2, None, because or (Because(Reason.SHARE, 4),))


async def test_what_was_between_the_person_and_us_is_said_to_them_again_before_a_lead_may_hear(office: Office) -> None:
    """Ben's counts are not far enough above at first; a week later they are."""
    later = MONDAY + timedelta(weeks=1)
    little, much = a_flag((3, 3, 3, 2), MONDAY), a_flag((4, 4, 4, 4), later)
    async with office.work() as work:
        week_id = await LoadWeeks(work).add(office.team.id, CountedWeek(MONDAY, ()), None)
        episode_id = await Episodes(work).open(office.team.id, BEN, MONDAY)
        assert week_id is not None
        await Flags(work).add(week_id, episode_id, little)
        episode = await Episodes(work).get(episode_id)
        assert episode is not None
        await promise_to_tell(work, office.team, episode, little)
    await office.goes_on(days=2)
    [first] = await office.said_to(BEN)
    assert "Nobody else is told." in str(first)
    assert await office.said_to(ANA) == []

    await office.goes_on(days=5)
    async with office.work() as work:
        week_id = await LoadWeeks(work).add(office.team.id, CountedWeek(later, ()), None)
        assert week_id is not None
        await Flags(work).add(week_id, episode_id, much)
        await Episodes(work).flagged(episode_id, later)
        episode = await Episodes(work).get(episode_id)
        assert episode is not None
        await promise_to_tell(work, office.team, episode, much)
    await office.goes_on(hours=4)
    first, second = await office.said_to(BEN)
    assert "newer message below" in str(first)
    assert "Ana will see the same counts" in str(second)
    assert await office.said_to(ANA) == []
    await office.goes_on(days=1)
    assert len(await office.said_to(ANA)) == 1


async def test_only_leads_choose_that_flags_stay_with_the_person(office: Office) -> None:
    async with office.work() as work:
        with pytest.raises(BotError, match="Only leads"):
            await choose_person_only(work, office.team.id, BEN, person_only=True)
        assert not await Choices(work).person_only(office.team.id)
        for chosen in (True, True, False):
            await choose_person_only(work, office.team.id, ANA, person_only=chosen)
            assert await Choices(work).person_only(office.team.id) is chosen


async def test_what_was_found_is_stored_as_it_was(office: Office) -> None:
    whole = Found(
        MONDAY,
        True,
        (Suspected(BEN, (Reason.CONTACT, Reason.SHARE), "access"),),
        (Doubted(CHITRA, Doubt.ZONE), Doubted(None, Doubt.ROTA)),
        True,
        PILE,
        {BEN: Fraction(3, 7), ANA: Fraction(4, 7)},
    )
    async with office.work() as work:
        assert await LoadBeliefs(work).add(office.team.id, whole, {"format": "old"})
        assert not await LoadBeliefs(work).add(office.team.id, whole, None), "a week is believed once"
        assert await LoadBeliefs(work).found(office.team.id, MONDAY) == whole
        assert await LoadBeliefs(work).newest(office.team.id) == (MONDAY, {"format": "old"})
        assert await LoadBeliefs(work).fair_shares(office.team.id, MONDAY, MONDAY) == {MONDAY: whole.fair}


def test_beliefs_of_another_format_are_learnt_anew() -> None:
    assert learn_weeks({"format": "old"}, (), []).beliefs == learn_weeks(None, (), []).beliefs


@pytest.mark.parametrize(
    ("because", "you", "lead"),
    [
        (
            Because(Reason.CONTACT, 4, 17, 20, 5, 20, topic="access"),
            "You took *17 of 20 requests* about `access` in the last four weeks; in the eight weeks before it was 5 of "
            "20.",
            "Ben took *17 of 20 requests* about `access`",
        ),
        (
            Because(Reason.AFTER_HOURS, 4, 12, 20),
            "You took *12 of your 20 requests* of the last four weeks outside your hours (Mon–Fri 09:00–17:00, ",
            "Ben took *12 of their 20 requests* of the last four weeks outside their hours",
        ),
        (
            Because(Reason.ROTA, 9, 6, 9, 2, 9),
            "You were on duty in *6 of the last 9 weeks*; an even rota gives 2.",
            "Ben was on duty in *6 of the last 9 weeks*",
        ),
        (
            Because(Reason.WEIGHT, 4, 5, 8, 2, 20, times=1.7),
            "Your count is normal, but your requests were about *1.7 times as big* as those of the others, by their "
            "sizes; *5 of 8* were P1 or P2, of those of the others 2 of 20.",
            "Their count is normal, but their requests were about *1.7 times as big*",
        ),
        (
            Because(Reason.WEIGHT, 4, 5, 8, 2, 20),
            "Your count is normal, but of your requests, *5 of 8* were P1 or P2, of those of the others 2 of 20.",
            "Their count is normal, but of their requests, *5 of 8* were P1 or P2",
        ),
    ],
)
def test_each_reason_is_said_in_counts(because: Because, you: str, lead: str) -> None:
    episode = told(a_flag((2, 2, 2, 2), MONDAY, because))
    assert you in reasons(episode, YOU)
    assert lead in reasons(episode, other(episode))
    assert "about *8* was expected. Chance alone stays within 4 to 12 nine times in ten." in share(episode, YOU)
    for message in (person_notice(episode), lead_card(episode, Shown())):
        assert not re.search("score|rank|diagnos", str(message), re.IGNORECASE)
