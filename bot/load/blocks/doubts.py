"""Questions about what was entered and does not fit, with a button to the form that mends it."""

from bot.core.dates import say_week
from bot.duty.blocks.rotation import SETTINGS as ROTA_SETTINGS
from bot.load.blocks import words
from bot.load.domain import Asked, Doubt
from bot.people.blocks import ids
from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Message

IS_RIGHT = "load.is_right"
WHY = (
    "What is entered decides what is expected of everybody. While this does not fit, I say of nobody that they carry "
    "too much: it would be unfair to somebody."
)

SEEN_OF_PERSON = {
    Doubt.ZONE: "you take requests in another part of the day, and hardly in those hours",
    Doubt.HOURS: "on some of these days, or in the second half of each day, you never take a request",
    Doubt.DAYS_OFF: "you answer on your free days much as on the others",
}
SEEN_OF_TEAM = {
    Doubt.ZONE: "several of the team take requests in another part of the day than their hours say",
    Doubt.ABSENCES: "nobody was entered as away for ten weeks, yet several took nothing for whole weeks",
    Doubt.ROTA: "in turn, somebody takes far more than the others for a week, and nobody is known to be on duty",
}
TO_DO_OF_TEAM = {
    Doubt.ZONE: "Check the team's time zone, and ask everybody to check their hours with `/standup hours`.",
    Doubt.ABSENCES: "Enter who was away and who will be, or ask everybody to give me their calendar with "
    "`/standup calendar`.",
    Doubt.ROTA: "If you take turns, say how, and publish a plan; or say who is on when with "
    "`/triage duty @name next week`.",
}


def question(asked: Asked, team: Team) -> Message:
    """To the person, or to the leads; names nobody."""
    text = _of_person(asked, team) if asked.doubted.user_id else _of_team(asked, team)
    if asked.right_by is not None:
        return Message(text, [kit.section(text), kit.context("You said that it is right, so I will not ask again.")])
    right = kit.button("It is right", IS_RIGHT, str(asked.id), label="What is entered is right")
    return Message(text, [kit.section(text), kit.context(WHY), kit.actions(_form(asked, team), right)])


def _of_person(asked: Asked, team: Team) -> str:
    assert asked.doubted.user_id is not None
    member = team.member(asked.doubted.user_id)
    week = f" ({escape(say_week(member.week))})" if member else ""
    talk = " If it is right, maybe talk with somebody about it." if asked.doubted.doubt == Doubt.DAYS_OFF else ""
    return (
        f"*Are your working hours right?* By what is entered{week}, something does not fit: "
        f"{SEEN_OF_PERSON[asked.doubted.doubt]}. Please check days, hours and time zone.{talk}"
    )


def _of_team(asked: Asked, team: Team) -> str:
    doubt = asked.doubted.doubt
    name = words.shown_name(team.name)
    return f"*Something does not fit in {name}:* {SEEN_OF_TEAM[doubt]}. {TO_DO_OF_TEAM[doubt]}"


def _form(asked: Asked, team: Team) -> kit.Element:
    if asked.doubted.user_id is not None:
        return kit.button("Change my hours", ids.SET_HOURS, style="primary")
    match asked.doubted.doubt:
        case Doubt.ABSENCES:
            return kit.button("Say who is away", ids.SET_AWAY, style="primary")
        case Doubt.ROTA:
            return kit.button("How we take turns…", ROTA_SETTINGS, str(team.id), style="primary")
        case _:
            return kit.button("Change the team", ids.CHANGE_TEAM, str(team.id), style="primary")
