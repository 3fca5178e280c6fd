"""Ready-made standups to begin with."""

from dataclasses import dataclass
from datetime import time

from bot.standups.domain.questions import Kind, NewQuestion

WEEKDAYS = frozenset(range(5))
MONDAY, THURSDAY, FRIDAY = frozenset({0}), frozenset({3}), frozenset({4})

BLOCKED = NewQuestion("Is something blocking you?", Kind.BLOCKER, required=False)


@dataclass(frozen=True)
class Template:
    """A name, a rhythm and questions; everything can be changed later."""

    key: str
    name: str
    about: str
    days: frozenset[int]
    at: time
    questions: tuple[NewQuestion, ...]
    every_weeks: int = 1


TEMPLATES = (
    Template(
        "daily",
        "Daily standup",
        "What was done, what is next, what blocks",
        WEEKDAYS,
        time(9, 30),
        (
            NewQuestion("What did you get done since last time?"),
            NewQuestion("What will you do today?"),
            BLOCKED,
        ),
    ),
    Template(
        "fires",
        "Fires and focus",
        "For data teams: fires put out, and the project that waits",
        WEEKDAYS,
        time(9, 30),
        (
            NewQuestion("Which fires did you put out?", required=False),
            NewQuestion("What is the one thing that must move today?"),
            NewQuestion("Hours lost to interruptions yesterday", Kind.NUMBER, required=False, lowest=0, highest=24),
            BLOCKED,
        ),
    ),
    Template(
        "plan",
        "Weekly plan",
        "What this week is for",
        MONDAY,
        time(9, 30),
        (
            NewQuestion("What do you want to have done by Friday?"),
            NewQuestion("What could get in the way?", required=False),
            NewQuestion("How full is your week?", Kind.CHOICE, choices=("There is room", "Just right", "Too full")),
        ),
    ),
    Template(
        "retro",
        "Retro",
        "What went well, what did not, what to try",
        THURSDAY,
        time(14, 0),
        (
            NewQuestion("What went well?"),
            NewQuestion("What did not?", required=False),
            NewQuestion("What should we try next?", required=False),
        ),
        every_weeks=2,
    ),
    Template(
        "mood",
        "Friday mood",
        "How the week felt, in ten seconds",
        FRIDAY,
        time(14, 0),
        (
            NewQuestion("How was your week?", Kind.MOOD),
            NewQuestion("Anything to share?", Kind.SHORT, required=False),
        ),
    ),
    Template(
        "growth",
        "Growth check-in",
        "What people enjoy and want to get better at",
        MONDAY,
        time(14, 0),
        (
            NewQuestion("What did you enjoy most lately?"),
            NewQuestion(
                "Where do you want to grow next?",
                Kind.CHOICES,
                choices=("Planning", "Execution", "Implementation", "Storytelling"),
            ),
            NewQuestion("Did you get to do enough of it?", Kind.YES_NO),
        ),
        every_weeks=4,
    ),
)
