"""What leads hear of the whole team: that it has too much, how topics are covered, and who hears of flags."""

from collections.abc import Mapping
from fractions import Fraction

from bot.load.blocks import words
from bot.load.domain import Cover, Coverage, Overload, TeamLoad, TopicCover
from bot.people.domain import Team, UserId
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block, Message

ONLY_PERSON, LEADS_TOO = "load.only_person", "load.leads_too"
MOST_TOPICS = 20
SIGNS = {
    Cover.ONE: ":red_circle: one person took nearly all",
    Cover.TWO: ":large_yellow_circle: two people took nearly all",
    Cover.MORE: ":white_circle:",
}
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
    names = {each.user_id: words.shown_name(each.name) for each in load.team.members}
    lines = [_line(each, names) for each in coverage.topics[:MOST_TOPICS]]
    title = "*Who took what, by topic, in the last twelve weeks*"
    return [kit.section("\n".join([title, *lines])), kit.context(_left_out(coverage))]


def choice_blocks(load: TeamLoad) -> list[Block]:
    """Who hears of a flag, and a button to change it."""
    team_id = str(load.team.id)
    if load.person_only:
        text = "Flags about somebody go to that person only; no lead is told."
        return [kit.context(text), kit.actions(kit.button("Tell leads too", LEADS_TOO, team_id))]
    text = "A flag about somebody goes to that person first, and to the leads a working day later at the earliest."
    return [kit.context(text), kit.actions(kit.button("Tell the person only", ONLY_PERSON, team_id))]


def _line(topic: TopicCover, names: Mapping[UserId, str]) -> str:
    taken = [f"{names.get(user_id, 'somebody')} {count}" for user_id, count in topic.taken]
    others = [f"people who left {topic.others}"] if topic.others else []
    who = ", ".join([*taken, *others])
    return f"• `{escape(topic.topic)}`, {words.requests(topic.total)}: {who} {SIGNS[topic.cover]}"


def _left_out(coverage: Coverage) -> str:
    if coverage.too_small:
        return "Not shown by topic: in a team of one or two, who took what says nothing about the team."
    few = f"{coverage.too_few} topics are not shown" if coverage.too_few != 1 else "1 topic is not shown"
    because = "fewer than eight requests in twelve weeks say nothing" if coverage.too_few else ""
    more = len(coverage.topics) - MOST_TOPICS
    cut = f" {more} more topics do not fit here." if more > 0 else ""
    shown = f"{few}: {because}." if because else "Counts of requests, not of effort."
    return f"{shown}{cut}"
