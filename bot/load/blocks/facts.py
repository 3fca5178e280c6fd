"""What was counted, in sentences: the same numbers for the person and for a lead."""

from dataclasses import dataclass

from bot.core.dates import say_week
from bot.core.wording import listed
from bot.load.blocks import words
from bot.load.domain import ALPHA, Because, Flag, Reason, Told
from bot.slack.escape import escape


@dataclass(frozen=True)
class Reader:
    """How a sentence speaks about the person."""

    subject: str
    were: str
    possessive: str
    them: str


YOU = Reader("You", "were", "your", "you")
SHORT = {
    Reason.SHARE: "requests are concentrated",
    Reason.WEIGHT: "some requests are heavier than others",
    Reason.CONTACT: "one contact for a topic",
    Reason.AFTER_HOURS: "requests outside working hours",
    Reason.ROTA: "duty comes too often",
}


def other(told: Told) -> Reader:
    """As a lead reads it."""
    name = words.shown_name(told.member.name)
    return Reader(name, "was", "their", name)


def heading(flag: Flag) -> str:
    """The first thing that was seen, in a few words."""
    return SHORT[Reason.SHARE if flag.is_of_share else flag.because[0].reason]


def first_words(told: Told, reader: Reader) -> str:
    """For the notification: the first sentence without emphasis."""
    flag, standing = told.flag, told.flag.standing
    if not flag.is_of_share:
        return _line(flag.because[0], told, reader).replace("*", "")
    about = words.about(standing.expected)
    if reader is not YOU:
        counts = f"{standing.handled} of {standing.team} with {reader.subject}"
        return f"Requests are concentrated: {counts}, about {about} expected."
    return (
        f"In the last four weeks you handled {standing.handled} of {_team(told)}'s {standing.team} requests; "
        f"about {about} was expected."
    )


def share(told: Told, reader: Reader) -> str:
    """Counts beside what was expected. Where they alone raised no flag, they are context."""
    flag, standing = told.flag, told.flag.standing
    known = "working hours and days off" if flag.step is not None else "working hours, days off and duty"
    when = words.span(standing.weeks)
    counts = f"*{standing.handled} of {standing.team} requests* of the last four weeks, {when}, were handled by "
    counts += f"*{reader.subject}*"
    if reader is YOU:
        counts = f"In the last four weeks, {when}, you handled *{standing.handled} of {_team(told)}'s {standing.team} "
        counts += "requests*"
    likely = f" (likely {words.likely(standing)})" if is_rare(flag) else ""
    expected = f"With everybody's {known}, about *{words.about(standing.expected)}* was expected{likely}."
    return f"{counts}. {expected} {rarity(flag, reader.possessive)}"


def even(told: Told, reader: Reader) -> str:
    """That it is over, with the counts since."""
    assert told.even is not None, "asked only where it is"
    since = told.even
    weeks = f"{since.weeks} weeks"
    counts = f"{reader.subject} handled {since.own} of the team's {words.requests(since.team)}"
    if reader is YOU:
        counts = f"you handled {since.own} of {_team(told)}'s {words.requests(since.team)}"
    about = f"about {words.about(since.expected)} was expected"
    return f"*Load is back to an even share for {weeks}.* In these {weeks} {counts}; {about}."


def sources(told: Told, reader: Reader) -> str:
    """Empty where nothing stands out, or the topic is the point."""
    if not told.flag.is_of_share:
        return ""
    named = [f"`{escape(topic)}` {count}" for topic, count in told.sources.topics]
    direct = [f"asked of {reader.them} directly {told.sources.direct}"] if told.sources.direct else []
    return f"Main sources: {listed([*direct, *named])}." if direct or named else ""


def is_rare(flag: Flag) -> bool:
    """Enough to say how rare."""
    return flag.step is not None or flag.chance <= ALPHA


def rarity(flag: Flag, whose: str) -> str:
    if not is_rare(flag):
        return f"Chance alone stays within {words.likely(flag.standing)} nine times in ten."
    return f"A split at least this uneven in {whose} direction is rare by chance: {words.rarely(flag.chance)}."


def reasons(told: Told, reader: Reader) -> str:
    """A line for each that is not the counts of all requests; empty where there is none."""
    lines = [_line(each, told, reader) for each in told.flag.because if each.reason != Reason.SHARE]
    return "\n".join(f"• {line}" for line in lines) if len(lines) > 1 else "".join(lines)


def _line(because: Because, told: Told, reader: Reader) -> str:
    match because.reason:
        case Reason.CONTACT:
            return _contact(because, reader)
        case Reason.AFTER_HOURS:
            return (
                f"{reader.subject} took *{because.own} of {reader.possessive} {because.of} requests* of the last four "
                f"weeks outside {reader.possessive} hours ({escape(say_week(told.member.week))})."
            )
        case Reason.ROTA:
            return (
                f"{reader.subject} {reader.were} on duty in *{because.own} of the last {because.weeks} weeks*; "
                f"an even rota gives {because.usual_own}."
            )
        case Reason.WEIGHT:
            return _weight(because, told, reader)
        case Reason.SHARE:
            return share(told, reader)


def _contact(because: Because, reader: Reader) -> str:
    before = f"; in the eight weeks before it was {because.usual_own} of {because.usual_of}" if because.usual_of else ""
    return (
        f"{reader.subject} took *{because.own} of {because.of} requests* about `{escape(because.topic or '')}` in the "
        f"last four weeks{before}."
    )


def _weight(because: Because, told: Told, reader: Reader) -> str:
    count = "" if told.flag.is_of_share else f"{reader.possessive.capitalize()} count is normal, but "
    bigger = f"about *{because.times} times as big* as those of the others, by their sizes" if because.times else ""
    urgent = (
        f"*{because.own} of {because.of}* were P1 or P2, of those of the others {because.usual_own} of "
        f"{because.usual_of}"
    )
    them = f"{reader.possessive} requests"
    line = f"{count}{them} were {bigger}; {urgent}." if bigger else f"{count}of {them}, {urgent}."
    return line[0].upper() + line[1:]


def _team(told: Told) -> str:
    return words.shown_name(told.team.name)
