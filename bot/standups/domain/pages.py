"""The answer form as values: what a member is asked in a run, and what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.standups.domain.answers import File, Value
from bot.standups.domain.blockers import Blocker
from bot.standups.domain.plans import Mark, PlanItem
from bot.standups.domain.questions import Kind, Question
from bot.standups.domain.runs import Prompt
from bot.standups.domain.schedule import Standup


@dataclass(frozen=True)
class Source:
    """Another standup that was answered lately, with answers to the same questions, by the question of this one."""

    prompt_id: int
    name: str
    values: Mapping[int, Value]


@dataclass(frozen=True)
class AnswerPage:
    """`questions` are those due and shown, in the words of this member's run; `values` what stands in them.

    A plan question's value is a tuple of new lines: `carried` has what came back. `looked_at` are the keys of questions
    on whose answers others depend. `saved_at` is when a draft was kept.
    """

    standup: Standup
    prompt: Prompt
    on: date
    questions: tuple[Question, ...]
    values: Mapping[int, Value]
    carried: Sequence[PlanItem] = ()
    blockers: Sequence[Blocker] = ()
    marks: Mapping[int, Mark] = field(default_factory=dict)
    solved: frozenset[int] = frozenset()
    saved_at: datetime | None = None
    looked_at: frozenset[str] = frozenset()
    source: Source | None = None
    files: Sequence[File] = ()

    @property
    def takes_files(self) -> bool:
        return any(each.kind == Kind.TEXT for each in self.questions) and not self.standup.rules.anonymous
