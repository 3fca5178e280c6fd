"""A run as the channel sees it: who said what."""

from dataclasses import dataclass

from bot.people.domain import Team
from bot.standups.domain.answers import Blocked, Value
from bot.standups.domain.questions import Question
from bot.standups.domain.runs import Participation, Prompt, Run, count_participation
from bot.standups.domain.schedule import Standup


@dataclass(frozen=True)
class Line:
    """One member of a report, with what they said."""

    prompt: Prompt
    name: str
    said: tuple[tuple[Question, Value], ...]

    @property
    def blocked_by(self) -> str | None:
        """In their words, which may be empty; None when they are not blocked."""
        return next((value.by for _, value in self.said if isinstance(value, Blocked)), None)


@dataclass(frozen=True)
class Report:
    """A run as the channel sees it; lines in the order of prompts."""

    standup: Standup
    run: Run
    team: Team
    questions: tuple[Question, ...]
    lines: tuple[Line, ...]

    @property
    def participation(self) -> Participation:
        return count_participation(each.prompt for each in self.lines)

    def line_of(self, prompt_id: int) -> Line:
        return next(each for each in self.lines if each.prompt.id == prompt_id)
