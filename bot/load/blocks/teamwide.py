"""What leads hear of the whole team: that it has too much, how topics are covered, and who hears of flags."""

from collections.abc import Collection
from fractions import Fraction

from bot.load.blocks import words
from bot.load.domain import Cover, Coverage, Overload, TeamLoad, TopicCover
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import cut
from bot.slack.message import Block, Message
from bot.slack.sizes import TABLE_COLUMNS

ONLY_PERSON, LEADS_TOO = "load.only_person", "load.leads_too"
MOST_TOPICS, LONGEST_TOPIC = 20, 40
# Topics, totals, covers and others take four of the table's columns.
MOST_PEOPLE = TABLE_COLUMNS - 4
COVERED_BY = {Cover.ONE: "🔴 one person", Cover.TWO: "🟡 two people", Cover.MORE: "more people"}
NONE = "–"
WEEKS_OF_PACE = 3


def overload_card(overload: Overload, team: Team) -> Message:
    """To the leads, without names."""
    pile, name = overload.pile, words.shown_name(team.name)
    head = kit.header("Burnout risk: the whole team has too much")
    if overload.closed_at is not None:
        text = f"{name} keeps up with its requests again."
        return Message(text, [head, kit.section(text)])
    pace = Fraction(pile.closed, WEEKS_OF_PACE)
    weeks = f", about {words.about(pile.waiting / pace)} weeks of work at that pace" if pace else ""
    usual = f", where about {pile.usual} are usual" if pile.usual else ""
    facts = (
        f"In the last three weeks {words.requests(pile.came)} came{usual}, and {pile.closed} were closed. "
        f"*{words.requests(pile.waiting)} wait or are in hand*{weeks}."
    )
    text = f"The whole team is over: more comes in than {name} can do. Rotating will not help; cut or defer."
    note = "This names nobody: where everybody has too much, nobody's share is unfair. I tell you once when it is over."
    return Message(text, [head, kit.section(f"*{text}*\n{facts}"), kit.context(note)])


def over_notice(team: Team) -> Message:
    text = f"{words.shown_name(team.name)} keeps up with its requests again: less waits, or less comes."
    return Message(text, [kit.section(text)])


def coverage_blocks(load: TeamLoad) -> list[Block]:
    """Topics by name, members by name: this is no ranking."""
    coverage = load.coverage
    if coverage is None or not (coverage.topics or coverage.too_few):
        return []
    left_out = kit.context(_left_out(coverage))
    if not coverage.topics:
        return [left_out]
    title = kit.section("*Who took what, by topic, in the last twelve weeks*")
    return [title, _table(coverage, load.team), left_out]


def choice_blocks(load: TeamLoad) -> list[Block]:
    """Who hears of a flag, and a button to change it."""
    team_id = str(load.team.id)
    if load.person_only:
        text = "Flags about somebody go to that person only; no lead is told."
        return [kit.context(text), kit.actions(kit.button("Tell leads too", LEADS_TOO, team_id))]
    text = "A flag about somebody goes to that person first, and to the leads a working day later at the earliest."
    return [kit.context(text), kit.actions(kit.button("Tell the person only", ONLY_PERSON, team_id))]


def _table(coverage: Coverage, team: Team) -> Block:
    topics, people = coverage.topics[:MOST_TOPICS], _columns(coverage, team)
    has_others = any(sum(count for who, count in each.taken if who in people) < each.total for each in topics)
    names = [*words.chart_labels([*people.values()]), *(["Others"] if has_others else [])]
    rows = [
        [
            cut(topic.topic, LONGEST_TOPIC),
            *_counts(topic, people, has_others=has_others),
            str(topic.total),
            COVERED_BY[topic.cover],
        ]
        for topic in topics
    ]
    return kit.table([["Topic", *names, "All", "Nearly all by"], *rows], numbers=range(1, len(names) + 2))


def _counts(topic: TopicCover, people: Collection[UserId], *, has_others: bool) -> list[str]:
    taken = dict(topic.taken)
    counts = [taken.get(who, 0) for who in people]
    others = [topic.total - sum(counts)] if has_others else []
    return [str(each or NONE) for each in (*counts, *others)]


def _columns(coverage: Coverage, team: Team) -> dict[UserId, str]:
    """Names of members by id, alphabetically; in a large team only of who took any."""
    every = team.by_name
    if len(every) > MOST_PEOPLE:
        took = {who for topic in coverage.topics for who, _ in topic.taken}
        every = [each for each in every if each.user_id in took]
    return {each.user_id: each.name for each in every[:MOST_PEOPLE]}


def _left_out(coverage: Coverage) -> str:
    if coverage.too_small:
        return "Not shown by topic: in a team of one or two, who took what says nothing about the team."
    few = f"{coverage.too_few} topics are not shown" if coverage.too_few != 1 else "1 topic is not shown"
    because = "fewer than eight requests in twelve weeks say nothing" if coverage.too_few else ""
    more = len(coverage.topics) - MOST_TOPICS
    cropped = f" {more} more topics do not fit here." if more > 0 else ""
    shown = f"{few}: {because}." if because else "Counts of requests, not of effort."
    return f"{shown}{cropped}"
