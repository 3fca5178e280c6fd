"""What load looks like: every message is one that Slack takes, names nobody in a ranking, and explains itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.duty.domain import PlannedShift, Turns
from bot.load.blocks import notices, words
from bot.load.blocks.next_steps import Shown
from bot.load.blocks.pages import home_lines, own_page, team_page
from bot.load.domain import (
    Backup,
    CountedWeek,
    Cover,
    Coverage,
    Even,
    Judgement,
    Look,
    Move,
    OwnLoad,
    Place,
    Plea,
    Response,
    Settled,
    Steps,
    Tally,
    TeamLoad,
    TopicCover,
    judge,
    mondays_until,
)
from bot.people.domain import Team, UserId
from bot.slack.limits import message_problems, problems
from bot.slack.message import Message
from bot.triage.domain import Level
from tests.load.builders import FULL_TIME, LAST, TOLD_AT, a_flag, a_standing, told
from tests.people.builders import ANA, BEN, CHITRA, DAN, a_person, a_team
from tests.triage.builders import taken

MANY = [a_person(f"U{number:03}", name=f"Person <{number}> {'y' * 200}") for number in range(60)]
LONG = "<!channel> & " + "x" * 3000
MOVES = (Move(12, CHITRA), Move(13, DAN))
FIRES = {12: taken(number=12), 13: taken(number=13, title=LONG)}
NAMES = {CHITRA: "Chitra", DAN: "Dan", ANA: "Ana", BEN: "Ben"}
SHIFT = PlannedShift(
    "Mon 7 Dec to Sun 13 Dec", date(2026, 12, 7), date(2026, 12, 13), CHITRA, DAN, BEN, DAN, (), "", ""
)
SHOWN = Shown(FIRES, NAMES, Turns((SHIFT,) * 9, (), (), 1, mends=True), "CFIRES")
JARGON = ("p-value", "significan", "diagnos", "score", "Holm", "rank", "worst", "top ", "burnout", "burned")


def shown(message: Message) -> str:
    """All that can be read, headings too."""
    return " ".join([message.text, *texts(message.blocks)])


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return []
    if isinstance(value, Mapping):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for each in value.values() for text in texts(each)]
    return [text for each in value for text in texts(each)] if isinstance(value, Sequence | tuple) else []


def buttons(message: Message) -> list[str]:
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def a_judgement(team: Team, cases: int = 4, ben: int | None = None) -> Judgement:
    def week(number: int) -> CountedWeek:
        tallies = [
            Tally(each.user_id, FULL_TIME, ben if ben is not None and each.user_id == BEN else cases)
            for each in team.members
        ]
        return CountedWeek(mondays_until(LAST)[number], tuple(tallies))

    return judge([week(number) for number in range(4)], [each.user_id for each in team.members])


def a_team_load(team: Team, **more: Any) -> TeamLoad:
    running = CountedWeek(LAST + timedelta(weeks=1), tuple(Tally(each.user_id, FULL_TIME, 1) for each in team.members))
    return TeamLoad(team, a_judgement(team, **more), running)


def a_covered_load(team: Team, topics: int, left: int = 0) -> TeamLoad:
    """Everybody took one request of each topic, and `left` were taken by people who left."""
    everybody = tuple((each.user_id, 1) for each in team.members)
    covers = (
        TopicCover(f"<!here> {number} {'z' * 80}", len(everybody) + left, everybody, left, Cover.MORE)
        for number in range(topics)
    )
    return replace(a_team_load(team), coverage=Coverage(tuple(covers), 1, too_small=False))


def table(message: Message) -> list[list[str]]:
    [found] = [block for block in message.blocks if block["type"] == "table"]
    return [[cell["text"] for cell in row] for row in found["rows"]]


def an_own_load(team: Team, looks: tuple[Look, ...] = (), **more: Any) -> OwnLoad:
    load = a_team_load(team, **more)
    standing = load.judgement.standing(team.members[0].user_id)
    assert standing is not None
    return OwnLoad(team, load.judgement, standing, load.running, looks, NAMES)


FOUR = a_team(*(a_person(each) for each in (ANA, BEN, CHITRA, DAN)))
SIXTY = a_team(*MANY, name="<n>" * 30)
ALONE = a_team(a_person())

NOTICES = [
    told(),
    told(lead_due_at=None),
    *(told(response=each) for each in Response),
    *(told(response=each, lead_due_at=None) for each in Response),
    *(told(response=each, told_leads=(ANA,), lead_told_at=TOLD_AT) for each in (None, *Response)),
    told(closed_at=TOLD_AT),
    told(a_flag(a_standing(own=(900, 900, 900, 900), team=4000), chance=0.0)),
    replace(told(), team=SIXTY, leads=SIXTY.members),
]
CARDS = [
    told(moves=MOVES),
    told(moves=MOVES, response=Response.TALK),
    told(moves=MOVES[:1]),
    told(moves=MOVES, settled=Settled.APPLIED, settled_by=ANA),
    told(moves=(MOVES[0], replace(MOVES[1], kept=LONG[:200])), settled=Settled.APPLIED, settled_by=ANA),
    told(moves=MOVES, settled=Settled.DISMISSED, settled_by=ANA),
    told(room=(CHITRA, DAN), steps=Steps(plea=Plea.QUEUE)),
    told(room=()),
    told(moves=MOVES, steps=Steps(1, stays_on=True, backup=Backup(LONG[:100], DAN, None), plea=Plea.HOURS)),
    told(steps=Steps(1, LONG[:300], backup=Backup(LONG[:100], DAN, None, LONG[:100])), settled=Settled.APPLIED),
    told(moves=MOVES, closed_at=TOLD_AT),
    told(moves=tuple(Move(13, UserId("UGONE"), LONG[:200]) for _ in range(5)), settled=Settled.APPLIED),
]


@pytest.mark.parametrize(
    "message",
    [
        *(notices.person_notice(each) for each in NOTICES),
        *(notices.lead_card(each, SHOWN) for each in CARDS),
        *(team_page(a_team_load(team, cases=cases)) for team in (FOUR, SIXTY, ALONE) for cases in (0, 1, 300)),
        *(team_page(a_covered_load(team, 30, left)) for team in (FOUR, SIXTY) for left in (0, 2)),
        *(own_page(an_own_load(team, cases=cases)) for team in (FOUR, SIXTY, ALONE) for cases in (0, 1, 300)),
    ],
)
def test_slack_takes_every_message(message: Message) -> None:
    assert message_problems(message.to_dict()) == []


@pytest.mark.parametrize("message", [*map(notices.person_notice, NOTICES), team_page(a_team_load(SIXTY))])
def test_words_of_people_do_not_come_alive(message: Message) -> None:
    assert "<n>" not in str([block for block in message.blocks if block["type"] in ("section", "context")])


@pytest.mark.parametrize("message", [*map(notices.person_notice, NOTICES), team_page(a_team_load(FOUR, ben=30))])
def test_it_speaks_of_load_in_sentences_and_of_no_scores(message: Message) -> None:
    sentences = [text for block in message.blocks if block["type"] != "header" for text in texts(block)]
    assert sentences
    assert not [word for word in JARGON if word in " ".join(sentences)]


def test_the_person_reads_the_counts_what_was_expected_and_how_rare_that_is() -> None:
    message = notices.person_notice(told())
    assert "you handled *16 of Data's 40 requests*" in shown(message)
    assert "about *8* was expected" in shown(message)
    assert "about 3 in 1,000" in shown(message)
    assert "week of 2 Nov: 4 of 10, fair share 20%" in shown(message)
    assert "Ana will see the same counts on <!date^1796115600^" in shown(message)
    assert buttons(message) == ["Planned", "Wrong data", "I want to talk"]


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        (Response.PLANNED, "Nobody else is told"),
        (Response.WRONG_DATA, "Nobody else is told"),
        (Response.TALK, "Ana will read it on"),
    ],
)
def test_an_answer_stands_in_place_of_the_buttons_and_can_be_changed(response: Response, sentence: str) -> None:
    message = notices.person_notice(told(response=response))
    assert buttons(message) == ["Change my answer"]
    assert sentence in shown(message)


def test_topics_and_people_stand_in_a_table_with_what_others_took_in_a_column_of_its_own() -> None:
    head, *rows = table(team_page(a_covered_load(FOUR, 2)))
    assert head == ["Topic", *(each.name for each in FOUR.members), "All", "Nearly all by"]
    assert [row[1:] for row in rows] == [["1", "1", "1", "1", "4", "more people"]] * 2
    head, row = table(team_page(a_covered_load(FOUR, 1, left=3)))
    assert head[-3:] == ["Others", "All", "Nearly all by"]
    assert row[-3:] == ["3", "7", "more people"]
    head, row = table(team_page(a_covered_load(SIXTY, 1)))
    assert len(head) == 20
    assert row[-3:] == ["44", "60", "more people"]


def test_a_lead_reads_that_nobody_else_is_told() -> None:
    message = notices.person_notice(replace(told(lead_due_at=None), leads=()))
    assert "Nobody else is told" in shown(message)


def test_the_lead_sees_the_same_counts_and_a_next_step_to_click() -> None:
    message = notices.lead_card(told(moves=MOVES), SHOWN)
    assert "*16 of 40 requests*" in shown(message)
    assert "about *8* was expected" in shown(message)
    assert "F-12 Revenue dashboard shows zeros → Chitra" in shown(message)
    assert buttons(message) == ["Apply", "Dismiss"]


def test_without_open_fires_the_next_step_is_the_queue() -> None:
    message = notices.lead_card(told(room=(CHITRA, DAN), steps=Steps(plea=Plea.QUEUE)), Shown(names=NAMES))
    assert "use the queue" in shown(message)
    assert "Chitra and Dan have room" in shown(message)
    assert "without a name" in shown(message)
    assert buttons(message) == ["Apply", "Dismiss"]


def test_where_nobody_has_room_the_card_says_so_and_what_helps_then() -> None:
    message = notices.lead_card(told(), Shown())
    assert "Nobody else is here and free of a flag" in shown(message)
    assert "can wait" in shown(message)
    assert buttons(message) == ["Dismiss"]


def test_everything_proposed_stands_on_the_card_and_what_became_of_it_after_the_click() -> None:
    steps = Steps(plan_id=1, backup=Backup("access", DAN, Level.LEARNER), stays_on=False)
    text = shown(notices.lead_card(told(moves=MOVES, steps=steps), SHOWN))
    assert "Proposed next step: hand 2 open fires of Ben over" in text
    assert "And: publish duty without Ben next week" in text
    assert "Mon 7 Dec to Sun 13 Dec: Chitra, backup Dan (now: Ben, backup Dan)" in text
    assert "Dan, who is learning it and has room." in text
    kept = replace(steps, plan_kept=f"{CHITRA} is away by now in Mon 7 Dec to Sun 13 Dec.")
    done = told(moves=MOVES, steps=kept, settled=Settled.APPLIED, settled_by=ANA)
    text = shown(notices.lead_card(done, SHOWN))
    assert "Duty stays as it was: Chitra is away by now in Mon 7 Dec to Sun 13 Dec." in text
    assert "Backup for `access`: Dan, who was told." in text


def test_once_it_is_even_again_the_counts_since_stand_instead_and_nothing_is_proposed() -> None:
    even = replace(told(moves=MOVES), even=Even(2, 3, 20, Fraction(4)))
    card = notices.lead_card(even, SHOWN)
    assert "Load is back to an even share for 2 weeks." in shown(card)
    assert "Ben handled 3 of the team's 20 requests; about 4 was expected." in shown(card)
    assert "16" not in shown(card)
    assert buttons(card) == buttons(notices.person_notice(even)) == []


def test_what_was_not_handed_over_says_why() -> None:
    kept = replace(MOVES[0], kept="Chitra is away (back on Monday).")
    message = notices.lead_card(told(moves=(kept, MOVES[1]), settled=Settled.APPLIED, settled_by=ANA), SHOWN)
    assert "Ana applied the proposal" in shown(message)
    assert "stays: Chitra is away" in shown(message)
    assert "→ Dan" in shown(message)
    assert buttons(message) == []


def test_a_card_shows_no_counts_once_the_episode_is_over() -> None:
    message = notices.lead_card(told(moves=MOVES, closed_at=TOLD_AT), SHOWN)
    assert "16" not in shown(message)
    assert "Ben" not in shown(message)
    assert "Nothing like it has been seen in Data for four weeks." in shown(message)


def charts(message: Message) -> list[Mapping[str, Any]]:
    return [block["chart"] for block in message.blocks if block["type"] == "data_visualization"]


def test_a_team_is_shown_by_name_and_not_by_count() -> None:
    message = team_page(a_team_load(FOUR, ben=30))
    [chart] = charts(message)
    assert chart["axis_config"]["categories"] == ["Ana", "Ben", "Chitra", "Dan"]
    assert [series["name"] for series in chart["series"]] == ["Handled", "Expected"]
    table = shown(message)
    assert "Ben: 120 handled, about 42 expected (likely 33 to 51)" in table
    assert table.index("Ana:") < table.index("Ben:") < table.index("Chitra:") < table.index("Dan:")
    assert "can see that you looked" in table


def test_of_sixty_people_two_charts_show_forty_and_the_list_all() -> None:
    message = team_page(a_team_load(SIXTY))
    assert [len(chart["axis_config"]["categories"]) for chart in charts(message)] == [20, 20]
    assert "the other 20 are in the list below" in shown(message)
    lines = [line for text in texts(message.blocks) for line in text.splitlines() if line.startswith("• Person")]
    assert len(lines) == 60


@pytest.mark.parametrize("cases", [0, 1])
def test_too_little_is_said_to_be_too_little_and_no_all_clear(cases: int) -> None:
    for message in (team_page(a_team_load(ALONE, cases=cases)), own_page(an_own_load(ALONE, cases=cases))):
        assert "Not enough data" in shown(message)
        assert "does not mean that all is well" in shown(message)


def test_a_member_sees_their_own_weeks_and_the_teams_total_and_no_other_name() -> None:
    message = own_page(an_own_load(FOUR, ben=30))
    assert "16 of 168 requests" in shown(message)
    assert "week of 23 Nov: 4 of 42, fair share 25%" in shown(message)
    assert [chart["axis_config"]["categories"] for chart in charts(message)] == [["2 Nov", "9 Nov", "16 Nov", "23 Nov"]]
    assert not [name for name in ("Ben", "Chitra", "Dan") if name in shown(message)]


def test_a_member_sees_who_looked_each_place_once() -> None:
    looks = tuple(Look(ANA, place, TOLD_AT - timedelta(days=days)) for days in (0, 1) for place in Place)
    page = own_page(an_own_load(FOUR, looks))
    assert shown(page).count("Ana at the team's load") == 1
    assert shown(page).count("Ana at a notice") == 1
    assert "Nobody has looked" in shown(own_page(an_own_load(FOUR)))


@pytest.mark.parametrize("cases", [0, 4])
def test_home_shows_ones_own_load_without_a_chart(cases: int) -> None:
    lines = home_lines(an_own_load(FOUR, cases=cases))
    assert problems(lines, "home") == []
    assert "Your load in Data" in " ".join(texts(lines))


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0029, "about 3 in 1,000"),
        (0.0096, "about 1 in 100"),
        (0.012, "about 1 in 100"),
        (0.00042, "about 4 in 10,000"),
        (3e-6, "about 3 in 1,000,000"),
        (9e-7, "less than 1 in 1,000,000"),
        (0.0, "less than 1 in 1,000,000"),
    ],
)
def test_rarity_is_said_in_small_whole_numbers(chance: float, said: str) -> None:
    assert words.rarely(chance) == said


@pytest.mark.parametrize(
    ("number", "said"), [(Fraction(8), "8"), (Fraction(15, 2), "7.5"), (Fraction(1, 3), "0.3"), (Fraction(0), "0")]
)
def test_what_is_expected_has_one_decimal_at_most(number: Fraction, said: str) -> None:
    assert words.about(number) == said


def test_names_in_a_chart_are_short_and_differ() -> None:
    labels = words.chart_labels(["Alexandra Konstantinopoulou", "Alexandra Konstantinopoulos", "Bo", "Bo", ""])
    assert len(set(labels)) == len(labels)
    assert all(0 < len(label) <= 20 for label in labels)
    assert labels[2:4] == ["Bo", "Bo 2"]


def test_moments_fall_back_to_a_clock_that_is_named() -> None:
    assert words.moment(TOLD_AT, ZoneInfo("Asia/Kolkata")).endswith("|Mon 30 Nov, 14:30 (Asia/Kolkata)>")
