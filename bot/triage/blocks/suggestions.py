"""Who might take a fire, and why, in a few sentences; names do not ping."""

from collections.abc import Mapping
from datetime import date

from bot.core.wording import listed
from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import escape
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import titled
from bot.triage.domain import Bar, Candidate, Fire, Level, Reason, Suggestion
from bot.triage.domain.suggesting import Suggested

BARRED: Mapping[Bar, str] = {
    Bar.AWAY: "is away",
    Bar.FREE_DAY: "does not work today",
    Bar.FULL: "has as much in hand as the team allows",
}


def suggestion_message(suggested: Suggested) -> Message:
    """To a member who asked; with buttons for those who can give it."""
    fire, suggestion = suggested.fire, suggested.suggestion
    text = suggestion_text(suggestion, fire)
    blocks: list[Block] = [kit.section(f"*{titled(fire)}*\n{text}")]
    offered = [each for each in (suggestion.best, suggestion.next) if each]
    if suggested.may_assign and offered:
        blocks.append(kit.actions(*(_give(fire, each, is_first=not number) for number, each in enumerate(offered))))
    return Message(f"{titled(fire)}: {text}", blocks)


def suggestion_text(suggestion: Suggestion, fire: Fire) -> str:
    """Whom, why, who can be asked, and who comes next; or that nobody is here, and who is back first."""
    if suggestion.best is None:
        return _nobody(suggestion)
    best, topic = suggestion.best, escape(fire.topic) if fire.topic else "the topic"
    why = listed([_reason(each, topic) for each in suggestion.reasons])
    text = f"*Suggested: {escape(best.name)}*, who {why} ({_room(best)})."
    if suggestion.behind:
        text += f" {escape(suggestion.behind.name)} knows {topic} and can be asked."
    if suggestion.next and suggestion.against:
        against = _against(suggestion.against, suggestion.next, topic)
        text += f" Then {escape(suggestion.next.name)}, who {against} ({_room(suggestion.next)})."
    return text


def nobody_here(fire: Fire, team: Team, suggestion: Suggestion) -> Message:
    """To the leads, once: it lies until somebody is here."""
    text = f"Nobody of {escape(team.name)} can take {titled(fire)} ({fire.priority}) now, so it stays in the queue."
    blocks = [kit.section(text), kit.context(_nobody(suggestion)), kit.actions(show_button(fire), _assign(fire))]
    return Message(text, blocks)


def show_button(fire: Fire) -> kit.Element:
    return kit.button("Show it", ids.SHOW, str(Ref(fire.number, Place.NOTICE)), label=f"Show {fire.name}")


def _assign(fire: Fire) -> kit.Element:
    value = ids.menu_value(ids.MenuChoice.ASSIGN, Ref(fire.number, Place.NOTICE))
    return kit.button("Assign it all the same…", ids.MENU, value, label=f"Assign {fire.name}")


def _give(fire: Fire, candidate: Candidate, *, is_first: bool) -> kit.Element:
    return kit.button(
        f"Give it to {candidate.name}"[:75],
        f"{ids.ASSIGN_TO}:{'first' if is_first else 'next'}",
        f"{fire.number}:{candidate.user_id}",
        style="primary" if is_first else None,
    )


def _room(candidate: Candidate) -> str:
    hours = "1 working hour" if candidate.hours == 1 else f"{candidate.hours} working hours"
    return f"{candidate.fires or 'nothing'} in hand, {hours} in the next five days"


def _reason(reason: Reason, topic: str) -> str:
    return {
        Reason.DUTY: "is on duty",
        Reason.EXPERT: f"knows {topic}",
        Reason.LEARNER: f"is learning {topic}",
        Reason.LEAST: "has the most room",
        Reason.IDLE: "was given nothing for longest",
        Reason.EQUAL: "has as much room as others",
        Reason.ONLY: "is the only one here",
    }[reason]


def _against(reason: Reason, candidate: Candidate, topic: str) -> str:
    if reason == Reason.EXPERT and candidate.level == Level.LEARNER:
        return f"is still learning {topic}"
    if reason == Reason.LEARNER and candidate.level == Level.EXPERT:
        return f"knows {topic} already"
    return {
        Reason.DUTY: "is not on duty" if candidate.duty is None else "is the backup",
        Reason.EXPERT: f"does not know {topic}",
        Reason.LEARNER: f"is not learning {topic}",
        Reason.LEAST: "has less room",
        Reason.EQUAL: "has as much room",
    }.get(reason, "was given something more lately")


def _nobody(suggestion: Suggestion) -> str:
    who = [f"{escape(each.name)} {BARRED[each.bar]}" for each in suggestion.barred if each.bar and each.bar in BARRED]
    listed = f": {', '.join(who)}" if who else ""
    soonest = suggestion.soonest
    back = f" {escape(soonest.name)} is here first, on {_day(soonest.back_on)}." if soonest and soonest.back_on else ""
    return f"Nobody is available now{listed}.{back}"


def _day(on: date) -> str:
    return f"{on:%A, %-d %B}"
