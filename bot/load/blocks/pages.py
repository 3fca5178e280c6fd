"""The pages of load: a team's for its leads, one's own for everybody, and the line on the Home tab."""

from collections.abc import Sequence

from bot.load.blocks import words
from bot.load.blocks.limits import limit_blocks
from bot.load.blocks.own import own_blocks
from bot.load.blocks.teamwide import choice_blocks, coverage_blocks
from bot.load.domain import CountedWeek, Lack, Look, OwnLoad, Place, Standing, TeamLoad
from bot.people.domain import Member
from bot.slack import kit
from bot.slack.message import Block, Message
from bot.slack.sizes import CHART_POINTS, MESSAGE_CHARTS

KNOWN = "working hours and days off"
LINES_A_SECTION = 25
MOST_NAMED_LOOKS = 5
LOOKED_AT = {Place.NOTICE: "a notice", Place.TEAM: "the team's load"}
HOW_EXPECTED = (
    "Expected follows from working hours, days off and duty alone. Chance alone stays within the likely range nine "
    "times in ten."
)


def team_page(load: TeamLoad) -> Message:
    """Every member by name, alphabetically: this is no ranking."""
    members = load.team.by_name
    name = words.shown_name(load.team.name)
    weeks = load.judgement.standings[0].weeks if load.judgement.standings else ()
    when = words.span(weeks) if weeks else "four weeks"
    text = f"{name} handled {words.requests(load.judgement.cases)} in the last four weeks, {when}."
    blocks: list[Block] = [kit.section(f"*{text}*")]
    notes = [_running(load.running, None)]
    if load.judgement.cases:
        blocks += [*_team_charts(load, members), *_table(load, members)]
        notes = [HOW_EXPECTED, *notes, "Everybody named here can see that you looked."]
    if load.judgement.lack is not None:
        blocks.append(_lack_line(load.judgement.lack))
    blocks += [*coverage_blocks(load), kit.context(" ".join(notes)), *choice_blocks(load)]
    return Message(text, blocks)


def own_page(load: OwnLoad) -> Message:
    """One's own numbers in detail, and the team's total."""
    blocks: list[Block] = [kit.section(own_line(load))]
    if load.judgement.cases:
        blocks += [_own_chart(load), kit.context(words.week_lines(load.standing.weeks))]
    if load.standing.while_away:
        away = load.standing.while_away
        blocks.append(kit.context(f"{words.requests(away)} in weeks in which you were away count nowhere."))
    lack = load.judgement.lack_for(load.standing)
    if lack is not None:
        blocks.append(_lack_line(lack))
    blocks += own_blocks(load.own, load.team.id)
    running = _running(load.running, load.standing)
    blocks += [kit.context(f"{HOW_EXPECTED} {running}"), *limit_blocks(load), kit.context(looks_line(load))]
    text = f"You handled {load.standing.handled} of the team's {words.requests(load.standing.team)} in four weeks."
    return Message(text, blocks)


def home_lines(load: OwnLoad) -> list[Block]:
    """The same in two lines, without a chart: the Home tab shows none."""
    lack = load.judgement.lack_for(load.standing)
    line = own_line(load) if lack is None else f"{own_line(load)}\n{words.LACKS[lack]}"
    return [kit.section(line), kit.context(looks_line(load))]


def own_line(load: OwnLoad) -> str:
    standing = load.standing
    line = (
        f"*Your load in {words.shown_name(load.team.name)}:* {standing.handled} of {words.requests(standing.team)} "
        f"in the last four weeks, {words.span(standing.weeks)}"
    )
    if not standing.team:
        return f"{line}."
    expected, likely = words.about(standing.expected), words.likely(standing)
    known = "working hours, days off and duty" if any(week.fair is not None for week in load.judgement.weeks) else KNOWN
    return f"{line}. About {expected} was expected from {known} (likely {likely})."


def looks_line(load: OwnLoad) -> str:
    """Who looked, each once a place, with the last time."""
    newest: dict[tuple[str, Place], Look] = {}
    for look in load.looks:
        newest.setdefault((look.viewer_id, look.place), look)
    if not newest:
        return "Nobody has looked at your load."
    zone = load.team.week.zone
    looks = [
        f"{words.shown_name(load.names.get(look.viewer_id, 'somebody'))} at {LOOKED_AT[look.place]}, "
        f"{words.moment(look.at, zone)}"
        for look in [*newest.values()][:MOST_NAMED_LOOKS]
    ]
    return f"Who looked at your load: {'; '.join(looks)}."


def _lack_line(lack: Lack) -> Block:
    return kit.section(f"{words.LACKS[lack]} {words.NOT_AN_ALL_CLEAR}")


def _running(week: CountedWeek, standing: Standing | None) -> str:
    """The week that has begun is counted when it is over."""
    so_far = words.requests(week.cases)
    if standing is not None:
        return f"This week so far: {week.tally(standing.user_id).cases} of {so_far}; it counts once it is over."
    return f"This week so far: {so_far}; it counts once it is over."


def _team_charts(load: TeamLoad, members: Sequence[Member]) -> list[Block]:
    """As many people as two charts hold; the table below has everybody."""
    labels = words.chart_labels([each.name for each in members])
    charts = []
    for first in range(0, min(len(members), MESSAGE_CHARTS * CHART_POINTS), CHART_POINTS):
        standings = [load.judgement.standing(each.user_id) for each in members[first : first + CHART_POINTS]]
        charts.append(_chart("Requests handled in four weeks", labels[first : first + CHART_POINTS], standings))
    left_out = len(members) - MESSAGE_CHARTS * CHART_POINTS
    if left_out > 0:
        note = f"The charts hold {MESSAGE_CHARTS * CHART_POINTS} people; the other {left_out} are in the list below."
        return [*charts, kit.context(note)]
    return charts


def _chart(title: str, labels: Sequence[str], standings: Sequence[Standing | None]) -> Block:
    series: dict[str, list[float]] = {
        "Handled": [each.handled if each else 0 for each in standings],
        "Expected": [round(float(each.expected), 1) if each else 0 for each in standings],
    }
    return kit.bar_chart(title, labels, series, x_label="Who", y_label="Requests")


def _own_chart(load: OwnLoad) -> Block:
    weeks = load.standing.weeks
    series: dict[str, list[float]] = {
        "Handled": [each.own for each in weeks],
        "Expected": [round(float(each.team * each.share), 1) for each in weeks],
    }
    labels = [words.day(each.monday) for each in weeks]
    return kit.bar_chart("Your requests, week by week", labels, series, x_label="Week of", y_label="Requests")


def _table(load: TeamLoad, members: Sequence[Member]) -> list[Block]:
    lines = [_row(load, member) for member in members]
    chunks = [lines[first : first + LINES_A_SECTION] for first in range(0, len(lines), LINES_A_SECTION)]
    return [kit.section("\n".join(chunk)) for chunk in chunks]


def _row(load: TeamLoad, member: Member) -> str:
    standing = load.judgement.standing(member.user_id)
    name = words.shown_name(member.name)
    if standing is None or not any(each.share for each in standing.weeks):
        return f"• {name}: not at work in these weeks"
    if load.judgement.lack is None and not standing.was_here:
        return f"• {name}: {standing.handled} handled, at work for too short a time to say more"
    expected, likely = words.about(standing.expected), words.likely(standing)
    return f"• {name}: {standing.handled} handled, about {expected} expected (likely {likely})"
