"""What people are told about fires: the requester, the owner, the leads, and whoever has just filed one."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.people.domain import Team
from bot.slack import kit
from bot.slack.escape import cut, escape, mention
from bot.slack.message import Block, Message
from bot.triage.blocks import ids
from bot.triage.blocks.afterwards import rating
from bot.triage.blocks.card import withdraw_button
from bot.triage.blocks.ids import Place, Ref
from bot.triage.blocks.parts import buttons, moment, priority_line, quotation, state_line, titled
from bot.triage.domain import Fire, FireEvent, State


def filed(fire: Fire, team: Team, resumes_at: datetime | None, zone: ZoneInfo) -> Message:
    """To whoever filed it. `resumes_at` is None while the team works."""
    blocks = [
        kit.section(f"*{titled(fire)}* is with {escape(team.name)} now.\n{priority_line(fire)}"),
        *([kit.context(f"It is private: the leads of {escape(team.name)} were sent it.")] if fire.private else []),
        kit.context(_what_next(fire, resumes_at, zone)),
        _changing(fire),
    ]
    return Message(f"{titled(fire)} is with {escape(team.name)} now.", blocks)


def filed_before(fire: Fire) -> Message:
    """To whoever makes the same message a fire again."""
    text = f"That is {titled(fire)} already. {state_line(fire)}."
    return Message(text, [kit.section(text), kit.actions(_show_button(fire))])


def taken(fire: Fire, event: FireEvent) -> Message:
    owner = mention(event.about_id or event.actor_id)
    return _plain(fire, f"{owner} has taken {titled(fire)} and will get back to you.")


def waiting(fire: Fire, event: FireEvent) -> Message:
    """Asks the requester for something. Without the button once it is no longer waited for."""
    text = f"{mention(event.actor_id)} needs something from you for {titled(fire)}."
    blocks: list[Block] = [kit.section(text), *_cause(event)]
    if fire.state == State.WAITING:
        answer = kit.button("Here is the answer", ids.ANSWER, _ref(fire), style="primary")
        blocks += [kit.actions(answer), kit.context("Or reply to this message in its thread.")]
    else:
        blocks.append(kit.context(f"{fire.name} does not wait any more."))
    return Message(text, blocks)


def done(fire: Fire, event: FireEvent, good: bool | None = None) -> Message:
    """`good` is how they said it went, None while they said nothing."""
    text = f"{mention(event.actor_id)} resolved {titled(fire)}."
    return Message(text, [kit.section(text), *_cause(event), *rating(fire, good)])


def declined(fire: Fire, event: FireEvent) -> Message:
    text = f"{mention(event.actor_id)} declined {titled(fire)}, and says why:"
    return Message(text, [kit.section(text), *_cause(event), kit.actions(_reopen(fire, "Ask again"))])


def withdrawn(fire: Fire, event: FireEvent) -> Message:
    return _plain(fire, f"{mention(event.actor_id)} took {titled(fire)} back: it is not needed any more.")


def reopened(fire: Fire, event: FireEvent) -> Message:
    has = f"It is back with {_owner(fire)}." if fire.owner_id else "It is in the queue again."
    text = f"{mention(event.actor_id)} reopened {titled(fire)}. {has}"
    return Message(text, [kit.section(text), *_cause(event), kit.actions(_show_button(fire))])


def given_to_you(fire: Fire, event: FireEvent) -> Message:
    """To who got a fire from somebody else."""
    return _for_work(fire, f"{mention(event.actor_id)} gave you {titled(fire)}.")


def taken_from_you(fire: Fire, event: FireEvent) -> Message:
    """To who had it when somebody else moved it."""
    where = f"{_owner(fire)} has it now" if fire.owner_id else f"it is {fire.state.words} now"
    text = f"{mention(event.actor_id)} changed {titled(fire)}, which you had: {where}."
    return Message(text, [kit.section(text), *_cause(event), kit.actions(_show_button(fire))])


def back_with_you(fire: Fire, event: FireEvent) -> Message:
    return _for_work(fire, f"{mention(event.actor_id)} reopened {titled(fire)}, so it is with you again.", event)


def urgent(fire: Fire, team: Team) -> Message:
    """To the team's leads, when somebody files a P1."""
    return _for_work(
        fire, f"{mention(fire.requester_id)} asks {escape(team.name)} for a {fire.priority}: {titled(fire)}."
    )


