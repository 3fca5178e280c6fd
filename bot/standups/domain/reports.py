"""A run as others see it: who said what, how everybody stands, and who may read it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.people.domain import Person, Team, UserId, may_lead, misfit
from bot.standups.domain.answers import Blocked, File, Value
from bot.standups.domain.blockers import ShownBlocker
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.roster import Participant, part_of
from bot.standups.domain.runs import Participation, Prompt, PromptState, Run, RunState, count_participation
from bot.standups.domain.schedule import By, Moment, Part, Place, Readers, Shows, Standup

# Below this, anonymous answers would show who wrote them.
LEAST_ANONYMOUS = 4


class Group(StrEnum):
    """How members stand in a run who said nothing, in the order in which a report names them."""

    TO_COME = "Still to come"
    MISSING = "Missing"
    OPTIONAL = "Optional"
    SKIPPED = "Skipped"
    AWAY = "Away"
    HOLIDAY = "Holiday"
    UNASKED = "Not asked"


GROUPS = {
    PromptState.SKIPPED: Group.SKIPPED,
    PromptState.AWAY: Group.AWAY,
    PromptState.HOLIDAY: Group.HOLIDAY,
    PromptState.UNASKED: Group.UNASKED,
}


@dataclass(frozen=True)
class Line:
    """One member of a report, with what they said and the files they gave with it."""

    prompt: Prompt
    name: str
    said: tuple[tuple[Question, Value], ...]
    files: tuple[File, ...] = ()

    @property
    def has_answered(self) -> bool:
        """And did not take it back."""
        return self.prompt.state == PromptState.ANSWERED and self.prompt.deleted_at is None

    @property
    def blocked_by(self) -> str | None:
        """In their words, which may be empty; None when they are not blocked."""
        return next((value.by for _, value in self.said if isinstance(value, Blocked)), None)

    def group(self, now: datetime) -> Group | None:
        """None for who answered, or is none of the others' business; only who is expected can be missing."""
        if not self.prompt.is_open:
            return GROUPS.get(self.prompt.state)
        over = now >= self.prompt.close_at
        if self.prompt.part == Part.OPTIONAL:
            return None if over else Group.OPTIONAL
        if not over:
            return Group.TO_COME
        return Group.MISSING if self.prompt.is_missing(now) and self.prompt.deleted_at is None else None


@dataclass(frozen=True)
class Report:
    """A run as it is read; lines in the order of prompts. `blockers` stood in the way of who answered.

    `asked` are the questions as that run worded them; `names` those of everybody who is mentioned, by id. What was said
    without a name is in `unnamed`, by question, in the order of a lot.
    """

    standup: Standup
    run: Run
    team: Team
    questions: tuple[Question, ...]
    lines: tuple[Line, ...]
    blockers: tuple[ShownBlocker, ...] = ()
    asked: tuple[Question, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    unnamed: Mapping[int, Sequence[Value]] = field(default_factory=dict)

    @property
    def participation(self) -> Participation:
        return count_participation(each.prompt for each in self.lines)

    @property
    def answered(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.has_answered)

    @property
    def extra(self) -> int:
        """How many answered whom nobody waited for."""
        return max(0, len(self.answered) - self.participation.answered)

    @property
    def is_anonymous(self) -> bool:
        return self.standup.rules.anonymous

    @property
    def by(self) -> By:
        return By.QUESTION if self.is_anonymous else self.standup.reporting.by

    def line_of(self, prompt_id: int) -> Line:
        return next(each for each in self.lines if each.prompt.id == prompt_id)

    def begins_at(self) -> datetime | None:
        """When the first of its members is asked; None where everybody is away."""
        asked = [each.prompt.prompt_at for each in self.lines if each.has_answered or each.prompt.state in ASKED_STATES]
        return min(asked, default=None)

    def is_over(self, now: datetime) -> bool:
        """Their time is, or nobody is left to wait for; answers without names wait for everybody who might answer."""
        waits = [
            each
            for each in self.lines
            if each.prompt.is_open and (self.is_anonymous or each.prompt.part == Part.EXPECTED)
        ]
        return now >= self.run.close_at or self.run.state != RunState.OPEN or not waits

    def is_due(self, now: datetime) -> bool:
        """Whether there is something to show: not before the first is asked, and nothing where everybody is away."""
        begins_at = self.begins_at()
        if begins_at is None or now < begins_at or self.run.state == RunState.SKIPPED:
            return False
        waits_for_end = self.is_anonymous or self.standup.reporting.moment == Moment.AT_END
        over = self.is_over(now)
        if self.answered and (over or not waits_for_end):
            return True
        return now >= self.run.close_at and self.participation.expected > 0


ASKED_STATES = frozenset({PromptState.WAITING, PromptState.ASKED, PromptState.SKIPPED})


def is_withheld(said: Sequence[Value]) -> bool:
    """Too few answers to a question to show them without showing who wrote them."""
    return len(said) < LEAST_ANONYMOUS


def is_counted(question: Question) -> bool:
    """Answers that are told as counts where nobody is named."""
    return question.kind in (Kind.NUMBER, Kind.MOOD, Kind.YES_NO, Kind.CHOICE, Kind.CHOICES)


@dataclass(frozen=True)
class Copy:
    """One place where a report stands. `name` tells its messages from those of other places; the first has none.

    `to` is a channel, or a person who reads it in their direct messages.
    """

    name: str
    to: str
    shows: Shows
    place: Place
    lets_mentions: bool = False

    @property
    def is_direct(self) -> bool:
        return self.to.startswith(("U", "W"))


def may_read(standup: Standup, team: Team, own: Mapping[UserId, Participant], person: Person) -> bool:
    """The one place that decides who may read answers, on every surface. `own` are parts that are not the rule.

    Each level includes those below it, and the owner reads always. Admins read what the team reads; for more they
    have to take the standup over, which is seen.
    """
    if misfit(person) is not None:
        return False
    if person.user_id == standup.owner_id:
        return True
    match standup.rules.readers:
        case Readers.TEAM:
            return may_lead(team, person) or _takes_part(standup, team, own, person) or _is_member(team, person)
        case Readers.MEMBERS:
            return team.is_lead(person.user_id) or _takes_part(standup, team, own, person)
        case Readers.LEADS:
            return team.is_lead(person.user_id)
        case Readers.OWNER:
            return False


def _is_member(team: Team, person: Person) -> bool:
    return team.member(person.user_id) is not None


def _takes_part(standup: Standup, team: Team, own: Mapping[UserId, Participant], person: Person) -> bool:
    """Members with a part, and observers wherever they are."""
    mine = own.get(person.user_id)
    if mine is not None and mine.part == Part.OBSERVER:
        return True
    return _is_member(team, person) and part_of(standup.rules, mine) != Part.OUT


def destinations_of(standup: Standup, readers: Iterable[str]) -> tuple[Copy, ...]:
    """Where reports go: to channels when the whole team may read them, else to each of those who may."""
    reporting = standup.reporting
    if standup.rules.readers != Readers.TEAM:
        return tuple(Copy(each, each, Shows.EVERYTHING, Place.THREAD) for each in readers)
    first = Copy("", standup.report_channel, Shows.EVERYTHING, reporting.place, reporting.lets_mentions)
    others = {each.channel: each for each in reporting.also_to if each.channel != standup.report_channel}
    return (first, *(Copy(each.channel, each.channel, each.shows, reporting.place) for each in others.values()))
