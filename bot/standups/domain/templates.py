"""Ready-made standups to begin with."""

from dataclasses import dataclass
from datetime import time

from bot.standups.domain.questions import Condition, Kind, NewQuestion, Test

WEEKDAYS = frozenset(range(5))
MONDAY, THURSDAY, FRIDAY = frozenset({0}), frozenset({3}), frozenset({4})

BLOCKED = NewQuestion("Is something blocking you?", Kind.BLOCKER, required=False, key="blocked")
# The four parts of a data person's work, over which a growth check-in looks.
PARTS = ("Planning", "Execution", "Implementation", "Storytelling")


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
            NewQuestion("What did you get done since last time?", key="done", prefill="plan"),
            NewQuestion("What will you do today?", Kind.PLAN, key="plan"),
            BLOCKED,
        ),
    ),
    Template(
        "fires",
        "Fires and focus",
        "For data teams: what pulls people away, and the work that waits",
        WEEKDAYS,
        time(9, 30),
        (
            NewQuestion("What pulled you away since {last}?", required=False, key="away"),
            NewQuestion("What did you not get to because of it?", required=False, key="waits"),
            NewQuestion(
                "How many hours did interruptions take?", Kind.NUMBER, required=False, lowest=0, highest=24, key="hours"
            ),
            NewQuestion("What is the one thing that must move today?", Kind.SHORT, key="focus"),
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
            NewQuestion("What do you want to have done by Friday?", Kind.PLAN, key="plan"),
            NewQuestion("What could get in the way?", required=False, key="risk"),
            NewQuestion(
                "How full is your week?", Kind.CHOICE, choices=("There is room", "Just right", "Too full"), key="room"
            ),
            NewQuestion(
                "What could move or go to somebody else?",
                required=False,
                key="give",
                condition=Condition("room", Test.IS, "Too full"),
            ),
        ),
    ),
    Template(
        "retro",
        "Retro",
        "What went well, what did not, what to try",
        THURSDAY,
        time(14, 0),
        (
            NewQuestion("What went well?", key="well"),
            NewQuestion("What did not?", required=False, key="badly"),
            NewQuestion("What should we try next?", required=False, key="try"),
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
            NewQuestion(
                "How was your week?",
                Kind.MOOD,
                key="mood",
                wordings=("How did this week feel?", "How do you go into the weekend?"),
            ),
            NewQuestion(
                "What would have made it better?",
                Kind.SHORT,
                required=False,
                key="better",
                condition=Condition("mood", Test.AT_MOST, "2"),
            ),
            NewQuestion("Anything to share?", Kind.SHORT, required=False, key="share"),
        ),
    ),
    Template(
        "growth",
        "Growth check-in",
        "What people enjoy, where they are strong, and what their role needs",
        MONDAY,
        time(14, 0),
        (
            NewQuestion("What did you enjoy most lately?", key="enjoy"),
            NewQuestion("Where are you strong?", Kind.CHOICES, choices=PARTS, key="strong"),
            NewQuestion("Where do you want to get better?", Kind.CHOICES, choices=PARTS, key="weak"),
            NewQuestion("What does your role need most of?", Kind.CHOICES, choices=PARTS, key="needs"),
            NewQuestion("What would help you to grow there?", required=False, key="help"),
        ),
        every_weeks=4,
    ),
    Template(
        "contact",
        "Customer contact",
        "Who talked to users, and what they heard",
        FRIDAY,
        time(11, 0),
        (
            NewQuestion("When did you last talk to a user of your work?", Kind.DATE, key="when"),
            NewQuestion("What did they say?", key="said"),
            NewQuestion("What will you change because of it?", Kind.SHORT, required=False, key="change"),
        ),
        every_weeks=2,
    ),
    Template(
        "impact",
        "Weekly impact",
        "What changed because of the team's work, and for whom",
        FRIDAY,
        time(14, 0),
        (
            NewQuestion("What changed this week because of your work?", key="changed"),
            NewQuestion("Who is better off?", Kind.SHORT, key="whom"),
            NewQuestion("Where can one see it? A link is best.", Kind.SHORT, required=False, key="link"),
            NewQuestion("Who helped you?", Kind.PEOPLE, required=False, key="helped", kudos=True),
            NewQuestion("What did they do?", Kind.SHORT, required=False, key="helped_how"),
        ),
    ),
    Template(
        "incident",
        "Pipeline incident review",
        "What broke, who noticed, and what stops it next time",
        THURSDAY,
        time(11, 0),
        (
            NewQuestion("Did a pipeline of yours break since {last}?", Kind.YES_NO, key="broke"),
            NewQuestion("What happened, and why?", key="what", condition=Condition("broke", Test.IS, "yes")),
            NewQuestion(
                "Who noticed first?",
                Kind.CHOICE,
                choices=("Our checks", "We did, by chance", "Somebody who uses the data"),
                key="noticed",
                condition=Condition("broke", Test.IS, "yes"),
            ),
            NewQuestion(
                "How many hours was the data wrong or late?",
                Kind.NUMBER,
                lowest=0,
                key="hours",
                condition=Condition("broke", Test.IS, "yes"),
            ),
            NewQuestion(
                "What stops it next time?", Kind.SHORT, key="next", condition=Condition("broke", Test.IS, "yes")
            ),
        ),
    ),
    Template(
        "load",
        "Ad-hoc load",
        "How much of the week requests took, and what a dashboard could answer",
        FRIDAY,
        time(15, 0),
        (
            NewQuestion("How many ad-hoc requests came to you this week?", Kind.NUMBER, lowest=0, key="count"),
            NewQuestion("How many hours did they take?", Kind.NUMBER, lowest=0, highest=80, key="hours"),
            NewQuestion("Which one took the most?", Kind.SHORT, required=False, key="most"),
            NewQuestion("Could a dashboard have answered some of them?", Kind.YES_NO, key="board"),
            NewQuestion(
                "Which ones, and for whom?",
                required=False,
                key="which",
                condition=Condition("board", Test.IS, "yes"),
            ),
        ),
    ),
)