def unclaimed(fire: Fire, team: Team, patience: str) -> Message:
    """To the team's leads, when nobody takes it."""
    who = escape(team.name)
    return _for_work(
        fire, f"Nobody of {who} has taken {titled(fire)} ({fire.priority}) for {patience} of working time."
    )


def answered(fire: Fire, event: FireEvent) -> Message:
    """In the thread of the card: what the requester says, to the owner."""
    to = f"{_owner(fire)}, " if fire.owner_id else ""
    text = f"{to}{mention(event.actor_id)} says about {fire.name}:"
    return Message(text, [kit.section(text), *_cause(event)])


def noted(fire: Fire, event: FireEvent) -> Message:
    """To who has it: what somebody of the team noted for the team alone."""
    text = f"{mention(event.actor_id)} noted about {titled(fire)}, for the team only:"
    return Message(text, [kit.section(text), *_cause(event), kit.actions(_show_button(fire))])


def told_better(fire: Fire, event: FireEvent) -> Message:
    """In the thread of the card: what the filing person changed."""
    to = f"{_owner(fire)}, " if fire.owner_id else ""
    return Message(f"{to}{mention(event.actor_id)} changed {fire.name}: {escape(cut(event.text or '', 200))}.")


def late_answer(fire: Fire) -> Message:
    """To who answers when it is over."""
    text = f"{fire.name} is {fire.state.words} already. I kept what you wrote with it. Shall it be opened again?"
    return Message(text, [kit.section(text), kit.actions(_reopen(fire, "Reopen"))])


def yours(fire: Fire) -> Message:
    """To who has just taken it by typing."""
    return _for_work(fire, f"{titled(fire)} is yours now.")


def given(fire: Fire, user_id: str) -> Message:
    """To who has just given it to somebody."""
    return Message(f"{titled(fire)} is with {mention(user_id)} now, and they know.")


def asked(fire: Fire) -> Message:
    """To who has just asked the requester for something."""
    return Message(
        f"I asked {mention(fire.requester_id)}. {titled(fire)} goes on when they answer, or you press *Go on*."
    )


def open_again(fire: Fire) -> Message:
    has = f"It is back with {_owner(fire)}." if fire.owner_id else "It is in the queue again."
    return Message(f"{titled(fire)} is open again. {has}")


def passed_on(fire: Fire) -> Message:
    """To the requester who has just answered."""
    return Message(f"Thank you. {_owner(fire)} has your answer." if fire.owner_id else "Thank you, it is kept.")


def moved(fire: Fire) -> Message:
    """To who has just done something to it: how it stands now."""
    text = f"{titled(fire)}: {state_line(fire)}."
    return Message(text, [kit.section(f"*{titled(fire)}*\n{state_line(fire)}"), kit.actions(_show_button(fire))])


def confirm_away(fire: Fire, user_id: str, sentence: str) -> Message:
    """Asks once more before somebody who is away gets it. `sentence` says until when."""
    anyway = kit.button("Assign anyway", ids.ASSIGN_ANYWAY, f"{fire.number}:{user_id}", style="danger")
    text = f"{escape(sentence)} {fire.name} would lie until then."
    return Message(text, [kit.section(text), kit.actions(anyway)])


def _what_next(fire: Fire, resumes_at: datetime | None, zone: ZoneInfo) -> str:
    told = "You will hear from me when somebody takes it, needs something from you, and when it is done."
    if resumes_at is None:
        return told
    return f"The team is not at work right now; work resumes {moment(resumes_at, zone)}. {told}"


def _changing(fire: Fire) -> Block:
    ref = Ref(fire.number, Place.NOTICE)
    edit = kit.button("Add details", ids.EDIT, str(ref))
    return kit.actions(edit, withdraw_button(fire, ref))


def _cause(event: FireEvent) -> list[Block]:
    return quotation(event.text) if event.text else []


def _for_work(fire: Fire, text: str, event: FireEvent | None = None) -> Message:
    cause = _cause(event) if event else []
    return Message(text, [kit.section(text), *cause, buttons(fire, Ref(fire.number, Place.NOTICE))])


def _plain(fire: Fire, text: str) -> Message:
    return Message(text, [kit.section(text), kit.actions(_show_button(fire))])


def _owner(fire: Fire) -> str:
    return mention(fire.owner_id or "")


def _ref(fire: Fire) -> str:
    return str(Ref(fire.number, Place.NOTICE))


def _show_button(fire: Fire) -> kit.Element:
    return kit.button("Show it", ids.SHOW, _ref(fire))


def _reopen(fire: Fire, text: str) -> kit.Element:
    return kit.button(text, ids.REOPEN, _ref(fire))
